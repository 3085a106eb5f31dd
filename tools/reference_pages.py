"""Writes the pages of docs/reference that say what the code says: the command line's, and the library's.

python tools/reference_pages.py            write them
python tools/reference_pages.py --check    write nothing; end 1 where a page would change
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pssession
from pssession.cli import exit_codes
from pssession.cli.pssession import COMMANDS, parser_of

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs" / "reference"
_WRITTEN = "<!-- Written by tools/reference_pages.py; change the code, then run the tool. -->\n"
# What is shown of the library, in this order; every public name is on the page, under a heading or in a table.
_CHAPTERS = (
    ("Making sessions", ("connect", "reconnect", "open_session", "Opening")),
    ("Finding sessions", ("list_sessions", "find_session", "remove_session", "SessionInfo")),
    ("A session", ("Session",)),
    ("A command that runs", ("Run", "Result", "fan_out", "FanOut", "time_limit")),
    ("What comes", ("Item", "Output", "Error", "Warning", "Verbose", "Debug", "Information", "Progress")),
    ("Values", ("PSObject", "ErrorRecord", "PSCredential", "SecureString", "OutputBufferingMode")),
    ("Host and options", ("Host", "SessionOptions")),
)  # fmt: skip
_TWINS = {"AsyncSession": "Session", "AsyncRun": "Run"}
# Of these only what they are is told; their members are many and belong to PowerShell.
_BRIEF = {"Host", "PSObject", "ErrorRecord"}


def commands() -> str:
    """Give the page of the command line."""
    text = [
        f"# The command `pssession`\n\n{_WRITTEN}",
        "Durable sessions for people who do not write PowerShell, and for programs. `pssession COMMAND --help` says the same.\n",
        "| command | what it does |\n|---|---|\n" + "".join(f"| [`{name}`](#{name}) | {what} |\n" for name, _, what in COMMANDS),
        "## Exit statuses\n",
        "| status | meaning |\n|---|---|\n" + "".join(f"| {code} | {meaning} |\n" for code, meaning in exit_codes.MEANINGS),
        "Code that says `exit N` ends `pssession run` with N.\n",
    ]
    for name, _, _ in COMMANDS:
        parser = parser_of(name)
        text += [f"## {name}\n", (parser.description or "").strip() + "\n", _arguments(parser), _examples(parser)]
    return "\n".join(text)


def _arguments(parser: argparse.ArgumentParser) -> str:
    rows = ["| argument | meaning |\n|---|---|\n"]
    for action in parser._actions:  # argparse has no public way to ask
        if action.dest == "help":
            continue
        value = "|".join(action.choices) if action.choices else str(action.metavar or action.dest.upper())
        words = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{value}`"
        if action.option_strings and action.nargs != 0:
            words += f" `{value}`"
        if action.nargs in ("*", "+"):
            words += " …"
        rows.append(f"| {words} | {action.help} |\n".replace("`block|drop`", "`block` or `drop`"))
    return "".join(rows)


def _examples(parser: argparse.ArgumentParser) -> str:
    lines = (parser.epilog or "").split("\nexit status:")[0].removeprefix("examples:\n")
    return "```sh\n" + "".join(f"{line[2:]}\n" for line in lines.rstrip("\n").split("\n")) + "```\n"


def library() -> str:
    """Give the page of the library."""
    text = [
        f"# The library\n\n{_WRITTEN}",
        "Everything below is an attribute of `pssession`. `Session` and `Run` block; `AsyncSession` and `AsyncRun` have the same methods,\n"
        "to be awaited (`aclose` for `close`). Names are imported when they are first used: `import pssession` costs next to nothing.\n"
        "Everything is typed (`py.typed`). Exceptions have [a page of their own](errors.md).\n",
    ]
    for title, names in _CHAPTERS:
        text.append(f"## {title}\n")
        for name in names:
            text += _entry(name, getattr(pssession, name))
    return "\n".join(text)


def _entry(name: str, value: Any) -> Iterator[str]:
    kind = "class" if isinstance(value, type) and not issubclass(value, Enum) else ""
    signature = "" if isinstance(value, type) and (name in _BRIEF or issubclass(value, Enum)) else _signature(value)
    yield f"### {name}\n"
    if name in ("Session", "Run", "Opening", "FanOut", "Item") or (kind and issubclass(value, pssession.Item)):
        signature = ""
    if signature:
        yield f"```text\n{name}{signature}\n```\n"
    yield _prose(inspect.getdoc(value) or "")
    if isinstance(value, type) and issubclass(value, Enum):
        yield "One of " + ", ".join(f"`{member.name}`" for member in value) + ".\n"
    elif kind and name not in _BRIEF and not issubclass(value, pssession.Item):
        rows = list(_members(value))
        if rows:
            yield "| member | what it does |\n|---|---|\n" + "".join(rows)


def _members(value: type) -> Iterator[str]:
    for name, member in vars(value).items():
        if name.startswith("_") or isinstance(member, (classmethod, staticmethod)):
            continue
        if isinstance(member, property):
            yield f"| `{name}` | {_line(member)} |\n"
        elif inspect.isfunction(member):
            yield f"| `{name}{_cell(_signature(member, in_one_line=True))}` | {_line(member)} |\n"


def _cell(text: str) -> str:
    return text.replace("Iterable[Any] | Iterable[Any]", "Iterable[Any]").replace("|", "\\|")


def _line(value: Any) -> str:
    return re.sub(r"\s+", " ", (inspect.getdoc(value) or "").split("\n\n")[0]).replace("|", "\\|")


def _signature(value: Any, *, in_one_line: bool = False) -> str:
    """Write a signature: on one line, or where it is long one line a parameter."""
    signature = inspect.signature(value)
    parts: list[str] = []
    only_named = False
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            only_named = True
        elif parameter.kind is parameter.KEYWORD_ONLY and not only_named:
            only_named = True
            parts.append("*")
        parts.append(_parameter(parameter))
    result = "" if signature.return_annotation is signature.empty else f" -> {signature.return_annotation}"
    short = f"({', '.join(parts)}){result}"
    return short if in_one_line or len(short) <= 100 else "(\n" + "".join(f"    {part},\n" for part in parts) + f"){result}"


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    text = stars + parameter.name
    if parameter.annotation is not parameter.empty:
        text += f": {parameter.annotation}"
    if parameter.default is not parameter.empty:
        default = parameter.default
        shown = f"{type(default).__name__}.{default.name}" if isinstance(default, Enum) else repr(default)
        text += f" = {shown}" if ": " in text else f"={shown}"
    return text


def _prose(text: str) -> str:
    """Turn a docstring's sections into lists."""
    lines, inside = [], False
    for line in text.split("\n"):
        if re.fullmatch(r"(Args|Attributes|Raises|Returns|Yields):", line):
            lines += [f"**{line[:-1]}**", ""]
            inside = True
        elif inside and re.match(r"    \S", line):
            name, colon, rest = line.strip().partition(": ")
            lines.append(f"* `{name}`: {rest}" if colon and " " not in name.replace(", ", "") else f"* {line.strip()}")
        else:
            if line and not line.startswith(" "):
                inside = False
            lines.append(line.strip() if inside else line)
    return "\n".join(lines).strip() + "\n"


PAGES = {"commands.md": commands, "library.md": library}


def main() -> int:
    """Write the pages, or say which would change."""
    parser = argparse.ArgumentParser(description="Write the pages of docs/reference that say what the code says.")
    parser.add_argument("--check", action="store_true", help="write nothing; end 1 where a page would change")
    check = parser.parse_args().check
    stale = 0
    for name, make in PAGES.items():
        path, text = PLACE / name, make()
        if not path.exists() or path.read_text("utf-8") != text:
            stale += 1
            print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
            if not check:
                path.write_text(text, "utf-8")
    return min(stale, 1) if check else 0


if __name__ == "__main__":
    sys.exit(main())
