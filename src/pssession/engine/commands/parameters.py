"""A parameter: its type, names, and what it is in each parameter set; nothing is bound here.

Parameters come from recorded rows (`metadata`) or from the `param` block of a script (`declarations`); both make the same objects.

Source: about_Parameters, about_Functions_Advanced_Parameters; System.Management.Automation.ParameterMetadata.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.commands.attributes import Attribute
from pssession.engine.values import types
from pssession.engine.values.types import DotNetType
from pssession.objects import Dictionary

ALL_SETS = "__AllParameterSets"
SWITCH = "System.Management.Automation.SwitchParameter"
OBJECT = "System.Object"


class SetUse:
    """Say what a parameter is in one parameter set.

    Attributes:
        position: From 0; None for one that is only given by name.
        pipeline, by_name: Whether it takes objects of the pipeline, or their properties of its name.
        rest: Whether it takes all arguments that are left.
    """

    dotnet_type = "System.Management.Automation.ParameterSetMetadata"
    __slots__ = ("by_name", "help_message", "mandatory", "mask", "pipeline", "position", "rest")

    def __init__(
        self,
        *,
        mandatory: bool = False,
        position: int | None = None,
        pipeline: bool = False,
        by_name: bool = False,
        rest: bool = False,
        help_message: str | None = None,
    ) -> None:
        self.mandatory = mandatory
        self.position = position
        self.pipeline = pipeline
        self.by_name = by_name
        self.rest = rest
        self.help_message = help_message
        self.mask = -1

    # What scripts read of it (ParameterSetMetadata).

    @property
    def is_mandatory(self) -> bool:
        """Tell whether it must be given."""
        return self.mandatory

    @property
    def value_from_pipeline(self) -> bool:
        """Tell whether it takes objects of the pipeline."""
        return self.pipeline

    @property
    def value_from_pipeline_by_property_name(self) -> bool:
        """Tell whether it takes properties of its name."""
        return self.by_name

    @property
    def value_from_remaining_arguments(self) -> bool:
        """Tell whether it takes what is left."""
        return self.rest


class Parameter:
    """Be a parameter of a command.

    Attributes:
        type_name: Full .NET name of its type; `type` resolves it.
        uses: By set's name; `__AllParameterSets` for one that is in every set.
        mask: The sets it is in, as bits; -1 for all.
        transformations, validations: Attributes that values run through, before and after conversion.
        coerces: Whether the type converts as parameters of cmdlets do; those of scripts convert by a transformation.
        allow_null, allow_empty_string, allow_empty_collection: What a mandatory parameter takes all the same.
        default: The default value's tree, None without one.
        attributes: All of them, for reflection.
        dynamic, common: Where it comes from.
    """

    __slots__ = (
        *("_type", "aliases", "allow_empty_collection", "allow_empty_string", "allow_null", "attributes", "coerces", "common"),
        *("default", "dont_show", "dynamic", "folded", "is_switch", "mandatory_somewhere", "mask", "name", "node", "transformations"),
        *("type_name", "uses", "validations", "value"),
    )
    dotnet_type = "System.Management.Automation.ParameterMetadata"

    def __init__(
        self,
        name: str,
        type_name: str | DotNetType = OBJECT,
        *,
        uses: dict[str, SetUse] | None = None,
        aliases: Iterable[str] = (),
        transformations: Iterable[Attribute] = (),
        validations: Iterable[Attribute] = (),
        attributes: Iterable[Attribute] | None = None,
        allow: Iterable[str] = (),
        coerces: bool = True,
        dynamic: bool = False,
        common: bool = False,
    ) -> None:
        self.name = name
        self.folded = name.lower()
        self._type: DotNetType | None = None if isinstance(type_name, str) else type_name
        self.type_name = type_name if isinstance(type_name, str) else type_name.full_name
        self.is_switch = self.type_name == SWITCH
        self.uses = uses if uses is not None else {ALL_SETS: SetUse()}
        self.aliases = list(aliases)
        self.transformations = tuple(transformations)
        self.validations = tuple(validations)
        self.attributes = [*self.transformations, *self.validations] if attributes is None else list(attributes)
        allowed = set(allow)
        self.allow_null = "AllowNull" in allowed
        self.allow_empty_string = "AllowEmptyString" in allowed
        self.allow_empty_collection = "AllowEmptyCollection" in allowed
        self.coerces = coerces
        self.dynamic = dynamic
        self.common = common
        self.default: Any = None
        self.node: Any = None
        self.value: Any = None
        self.mask = -1
        self.dont_show = False
        self.mandatory_somewhere = any(use.mandatory for use in self.uses.values())

    @property
    def type(self) -> DotNetType:
        """Give the type; one that nobody knows counts as System.Object."""
        found = self._type
        if found is None:
            found = self._type = types.resolve_full(self.type_name) or types.require(OBJECT)
        return found

    # What scripts read of it (ParameterMetadata, CommandParameterInfo).

    @property
    def parameter_type(self) -> DotNetType:
        """Give the type."""
        return self.type

    @property
    def is_dynamic(self) -> bool:
        """Tell whether it depends on other parameters."""
        return self.dynamic

    @property
    def switch_parameter(self) -> bool:
        """Tell whether it is a switch."""
        return self.is_switch

    @property
    def parameter_sets(self) -> Dictionary:
        """Give what it is in each of its sets."""
        made = Dictionary(key_type="System.String", value_type="System.Management.Automation.ParameterSetMetadata")
        for name, use in self.uses.items():
            made[name] = use
        return made

    @property
    def help_message(self) -> str | None:
        """Give the first help message of its sets."""
        return next((use.help_message for use in self.uses.values() if use.help_message), None)

    def uses_in(self, mask: int) -> Iterable[SetUse]:
        """Go through what it is in those of the given sets that it is in."""
        for use in self.uses.values():
            if use.mask & mask:
                yield use

    def in_set(self, name: str) -> SetUse | None:
        """Give what it is in a named set."""
        return self.uses.get(name) or self.uses.get(ALL_SETS)

    def assign_masks(self, bits: dict[str, int]) -> None:
        """Learn the bits of the sets; a command does this once all its parameters are known."""
        total = 0
        for name, use in self.uses.items():
            use.mask = -1 if name == ALL_SETS else bits[name]
            total |= use.mask
        self.mask = total

    def __repr__(self) -> str:
        return f"Parameter({self.name!r}, {self.type_name!r})"
