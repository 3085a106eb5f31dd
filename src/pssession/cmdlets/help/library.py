"""Where the texts of help are, read when they are first asked for: a file for each topic, one for what all commands do.

Source: the files beside this one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_SUFFIX = ".help.txt"


class CommandText:
    """Hold what is said about a command.

    Attributes:
        synopsis: What it does, in a line.
        description: More of it.
        examples: Code and what it does.
    """

    def __init__(self, synopsis: str = "", description: str = "", examples: Sequence[Sequence[str]] = ()) -> None:
        self.synopsis = synopsis
        self.description = description
        self.examples = [(code, remarks) for code, remarks in examples]


@cache
def _commands() -> dict[str, CommandText]:
    read: dict[str, dict[str, Any]] = tomllib.loads(files(__package__).joinpath("commands.toml").read_text("utf-8"))
    return {name.lower(): CommandText(**entry) for name, entry in read.items()}


def command_text(name: str) -> CommandText | None:
    """Give what is said about a command, None for one that nothing is said about."""
    return _commands().get(name.lower())


@cache
def topics() -> tuple[str, ...]:
    """List the topics by name."""
    folder = files(__package__).joinpath("topics")
    return tuple(sorted(one.name.removesuffix(_SUFFIX) for one in folder.iterdir() if one.name.endswith(_SUFFIX)))


def topic_text(name: str) -> str:
    """Give a topic's text."""
    return files(__package__).joinpath("topics", name + _SUFFIX).read_text("utf-8")


def topic_summary(name: str) -> str:
    """Give a topic's short description: the first line below that heading."""
    lines = iter(topic_text(name).splitlines())
    for line in lines:
        if line == "SHORT DESCRIPTION":
            return next(lines).strip()
    return ""
