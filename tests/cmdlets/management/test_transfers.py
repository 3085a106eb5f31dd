"""What lands where when items are copied, moved, renamed, made and removed; seen in PowerShell 7.6 on the same tree."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_C = ",Microsoft.PowerShell.Commands."
_PLAIN = ("a.txt", "b.txt", ".hid", "d/x", "d/e/y", "d/.h2")
BEGIN = {".hid", "a.txt", "b.txt", "d", "d/.h2", "d/e", "d/e/y", "d/x", "empty", "k", "la", "ld", "ro.txt"}

# The text, what is there then that was not there before, and what is gone.
MOVES = [
    ("Copy-Item a.txt d", "d/a.txt", ""),
    ("Copy-Item d k", "k/d", ""),
    ("Copy-Item d k -Recurse", "k/d k/d/.h2 k/d/e k/d/e/y k/d/x", ""),
    ("Copy-Item d new -Recurse", "new new/.h2 new/e new/e/y new/x", ""),
    ("Copy-Item d new", "new", ""),
    ("Copy-Item d x/y/z -Recurse", "x x/y x/y/z x/y/z/.h2 x/y/z/e x/y/z/e/y x/y/z/x", ""),
    ("Copy-Item d k -Recurse -Container:$false", "k/.h2 k/x k/y", ""),
    ("Copy-Item d new -Recurse -Filter x", "new new/e new/x", ""),
    ("Copy-Item *.txt k", "k/a.txt k/b.txt k/ro.txt", ""),
    ("Copy-Item la lb", "lb", ""),
    ("Copy-Item .hid hid2", "hid2", ""),
    ("Move-Item a.txt k", "k/a.txt", "a.txt"),
    ("Move-Item .hid hid2", "hid2", ".hid"),
    ("Move-Item d k", "k/d k/d/.h2 k/d/e k/d/e/y k/d/x", "d d/.h2 d/e d/e/y d/x"),
    ("Move-Item *.txt k", "k/a.txt k/b.txt k/ro.txt", "a.txt b.txt ro.txt"),
    ("Move-Item a.txt b.txt -Force", "", "a.txt"),
    ("Rename-Item a.txt A.txt", "A.txt", "a.txt"),
    ("Rename-Item a.txt ./c", "c", "a.txt"),
    ("Rename-Item d dd", "dd dd/.h2 dd/e dd/e/y dd/x", "d d/.h2 d/e d/e/y d/x"),
    ("Remove-Item .hid -Force", "", ".hid"),
    ("Remove-Item ld -Recurse", "", "ld"),
    ("Remove-Item d -Recurse -Force", "", "d d/.h2 d/e d/e/y d/x"),
    ("Remove-Item empty", "", "empty"),
    ("New-Item x/y -ItemType Directory", "x x/y", ""),
    ("New-Item k -Name n -Value v", "k/n", ""),
    ("New-Item 'q*'", "q*", ""),
    ("New-Item l1 -ItemType SymbolicLink -Target nosuch", "l1", ""),
    ("New-Item l3 -ItemType HardLink -Target a.txt", "l3", ""),
    ("New-Item l8 -ItemType d", "l8", ""),
    ("New-Item x/y.txt -Force", "x x/y.txt", ""),
    ("Remove-Item a.txt -WhatIf; Copy-Item a.txt z -WhatIf; Move-Item a.txt z -WhatIf; New-Item z -WhatIf", "", ""),
]
DATA = Path(__file__).parents[2] / "data" / "management" / "refused.jsonl"
REFUSED = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def tree(run: Any, tmp_path: Path) -> Path:
    for folder in ("d/e", "k", "empty"):
        (tmp_path / folder).mkdir(parents=True)
    for name in (*_PLAIN, "ro.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "ld").symlink_to("d")
    (tmp_path / "la").symlink_to("a.txt")
    return tmp_path


def _there(folder: Path) -> set[str]:
    found = set()
    for root, folders, names in os.walk(folder):
        found |= {os.path.relpath(os.path.join(root, name), folder) for name in (*folders, *names)}
    return found


@pytest.mark.parametrize(("code", "new", "gone"), MOVES, ids=[row[0] for row in MOVES])
def test_things_land_where_powershell_put_them(code: str, new: str, gone: str, tree: Path, run: Any) -> None:
    assert run(code).errors == []
    assert _there(tree) == (BEGIN | set(new.split())) - set(gone.split())


@pytest.mark.parametrize("row", REFUSED, ids=[row["code"] for row in REFUSED])
def test_what_is_refused_is_refused_in_powershells_words(row: dict[str, Any], tree: Path, run: Any) -> None:
    assert run(row["code"]).errors == [row["error"]]
    assert _there(tree) == BEGIN


def test_a_folder_that_is_there_is_an_error_and_its_files_are_copied_all_the_same(tree: Path, run: Any) -> None:
    (tree / "k/d").mkdir()
    assert run("Copy-Item d k -Recurse").errors == [
        ["DirectoryExist" + _C + "CopyItemCommand", "An item with the specified name {T}/k/d already exists."]
    ]
    assert (tree / "k/d/x").read_text() == "d/x"
    assert run("Copy-Item d k -Recurse -Force").errors == []


def test_a_folder_with_something_inside_is_not_removed_without_a_yes(tree: Path, run: Any) -> None:
    assert run("Remove-Item d").errors != []
    assert _there(tree) == BEGIN


def test_a_read_only_file_is_written_over_by_force(tree: Path, run: Any) -> None:
    run("Set-ItemProperty ro.txt IsReadOnly $true; Copy-Item a.txt ro.txt -Force")
    assert (tree / "ro.txt").read_text() == "a.txt"


def test_paths_come_from_items_by_property(tree: Path, run: Any) -> None:
    assert run("Get-ChildItem *.txt | Remove-Item; Test-Path *.txt; Get-Item d | Get-ChildItem -Name").texts == ["False", "e", "x"]
