"""Flow for generated code: errors, signals, loops, switch.

What becomes of an error stands in `errors_handling`.

Source: about_Try_Catch_Finally, about_Break, about_Continue, about_Switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pssession.engine.commands import errors_handling
from pssession.engine.commands.abi.output import items_of
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import (
    BreakSignal,
    ContinueSignal,
    ExitSignal,
    PipelineStoppedException,
    ReturnSignal,
    RuntimeException,
)
from pssession.engine.values import operators
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.ports import ports
from pssession.objects import AUTOMATION_NULL, CUSTOM, PSObject


def leave(code: Any) -> ExitSignal:
    base = code.base if type(code) is PSObject and code.base is not CUSTOM else code
    if base is None or base is AUTOMATION_NULL:
        return ExitSignal(None)
    if isinstance(base, int) and not isinstance(base, bool):
        return ExitSignal(int(base))
    try:
        return ExitSignal(operators.cast(base, "System.Int32"))
    except RuntimeException:
        return ExitSignal(0)


def stop_now(X: Any) -> None:
    raise PipelineStoppedException()


def leaves_loop(signal: Any, label: str | None) -> bool:
    """Tell whether a signal from below leaves this loop; one for another loop goes on."""
    wanted = signal.label
    if wanted and (label is None or wanted.lower() != label.lower()):
        raise signal
    return isinstance(signal, BreakSignal)


def enter_finally(X: Any) -> Any:
    held = X.stopping
    X.stopping = False
    return held


def leave_finally(X: Any, held: Any) -> None:
    X.stopping = X.stopping or held


def refuse_statement(node: Any) -> None:
    raise RuntimeException("This statement is not supported.", "StatementNotSupported", "NotImplemented")


def refuse_assignment(node: Any) -> None:
    raise RuntimeException(
        "The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept "
        "assignments, such as a variable or a property.",
        "InvalidLeftHandSide",
        "InvalidOperation",
    )


class Enumerator:
    """Be $foreach or $switch: go through items and say which is current."""

    __slots__ = ("_current", "_held", "_items", "_name")
    dotnet_type = "System.Collections.IEnumerator"
    dotnet_enumerable = False

    def __init__(self, items: Iterable[Any], name: str, held: Any) -> None:
        self._items = iter(items)
        self._current: Any = None
        self._name = name
        self._held = held

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        self._current = next(self._items)
        return self._current

    @property
    def current(self) -> Any:
        """Give the item that the loop is at."""
        return self._current

    def move_next(self) -> bool:
        """Go to the next item; False behind the last."""
        try:
            self._current = next(self._items)
        except StopIteration:
            return False
        return True

    def restore(self, S: Any) -> None:
        """Give back the variables that were there before."""
        for name, variable in self._held:
            if variable is None:
                S.variables.pop(name, None)
            else:
                S.variables[name] = variable


def begin_foreach(S: Any, items: Iterable[Any]) -> Enumerator:
    made = Enumerator(items, "foreach", [("foreach", S.variables.get("foreach"))])
    S.variables["foreach"] = Variable("foreach", made)
    return made


def end_foreach(S: Any, held: Enumerator) -> None:
    held.restore(S)


def begin_switch(X: Any, S: Any, value: Any, file: bool) -> Enumerator:
    held = [(name, S.variables.get(name)) for name in ("_", "switch")]
    items: Iterable[Any]
    if file:
        items = X.read_lines(to_string(value))
    elif value is None:
        items = (None,)
    else:
        items = items_of(value)
    made = Enumerator(items, "switch", held)
    S.variables["_"] = Variable("_")
    S.variables["switch"] = Variable("switch", made)
    return made


def end_switch(S: Any, held: Enumerator) -> None:
    held.restore(S)


def switch_matches(X: Any, S: Any, item: Any, wanted: Any, mode: str, exact_case: bool) -> bool:
    if ports.is_script(wanted):
        found = X.call_block(wanted, S, item)
        return to_bool(found[0] if len(found) == 1 else found)
    if mode == "exact":
        return operators.is_equal(item, wanted, not exact_case)
    if mode == "wildcard":
        return to_bool(operators.like(to_string(item), to_string(wanted), not exact_case))
    return to_bool(operators.match(to_string(item), wanted, not exact_case))


HELPERS: dict[str, Any] = {
    "Failure": Exception,
    "LoopSignal": (BreakSignal, ContinueSignal),
    "ReturnSignal": ReturnSignal,
    "BreakSignal": BreakSignal,
    "ContinueSignal": ContinueSignal,
    **{
        name: getattr(errors_handling, name)
        for name in ("on_error", "on_trapped", "choose_catch", "enter_catch", "leave_catch", "thrown", "thrown_again")
    },
    **{
        function.__name__: function
        for function in (
            leave,
            stop_now,
            leaves_loop,
            enter_finally,
            leave_finally,
            refuse_statement,
            refuse_assignment,
            begin_foreach,
            end_foreach,
            begin_switch,
            end_switch,
            switch_matches,
        )
    },
}
