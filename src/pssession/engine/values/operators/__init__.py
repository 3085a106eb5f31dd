"""The operators of the language, one function each, and the table that finds one by its token.

A function of the comparison family takes `ignore_case` last; the table has its case-sensitive variants bound.

Source: about_Operators.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.values.conversions import cast
from pssession.engine.values.operators.arithmetic import add, decrement, divide, increment, multiply, negate, plus, remainder, subtract
from pssession.engine.values.operators.bits import bit_and, bit_not, bit_or, bit_xor, logical_not, logical_xor, shift_left, shift_right
from pssession.engine.values.operators.comparison import (
    compare,
    contains,
    equals,
    greater,
    greater_equal,
    is_equal,
    is_in,
    less,
    less_equal,
    not_contains,
    not_equals,
    not_in,
    sort_compare,
)
from pssession.engine.values.operators.sequence import as_array, as_type, is_not_type, is_type, make_range
from pssession.engine.values.operators.text import (
    join,
    join_unary,
    like,
    match,
    not_like,
    not_match,
    replace,
    split,
    split_unary,
)

Binary = Callable[[Any, Any], Any]
Unary = Callable[[Any], Any]


def format_string(left: Any, right: Any) -> str:
    """Do -f: fill a composite format."""
    from pssession.engine.values.composite import format_operator

    return format_operator(left, right)


def _exact(function: Callable[..., Any]) -> Binary:
    return lambda left, right: function(left, right, False)


_FAMILY: dict[str, Callable[..., Any]] = {
    "eq": equals,
    "ne": not_equals,
    "gt": greater,
    "ge": greater_equal,
    "lt": less,
    "le": less_equal,
    "like": like,
    "notlike": not_like,
    "match": match,
    "notmatch": not_match,
    "replace": replace,
    "contains": contains,
    "notcontains": not_contains,
    "in": is_in,
    "notin": not_in,
    "split": split,
}

# By the name of PowerShell's TokenKind.
BINARY: dict[str, Binary] = {
    "Plus": add,
    "Minus": subtract,
    "Multiply": multiply,
    "Divide": divide,
    "Rem": remainder,
    "Format": format_string,
    "DotDot": make_range,
    "Join": join,
    "Is": is_type,
    "IsNot": is_not_type,
    "As": as_type,
    "Band": bit_and,
    "Bor": bit_or,
    "Bxor": bit_xor,
    "Shl": shift_left,
    "Shr": shift_right,
    "Xor": logical_xor,
    **{f"I{name}": function for name, function in _FAMILY.items()},
    **{f"C{name}": _exact(function) for name, function in _FAMILY.items()},
}

UNARY: dict[str, Unary] = {
    "Plus": plus,
    "Minus": negate,
    "Exclaim": logical_not,
    "Not": logical_not,
    "Bnot": bit_not,
    "Comma": as_array,
    "Join": join_unary,
    "Isplit": split_unary,
    "Csplit": split_unary,
    "PlusPlus": increment,
    "MinusMinus": decrement,
}

__all__ = [
    "BINARY",
    "UNARY",
    "add",
    "as_array",
    "as_type",
    "bit_and",
    "bit_not",
    "bit_or",
    "bit_xor",
    "cast",
    "compare",
    "contains",
    "decrement",
    "divide",
    "equals",
    "format_string",
    "greater",
    "greater_equal",
    "increment",
    "is_equal",
    "is_in",
    "is_not_type",
    "is_type",
    "join",
    "join_unary",
    "less",
    "less_equal",
    "like",
    "logical_not",
    "logical_xor",
    "make_range",
    "match",
    "multiply",
    "negate",
    "not_contains",
    "not_equals",
    "not_in",
    "not_like",
    "not_match",
    "plus",
    "remainder",
    "replace",
    "shift_left",
    "shift_right",
    "sort_compare",
    "split",
    "split_unary",
    "subtract",
]
