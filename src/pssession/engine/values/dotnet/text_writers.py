"""Writers of text that keep it. Source: System.IO.StringWriter."""

from __future__ import annotations

from typing import Any

from pssession.engine.values.composite import culture_text
from pssession.engine.values.conversions import to_string
from pssession.engine.values.tables import TypeTable


class StringWriter:
    """Keep what is written."""

    dotnet_type = "System.IO.StringWriter"

    def __init__(self, *_: Any) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> None:
        """Take text."""
        self._parts.append(text)

    def to_string(self) -> str:
        """Give all text."""
        return "".join(self._parts)


def _write(writer: StringWriter, *values: Any) -> None:
    writer.write("".join(value if isinstance(value, str) else culture_text(value) for value in values))


def _write_line(writer: StringWriter, *values: Any) -> None:
    _write(writer, *values)
    writer.write("\n")


TABLES = (
    TypeTable(
        "System.IO.StringWriter",
        new=StringWriter,
        methods={
            "Write": _write,
            "WriteLine": _write_line,
            "Flush": lambda writer: None,
            "Close": lambda writer: None,
            "Dispose": lambda writer: None,
            "ToString": StringWriter.to_string,
        },
        properties={"NewLine": lambda writer: "\n"},
        to_string=lambda writer: to_string(writer.to_string()),
    ),
)
