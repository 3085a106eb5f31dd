"""Write the blocking face of the client from the asynchronous one.

    python tools/async_to_sync.py            write src/pssession/client/blocking
    python tools/async_to_sync.py --check    write nothing; end 1 where a file would change

The conversation with a session is written once, in `client/aio`. Here it is read token by token: `async` and `await` go, and the names in
the table below are replaced. Comments and layout stay as they are. A module whose first line is `# Each face has its own.` is not
converted: `primitives` exists twice, written by hand, and holds all that differs.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import sysconfig
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/pssession/client/aio"
TARGET = ROOT / "src/pssession/client/blocking"
OWN = "# Each face has its own."
HEADER = "# Written by tools/async_to_sync.py from client/aio/{name}; change that file, then run the tool.\n"

NAMES = {
    "AsyncIterable": "Iterable",
    "AsyncIterator": "Iterator",
    "AsyncSession": "Session",
    "AsyncRun": "Run",
    "AsyncStream": "Stream",
    "AsyncConversation": "Conversation",
    "AsyncUnixStream": "UnixStream",
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aio": "blocking",
    "aiter": "iter",
    "anext": "next",
}
# In docstrings and comments only whole phrases are replaced.
TEXTS = [
    (re.compile(r"\basync with\b"), "with"),
    (re.compile(r"\basync for\b"), "for"),
    (re.compile(r"\bawait "), ""),
    (re.compile(r"\b(AsyncSession|AsyncRun|AsyncStream|aclose)\b"), lambda found: NAMES[found.group()]),
]


def tidy(text: str, name: str) -> str:
    """Put imports into ruff's order, names that became the same into one."""
    ruff = Path(sysconfig.get_path("scripts")) / "ruff"
    command = [str(ruff), "check", "--quiet", "--select", "I,F811", "--fix", "--stdin-filename", str(TARGET / name), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=ROOT).stdout


def convert(text: str) -> str:
    """Give the blocking face of one module's text, token by token."""
    lines = text.splitlines(keepends=True)
    pieces: list[str] = []
    row, column = 1, 0
    skip_space = False
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.ENCODING, tokenize.ENDMARKER):
            continue
        start_row, start_column = token.start
        if token.type in (tokenize.INDENT, tokenize.DEDENT):
            continue
        between = _between(lines, row, column, start_row, start_column)
        if skip_space:
            between = between.lstrip(" ")
            skip_space = False
        pieces.append(between)
        value = token.string
        if token.type == tokenize.NAME and value in ("async", "await"):
            value = ""
            skip_space = True
        elif token.type == tokenize.NAME:
            value = NAMES.get(value, value)
        elif token.type in (tokenize.STRING, tokenize.COMMENT):
            for pattern, replacement in TEXTS:
                value = pattern.sub(replacement, value)
        pieces.append(value)
        row, column = token.end
        if token.type in (tokenize.NEWLINE, tokenize.NL):
            row, column = row + 1, 0
    return "".join(pieces)


def _between(lines: list[str], row: int, column: int, end_row: int, end_column: int) -> str:
    if row == end_row:
        return lines[row - 1][column:end_column]
    text = lines[row - 1][column:] if row <= len(lines) else ""
    text += "".join(lines[row : end_row - 1])
    return text + lines[end_row - 1][:end_column]


def outputs() -> dict[Path, str]:
    """Give every generated file's path and text."""
    found = {}
    for path in sorted(SOURCE.glob("*.py")):
        text = path.read_text("utf-8")
        if not text.startswith(OWN):
            found[TARGET / path.name] = tidy(HEADER.format(name=path.name) + convert(text), path.name)
    return found


def main() -> int:
    """Write the files, or say which would change."""
    parser = argparse.ArgumentParser(description="Write the blocking face of the client from the asynchronous one.")
    parser.add_argument("--check", action="store_true", help="write nothing; end 1 where a file would change")
    check = parser.parse_args().check
    wanted = outputs()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    kept = {path for path in TARGET.glob("*.py") if path.read_text("utf-8").startswith(OWN)}
    orphans = [path for path in TARGET.glob("*.py") if path not in wanted and path not in kept]
    for path in stale + orphans:
        print(f"{'stale' if check else 'written' if path in wanted else 'removed'}: {path.relative_to(ROOT)}")
    if check:
        return 1 if stale or orphans else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    for path in orphans:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
