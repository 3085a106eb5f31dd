"""Paths are joined, split and made relative as PowerShell 7.6 was seen to do it."""

from __future__ import annotations

from typing import Any

import pytest

from pssession.engine.providers.path_text import combine, relative

JOINED = [
    ("a", "b", "a/b"), ("a/", "b", "a/b"), ("a", "/b", "a/b"), ("a/", "/b", "a/b"), ("", "b", "b"), ("a", "", "a/"), ("/", "b", "/b"),
    ("/", "", "/"), ("a", "../b", "a/../b"), ("a\\", "b", "a/b"), ("a", "\\b", "a/b"), ("Env:", "b", "Env:/b"), ("zz:", "b", "zz:/b"),
    ("FileSystem::/a", "b", "FileSystem::/a/b"), ("a", "b/", "a/b/"), ("a//", "//b", "a///b"), ("a", "zz:/b", "a/zz:/b"),
]  # fmt: skip
RELATIVE = [
    ("/t/g/a.txt", "/t/g", "a.txt"), ("/t/f", "/t/f/g", "../../f"), ("/t/g", "/t/g", "../g"), ("/usr", "/tmp/f", "../../usr"),
]  # fmt: skip
PARENTS = [
    ("/a/b", "/a"), ("/a", ""), ("/a/", ""), ("a", ""), ("a/b", "a"), ("zz:/a", "zz:/"), ("zz:a", ""), ("Temp:/a", "Temp:/"),
    ("FileSystem::/a", "FileSystem::/"), ("~/a", "~"), ("'/a*/b'", "/a*"), ("a:/b", "a:/"), ("a:/", ""), ("'a//b'", "a/"),
    ("'\\a\\b'", "/a"),
]  # fmt: skip
LEAVES = [
    ("/a", "a"), ("/a/b", "b"), ("/a/", "a"), ("/", ""), ("a", "a"), ("zz:/a", "a"), ("zz:a", "zz:a"), ("Env:/a", "a"), ("Env:a", "a"),
    ("FileSystem::/a", "a"), ("~/a", "a"), ("a:/", "a:/"), ("'a\\b'", "b"),
]  # fmt: skip


@pytest.mark.parametrize(("parent", "child", "joined"), JOINED)
def test_parts_are_joined(parent: str, child: str, joined: str) -> None:
    assert combine(parent, child) == joined


@pytest.mark.parametrize(("path", "base", "found"), RELATIVE)
def test_a_path_is_seen_from_a_folder(path: str, base: str, found: str) -> None:
    assert relative(path, base) == found


@pytest.mark.parametrize(("path", "parent"), PARENTS)
def test_the_parent_is_what_the_text_shows(path: str, parent: str, run: Any) -> None:
    assert run(f"Split-Path {path}").texts == [parent]


@pytest.mark.parametrize(("path", "leaf"), LEAVES)
def test_the_leaf_is_the_last_part(path: str, leaf: str, run: Any) -> None:
    assert run(f"Split-Path {path} -Leaf").texts == [leaf]


@pytest.mark.parametrize(
    ("code", "out"),
    [
        ("Set-Location /; $PWD.Path; Set-Location Temp:; $PWD.Path; Set-Location env:; $PWD.Path", ["/", "Temp:/", "Env:/"]),
        ("Set-Location FileSystem::/tmp; $PWD.Path", ["Microsoft.PowerShell.Core\\FileSystem::/tmp"]),
        ("Set-Location Temp:/; (Resolve-Path /usr).Path; (Resolve-Path .).Path", ["/usr", "Temp:/"]),
        ("(Resolve-Path env:HOM*).Path; (Resolve-Path Temp:).Path", ["Env:/HOME", "Temp:/"]),
        ("Set-Location / -PassThru | ForEach-Object Path; Set-Location -; $PWD.Path; Set-Location +; $PWD.Path", ["/", "{T}", "/"]),
        ("Push-Location /; Push-Location /usr; (Get-Location -Stack).Count; Pop-Location; $PWD.Path", ["2", "/"]),
        ("New-PSDrive w FileSystem $T > $null; Set-Location w:; $PWD.Path; New-Item x > $null; Test-Path $T/x", ["w:/", "True"]),
    ],
)  # fmt: skip
def test_locations_are_written_with_their_drive(code: str, out: list[str], run: Any) -> None:
    found = run(code)
    assert found.texts == out
    assert found.errors == []
