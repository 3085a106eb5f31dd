"""Statements in many others run as if nothing were around them, though Python allows twenty blocks in one another."""

from __future__ import annotations

from typing import Any

import pytest

from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import Host, StreamKind
from pssession.testing.conformance.behaviour import Collected

LOOPS = "foreach($a in 1,2) { foreach($b in 1) { foreach($c in 1) { foreach($d in 1) { foreach($e in 1) { foreach($f in 1,2) { "
ENDS = " } } } } } }"


def _run(code: str) -> list[Any]:
    sink = Collected()
    Interpreter(Host()).invoke(code, sink=sink)
    return [to_string(item) for item in sink.streams[StreamKind.OUTPUT]]


# Each pair was seen with PowerShell 7.6.9.
CASES = {
    "output": (LOOPS + '"$a$f"' + ENDS, ["11", "12", "21", "22"]),
    "break": (LOOPS + '"$a$f"; break' + ENDS, ["11", "21"]),
    "continue": (LOOPS + 'if ($f -eq 1) { continue }; "$a$f"' + ENDS, ["12", "22"]),
    "break to a label": (":out " + LOOPS + '"$a$f"; break out' + ENDS, ["11"]),
    "continue at a label": (":out " + LOOPS + '"$a$f"; continue out' + ENDS, ["11", "21"]),
    "return": ("function t { " + LOOPS + 'return "$a$f"' + ENDS + " }; t", ["11"]),
    "return from a method": (
        "class C { static [string] M() { " + LOOPS + 'if ($f -eq 2) { return "$a$f" }' + ENDS + "; return 'none' } }; [C]::M()",
        ["12"],
    ),
    "assignment of what is given": ("$r = " + LOOPS + "$f" + ENDS + '; "$r"', ["1 2 1 2"]),
    "catch": ("try { " + LOOPS + "throw 'x'" + ENDS + ' } catch { "caught $_" }', ["caught x"]),
    "finally": (LOOPS + "try { break } finally { 'f' }" + ENDS, ["f", "f"]),
    "trap": ('function t { trap { "t $_"; continue }; ' + LOOPS + "throw 'x'" + ENDS + "; 'end' }; t", ["t x", "end"]),
    "switch": ("switch (1,2) { default { " * 8 + "$_" + " } }" * 8, ["1", "2"] * 128),
    "ifs": ("if (1) { " * 60 + "'in'" + " } " * 60, ["in"]),
    "tries": ("try { " * 30 + "'in'" + " } finally { } " * 30, ["in"]),
    "catches": ("try { throw 'x' } catch { " * 12 + '"$_"' + " }" * 12, ["x"]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_nested_statements_do_what_they_do_elsewhere(case: tuple[str, list[str]]) -> None:
    code, wanted = case
    assert _run(code) == wanted


def test_a_stack_trace_names_the_script_once() -> None:
    code = "try { " + LOOPS + "1/0" + ENDS + " } catch { $_.ScriptStackTrace }"
    assert _run(code) == ["at <ScriptBlock>, <No file>: line 1"]


def test_an_expression_too_deep_for_python_is_an_error_of_the_script() -> None:
    with pytest.raises(RuntimeException) as caught:
        _run("$x = " + "$(1;" * 3000 + "1" + ")" * 3000)
    assert caught.value.error_record.fully_qualified_error_id == "ScriptTooComplicated"
