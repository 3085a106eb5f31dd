"""What a script's `$using:` expressions are worth: the client evaluated them and sent the values as an argument named `--%`.

Their keys are what `engine.commands.using_keys` says, in UTF-16 and base64.

Source: PowerShell 7.6 as recorded (arguments).
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from pssession.objects import Dictionary, Hashtable, PipelineDescription, PSObject

# The variable in which the interpreter looks for them.
USING = "__using"
_ARGUMENT = "--%"


def take_using(description: PipelineDescription) -> dict[str, Any] | None:
    """Take the values out of a pipeline's arguments; None where there are none."""
    found: dict[str, Any] | None = None
    for statement in description.statements:
        for command in statement:
            if not any(argument.name == _ARGUMENT for argument in command.arguments):
                continue
            found = {} if found is None else found
            for argument in command.arguments:
                if argument.name == _ARGUMENT:
                    found.update(_read(argument.value))
            command.arguments = [argument for argument in command.arguments if argument.name != _ARGUMENT]
    return found


def _read(value: Any) -> dict[str, Any]:
    table = value.base if isinstance(value, PSObject) else value
    if not isinstance(table, (Dictionary, Hashtable)):
        return {}
    return {_text(str(key)): item for key, item in table.items()}


def _text(key: str) -> str:
    try:
        return base64.b64decode(key, validate=True).decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return key
