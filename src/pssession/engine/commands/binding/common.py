"""What the common parameters of one call do: actions per stream, and variables that collect.

Source: about_CommonParameters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.commands.common_parameters import COMMON_NAMES
from pssession.engine.commands.preferences import CONTINUE, SILENT, action_of
from pssession.engine.commands.processor import PipelineStreams
from pssession.objects import ArrayList

_ACTIONS = {
    "ErrorAction": "error",
    "WarningAction": "warning",
    "InformationAction": "information",
    "ProgressAction": "progress",
}
_COLLECTED = {
    "ErrorVariable": "write_error",
    "WarningVariable": "write_warning",
    "InformationVariable": "write_information",
}


class CommonParameters:
    """Hold the common parameters of one call.

    Attributes:
        actions: Per kind of record the action that the call asks for.
        what_if: -WhatIf, None where it was not given.
        confirm: -Confirm, None where it was not given.
        collected: Per stream the list of a variable.
    """

    __slots__ = ("_context", "_held", "_pipeline_variable", "_scope", "actions", "collected", "confirm", "out_list", "what_if")

    def __init__(self, context: Any, scope: Any, bound: dict[str, Any]) -> None:
        self._context = context
        self._scope = scope
        self.actions: dict[str, str] = {}
        self.collected: dict[str, ArrayList] = {}
        self.out_list: ArrayList | None = None
        self._pipeline_variable: str | None = bound.get("PipelineVariable")
        for name, kind in _ACTIONS.items():
            if bound.get(name) is not None:
                self.actions[kind] = action_of(bound[name])
        for name, kind in (("Verbose", "verbose"), ("Debug", "debug")):
            if name in bound:
                self.actions[kind] = CONTINUE if bound[name] else SILENT
        self.what_if: bool | None = bound.get("WhatIf")
        self.confirm: bool | None = bound.get("Confirm")
        for name, route in _COLLECTED.items():
            if name in bound:
                self.collected[route] = self._variable(bound[name])
        if "OutVariable" in bound:
            self.out_list = self._variable(bound["OutVariable"])

    def _variable(self, text: str) -> ArrayList:
        """Give the list that a variable collects into; + in front appends to what is there."""
        name = text[1:] if text.startswith("+") else text
        made = ArrayList()
        if text.startswith("+"):
            found = self._scope.find(name.lower())
            known = None if found is None else found.value
            if isinstance(known, ArrayList):
                return known
            if known is not None:
                made.extend(known if isinstance(known, list) else [known])
        self._scope.put(name, made)
        return made

    def streams(self, streams: PipelineStreams) -> PipelineStreams:
        """Give streams that keep copies for the variables."""
        if not self.collected:
            return streams
        return streams.replaced(**{route: Copying(getattr(streams, route), collected) for route, collected in self.collected.items()})

    def out(self, out: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Give an output that keeps copies, and sets the pipeline variable before each object goes on."""
        if self.out_list is not None:
            out = Copying(out, self.out_list)
        if self._pipeline_variable:
            out = _setting(out, self._scope, self._pipeline_variable)
        return out

    def finish(self) -> None:
        """Let go of the pipeline variable."""
        if self._pipeline_variable:
            self._scope.remove(self._pipeline_variable, force=True)


class Copying:
    """Keep a copy of what goes through; `keep` takes what does not go through."""

    __slots__ = ("_collected", "_route")

    def __init__(self, route: Callable[[Any], Any], collected: ArrayList) -> None:
        self._route = route
        self._collected = collected

    def __call__(self, value: Any) -> None:
        self._collected.append(value)
        self._route(value)

    def keep(self, value: Any) -> None:
        """Keep a record that is not shown, here and in the calls around."""
        self._collected.append(value)
        keep(self._route, value)


def keep(route: Any, value: Any) -> None:
    """Give a record that is not shown to the variables that collect from a stream."""
    further = getattr(route, "keep", None)
    if further is not None:
        further(value)


def _setting(out: Callable[[Any], Any], scope: Any, name: str) -> Callable[[Any], Any]:
    def write(value: Any) -> None:
        scope.set_automatic(name, value)
        out(value)

    return write


def common_of(context: Any, scope: Any, bound: dict[str, Any]) -> CommonParameters | None:
    """Give the common parameters of a call, None where it has none."""
    return None if COMMON_NAMES.isdisjoint(bound) else CommonParameters(context, scope, bound)
