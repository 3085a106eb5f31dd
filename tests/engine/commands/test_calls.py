"""The order of calls in a pipeline, what stops it, where errors stand, and what a session keeps between runs."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from pssession.engine.errors import ParseException, PipelineStoppedException, RuntimeException
from pssession.engine.interpreter import Interpreter, Outcome
from pssession.objects import Argument, Command, Host, PipelineDescription, StreamKind
from pssession.testing.conformance.behaviour import Collected


def run(text: str | PipelineDescription, interpreter: Interpreter | None = None, **more: Any) -> tuple[list[Any], Collected, Outcome]:
    sink = Collected()
    outcome = (interpreter or Interpreter(Host())).invoke(text, sink=sink, **more)
    return sink.streams[StreamKind.OUTPUT], sink, outcome


def test_all_begin_before_anything_flows_and_each_end_flows_before_the_next() -> None:
    block = "{{ begin {{ 'b{0}' }} process {{ \"p{0} $_\" }} end {{ 'e{0}' }} }}"
    output, _, _ = run(f"1 | & {block.format(1)} | & {block.format(2)}")
    assert output == ["b2", "p2 b1", "p2 p1 1", "p2 e1", "e2"]


def test_clean_runs_although_the_pipeline_fails() -> None:
    sink = Collected()
    interpreter = Interpreter(Host())
    with pytest.raises(RuntimeException):
        interpreter.invoke("$global:log = @(); 1 | & { process { throw 'x' } clean { $global:log += 'cleaned' } }", sink=sink)
    assert run("$log", interpreter)[0] == ["cleaned"]


def test_a_statement_that_fails_is_reported_and_the_next_one_runs() -> None:
    output, sink, outcome = run("1/0; 'after'")
    assert output == ["after"]
    assert outcome.had_errors
    (record,) = sink.streams[StreamKind.ERROR]
    assert record.invocation_info.position_message == "At line:1 char:1\n+ 1/0; 'after'\n+ ~~~"
    assert record.script_stack_trace == "at <ScriptBlock>, <No file>: line 1"


def test_a_throw_ends_the_run_with_its_record() -> None:
    with pytest.raises(RuntimeException) as caught:
        run("function f { throw 'boom' }; f; 'never'")
    record = caught.value.error_record
    assert record.fully_qualified_error_id == "boom"
    assert record.script_stack_trace == "at f, <No file>: line 1\nat <ScriptBlock>, <No file>: line 1"


def test_a_text_that_is_no_powershell_is_refused_with_place_and_underline() -> None:
    with pytest.raises(ParseException) as caught:
        run("if (1) { ")
    assert caught.value.message.startswith("At line:1 char:8\n+ if (1) {\n+        ~\n")


def test_exit_ends_the_run_and_gives_its_code() -> None:
    output, _, outcome = run("1; exit 3; 2")
    assert output == [1]
    assert outcome.exit_code == 3


def test_a_stop_from_another_thread_ends_a_loop_and_finally_runs() -> None:
    interpreter = Interpreter(Host())
    sink = Collected()
    threading.Timer(0.05, interpreter.stop).start()
    with pytest.raises(PipelineStoppedException):
        interpreter.invoke("try { while ($true) { } } finally { $global:done = 1 }", sink=sink)
    assert run("$done", interpreter)[0] == [1]


def test_variables_functions_and_types_stay_between_runs() -> None:
    interpreter = Interpreter(Host())
    run("$x = 2; function f { $x * 3 }; class A { [int] $n = 4 }", interpreter)
    assert run("f; [A]::new().n", interpreter)[0] == [6, 4]


def test_commands_as_data_take_arguments_by_place_and_name() -> None:
    script = Command(name='param($a, $b) "$a-$b"', is_script=True, arguments=[Argument(name="b", value=1), Argument(value=2)])
    assert run(PipelineDescription(statements=[[script]]))[0] == ["2-1"]


def test_input_goes_into_the_first_command() -> None:
    assert run("$input | & { process { $_ * 2 } }", input=[1, 2])[0] == [2, 4]


def test_break_leaves_a_loop_of_the_caller() -> None:
    output, _, _ = run("function f { break }; foreach ($i in 1, 2) { $i; f }; 'after'")
    assert output == [1, "after"]


def test_a_closure_keeps_the_values_it_was_made_with() -> None:
    assert run("$x = 5; $c = { $x }.GetNewClosure(); $x = 6; & $c")[0] == [5]


def test_deep_recursion_is_reported_as_such() -> None:
    with pytest.raises(RuntimeException) as caught:
        run("function f { f }; f")
    assert caught.value.error_record.fully_qualified_error_id == "CallDepthOverflow"
