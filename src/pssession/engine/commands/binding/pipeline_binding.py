"""Binding one object of the pipeline: by value, by its properties' names, first as it is, then converted.

Source: about_Pipelines ("How pipelines work"), about_Parameter_Binding; order and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.binding import sets
from pssession.engine.commands.binding.coercion import ANYTHING, NotAccepted, bind_value
from pssession.engine.commands.parameters import Parameter
from pssession.engine.commands.processor import CommandArgument
from pssession.engine.errors import DotNetException, ParameterBindingException, PSInvalidCastException, RuntimeException
from pssession.engine.values import members
from pssession.engine.values.ports import ports
from pssession.objects import AUTOMATION_NULL, Byte, Char, DateTime, Decimal, Int64, TimeSpan

_MISSING = object()
_ALIKE = frozenset((str, int, float, bool, Byte, Char, Decimal, Int64, DateTime, TimeSpan))  # no object has properties of its own
_OF_EVERYTHING = frozenset(("count", "length"))  # scripts may read these of any value; they are no properties of it


class PipelineBinding:
    """Bind the objects of one call, one after another.

    Attributes:
        names: Parameters bound by the present object.
    """

    __slots__ = ("_any_by_name", "_argument", "_binder", "_candidates", "_known", "_quick", "_refused", "_taken", "names")

    def __init__(self, binder: Any) -> None:
        self._binder = binder
        self.names: list[str] = []
        metadata = binder.metadata
        self._candidates: list[Parameter] = [
            one
            for one in metadata.own
            if one.name not in binder.bound and any(use.pipeline or use.by_name for use in one.uses_in(binder.settled))
        ]
        self._candidates.reverse()  # PowerShell tries the last one first
        self._any_by_name = any(use.by_name for one in self._candidates for use in one.uses_in(binder.settled))
        self._argument = CommandArgument(None, None, binder.invocation.node)
        self._quick = self._quick_parameter()
        self._known: dict[type[Any], tuple[Parameter, bool, int]] = {}
        self._taken: list[tuple[Parameter, bool, bool]] = []
        self._refused = False

    @property
    def quick_name(self) -> str | None:
        """Name the parameter that takes every object."""
        return None if self._quick is None else self._quick.name

    def _quick_parameter(self) -> Parameter | None:
        """Give the one parameter that takes every object as it is, where there is no more to it."""
        binder = self._binder
        if len(self._candidates) != 1 or binder.delayed:
            return None
        only = self._candidates[0]
        if not self._takes_anything(only):
            return None
        if not any(use.pipeline for use in only.uses_in(binder.settled)) or only.mask != -1:
            return None
        settled = sets.count_of(binder.settled) == 1 and (binder.settled != -1 or len(binder.metadata.sets) < 2)
        if not settled or any(one.mandatory_somewhere for one in binder.free_parameters() if one is not only):
            return None
        return only

    def _takes_anything(self, only: Parameter) -> bool:
        if only.type_name not in ANYTHING or only.transformations or only.validations or only.mandatory_somewhere:
            return False
        by_value = all(use.pipeline for use in only.uses_in(self._binder.settled))
        return by_value and not self._binder.delayed

    def bind(self, item: Any) -> bool:
        """Bind an object; False where an error was written for it."""
        binder = self._binder
        quick = self._quick
        if quick is not None:
            binder.bound[quick.name] = item
            if not self.names:
                self.names = [quick.name]
            return True
        known = self._known.get(type(item))
        if known is not None and self._bind_as_before(item, *known):
            return True
        try:
            bound = self._bind(item)
            self._learn(type(item))
            if len(self._candidates) == 1 and self._takes_anything(self._candidates[0]):
                self._quick = self._candidates[0]  # the sets are decided, and no other parameter takes input
            return bound
        except ParameterBindingException as problem:
            self._free()
            record = problem.error_record
            record.target_object = item
            problem.target = item
            self._write(problem)
            return False

    def _learn(self, kind: type[Any]) -> None:
        """Keep how objects of a type are bound: they have the same properties, and go the same way as long as all values convert."""
        if kind in _ALIKE and not self._refused and len(self._taken) == 1 and not self._binder.delayed:
            parameter, by_name, coerces = self._taken[0]
            if not by_name:
                self._known[kind] = parameter, coerces, self._binder.mask

    def _bind_as_before(self, item: Any, parameter: Parameter, coerces: bool, mask: int) -> bool:
        binder = self._binder
        try:
            made = bind_value(binder.failures, parameter, item, None, coerces)
        except (NotAccepted, ParameterBindingException):
            return False
        if len(self.names) != 1 or self.names[0] != parameter.name:
            self._free()
            self.names = [parameter.name]
        binder.bound[parameter.name] = made
        binder.mask = mask
        return True

    def _write(self, problem: ParameterBindingException) -> None:
        """Write the error of a refused object: it does not end the command."""
        self._binder.write_error(problem)

    def _free(self) -> None:
        bound = self._binder.bound
        for name in self.names:
            bound.pop(name, None)
        self.names = []

    def _bind(self, item: Any) -> bool:
        binder = self._binder
        self._free()
        self._taken, self._refused = [], False
        binder.mask = binder.settled
        asked = self._ask_scripts(item)
        bound_any = False
        for coerces in (False, True):
            for by_name in (False, True):
                if by_name and (item is None or not self._any_by_name):
                    continue
                if self._bind_state(item, by_name, coerces):
                    bound_any = True
                    binder.mask, _ = self._settle(before_input=True, fix=False)
        if not bound_any and not asked:
            possible = len(binder.metadata.sets) if binder.mask == -1 else sets.count_of(binder.mask)
            if possible > 1 and not binder.metadata.default_mask & binder.mask:
                raise binder.failures.unresolved()
            raise binder.failures.not_taken(item)
        free = binder.free_parameters()
        binder.mask, _ = self._settle(before_input=False, fix=True)
        lacking = sets.missing(binder.metadata, binder.mask, free, expecting_input=False)
        if lacking:
            names = "".join(f" {one.name}" for one in lacking)
            raise binder.failures.make(
                "InputObjectMissingMandatory",
                "The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: "
                + names,
            )
        return True

    def _settle(self, *, before_input: bool, fix: bool) -> tuple[int, int]:
        binder = self._binder
        try:
            return sets.settle(binder.metadata, binder.mask, binder.free_parameters(), before_input=before_input, fix=fix)
        except sets.Unresolved:
            raise binder.failures.unresolved() from None

    def _ask_scripts(self, item: Any) -> bool:
        """Run the script blocks given in place of values."""
        binder = self._binder
        for parameter, script, argument in binder.delayed:
            try:
                found = ports.call_script(script, (), item)
            except RuntimeException as problem:
                raise binder.failures.script_failed(parameter, argument, problem) from problem
            if not found:
                raise binder.failures.script_gave_nothing(parameter, argument)
            value = found[0] if len(found) == 1 else found
            if len(found) > 1 and parameter.type_name == "System.String":
                from pssession.engine.values.conversions import to_string

                value = to_string(found)
            binder.bound[parameter.name] = bind_value(binder.failures, parameter, value, argument)
            self.names.append(parameter.name)
        return bool(binder.delayed)

    def _bind_state(self, item: Any, by_name: bool, coerces: bool) -> bool:
        """Try one of the four ways: the default set first, then all."""
        binder = self._binder
        default = binder.metadata.default_mask & binder.mask
        if default:
            if self._bind_in(item, by_name, coerces, default):
                return True
            rest = binder.mask & ~default if binder.mask != -1 else -1
            return bool(rest) and self._bind_in(item, by_name, coerces, rest)
        return self._bind_in(item, by_name, coerces, binder.mask)

    def _bind_in(self, item: Any, by_name: bool, coerces: bool, mask: int) -> bool:
        binder = self._binder
        worked = False
        for parameter in self._candidates:
            if parameter.name in binder.bound or not parameter.mask & mask & binder.mask:
                continue
            if not any((use.by_name if by_name else use.pipeline) for use in parameter.uses_in(mask)):
                continue
            value = property_of(item, parameter) if by_name else item
            if value is _MISSING:
                continue
            try:
                made = bind_value(binder.failures, parameter, value, None, coerces)
            except NotAccepted:
                continue
            except ParameterBindingException as problem:
                if not by_name and _is_cast(problem):
                    self._refused = True
                    continue
                raise
            binder.bound[parameter.name] = made
            self.names.append(parameter.name)
            self._taken.append((parameter, by_name, coerces))
            binder.mask &= parameter.mask
            worked = True
        return worked


def _is_cast(problem: BaseException) -> bool:
    """Tell whether a value was refused because it cannot be converted: another way may do."""
    inner: Any = problem
    while isinstance(inner, DotNetException):
        if isinstance(inner, PSInvalidCastException):
            return True
        if inner.full_name.endswith("ArgumentTransformationMetadataException"):
            return True
        inner = inner.inner
    return isinstance(problem, ParameterBindingException) and problem.error_id.startswith("CannotConvertArgument,")


def property_of(item: Any, parameter: Parameter) -> Any:
    """Read the property of a parameter's name, or of one of its aliases."""
    for name in (parameter.name, *parameter.aliases):
        found = members.find(item, name)
        if found is not members.MISSING:
            if name.lower() in _OF_EVERYTHING and name.lower() not in (one.lower() for one in members.property_names(item)):
                continue
            return None if found is AUTOMATION_NULL else found
    return _MISSING
