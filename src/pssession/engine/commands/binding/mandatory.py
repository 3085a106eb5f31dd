"""Asking for mandatory parameters that were not given.

Source: about_Functions_Advanced_Parameters; Host.UI.Prompt as PowerShell 7.6 calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.commands.binding.failures import Failures
from pssession.engine.commands.parameters import Parameter
from pssession.engine.errors import PSInvalidOperationException
from pssession.objects.host import FieldDescription, HostError


def ask_for(context: Any, invocation: Any, failures: Failures, lacking: list[Parameter]) -> Iterator[tuple[Parameter, Any]]:
    """Ask the host for values of parameters.

    Raises:
        ParameterBindingException: MissingMandatoryParameter: the host does not ask.
    """
    names = " ".join(parameter.name for parameter in lacking)
    keys: set[str] = set()
    fields = [
        FieldDescription(
            name=parameter.name,
            label=_label(parameter.name, keys),
            parameter_type_name=parameter.type.name,
            parameter_type_full_name=parameter.type_name,
            help_message=parameter.help_message or "",
        )
        for parameter in dict.fromkeys(lacking)
    ]
    caption = f"cmdlet {invocation.command.name} at command pipeline position {invocation.pipeline_position}"
    try:
        answers = context.host.prompt(caption, "Supply values for the following parameters:", fields)
    except (HostError, PSInvalidOperationException):
        raise failures.missing(names) from None
    for parameter in dict.fromkeys(lacking):
        yield parameter, answers.get(parameter.name)


def _label(name: str, used: set[str]) -> str:
    """Mark a letter that nothing else is chosen by: a capital, a small one, anything, the first."""
    for fits in (str.isupper, str.islower, lambda letter: not letter.isalpha()):
        for place, letter in enumerate(name):
            if fits(letter) and letter not in used:
                used.add(letter)
                return f"{name[:place]}&{name[place:]}"
    return f"&{name}"
