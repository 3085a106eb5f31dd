"""Content is read and written piece by piece as PowerShell 7.6 was seen to do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

READ = [
    ("l1\r\nl2\rl3\n\nlast", "", ["l1", "l2", "l3", "", "last"]),
    ("l1\nl2\n", "", ["l1", "l2"]),
    ("", "", []),
    ("a;b;;c", "-Delimiter ';'", ["a", "b", "", "c"]),
    ("a;b;", "-Delimiter ';'", ["a", "b"]),
    ("a;b;;c", "-Delimiter ';;'", ["a;b", "c"]),
    ("l1\r\nl2\rl3", '-Delimiter "`r`n"', ["l1", "l2\rl3"]),
    ("l1\nl2\n", "-Raw", ["l1\nl2\n"]),
    ("a;b;", "-AsByteStream", ["97", "59", "98", "59"]),
    ("1\n2\n3\n", "-TotalCount 2", ["1", "2"]),
    ("1\n2\n3\n", "-TotalCount 0", []),
    ("1\n2\n3\n", "-Tail 2", ["2", "3"]),
    ("1\n2\n3", "-Tail 1", ["3"]),
    ("1\n2\n", "-Tail 0", []),
    ("1\n2\n", "-Tail 9", ["1", "2"]),
    ("1\n2\n3\n", "-ReadCount 2", ["1 2", "3"]),
]
WRITTEN = [
    ("1,2", "", b"1\n2\n"),
    ("'a',$null,'b'", "", b"a\nb\n"),
    ("'a','b'", "-NoNewline", b"ab"),
    ("([byte]65)", "-AsByteStream", b"A"),
    ("(,@(1,2))", "", b"1\n2\n"),
    ("'é'", "-Encoding unicode", b"\xff\xfe\xe9\0\n\0"),
    ("'é'", "-Encoding ascii", b"?\n"),
    ("'é'", "-Encoding utf8BOM", b"\xef\xbb\xbf\xc3\xa9\n"),
    ("'é'", "-Encoding 28591", b"\xe9\n"),
]


@pytest.mark.parametrize(("content", "arguments", "pieces"), READ)
def test_a_file_comes_in_the_pieces_that_powershell_gave(content: str, arguments: str, pieces: list[str], run: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content.encode())
    assert run(f"Get-Content a {arguments}").texts == pieces


@pytest.mark.parametrize(("value", "arguments", "content"), WRITTEN)
def test_a_file_gets_the_bytes_that_powershell_wrote(value: str, arguments: str, content: bytes, run: Any, tmp_path: Path) -> None:
    assert run(f"Set-Content a {value} {arguments}").errors == []
    assert (tmp_path / "a").read_bytes() == content


@pytest.mark.parametrize("count", [1, 2, 700])
def test_the_end_of_a_large_file_is_the_same_as_that_of_all_its_lines(count: int, run: Any, tmp_path: Path) -> None:
    lines = [f"line {number} " + "x" * (number % 300) for number in range(2000)]
    (tmp_path / "a").write_text("\n".join(lines) + "\n")
    assert run(f"Get-Content a -Tail {count}").texts == lines[-count:]


def test_a_mark_at_the_beginning_says_the_encoding(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffé\nü".encode("utf-16-le"))
    assert run("Get-Content a; Get-Content a -Tail 1").texts == ["é", "ü", "ü"]


def test_lines_carry_where_they_come_from(run: Any) -> None:
    code = "Set-Content a x,y; (Get-Content a)[1].PSObject.Members | Where-Object MemberType -eq NoteProperty | ForEach-Object Name"
    assert run(code).texts == ["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "ReadCount"]
    assert run("(Get-Content a)[1] | ForEach-Object { $_.PSPath; $_.ReadCount }").texts == ["{T}/a", "2"]


def test_the_pipeline_fills_one_file(run: Any, tmp_path: Path) -> None:
    run("1..3 | Set-Content a; 4 | Add-Content a")
    assert (tmp_path / "a").read_text() == "1\n2\n3\n4\n"


def test_reading_streams(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1\n2\n3\n")
    assert run("Get-Content a | Select-Object -First 1").texts == ["1"]
