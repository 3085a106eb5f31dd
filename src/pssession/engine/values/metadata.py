"""Recorded facts about .NET types, found by text search so that nothing is parsed before it is asked for.

`types.tsv` has a line per public type: full name, base, kind letters, interfaces, and for an enum its underlying type and values.
`<namespace>.tsv` has a line per type: full name, constructors, methods, properties, fields. Letters of a kind: e enum, f flags,
v value type, i interface, a abstract, s sealed, S static, d delegate, g generic (with its parameters' names).
No type is implemented here.

Source: reflection over .NET 10 and PowerShell 7.6.
"""

from __future__ import annotations

import os
from functools import cache

from pssession.engine import data

_FOLDER = os.path.join(os.path.dirname(data.__file__), "dotnet")


@cache
def _text(name: str) -> str:
    path = os.path.join(_FOLDER, name + ".tsv")
    if not os.path.exists(path):
        return "\n"
    with open(path, encoding="utf-8") as file:
        return file.read()


@cache
def _folded_types() -> str:
    return _text("types").lower()


def type_row(name: str) -> list[str] | None:
    """Find a type's line by its full name, whatever the letters' case.

    Returns:
        Its columns (at least four), None when there is no such public type.
    """
    folded = _folded_types()
    start = folded.find("\n" + name.lower() + "\t")
    if start < 0:
        return None
    text = _text("types")
    return text[start + 1 : text.index("\n", start + 1)].split("\t")


def member_row(full_name: str) -> list[str] | None:
    """Find a type's members: constructors, methods, properties and fields, each a text joined by bars."""
    namespace = full_name.rpartition(".")[0]
    text = _text(namespace)
    start = text.find("\n" + full_name + "\t")
    if start < 0:
        return None
    return text[start + 1 : text.index("\n", start + 1)].split("\t")[1:]


@cache
def accelerators() -> dict[str, str]:
    """Give the type accelerators: short name in lower case to full name."""
    with open(os.path.join(_FOLDER, "accelerators.tsv"), encoding="utf-8") as file:
        return {short.lower(): full for short, _, full in (line.rstrip("\n").partition("\t") for line in file)}


@cache
def short_names() -> dict[str, str]:
    """Give the name PowerShell prints for a type that has an accelerator: full name to short name, the shortest without digits."""
    names: dict[str, str] = {}
    with open(os.path.join(_FOLDER, "accelerators.tsv"), encoding="utf-8") as file:
        for line in file:
            short, _, full = line.rstrip("\n").partition("\t")
            known = names.get(full)
            if known is None or (_has_digit(known), len(known)) > (_has_digit(short), len(short)):
                names[full] = short
    return names


def _has_digit(name: str) -> bool:
    return any(letter.isdigit() for letter in name)


@cache
def assemblies() -> list[str]:
    """Give the assemblies' full names, by the number that stands behind @ in a type's kind."""
    with open(os.path.join(_FOLDER, "assemblies.tsv"), encoding="utf-8") as file:
        return file.read().splitlines()


def full_names() -> list[str]:
    """List the full names of all recorded types."""
    return [line.partition("\t")[0] for line in _text("types").splitlines() if line]
