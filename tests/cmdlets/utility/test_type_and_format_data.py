"""Sessions add to types and views, and write what is shown to files, as PowerShell 7.6 was recorded (fmt.calc, fmt.width, cmd.members)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import Host, StreamKind


class Streams:
    """Keep what a run gives."""

    def __init__(self) -> None:
        self.kept: dict[StreamKind, list[Any]] = {kind: [] for kind in StreamKind}

    def write(self, kind: StreamKind, value: Any) -> None:
        """Keep one object."""
        self.kept[kind].append(value)


def _run(code: str) -> tuple[list[str], list[list[str]]]:
    streams = Streams()
    try:
        Interpreter(Host(), catalogue=CATALOGUE).invoke("$PSStyle.OutputRendering = 'PlainText'\n" + code, sink=streams)
    except RuntimeException as problem:
        streams.write(StreamKind.ERROR, problem.error_record)
    texts = [to_string(value) for value in streams.kept[StreamKind.OUTPUT]]
    return texts, [[record.fully_qualified_error_id, record.message] for record in streams.kept[StreamKind.ERROR]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


VIEW = (
    "<Configuration><ViewDefinitions><View><Name>v</Name><ViewSelectedBy><TypeName>My.F</TypeName></ViewSelectedBy><TableControl>"
    "<TableHeaders><TableColumnHeader><Label>LA</Label><Width>6</Width></TableColumnHeader><TableColumnHeader><Label>LB</Label>"
    "<Alignment>Right</Alignment></TableColumnHeader></TableHeaders><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem>"
    "<PropertyName>a</PropertyName></TableColumnItem><TableColumnItem><ScriptBlock>$_.b * 2</ScriptBlock></TableColumnItem>"
    "</TableColumnItems></TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>"
)


@pytest.mark.parametrize(
    ("code", "out"),
    [
        ("Update-TypeData -TypeName System.Int32 -MemberType NoteProperty -MemberName Tag -Value t; (5).Tag", ["t"]),
        ("Update-TypeData -TypeName System.String -MemberType ScriptMethod -MemberName Rev -Value { $this[-1] }; 'abc'.Rev()", ["c"]),
        (
            "Update-TypeData -TypeName My.T3 -MemberType ScriptProperty -MemberName D -Value { $this.a * 2 }; "
            "([pscustomobject]@{PSTypeName='My.T3';a=4}).D",
            ["8"],
        ),
        (
            "Update-TypeData -TypeName My.T2 -DefaultDisplayPropertySet b; [pscustomobject]@{PSTypeName='My.T2';a=1;b=2} | Out-String",
            ["\nb\n-\n2\n\n"],
        ),
    ],
)
def test_what_a_session_adds_to_a_type_its_objects_have(code: str, out: list[str]) -> None:
    assert _run(code) == (out, [])


def test_another_session_has_nothing_of_it() -> None:
    assert _run("Update-TypeData -TypeName System.Int32 -MemberType NoteProperty -MemberName Own -Value t; (5).Own")[0] == ["t"]
    assert _run("$null -eq (5).Own")[0] == ["True"]


def test_a_member_is_not_added_twice_without_force() -> None:
    add = "Update-TypeData -TypeName My.V -MemberType NoteProperty -MemberName x -Value"
    texts, errors = _run(f"{add} 1; {add} 2")
    expected = "TypesDynamicUpdateException,Microsoft.PowerShell.Commands.UpdateTypeDataCommand"
    assert (texts, errors) == ([], [[expected, 'Error in TypeData "My.V": The member x is already present.']])
    assert _run(f"{add} 1; {add} 2 -Force")[1] == []


def test_a_format_file_gives_the_view_of_its_types(folder: Path) -> None:
    (folder / "f.ps1xml").write_text(VIEW)
    texts, errors = _run("Update-FormatData ./f.ps1xml; [pscustomobject]@{PSTypeName='My.F';a='aaaaaaaaaa';b=21} | Out-String -Width 20")
    assert errors == []
    assert texts == ["\nLA                LB\n--                --\naaaaa…            42\n\n"]


def test_a_types_file_adds_what_it_says(folder: Path) -> None:
    (folder / "t.ps1xml").write_text(
        "<Types><Type><Name>My.X</Name><Members><ScriptProperty><Name>D</Name><GetScriptBlock>$this.a + 1</GetScriptBlock></ScriptProperty>"
        "<AliasProperty><Name>E</Name><ReferencedMemberName>D</ReferencedMemberName></AliasProperty></Members></Type></Types>"
    )
    assert _run("Update-TypeData ./t.ps1xml; ([pscustomobject]@{PSTypeName='My.X';a=4}).E") == (["5"], [])


def test_a_format_file_that_is_not_there_is_an_error(folder: Path) -> None:
    expected = "FormatPrependPathException,Microsoft.PowerShell.Commands.UpdateFormatDataCommand"
    words = f"Cannot find path '{folder}/nosuch_q.ps1xml' because it does not exist."
    assert _run("Update-FormatData -PrependPath nosuch_q.ps1xml")[1] == [[expected, words]]


def test_a_document_type_is_refused(folder: Path) -> None:
    (folder / "f.ps1xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><Configuration/>')
    assert len(_run("Update-FormatData ./f.ps1xml")[1]) == 1


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("[pscustomobject]@{a=1} | Out-File o -Width 30", b"\na\n-\n1\n\n"),
        ("'x'*50 | Out-File o -Width 10", b"x" * 50 + b"\n"),
        ("'é' > o", "é\n".encode()),
        ("'x' | Out-File o -Encoding unicode", b"\xff\xfex\0\n\0"),
        ("'x' > o; 'y' >> o", b"x\ny\n"),
        ("'x', 'y' | Out-File o -NoNewline", b"xy"),
    ],
)
def test_a_file_gets_what_is_shown(code: str, content: bytes, folder: Path) -> None:
    assert _run(code) == ([], [])
    assert (folder / "o").read_bytes() == content


def test_a_hash_is_that_of_the_content(folder: Path) -> None:
    (folder / "a").write_bytes(b"abc\n")
    texts, _ = _run("(Get-FileHash a).Hash; Get-FileHash a -Algorithm MD5 | ForEach-Object Hash")
    assert texts == ["EDEAAFF3F1774AD2888673770C6D64097E391BC362D7D6FB34982DDF0EFD18CB", "0BEE89B07A248E27C83FC3D5951213C1"]
