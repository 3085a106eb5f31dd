"""What the lines at a prompt go to: the console itself, or a session that was entered."""

from __future__ import annotations

from typing import Protocol

# Text, what a menu shows, the name of a CompletionResultType, tool tip.
Completion = tuple[str, str, str, str]


class Target(Protocol):
    """Run lines."""

    def run_text(self, text: str, *, history: bool = False) -> bool:
        """Run a text and show what it gives."""

    def prompt_text(self) -> str | None:
        """Give the prompt; None where there is nobody any more to give it."""

    def stop(self) -> None:
        """End what runs."""


class Stay(Target, Protocol):
    """Run lines somewhere else until it is left."""

    def complete(self, text: str, cursor: int) -> tuple[int, list[Completion]]:
        """Give where the part begins that may be completed, and by what."""

    def leave(self) -> None:
        """Go back to where one came from."""
