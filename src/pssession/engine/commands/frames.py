"""What belongs to one running call and is read by name: $args, $input, $PSBoundParameters, $MyInvocation, $PSScriptRoot.

Source: about_Automatic_Variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pssession.engine.commands import positions
from pssession.objects import AUTOMATION_NULL, Dictionary, InvocationInfo


class InputEnumerator:
    """Be `$input`: goes through what came in, once."""

    __slots__ = ("_current", "_items", "_place")
    dotnet_type = "System.Collections.ArrayList+ArrayListEnumeratorSimple"
    dotnet_enumerable = True

    def __init__(self, items: Sequence[Any]) -> None:
        self._items = items
        self._place = 0
        self._current: Any = None

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._place >= len(self._items):
            raise StopIteration
        self._current = self._items[self._place]
        self._place += 1
        return self._current

    @property
    def current(self) -> Any:
        """Give the item it is at."""
        return self._current

    def move_next(self) -> bool:
        """Go to the next item; False behind the last."""
        try:
            next(self)
        except StopIteration:
            return False
        return True

    def reset(self) -> Any:
        """Go back to before the first item."""
        self._place = 0
        return AUTOMATION_NULL


class Frame:
    """Hold what one call of a function, script or script block was given.

    Attributes:
        args: Arguments that no parameter took.
        file: The script file that the code stands in.
        invocation: The call (`processor.Invocation`), None where code ran the block without a command.
        bound: Names and values of the parameters.
        items: What came in through the pipeline, for `$input`.
    """

    __slots__ = ("_bound", "_info", "_input", "args", "block", "bound", "file", "invocation", "items")

    def __init__(self, block: Any, args: list[Any], invocation: Any = None, bound: dict[str, Any] | None = None) -> None:
        self.block = block
        self.args = args
        self.file: str | None = None if block is None else block.code.file
        self.invocation = invocation
        self.bound = bound
        self.items: Sequence[Any] = ()
        self._bound: Any = None
        self._info: Any = None
        self._input: Any = None

    def read(self, name: str) -> Any:
        """Read a variable of the call by its lower-case name; AUTOMATION_NULL where it is the caller's."""
        return getattr(self, f"_read_{name}")()

    def _read_args(self) -> Any:
        return self.args

    def _read_input(self) -> Any:
        if self._input is None:
            self._input = InputEnumerator(self.items)
        return self._input

    def rebind(self, bound: dict[str, Any]) -> None:
        """Say anew what the parameters are bound to."""
        self.bound = bound
        if self._bound is not None:
            for key, value in bound.items():
                self._bound[key] = value

    def feed(self, items: Iterable[Any]) -> None:
        """Say what `$input` goes through from now on."""
        self.items = items if isinstance(items, (list, tuple)) else list(items)
        self._input = None

    def _read_psboundparameters(self) -> Any:
        if self._bound is None:
            self._bound = Dictionary(key_type="System.String", value_type="System.Object")
            for key, value in (self.bound or {}).items():
                self._bound[key] = value
        return self._bound

    def _read_myinvocation(self) -> Any:
        if self._info is None:
            if self.invocation is not None:
                self._info = invocation_info(self.invocation, self._read_psboundparameters(), self.args)
            else:
                self._info = InvocationInfo(bound_parameters=self._read_psboundparameters(), unbound_arguments=list(self.args))
        return self._info

    def _read_psscriptroot(self) -> Any:
        return (self.file.rpartition("/")[0] or "/") if self.file else ""

    def _read_pscommandpath(self) -> Any:
        return self.file or ""


def invocation_info(invocation: Any, bound: Any = None, unbound: Sequence[Any] = ()) -> InvocationInfo:
    """Describe a call as `$MyInvocation` and the records of its errors do."""
    info = InvocationInfo(
        command=invocation.command,
        command_name=invocation.command.name,
        command_type=invocation.command.command_type,
        invocation_name=invocation.name,
        bound_parameters=bound,
        unbound_arguments=list(unbound),
        pipeline_length=invocation.pipeline_length,
        pipeline_position=invocation.pipeline_position,
        expecting_input=invocation.expecting_input,
    )
    if invocation.extent is not None:
        positions.fill_position(info, invocation.extent)
    return info
