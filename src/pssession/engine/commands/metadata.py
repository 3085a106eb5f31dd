"""What is known of a command's parameters: recorded rows of the built-in commands, and `param` blocks of scripts.

`engine/data/commands.tsv` has a line per command, found by text search so that nothing is parsed before it is asked for. Columns: name
in lower case, name, type, module, default set, sets, output types, flags (C common parameters, W -WhatIf and -Confirm), then one
parameter each: name|type|aliases|sets|attributes|flags. A set is `name:flags`, `*` for all: M mandatory, @n position, V from the
pipeline by value, P by property name, R remaining arguments. No binding stands here.

Source: Get-Command of PowerShell 7.6; about_Functions_Advanced_Parameters.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from pssession.engine import data
from pssession.engine.commands.attributes import (
    Attribute,
    EncodingTransformation,
    PlainAttribute,
    TypeConstraint,
    ValidateCount,
    ValidateNotePropertyName,
    ValidateNotNull,
    ValidateNotNullOrEmpty,
    ValidateNotNullOrWhiteSpace,
    ValidatePattern,
    ValidateRange,
    ValidateSet,
    VersionTransformation,
    make_attribute,
)
from pssession.engine.commands.common_parameters import common_parameters, paging_parameters, should_process_parameters
from pssession.engine.commands.parameters import ALL_SETS, SWITCH, Parameter, SetUse
from pssession.engine.values.conversions import convert, to_bool, to_string
from pssession.objects import Dictionary

_ALLOW = ("AllowNull", "AllowEmptyString", "AllowEmptyCollection")


class AmbiguousName(Exception):
    """Say that a beginning of a name fits several parameters."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = list(names)


class CommandMetadata:
    """Describe the parameters of one command.

    Attributes:
        name: The command's name.
        parameters: All of them in their order, the common ones included.
        sets: Names of the parameter sets in their order, without the one of all.
        default_set: The one that is preferred, None without one.
        is_advanced: Whether it binds as a cmdlet does; else what nobody takes becomes $args.
        supports_should_process, confirm_impact: What -WhatIf and -Confirm need.
        plans: How calls of a shape are bound (`binding.plans`), kept here.
        error_suffix: What stands behind the comma in ids of binding errors.
    """

    __slots__ = (
        *("_folded", "bits", "confirm_impact", "default_mask", "default_set", "error_suffix", "is_advanced", "module", "name"),
        *("output", "own", "parameters", "plans", "sets", "supports_paging", "supports_should_process", "takes_pipeline", "type"),
    )

    def __init__(
        self,
        name: str,
        parameters: Iterable[Parameter],
        *,
        sets: Sequence[str] = (),
        default_set: str | None = None,
        is_advanced: bool = True,
        supports_should_process: bool = False,
        supports_paging: bool = False,
        confirm_impact: str = "Medium",
        error_suffix: str | None = None,
    ) -> None:
        self.name = name
        self.own = list(parameters)
        self.is_advanced = is_advanced
        self.supports_should_process = supports_should_process
        self.supports_paging = supports_paging
        self.confirm_impact = confirm_impact
        self.error_suffix = error_suffix or name
        self.default_set = default_set
        self.module = ""
        self.type = "Cmdlet"
        self.output: list[str] = []
        self.plans: dict[Any, Any] = {}
        self.sets = list(sets)
        self.parameters: list[Parameter] = list(self.own)
        if is_advanced:
            self.parameters += [one for one in self._common() if all(one.name != own.name for own in self.own)]
        self._finish()

    def _common(self) -> Iterator[Parameter]:
        yield from common_parameters()
        if self.supports_should_process:
            yield from should_process_parameters()
        if self.supports_paging:
            yield from paging_parameters()

    def _finish(self) -> None:
        """Give every set its bit and every parameter its mask."""
        for parameter in self.own:
            for name in parameter.uses:
                if name != ALL_SETS and name not in self.sets:
                    self.sets.append(name)
        if self.default_set and self.default_set not in self.sets and self.default_set != ALL_SETS:
            self.sets.append(self.default_set)
        ordered = dict.fromkeys(name for parameter in self.own for name in parameter.uses if name != ALL_SETS)
        ordered.update(dict.fromkeys(self.sets))
        self.bits = {name: 1 << place for place, name in enumerate(ordered)}
        for parameter in self.own:
            parameter.assign_masks(self.bits)
        self.default_mask = self.bits.get(self.default_set, 0) if self.default_set else 0
        self.takes_pipeline = any(use.pipeline or use.by_name for one in self.own for use in one.uses.values())
        self._folded: dict[str, Parameter] = {}
        for parameter in self.parameters:
            for alias in parameter.aliases:
                self._folded.setdefault(alias.lower(), parameter)
        for parameter in self.parameters:
            self._folded[parameter.folded] = parameter

    def extended(self, further: Iterable[Parameter]) -> CommandMetadata:
        """Give metadata that has dynamic parameters too."""
        made = CommandMetadata(
            self.name,
            [*self.own, *further],
            sets=self.sets,
            default_set=self.default_set,
            is_advanced=self.is_advanced,
            supports_should_process=self.supports_should_process,
            supports_paging=self.supports_paging,
            confirm_impact=self.confirm_impact,
            error_suffix=self.error_suffix,
        )
        made.module, made.type, made.output = self.module, self.type, self.output
        return made

    def parameter(self, name: str) -> Parameter | None:
        """Find a parameter by its full name or alias."""
        return self._folded.get(name.lower())

    def match(self, name: str) -> Parameter | None:
        """Find a parameter by name, alias or the beginning of one.

        Raises:
            AmbiguousName: Several begin so.
        """
        folded = name.lower()
        found = self._folded.get(folded)
        if found is not None:
            return found
        if folded.startswith("-"):
            return None
        fitting = [one for one in self.parameters if one.folded.startswith(folded)]
        for one in self.parameters:
            if one not in fitting and any(alias.lower().startswith(folded) for alias in one.aliases):
                fitting.append(one)
        if not fitting:
            return None
        if len(fitting) > 1:
            own = [one for one in fitting if not one.common]
            if len(own) == 1:
                return own[0]
            raise AmbiguousName([one.name for one in fitting])
        return fitting[0]

    def by_name(self) -> Dictionary:
        """Give all parameters by name, as CommandInfo.Parameters does."""
        made = Dictionary(key_type="System.String", value_type="System.Management.Automation.ParameterMetadata")
        for parameter in self.parameters:
            made[parameter.name] = parameter
        return made

    def set_name(self, mask: int) -> str:
        """Name the parameter set of a mask."""
        if mask == -1:
            return ALL_SETS
        return next((name for name, bit in self.bits.items() if bit & mask), ALL_SETS)

    @staticmethod
    def recorded(name: str) -> CommandMetadata | None:
        """Give what is recorded of a built-in command, by its name in any case; None where nothing is."""
        return _recorded(name.lower())

    @staticmethod
    def of_param_block(context: Any, block: Any, attributes: Sequence[Any] = (), name: str = "") -> CommandMetadata:
        """Make metadata of a script's parameters.

        Args:
            context: The runspace: it evaluates the arguments of attributes.
            block: A ParamBlockAst, a list of ParameterAst, or None.
            attributes: Those of the `param` block.
            name: Name of the function.
        """
        nodes = [] if block is None else list(getattr(block, "parameters", block))
        return of_script(context, nodes, attributes, name)


# Recorded commands.


@cache
def _text() -> str:
    with open(os.path.join(os.path.dirname(data.__file__), "commands.tsv"), encoding="utf-8") as file:
        return file.read()


def recorded_row(folded: str) -> list[str] | None:
    """Give the columns of a recorded command by its lower-case name."""
    text = _text()
    start = text.find(f"\n{folded}\t")
    return None if start < 0 else text[start + 1 : text.index("\n", start + 1)].split("\t")


@cache
def recorded_names() -> dict[str, tuple[str, str, str]]:
    """List the recorded commands: lower-case name to name, type and module."""
    return {row[0]: (row[1], row[2], row[3]) for row in (line.split("\t", 4) for line in _text().splitlines()) if len(row) > 3}


@cache
def _recorded(folded: str) -> CommandMetadata | None:
    row = recorded_row(folded)
    if row is None:
        return None
    _, name, kind, module, default, sets, output, flags, *columns = row
    listed = [one for one in sets.split(",") if one and one != ALL_SETS]
    made = CommandMetadata(
        name,
        [_parameter(column) for column in columns if column != "+"],
        sets=listed,
        default_set=default or None,
        is_advanced="C" in flags,
        supports_should_process="W" in flags,
        error_suffix=None if kind != "Cmdlet" else f"Microsoft.PowerShell.Commands.{name.replace('-', '')}Command",
    )
    made.module, made.type, made.output = module, kind, output.split(";") if output else []
    if "+" in columns:  # dynamic parameters stand behind the common ones
        made.parameters.sort(key=lambda one: one.dynamic)
    return made


_TRANSFORMATIONS = {
    "ArgumentToEncodingTransformation": EncodingTransformation,
    "ArgumentToPSVersionTransformation": VersionTransformation,
    "ArgumentToVersionTransformation": VersionTransformation,
}
_USE = re.compile(r"(M?)(?:@(\d+))?(V?)(P?)(R?)$")


def _parameter(column: str) -> Parameter:
    name, kind, aliases, sets, attributes, flags = (column + "|||||").split("|")[:6]
    uses: dict[str, SetUse] = {}
    for one in sets.split(";"):
        key, _, letters = one.partition(":")
        uses[ALL_SETS if key == "*" else key] = _use(letters)
    made = [(text, _attribute(text)) for text in attributes.split(";;")] if attributes else []
    return Parameter(
        name,
        kind,
        uses=uses,
        aliases=aliases.split(",") if aliases else (),
        transformations=[_TRANSFORMATIONS[text]() for text, _ in made if text in _TRANSFORMATIONS],
        validations=[one for _, one in made if one is not None],
        attributes=[one if one is not None else PlainAttribute(text.split(" ", 1)[0], (), {}) for text, one in made],
        allow=[text for text, _ in made if text in _ALLOW],
        dynamic="d" in flags,
    )


def _use(letters: str) -> SetUse:
    found = _USE.match(letters)
    assert found is not None
    mandatory, position, by_value, by_name, rest = found.groups()
    return SetUse(
        mandatory=bool(mandatory),
        position=None if position is None else int(position),
        pipeline=bool(by_value),
        by_name=bool(by_name),
        rest=bool(rest),
    )


def _attribute(text: str) -> Attribute | None:
    """Make a validation of its recorded text, None for what does not validate."""
    name, _, arguments = text.partition(" ")
    if name == "ValidateRange":
        low, _, high = arguments.partition(",")
        if not high:
            return ValidateRange(None, None, low)
        return ValidateRange(_number(low), _number(high))
    if name == "ValidateSet":
        return ValidateSet(arguments.split(","))
    if name == "ValidatePattern":
        return ValidatePattern(arguments)
    if name == "ValidateCount":
        least, most = arguments.split(",")
        return ValidateCount(int(least), int(most))
    kind = _PLAIN_VALIDATIONS.get(name)
    return None if kind is None else kind()


def _number(text: str) -> Any:
    value = float(text) if "." in text or "E" in text else int(text)
    if type(value) is int and not -(2**31) <= value < 2**31:
        return convert(text, "System.Int64")
    return value


_PLAIN_VALIDATIONS: dict[str, type[Attribute]] = {
    "ValidateNotNull": ValidateNotNull,
    "ValidateNotNullOrEmpty": ValidateNotNullOrEmpty,
    "ValidateNotePropertyName": ValidateNotePropertyName,
    "ValidateNotNullOrWhiteSpace": ValidateNotNullOrWhiteSpace,
}


# Scripts.


def of_script(context: Any, nodes: Sequence[Any], attributes: Sequence[Any], name: str = "") -> CommandMetadata:
    """Make metadata of ParameterAsts and the attributes of their block."""
    scope = context.scope
    binding: PlainAttribute | None = None
    for node in attributes:
        made = make_attribute(context, scope, node)
        if isinstance(made, PlainAttribute) and made.name == "CmdletBinding":
            binding = made
    parameters: list[Parameter] = []
    advanced, has_places = binding is not None, False
    for node in nodes:
        listed = [make_attribute(context, scope, one) for one in node.attributes]
        uses: dict[str, SetUse] = {}
        for one in listed:
            if isinstance(one, PlainAttribute) and one.name == "Parameter":
                advanced = True
                set_name = to_string(one.get("ParameterSetName", ALL_SETS))
                uses[set_name] = _script_use(one)
                has_places = has_places or uses[set_name].position is not None or set_name != ALL_SETS
        parameters.append(_script_parameter(node, listed, uses or {ALL_SETS: SetUse()}))
    if not has_places and (binding is None or to_bool(binding.get("PositionalBinding", True))):
        place = 0
        for parameter in parameters:
            use = parameter.uses[ALL_SETS]
            if not parameter.is_switch and not use.rest:
                use.position = place
                place += 1
    given = (lambda key, default: default) if binding is None else binding.get
    default = given("DefaultParameterSetName", None)
    impact = given("ConfirmImpact", None)
    made_metadata = CommandMetadata(
        name,
        parameters,
        default_set=None if default is None else to_string(default),
        is_advanced=advanced,
        supports_should_process=to_bool(given("SupportsShouldProcess", False)),
        supports_paging=to_bool(given("SupportsPaging", False)),
        confirm_impact="Medium" if impact is None else to_string(impact),
    )
    made_metadata.type = "Function"
    return made_metadata


def _script_use(attribute: PlainAttribute) -> SetUse:
    position = attribute.get("Position")
    message = attribute.get("HelpMessage")
    return SetUse(
        mandatory=to_bool(attribute.get("Mandatory", False)),
        position=None if position is None else int(position),
        pipeline=to_bool(attribute.get("ValueFromPipeline", False)),
        by_name=to_bool(attribute.get("ValueFromPipelineByPropertyName", False)),
        rest=to_bool(attribute.get("ValueFromRemainingArguments", False)),
        help_message=None if message is None else to_string(message),
    )


def _script_parameter(node: Any, listed: list[Attribute], uses: dict[str, SetUse]) -> Parameter:
    types = [one for one in listed if isinstance(one, TypeConstraint)]
    aliases: list[str] = []
    allow: list[str] = []
    for one in listed:
        if isinstance(one, PlainAttribute):
            if one.name == "Alias":
                aliases += [to_string(item) for given in one.positional for item in (given if isinstance(given, list) else [given])]
            elif one.name in _ALLOW:
                allow.append(one.name)
    validations = [one for one in listed if one not in types and not isinstance(one, PlainAttribute)]
    kind = types[0].type if types else "System.Object"
    made = Parameter(
        node.name.variable_path.name,
        kind,
        uses=uses,
        aliases=aliases,
        transformations=list(reversed(types)),
        validations=validations,
        attributes=listed,
        allow=allow,
        coerces=not types,
    )
    made.is_switch = made.type_name == SWITCH
    made.default = node.default_value
    made.node = node
    return made
