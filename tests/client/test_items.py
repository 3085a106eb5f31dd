"""Items say what came, from which stream and under which number; a result holds them by stream."""

from __future__ import annotations

import pytest

from pssession.client.items import CLASSES, Debug, Error, Output, Result
from pssession.client.options import SessionOptions
from pssession.client.words import describe
from pssession.errors import TransportError
from pssession.objects import ErrorRecord, PipelineDescription, StreamKind


def test_every_stream_has_its_class() -> None:
    assert set(CLASSES) == set(StreamKind)


def test_items_match_by_class_and_value() -> None:
    match Output(42, 7):
        case Output(value):
            assert value == 42
    assert Output(42, 7) == Output(42, 7)
    assert Output(42, 7) != Debug(42, 7)
    assert str(Output("text")) == "text"


def test_a_result_sorts_by_stream() -> None:
    result = Result()
    record = ErrorRecord(exception=Exception("no"))
    for item in (Output(1, 3), Error(record, 5), Output(2, 6)):
        result.take(item)
    assert result.output == [1, 2]
    assert result.errors == [record]
    assert result.had_errors
    assert result.last_sequence == 6


@pytest.mark.parametrize("name", ["localhost", ".", "127.0.0.1", "LocalHost", ""])
def test_this_machine_has_many_names(name: str) -> None:
    assert SessionOptions(computer_name=name).computer_name == name


def test_another_machine_is_refused_by_name() -> None:
    with pytest.raises(TransportError, match="Connecting to remote server Server01 failed"):
        SessionOptions(computer_name="Server01")


def test_an_idle_time_out_below_a_minute_is_refused() -> None:
    with pytest.raises(ValueError, match="60"):
        SessionOptions(idle_timeout_seconds=59)


def test_words_become_a_pipeline() -> None:
    made = describe("param($a, $b) $a + $b", (1,), {"b": 2}, is_script=True, with_input=True, host_info=None)
    (command,) = made.statements[0]
    assert command.is_script
    assert not made.no_input
    assert [(argument.name, argument.value) for argument in command.arguments] == [(None, 1), ("b", 2)]


def test_a_description_is_taken_as_it_is() -> None:
    given = PipelineDescription.script("1")
    assert describe(given, (), {}, is_script=True, with_input=False, host_info=None) is given
    with pytest.raises(ValueError, match="has its arguments"):
        describe(given, (1,), {}, is_script=True, with_input=False, host_info=None)


@pytest.mark.parametrize(("what", "error"), [("  ", ValueError), (5, TypeError)])
def test_nothing_to_run_is_refused(what: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        describe(what, (), {}, is_script=True, with_input=False, host_info=None)  # type: ignore[arg-type]
