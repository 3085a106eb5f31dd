"""The types of completion as scripts call them. Source: System.Management.Automation.CommandCompletion, CompletionResult."""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.completion.completer import complete
from pssession.engine.commands.completion.results import CommandCompletion, CompletionResult
from pssession.engine.commands.script_blocks import running
from pssession.engine.errors import PSArgumentException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.tables import TypeTable


def _complete_input(text: Any, cursor: Any, *options: Any) -> CommandCompletion:
    text, cursor = to_string(text), int(cursor)
    if not 0 <= cursor <= len(text):
        raise PSArgumentException(
            'Cannot process argument because the value of argument "cursorIndex" is not valid. Change the value of the "cursorIndex" '
            "argument and run the operation again."
        )
    return complete(running(), text, cursor)


def _new_result(text: Any, item: Any = "", kind: Any = "Text", tip: Any = "") -> CompletionResult:
    return CompletionResult(to_string(text), to_string(item), to_string(kind), to_string(tip))


TABLES = (
    TypeTable("System.Management.Automation.CommandCompletion", static={"CompleteInput": _complete_input}),
    TypeTable("System.Management.Automation.CompletionResult", new=_new_result),
)
