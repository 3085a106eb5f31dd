"""What is wrong with a text: where, by what name, and whether more input might mend it."""

from __future__ import annotations

from pssession.engine.syntax.nodes.base import Extent


class ParseError:
    """Describe one thing that is wrong.

    Attributes:
        extent: Where.
        error_id: PowerShell's name of it.
        incomplete_input: Whether the text may only have been cut off.
    """

    __slots__ = ("_arguments", "error_id", "extent", "incomplete_input")
    dotnet_type = "System.Management.Automation.Language.ParseError"

    def __init__(self, extent: Extent, error_id: str, arguments: tuple[object, ...], incomplete_input: bool) -> None:
        self.extent = extent
        self.error_id = error_id
        self._arguments = arguments
        self.incomplete_input = incomplete_input

    @property
    def message(self) -> str:
        """Say it in a sentence."""
        from pssession.engine.syntax.messages import message  # few scripts have errors

        return message(self.error_id, self._arguments)

    def __repr__(self) -> str:
        return f"<{self.error_id} {self.extent.start}-{self.extent.end}>"
