"""-WhatIf and -Confirm: whether something is to be done.

Source: about_CommonParameters, about_Preference_Variables ($ConfirmPreference); words as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pssession.engine.errors import PipelineStoppedException
from pssession.engine.values.conversions import to_bool, to_string
from pssession.objects.host import ChoiceDescription

_IMPACTS = {"none": 0, "low": 1, "medium": 2, "high": 3}
_CHOICES = (
    ("&Yes", "Continue with only the next step of the operation."),
    ("Yes to &All", "Continue with all the steps of the operation."),
    ("&No", "Skip this operation and proceed with the next operation."),
    ("No to A&ll", "Skip this operation and all subsequent operations."),
    ("&Suspend", "Pause the current pipeline and return to the command prompt."),
)


_SUSPEND = _CHOICES[4]
_INQUIRIES = (*_CHOICES[:2], ("&Halt Command", "Stop this command."), _SUSPEND)
# The host of a session.
_AFAR = "ServerRemoteHost"


class ShouldProcess:
    """Decide for one call; remembers "yes to all" and "no to all".

    Args:
        tell: Writes to the verbose stream what is done without asking.
    """

    __slots__ = ("_all", "_command", "_context", "_impact", "_tell", "confirm", "what_if")

    def __init__(
        self, context: Any, command: str, impact: str, what_if: bool | None, confirm: bool | None, tell: Callable[[str], None]
    ) -> None:
        self._context = context
        self._command = command
        self._impact = _IMPACTS.get(impact.lower(), 2)
        self.what_if = what_if
        self.confirm = confirm
        self._tell = tell
        self._all: bool | None = None

    def decide(self, target: str, action: str | None, what_if: str | None = None) -> bool:
        """Tell whether to do something to a target."""
        context = self._context
        words = f'Performing the operation "{action or self._command}" on target "{target}".'
        wanted = self.what_if if self.what_if is not None else to_bool(context.variable("WhatIfPreference", False))
        if wanted:
            context.host.write_line(f"What if: {what_if or words}")
            return False
        if self._all is not None:
            return self._all
        if self.confirm is None:
            limit = _IMPACTS.get(to_string(context.variable("ConfirmPreference", "High")).lower(), 3)
            asks = limit > 0 and self._impact >= limit
        else:
            asks = self.confirm
        if not asks:
            self._tell(what_if or words)
            return True
        return self._ask("Confirm", f"Are you sure you want to perform this action?\n{what_if or words}")

    def _ask(self, caption: str, query: str) -> bool:
        choices = _choices(self._context, _CHOICES)
        while True:
            answer = self._context.host.prompt_for_choice(caption, query, choices, 0)
            if answer == 4:
                self._context.host.enter_nested_prompt()
                continue
            if answer in (1, 3):
                self._all = answer == 1
            return answer in (0, 1)


def _choices(context: Any, rows: Sequence[tuple[str, str]]) -> list[ChoiceDescription]:
    """Make choices; from afar nobody can suspend."""
    offered = rows if context.host.name != _AFAR else [row for row in rows if row != _SUSPEND]
    return [ChoiceDescription(label, message) for label, message in offered]


def inquire(context: Any, message: str = "Continue with this operation?") -> bool | None:
    """Ask what a preference of Inquire asks.

    Returns:
        Whether to go on; None for "go on, and do not ask again".
    """
    while True:
        answer = context.host.prompt_for_choice("Confirm", message, _choices(context, _INQUIRIES), 0)
        if answer == 3:
            context.host.enter_nested_prompt()
            continue
        return (True, None, False)[answer] if 0 <= answer < 3 else False


def should_continue(context: Any, query: str, caption: str, state: list[bool] | None) -> bool:
    """Ask whether to go on; `state` keeps "yes to all" and "no to all"."""
    if state is not None:
        while len(state) < 2:
            state.append(False)
        if state[0]:
            return True
        if state[1]:
            return False
    labels = _CHOICES[:1] + (_CHOICES[1:2] if state is not None else ()) + _CHOICES[2:3] + (_CHOICES[3:4] if state is not None else ())
    labels += _CHOICES[4:]
    choices = _choices(context, labels)
    while True:
        answer = context.host.prompt_for_choice(caption, query, choices, 0)
        if answer < 0:
            raise PipelineStoppedException()
        label: str = labels[answer][0]
        if label == "&Suspend":
            context.host.enter_nested_prompt()
            continue
        if state is not None:
            state[0] = label == "Yes to &All"
            state[1] = label == "No to A&ll"
        return bool(label.startswith(("&Y", "Yes")))
