"""A console whose standard output is CLIXML: `-OutputFormat XML`, for programs that read objects.

Source: PowerShell 7.6 as recorded (cli.stdin-033); the form that `powershell -OutputFormat XML` gives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from pssession.engine.errors import PipelineStoppedException, RuntimeException
from pssession.objects import PipelineDescription, StreamKind
from pssession.protocol import clixml
from pssession.shell.console import Console

_STREAMS = {
    StreamKind.OUTPUT: "Output",
    StreamKind.ERROR: "Error",
    StreamKind.WARNING: "Warning",
    StreamKind.VERBOSE: "Verbose",
    StreamKind.DEBUG: "Debug",
    StreamKind.INFORMATION: "Information",
    StreamKind.PROGRESS: "Progress",
}
_HEAD = '#< CLIXML\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'


class XmlSink:
    """Write every object with the name of its stream."""

    def __init__(self) -> None:
        self.used = False

    def write(self, kind: StreamKind, value: Any) -> None:
        """Write one object."""
        out = sys.stdout
        if not self.used:
            out.write(_HEAD)
            self.used = True
        element = clixml.dump(value)
        name, rest = element[1:].split(">", 1) if not element.split(">", 1)[0].endswith("/") else (element[1:-2], None)
        out.write(f"<{_marked(name, _STREAMS[kind])}>{rest}" if rest is not None else f"<{_marked(name, _STREAMS[kind])} />")

    def close(self) -> None:
        """Write the end."""
        if self.used:
            sys.stdout.write("</Objs>")
        sys.stdout.flush()


def _marked(start: str, stream: str) -> str:
    tag, space, attributes = start.partition(" ")
    return f'{tag} S="{stream}"{space}{attributes}'.rstrip()


class XmlConsole(Console):
    """Run code for a program that reads objects."""

    def _run(
        self, what: str | PipelineDescription, *, input: Iterable[Any] | None = None, file: str | None = None, history: bool = False
    ) -> bool:
        self.failed = False
        sink = XmlSink()
        try:
            outcome = self.interpreter.invoke(what, input=input, sink=sink, file=file, add_to_history=history)
        except PipelineStoppedException:
            return False
        except RuntimeException as error:
            self.failed = True
            sink.write(StreamKind.ERROR, error.error_record)
            return False
        finally:
            sink.close()
        if outcome.exit_code is not None:
            self.exit_code = outcome.exit_code
        return bool(self.interpreter.context.ok)
