"""What Get-Help writes: a command's help as an object, its parameters, and the short form of lists.

Source: the shape of MamlCommandHelpInfo, its parts and HelpInfoShort in PowerShell 7.6 as observed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pssession.cmdlets.help.library import CommandText
from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.parameters import Parameter, SetUse
from pssession.engine.commands.syntax_text import set_syntax, short_type, syntax_of
from pssession.objects import CUSTOM, PropertyBag, PSObject

_KIND = "MamlCommandHelpInfo"
# Which parts of a command's help each switch shows, as the names of its views.
VIEWS = {"Detailed": "DetailedView", "Full": "FullView", "Examples": "ExamplesView"}


class Subject:
    """Say what help is about.

    Args:
        name: The command's name.
        category: Cmdlet, Function, Filter or Alias.
        module: Its module.
        metadata: Its parameters, None without any.
        text: What is said about it.
        aliases: Other names.
        parameters: What is said about parameters, by lower-case name.
    """

    def __init__(
        self,
        name: str,
        category: str,
        module: str,
        metadata: CommandMetadata | None,
        text: CommandText | None,
        aliases: list[str],
        parameters: Mapping[str, str],
    ) -> None:
        self.name = name
        self.category = category
        self.module = module
        self.metadata = metadata
        self.text = text or CommandText()
        self.aliases = aliases
        self.parameters = parameters

    @property
    def synopsis(self) -> str:
        """Give the line that says what it does; where nobody wrote one, its syntax."""
        if self.text.synopsis or self.metadata is None:
            return self.text.synopsis
        return syntax_of(self.name, self.metadata)


def full(subject: Subject, view: str = "") -> PSObject:
    """Make a command's help.

    Args:
        subject: The command.
        view: One of the `VIEWS`, "" for the usual one.
    """
    verb, _, noun = subject.name.partition("-")
    names = [f"{_KIND}#{view}"] if view else []
    return _bag(
        {
            "Name": subject.name,
            "Category": subject.category,
            "Synopsis": subject.synopsis,
            "ModuleName": subject.module,
            "details": _bag({"name": subject.name, "verb": verb, "noun": noun}, f"{_KIND}#details"),
            "Syntax": _bag({"syntaxItem": _syntax(subject)}, f"{_KIND}#syntax"),
            "description": [_bag({"Text": subject.text.description}, "MamlParaTextItem")] if subject.text.description else None,
            "parameters": _bag({"parameter": parameters(subject, "*")}, f"{_KIND}#parameters"),
            "examples": _bag({"example": _examples(subject)}, f"{_KIND}#examples") if subject.text.examples else None,
            "aliases": "\n".join(subject.aliases),
            "remarks": f'To see the examples, type: "Get-Help {subject.name} -Examples".'
            f' For more information, type: "Get-Help {subject.name} -Detailed".',
            "CommonParameters": True,
            "Component": None,
            "Functionality": None,
            "Role": None,
        },
        *names,
        _KIND,
        "HelpInfo",
    )


def _bag(values: Mapping[str, Any], *names: str) -> PSObject:
    return PSObject(CUSTOM, PropertyBag(values), None, list(names))


def _syntax(subject: Subject) -> list[PSObject]:
    metadata = subject.metadata
    if metadata is None:
        return []
    sets = list(metadata.sets) or ["__AllParameterSets"]
    return [_bag({"name": subject.name, "text": set_syntax(subject.name, metadata, one)}, f"{_KIND}#syntaxItem") for one in sets]


def _examples(subject: Subject) -> list[PSObject]:
    return [
        _bag({"title": f"Example {number}", "code": code, "remarks": remarks}, f"{_KIND}#example")
        for number, (code, remarks) in enumerate(subject.text.examples, 1)
    ]


def short(values: Mapping[str, Any]) -> PSObject:
    """Make a row of a list."""
    return _bag(values, "HelpInfoShort")


def row(subject: Subject) -> PSObject:
    """Make a command's row of a list."""
    return short({"Name": subject.name, "Category": subject.category, "ModuleName": subject.module, "Synopsis": subject.synopsis})


def parameters(subject: Subject, *patterns: str) -> list[PSObject]:
    """Make the help of the parameters that patterns name, in the order of their names."""
    from pssession.engine.values.wildcards import matches

    metadata = subject.metadata
    own = [one for one in metadata.parameters if not one.common and not one.dont_show] if metadata is not None else []
    found = [one for one in own if any(matches(pattern, one.name) for pattern in patterns)]
    return [_parameter(subject, one) for one in sorted(found, key=lambda one: one.folded)]


def _parameter(subject: Subject, parameter: Parameter) -> PSObject:
    uses = list(parameter.uses.items())
    use = uses[0][1]
    value = None if parameter.is_switch else short_type(parameter)
    sets = ", ".join(name for name, _ in uses)
    return _bag(
        {
            "name": parameter.name,
            "title": f"-{parameter.name}" if value is None else f"-{parameter.name} <{value}>",
            "description": subject.parameters.get(parameter.folded, ""),
            "required": _word(any(one.mandatory for _, one in uses)),
            "pipelineInput": _pipeline(use),
            "isDynamic": _word(parameter.dynamic),
            "globbing": "false",
            "parameterSetName": "(all)" if sets == "__AllParameterSets" else sets,
            "parameterValue": value,
            "type": _bag({"name": value or "switch"}, f"{_KIND}#type"),
            "position": "Named" if use.position is None else str(use.position),
            "aliases": ", ".join(parameter.aliases) or "None",
        },
        f"{_KIND}#parameter",
    )


def _word(truth: bool) -> str:
    return "true" if truth else "false"


def _pipeline(use: SetUse) -> str:
    ways = [name for name, taken in (("ByValue", use.pipeline), ("ByPropertyName", use.by_name)) if taken]
    return f"true ({', '.join(ways)})" if ways else "false"
