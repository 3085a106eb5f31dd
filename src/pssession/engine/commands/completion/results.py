"""What completion gives: the matches, and which part of the text they take the place of.

Source: System.Management.Automation.CommandCompletion, CompletionResult.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.values import enums
from pssession.engine.values.types import require
from pssession.objects import GenericList

_RESULT_TYPE = "System.Management.Automation.CompletionResultType"


class CompletionResult:
    """Be one way to go on.

    Args:
        completion_text: What takes the place of what was typed.
        list_item_text: What a menu shows.
        kind: Name of a CompletionResultType.
        tool_tip: A line that explains it.
    """

    dotnet_type = "System.Management.Automation.CompletionResult"

    def __init__(self, completion_text: str, list_item_text: str = "", kind: str = "Text", tool_tip: str = "") -> None:
        self.completion_text = completion_text
        self.list_item_text = list_item_text or completion_text
        self.kind = kind
        self.tool_tip = tool_tip or self.list_item_text

    @property
    def result_type(self) -> Any:
        """Say what kind of thing it is."""
        return enums.parse(require(_RESULT_TYPE), self.kind)

    def __repr__(self) -> str:
        return f"CompletionResult({self.completion_text!r}, {self.kind})"


class CommandCompletion:
    """Be the answer to one request.

    Args:
        matches: In the order in which they are offered.
        replacement_index: Where the part begins that they take the place of.
        replacement_length: How long it is.
    """

    dotnet_type = "System.Management.Automation.CommandCompletion"

    def __init__(self, matches: Iterable[CompletionResult], replacement_index: int, replacement_length: int) -> None:
        self.matches = list(matches)
        self.replacement_index = replacement_index
        self.replacement_length = replacement_length
        self.current_match_index = -1

    @property
    def completion_matches(self) -> GenericList:
        """List the matches."""
        made = GenericList(self.matches)
        made.element_type = CompletionResult.dotnet_type
        return made

    def get_next_result(self, forward: bool) -> CompletionResult | None:
        """Give the match after the present one, or the one before it."""
        if not self.matches:
            return None
        self.current_match_index = (self.current_match_index + (1 if forward else -1)) % len(self.matches)
        return self.matches[self.current_match_index]
