"""What a command gives back: one class for each stream, and everything together as a `Result`.

An item holds a value of `pssession.objects` and the number under which it came. Numbers rise within a session and belong to the message
for good: what comes again after a client's death comes under the number it had.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from pssession.objects import (
    DebugRecord,
    ErrorRecord,
    InformationRecord,
    ProgressRecord,
    PSInvocationState,
    StreamKind,
    VerboseRecord,
    WarningRecord,
)


class Item:
    """Hold one value of one stream.

    Attributes:
        value: The value.
        sequence: Its number in the session, from 1.
        kind: The stream.
    """

    __match_args__ = ("value",)
    __slots__ = ("sequence", "value")
    kind: ClassVar[StreamKind]

    def __init__(self, value: Any, sequence: int = 0) -> None:
        self.value = value
        self.sequence = sequence

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value!r}, sequence={self.sequence})"

    def __str__(self) -> str:
        return str(self.value)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Item) and (self.value, self.sequence) == (other.value, other.sequence)

    __hash__ = None  # type: ignore[assignment]


class Output(Item):
    """Hold an object that the command wrote."""

    __slots__ = ()
    kind = StreamKind.OUTPUT


class Error(Item):
    """Hold an error that did not end the command."""

    __slots__ = ()
    kind = StreamKind.ERROR
    value: ErrorRecord


class Warning(Item):  # noqa: A001 - the stream's own name, and always used with its module
    """Hold a warning."""

    __slots__ = ()
    kind = StreamKind.WARNING
    value: WarningRecord


class Verbose(Item):
    """Hold a verbose message."""

    __slots__ = ()
    kind = StreamKind.VERBOSE
    value: VerboseRecord


class Debug(Item):
    """Hold a debug message."""

    __slots__ = ()
    kind = StreamKind.DEBUG
    value: DebugRecord


class Information(Item):
    """Hold a record of the information stream; Write-Host writes there too."""

    __slots__ = ()
    kind = StreamKind.INFORMATION
    value: InformationRecord


class Progress(Item):
    """Hold word of how far the command is."""

    __slots__ = ()
    kind = StreamKind.PROGRESS
    value: ProgressRecord


CLASSES: dict[StreamKind, type[Item]] = {kind.kind: kind for kind in (Output, Error, Warning, Verbose, Debug, Information, Progress)}


@dataclass(slots=True, kw_only=True)
class Result:
    """Hold everything that a command gave.

    Attributes:
        output: The objects it wrote.
        errors: Its errors, the one that ended it included.
        state: Completed, Failed or Stopped; Disconnected while it goes on without us.
        reason: The error that ended it.
        last_sequence: The highest number among what it gave, 0 if it gave nothing.
    """

    output: list[Any] = field(default_factory=list)
    errors: list[ErrorRecord] = field(default_factory=list)
    warnings: list[WarningRecord] = field(default_factory=list)
    verbose: list[VerboseRecord] = field(default_factory=list)
    debug: list[DebugRecord] = field(default_factory=list)
    information: list[InformationRecord] = field(default_factory=list)
    progress: list[ProgressRecord] = field(default_factory=list)
    state: PSInvocationState = PSInvocationState.NOT_STARTED
    reason: ErrorRecord | None = None
    last_sequence: int = 0

    @property
    def had_errors(self) -> bool:
        """Tell whether there was any error."""
        return bool(self.errors) or self.state is PSInvocationState.FAILED

    def take(self, item: Item) -> None:
        """Put an item where it belongs."""
        getattr(self, _FIELDS[item.kind]).append(item.value)
        self.last_sequence = max(self.last_sequence, item.sequence)


_FIELDS = {
    StreamKind.OUTPUT: "output",
    StreamKind.ERROR: "errors",
    StreamKind.WARNING: "warnings",
    StreamKind.VERBOSE: "verbose",
    StreamKind.DEBUG: "debug",
    StreamKind.INFORMATION: "information",
    StreamKind.PROGRESS: "progress",
}
