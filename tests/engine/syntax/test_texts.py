"""Any text can be parsed: nothing comes of it but a tree, tokens and parse errors, and both cover the text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pssession.engine.syntax import ParseResult, parse
from pssession.engine.syntax import nodes as n

ROWS = Path(__file__).parents[2] / "data" / "parse" / "rows.jsonl"
CODES = sorted({json.loads(line)["code"] for line in ROWS.read_text(encoding="utf-8").split("\n") if line})

# What the grammar is made of, and what lexers stumble over.
GRAMMAR = (
    "( ) { } [ ] @( @{ $( ${ $ @ \" ' ` , ; | || & && . .. :: : ? ?. ?[ ?? ??= - -- + ++ = += == * / % ! # <# #> < > >> 2>&1 3> *> "
    "0 1kb 0x 0xFF 1.5 1e .5 1.. x $x @x $x: $_ $using:a [int] -eq -f -split -join -and -x -x: --% :a if else elseif while do until "
    "for foreach in switch default function filter param begin process end clean class enum static hidden base try catch finally trap "
    "throw return break continue exit data using namespace é 😀 \ufeff \ud800 \u2018 \u201c \u2013 \u2028 \x00 \x85 \xa0"
)
PIECES = GRAMMAR.split(" ")
SPACES = (" ", "\t", "\n", "\r\n", "\r", "`\n", '@"\n', '\n"@', "@'\n", "\n'@")
texts = st.lists(st.sampled_from((*PIECES, *SPACES)), max_size=40).map("".join)


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """Cut, double or disturb a text that PowerShell was given."""
    code = draw(st.sampled_from(CODES))
    start = draw(st.integers(0, len(code)))
    end = draw(st.integers(start, len(code)))
    return draw(st.sampled_from((code[:start], code[start:], code[:start] + code[end:], code[:end] + code[start:]))) + draw(texts)


@given(st.one_of(texts, mutations(), st.text(max_size=60)))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_but_parse_errors_comes_of_a_text(text: str) -> None:
    found = parse(text)
    assert isinstance(found, ParseResult)
    for error in found.errors:
        assert error.extent.start >= 0
        assert error.message
    assert found.ast.extent.text == text[found.ast.extent.start : found.ast.extent.end]
    assert all(isinstance(node, n.Ast) for node in found.ast.walk())


GAP = re.compile(r"(?:\s|`\r?\n|`\r)*")


@pytest.mark.parametrize("code", [code for code in CODES if not parse(code).errors])
def test_tokens_give_the_text_back(code: str) -> None:
    end = 0
    rebuilt = []
    for token in parse(code).tokens:
        if token.kind.name == "EndOfInput":
            continue
        gap = code[end : token.start]
        assert GAP.fullmatch(gap), (gap, token)
        rebuilt += [gap, token.text]
        end = token.end
    assert "".join(rebuilt) + code[end:] == code
    assert GAP.fullmatch(code[end:])


@pytest.mark.parametrize("code", [code for code in CODES if not parse(code).errors])
def test_a_node_holds_the_text_of_its_children(code: str) -> None:
    tree = parse(code).ast
    assert tree.text == code
    for node in tree.walk():
        for child in node.children():
            if child.extent.start == child.extent.end or isinstance(node, n.BaseCtorInvokeMemberExpressionAst | n.ParamBlockAst):
                continue  # the call of a constructor below that nobody wrote
            assert node.extent.start <= child.extent.start, (node, child)
            assert child.extent.end <= node.extent.end, (node, child)


def test_line_ends_of_all_kinds_separate_statements() -> None:
    for end in ("\n", "\r\n", "\r", ";"):
        assert len(parse(f"1{end}2").ast.end_block.statements) == 2  # type: ignore[union-attr]  # a script has an end block


def test_lines_are_counted_by_all_kinds_of_line_ends() -> None:
    statements = parse("1\n2\r\n3\r4").ast.end_block.statements  # type: ignore[union-attr]  # a script has an end block
    assert [one.extent.start_line for one in statements] == [1, 2, 3, 4]
    assert [one.extent.start_column for one in statements] == [1, 1, 1, 1]
