"""Runs the examples in README.md and docs/: what a page shows is what came, or the test that calls this says where it did not.

    python tools/documents.py [PAGE ...]            run the examples and say what differs
    python tools/documents.py --write [PAGE ...]    put what came where the page shows something else

Each page has a machine of its own. Its fenced blocks:

    console     a transcript: `A PS> …` is typed into the PowerShell client A, `>> …` goes on with it, `$ …` is a command line,
                `(A ends)` and `(A is killed)` end a client; everything else is output
    python      run one after the other in one process, as a notebook; a `text` block behind it is what it prints
    powershell  typed into one client, which must not report an error; a `text` block behind it is what it shows
    sh          not run: installing, building

In what is shown `…` stands for anything in a line, and a line of nothing else for any lines.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pssession.testing.scratch_machine import ScratchMachine
from pssession.testing.shell_client import ShellClient, plain

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/**/*.md")
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(r"(?:([A-Z]) )?PS> (.*)")
_ENDED = re.compile(r"\(([A-Z]) (ends|is killed)\)")
_WIDTH = 110
_SECONDS = 60.0
_NOTEBOOK = """
import contextlib, io, json, sys
shown, names = [], {"__name__": "__main__"}
for place, code in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, place, "exec"), names)
    shown.append(out.getvalue())
json.dump(shown, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a fenced block.

    Attributes:
        start: Where its content begins in the page's text.
    """

    language: str
    content: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold what a page shows at a place, and what came."""

    start: int
    line: int
    expected: str
    came: str

    @property
    def differs(self) -> bool:
        """Tell whether what came is something else."""
        return not fits(self.expected, self.came)


def blocks_of(text: str) -> list[Block]:
    """Find the fenced blocks of a page."""
    return [Block(match[1], match[2], match.start(2), text.count("\n", 0, match.start(2)) + 1) for match in _FENCE.finditer(text)]


def fits(expected: str, came: str) -> bool:
    """Tell whether output is what is expected; ends of lines and blank lines around do not count."""
    pattern = []
    for line in _tidy(expected):
        if line.strip() == "…":
            pattern.append(r"(?:[^\n]*\n)*?")
        else:
            pattern.append(r"[^\n]*?".join(map(re.escape, line.split("…"))) + r"\n")
    return re.fullmatch("".join(pattern), "".join(f"{line}\n" for line in _tidy(came))) is not None


def _tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []


class PageRun(AbstractContextManager["PageRun"]):
    """Run the examples of one page.

    Args:
        path: The page.

    Attributes:
        text: What stands in it.
    """

    def __init__(self, path: Path) -> None:
        self.text = path.read_text("utf-8")
        self._name = str(path)
        self._stack = ExitStack()
        machine = self._stack.enter_context(ScratchMachine())
        self._home = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="pss-home-"))
        beside = os.path.dirname(sys.executable)
        self._environment = {
            **machine.environment,
            "HOME": self._home,
            "PATH": f"{beside}:{os.environ.get('PATH', '')}",
            "NO_COLOR": "1",
            "COLUMNS": str(_WIDTH),
        }
        self._clients: dict[str, ShellClient] = {}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def results(self) -> Iterator[Shown]:
        """Run everything; give what the page shows and what came."""
        blocks = blocks_of(self.text)
        following = [*blocks, Block("", "", 0, 0)][1:]
        programs = [(block, after) for block, after in zip(blocks, following, strict=True) if block.language == "python"]
        for (_, after), came in zip(programs, self._run_programs([block for block, _ in programs]), strict=True):
            if after.language == "text":
                yield Shown(after.start, after.line, after.content, came)
        for block, after in zip(blocks, following, strict=True):
            if block.language == "console":
                yield from self._run_transcript(block)
            elif block.language == "powershell":
                came = self._run_powershell(block)
                if after.language == "text":
                    yield Shown(after.start, after.line, after.content, came)

    def _run_programs(self, blocks: Sequence[Block]) -> list[str]:
        if not blocks:
            return []
        given = json.dumps([(f"{self._name}:{block.line}", "\n" * block.line + block.content) for block in blocks])
        done = subprocess.run(
            [sys.executable, "-c", _NOTEBOOK],
            input=given,
            capture_output=True,
            text=True,
            env=self._environment,
            cwd=self._home,
            timeout=_SECONDS,
        )
        if done.returncode:
            raise RuntimeError(f"{self._name}: {done.stderr.strip()}")
        shown: list[str] = json.loads(done.stdout)
        return shown

    def _run_powershell(self, block: Block) -> str:
        client = self._client("powershell")
        before = client.run("$Error.Count").strip()
        came = plain(client.run(block.content.rstrip("\n"), timeout=_SECONDS))
        if client.run("$Error.Count").strip() != before:
            raise RuntimeError(f"{self._name}:{block.line}: {came.strip()}")
        return came

    def _run_transcript(self, block: Block) -> Iterator[Shown]:
        """Run the lines that are typed, each with what stands behind it as what it shows."""
        parts: list[tuple[str, int, list[str]]] = []
        place = block.start
        for line in block.content.splitlines(keepends=True):
            if _TYPED.match(line) or line.startswith("$ ") or _ENDED.match(line):
                parts.append((line.rstrip("\n"), place + len(line), []))
            elif line.startswith(">> ") and parts and not parts[-1][2]:
                typed, _, shown = parts[-1]
                parts[-1] = (f"{typed}\n{line[3:].rstrip()}", place + len(line), shown)
            elif parts:
                parts[-1][2].append(line)
            place += len(line)
        for typed, start, shown in parts:
            yield Shown(start, self.text.count("\n", 0, start) + 1, "".join(shown), self._typed(typed))

    def _typed(self, typed: str) -> str:
        if ended := _ENDED.match(typed):
            client = self._clients.pop(ended[1])
            if ended[2] == "ends":
                client.leave()
            else:
                client.kill()
            return ""
        if typed.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", typed[2:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env=self._environment,
                cwd=self._home,
                timeout=_SECONDS,
            )
            return done.stdout
        first, *rest = typed.split("\n")
        match = _TYPED.match(first)
        assert match is not None
        return plain(self._client(match[1] or "").run("\n".join((match[2], *rest)), timeout=_SECONDS))

    def _client(self, name: str) -> ShellClient:
        if name not in self._clients:
            environment = {name: value for name, value in self._environment.items() if name != "COLUMNS"}
            self._clients[name] = self._stack.enter_context(ShellClient(environment, colors=False, width=_WIDTH))
        return self._clients[name]


def pages() -> list[Path]:
    """List the pages that there are."""
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


def rewritten(text: str, results: Sequence[Shown]) -> str:
    """Put what came where a page shows something else."""
    for shown in sorted(results, key=lambda one: one.start, reverse=True):
        if shown.differs:
            came = "".join(f"{line}\n" for line in _tidy(shown.came))
            text = text[: shown.start] + came + text[shown.start + len(shown.expected) :]
    return text


def main() -> int:
    """Run the examples; 1 where something else came."""
    parser = argparse.ArgumentParser(description="Run the examples of README.md and docs/.")
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true", help="put what came into the pages")
    given = parser.parse_args()
    differing = 0
    for path in given.pages or pages():
        with PageRun(path) as run:
            results = list(run.results())
        for shown in results:
            if shown.differs:
                differing += 1
                print(f"{path}:{shown.line}: shows\n{shown.expected}-- came\n{shown.came}")
        if given.write:
            path.write_text(rewritten(run.text, results), "utf-8")
    return 0 if given.write else min(differing, 1)


if __name__ == "__main__":
    sys.exit(main())
