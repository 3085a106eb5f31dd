"""The program from outside: words, standard input and files in; texts and exit status out, as PowerShell 7.6.5 was recorded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data" / "cli"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (DATA / "rows.jsonl").read_text().splitlines()]
FILES: dict[str, str] = json.loads((DATA / "files.json").read_text())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the scripts that the command lines name."""
    made = tmp_path / "w"
    (made / "sub").mkdir(parents=True)
    for name, text in FILES.items():
        (made / name).write_text(text)
    return made


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_command_line_gives_what_powershell_gave(row: dict[str, Any], folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "TZ": "UTC", "LANG": "en_US.UTF-8", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-m", "pssession.cli.pypwsh", *row["args"]],
        cwd=folder,
        env=environment | row.get("env", {}),
        input=row.get("stdin", ""),
        capture_output=True,
        text=True,
        check=False,
    )

    def clean(text: str) -> str:
        return text.replace(str(folder), "{T}").replace("\u202f", " ")

    assert done.returncode == row["status"], done.stderr
    for name, got in (("stdout", done.stdout), ("stderr", done.stderr)):
        if row[name] is not None:  # usage texts are each program's own
            assert clean(got) == row[name].replace("\u202f", " ")
