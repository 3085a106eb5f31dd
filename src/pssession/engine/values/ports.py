"""The few things the values need from whoever runs the language, filled in by it.

Without a runtime the defaults answer: no script types, no scripts to call, the process's own folder. Nothing here imports upward.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any


def _no_script(script: Any, arguments: Sequence[Any], item: Any) -> list[Any]:
    raise RuntimeError("no engine is there to run a script block")


def _no_getter(script: Any, owner: Any) -> list[Any]:
    raise RuntimeError("no engine is there to run a script block")


class Ports:
    """Hold the callbacks.

    Attributes:
        call_script: Run a script block: (script, arguments, `$_`) to the list of its output.
        call_getter: Run the script of a property: (script, `$this`) to the list of its output; its errors are raised or nobody's.
        call_member_script: Run a script property or method: (script, `$this`, arguments) to the list of its output.
        is_script: Tell whether a value is a script block of the engine.
        find_type: A type of a full name that no metadata knows (classes that code defined).
        find_script_type: A class or enum of the running script by the name it was given.
        location: Current folder, for relative paths of .NET (the process's own).
        extended_members: Members that a session added: type name to a bag, None where no session ever added any.
        session_type: What else a session added to a type name (`session_types.SessionType`), None for nothing.
        output_separator: `$OFS`.
        set_matches: Store `$Matches`.
        console: Text written with `[Console]`: (stream "out" or "error", text).
        culture: Name of the current culture.
    """

    def __init__(self) -> None:
        self.call_script: Callable[[Any, Sequence[Any], Any], list[Any]] = _no_script
        self.call_getter: Callable[[Any, Any], list[Any]] = _no_getter
        self.call_member_script: Callable[[Any, Any, Sequence[Any]], list[Any]] = _no_script
        self.is_script: Callable[[Any], bool] = lambda value: False
        self.make_script: Callable[[str], Any] | None = None
        self.find_type: Callable[[str], Any] = lambda name: None
        self.find_script_type: Callable[[str], Any] = lambda name: None
        self.location: Callable[[], str] = os.getcwd
        self.extended_members: Callable[[str], Any] = lambda name: None
        self.session_type: Callable[[str], Any] = lambda name: None
        self.set_matches: Callable[[Any], None] = lambda matches: None
        self.console: Callable[[str, str], None] | None = None
        self.culture: Callable[[], str] = lambda: "en-US"


ports = Ports()
