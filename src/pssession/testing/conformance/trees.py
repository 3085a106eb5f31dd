"""A recorded snippet through the parser: parse errors, tokens and tree as a parse row has them.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax import parse

Row = dict[str, Any]


def run_row(row: Row) -> Row:
    """Parse one row's text."""
    code = row["code"]
    found = parse(code)
    made: Row = {"id": row["id"], "group": row["group"]}
    if found.errors:
        made["errors"] = [
            {"id": one.error_id, "start": units(code, one.extent.start), "end": units(code, one.extent.end)} for one in found.errors
        ]
    made["ast"] = tree_of(found.ast, code)
    return made


def units(text: str, offset: int) -> int:
    """Count the UTF-16 units before an offset."""
    before = text[:offset]
    return len(before) if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2


def tree_of(top: Any, code: str) -> list[Any]:
    """Write a tree as rows of depth, type and place."""
    rows: list[Any] = []
    stack = [(0, top)]
    while stack:
        depth, node = stack.pop()
        rows.append([depth, type(node).__name__, units(code, node.extent.start), units(code, node.extent.end)])
        stack += [(depth + 1, child) for child in reversed(node.children())]
    return rows
