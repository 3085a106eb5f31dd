"""Control flow that travels as an exception inside the engine and that no `catch` sees.

They derive from BaseException so that `except Exception` in a cmdlet or host cannot swallow them.
"""

from __future__ import annotations


class FlowSignal(BaseException):
    """Leave the running code; the root of the family."""


class BreakSignal(FlowSignal):
    """Leave the loop with this label, or the innermost one."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(label)
        self.label = label


class ContinueSignal(FlowSignal):
    """Go on with the next turn of the loop with this label, or of the innermost one."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(label)
        self.label = label


class ReturnSignal(FlowSignal):
    """Leave the running script block; `value` is what a class method returns."""

    def __init__(self, value: object = None) -> None:
        super().__init__()
        self.value = value


class ExitSignal(FlowSignal):
    """Leave the running script file or session with an exit code."""

    def __init__(self, code: object = 0) -> None:
        super().__init__(code)
        self.code = code


class StopUpstream(FlowSignal):
    """End all commands before `command` in its pipeline, as `Select-Object -First` wants."""

    def __init__(self, command: object) -> None:
        super().__init__()
        self.command = command
