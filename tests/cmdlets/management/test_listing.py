"""Get-ChildItem finds what PowerShell 7.6 was seen to find, by its own engine on the same tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TREE = ("a.txt", "b.log", ".hid", "d1/x.txt", "d1/y.log", "d1/e1/z.txt", "d2/w.txt", "q[1].txt", ".hd/i.txt")

# Arguments, and the paths that come out, in order where the file system's own order does not show.
SEEN = [
    ("", "d1 d2 ld a.txt b.log q[1].txt"),
    ("-Force", ".hd d1 d2 ld .hid a.txt b.log q[1].txt"),
    ("*", "d1 d2 ld a.txt b.log q[1].txt"),
    ("d*", "d1 d2"),
    ("d1", "d1/e1 d1/x.txt d1/y.log"),
    ("*.txt", "a.txt q[1].txt"),
    ("a.txt", "a.txt"),
    ("nosuch*", ""),
    ("'q[1].txt'", ""),
    ("-LiteralPath 'q[1].txt'", "q[1].txt"),
    ("'q`[1`].txt'", "q[1].txt"),
    ("-Include *.txt", ""),
    ("* -Include *.txt", "a.txt q[1].txt"),
    ("* -Include d*", ""),
    ("d1 -Include *.txt", ""),
    ("-LiteralPath d1 -Include *.txt", "d1/x.txt"),
    ("d1/* -Include *.txt", "d1/x.txt"),
    ("-Exclude *.txt", "d1 d2 ld b.log"),
    ("* -Exclude *.txt", "d1/e1 d1/y.log ld/e1 ld/y.log b.log"),
    ("d1 -Exclude d*", ""),
    (
        ". -Exclude d1 -Recurse",
        "d1/e1 d1/e1/z.txt d1/x.txt d1/y.log d2 d2/w.txt ld ld/e1 ld/e1/z.txt ld/x.txt ld/y.log a.txt b.log q[1].txt",
    ),
    (". -Include *.txt -Recurse", "d1/e1/z.txt d1/x.txt d2/w.txt ld/e1/z.txt ld/x.txt a.txt q[1].txt"),
    (". -Include *.txt -Exclude z* -Recurse", "d1/x.txt d2/w.txt ld/x.txt a.txt q[1].txt"),
    ("*.txt -Recurse", "d1/e1/z.txt d1/x.txt d2/w.txt ld/e1/z.txt ld/x.txt a.txt q[1].txt"),
    ("d* -Recurse", "d1/e1 d1/e1/z.txt d1/x.txt d1/y.log d2/w.txt"),
    ("d1 -Recurse", "d1/e1 d1/x.txt d1/y.log d1/e1/z.txt"),
    ("d1/* -Recurse", "d1/e1 d1/x.txt d1/y.log d1/e1/z.txt"),
    ("z.txt -Recurse", "d1/e1/z.txt ld/e1/z.txt"),
    ("'[ad]*' -Recurse", "d1 d2 a.txt"),
    ("'*/x.txt'", "d1/x.txt ld/x.txt"),
    ("-Filter *.txt", "a.txt q[1].txt"),
    ("d* -Filter *.txt", ""),
    ("d* -Filter *.txt -Recurse", "d1/e1/z.txt d1/x.txt d2/w.txt"),
    ("-Filter *.", "d1 d2 ld"),
    ("-Filter *.*", "d1 d2 ld a.txt b.log q[1].txt"),
    ("-Filter d?.?", "d1 d2"),
    ("a.txt -Filter b*", "a.txt"),
    ("-Recurse -Depth 0", "d1 d2 ld a.txt b.log q[1].txt"),
    ("-Include *.txt -Recurse -Depth 1", "d1/x.txt d2/w.txt ld/x.txt a.txt q[1].txt"),
    ("ld -Recurse", "ld/e1 ld/x.txt ld/y.log ld/e1/z.txt"),
    ("-File", "a.txt b.log q[1].txt"),
    ("-Directory -Recurse", "d1 d2 ld d1/e1"),
    ("d* -File", ""),
    ("*.txt -Directory -Recurse", ""),
    ("-Hidden", ".hd .hid"),
    ("-File -Directory", ""),
    ("a.txt -Directory", "a.txt"),
    (".h* -Force", ".hd .hid"),
    (".hd", ".hd/i.txt"),
]
NAMES = [
    ("-Name", "d1 d2 ld a.txt b.log q[1].txt"),
    ("d1 -Name -Recurse", "e1 x.txt y.log e1/z.txt"),
    ("d* -Name", "d1 d2"),
    ("-Name -Include *.txt", "a.txt q[1].txt"),
    ("-Name -Exclude *.txt", "d1 d2 ld b.log"),
    ("-Name -Recurse -Include *.txt", "a.txt q[1].txt d1/x.txt d1/e1/z.txt d2/w.txt ld/x.txt ld/e1/z.txt"),
    ("a.txt -Name", "a.txt"),
    ("-Name -Directory -Recurse", "d1 d2 ld d1/e1 ld/e1"),
]


@pytest.fixture
def tree(run: Any, tmp_path: Path) -> Path:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "ld").symlink_to("d1")
    return tmp_path


@pytest.mark.parametrize(("arguments", "paths"), SEEN, ids=[row[0] for row in SEEN])
def test_arguments_choose_what_powershell_chose(arguments: str, paths: str, tree: Path, run: Any) -> None:
    found = run(f"Get-ChildItem {arguments} | ForEach-Object FullName")
    assert [text.removeprefix("{T}/") for text in found.texts] == paths.split()
    assert found.errors == []


@pytest.mark.parametrize(("arguments", "names"), NAMES, ids=[row[0] for row in NAMES])
def test_names_are_relative_to_the_path(arguments: str, names: str, tree: Path, run: Any) -> None:
    assert run(f"Get-ChildItem {arguments}").texts == names.split()


def test_a_folder_behind_a_link_is_entered_only_when_asked(tree: Path, run: Any) -> None:
    assert not [text for text in run("Get-ChildItem -Recurse | ForEach-Object FullName").texts if "/ld/" in text]
    assert [text for text in run("Get-ChildItem -Recurse -FollowSymlink | ForEach-Object FullName").texts if "/ld/" in text]


def test_a_hidden_file_that_is_named_is_an_error(tree: Path, run: Any) -> None:
    found = run("Get-ChildItem .hid")
    assert found.errors == [["ItemNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand", "Could not find item {T}/.hid."]]


def test_a_folder_that_cannot_be_read_is_an_error_and_the_others_are_listed(tree: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("/d1"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = run("Get-ChildItem d1, d2 | ForEach-Object Name")
    assert found.texts == ["w.txt"]
    expected = ["DirUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetChildItemCommand", "Access to the path '{T}/d1' is denied."]
    assert found.errors == [expected]


def test_attributes_are_an_expression(tree: Path, run: Any) -> None:
    assert run("Get-ChildItem -Attributes !Directory -Name").texts == ["a.txt", "b.log", "q[1].txt"]
    assert run("Get-ChildItem -Attributes Directory+Hidden, ReparsePoint -Name").texts == [".hd", "ld"]


def test_items_carry_notes_in_powershells_order(tree: Path, run: Any) -> None:
    code = "(Get-Item a.txt).PSObject.Members | Where-Object MemberType -eq NoteProperty | ForEach-Object Name"
    assert run(code).texts == ["PSPath", "PSParentPath", "PSChildName", "UnixStat", "PSDrive", "PSProvider", "PSIsContainer"]
    assert run("$null -eq (Get-Item FileSystem::$T/a.txt).PSDrive").texts == ["True"]
    assert run("(Get-Item env:HOME).PSPath").texts == ["Microsoft.PowerShell.Core\\Environment::HOME"]


def test_a_listing_streams(tree: Path, run: Any) -> None:
    assert run("Get-ChildItem -Recurse | Select-Object -First 1 | ForEach-Object Name").texts == ["d1"]
