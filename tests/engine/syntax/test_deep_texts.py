"""Texts that are nested very deeply: parsed, or refused as too complicated, but never an exception of Python."""

from __future__ import annotations

import pytest

from pssession.engine.syntax import parse

NESTS = {
    "parentheses": ("(", "1", ")"),
    "script blocks": ("{", "1", "}"),
    "sub-expressions": ("$(", "1", ")"),
    "arrays": ("@(", "1", ")"),
    "hash tables": ("@{a=", "1", "}"),
    "ifs": ("if(1){", "1", "}"),
    "tries": ("try{", "1", "}finally{}"),
    "strings": ('"$(', "1", ')"'),
    "functions": ("function f{", "1", "}"),
    "indexes": ("$a[", "1", "]"),
    "calls": ("$a.b(", "1", ")"),
    "negations": ("!", "1", ""),
    "casts": ("[int]", "1", ""),
    "assignments": ("$a=", "1", ""),
    "types": ("[a[", "int", "]]"),
    "members": ("", "$a", ".b"),
    "commands": ("x (", "1", ")"),
}


@pytest.mark.parametrize("nest", NESTS.values(), ids=NESTS.keys())
def test_fifty_levels_are_nothing(nest: tuple[str, str, str]) -> None:
    opening, middle, closing = nest
    assert parse(opening * 50 + middle + closing * 50).errors == []


@pytest.mark.parametrize("nest", NESTS.values(), ids=NESTS.keys())
def test_too_many_levels_are_a_parse_error(nest: tuple[str, str, str]) -> None:
    opening, middle, closing = nest
    found = parse(opening * 9000 + middle + closing * 9000)
    assert [one.error_id for one in found.errors] in ([], ["ScriptTooComplicated"])
    assert sum(1 for _ in found.ast.walk()) > 0


def test_what_is_said_of_a_script_that_is_too_complicated() -> None:
    error = parse("{" * 20_000 + "}" * 20_000).errors[0]
    assert error.message == "Processing was stopped because the script is too complex."
    assert not error.incomplete_input
