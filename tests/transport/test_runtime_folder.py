"""The runtime folder is this user's alone, and only names of sessions in it count."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from pssession.errors import TransportError
from pssession.transport.runtime_folder import RuntimeFolder


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.delenv("PSSESSION_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert RuntimeFolder.locate().path == "/home/ada/.local/state/pssession/run"
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1")
    assert RuntimeFolder.locate().path == "/run/user/1/pssession"
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", str(tmp_path))
    assert RuntimeFolder.locate().path == str(tmp_path)


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = RuntimeFolder(str(tmp_path / "a" / "run"))
    folder.make()
    assert os.stat(folder.path).st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_enter_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o755)
    with pytest.raises(TransportError, match="chmod 700"):
        RuntimeFolder(str(tmp_path / "run")).make()


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(TransportError, match="PSSESSION_RUNTIME_DIR"):
        RuntimeFolder(str(tmp_path / "run")).make()


def test_only_sockets_of_sessions_count(tmp_path: Path) -> None:
    one, other = sorted(str(uuid.uuid4()) for _ in range(2))
    for name in (f"{other}.sock", f"{one}.sock", "zygote.sock", f"{one}.lock", "readme.txt"):
        (tmp_path / name).touch()
    folder = RuntimeFolder(str(tmp_path))
    assert list(folder.sessions()) == [one, other]
    assert folder.session(one) == str(tmp_path / f"{one}.sock")
    assert list(RuntimeFolder(str(tmp_path / "none")).sessions()) == []
