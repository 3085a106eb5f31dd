"""From the value of an argument to the value of a parameter: transformation, conversion, the check for nothing, validation.

Parameters of scripts convert by their type constraint, a transformation; those of cmdlets by `coerce`. Which argument belongs to which
parameter is decided elsewhere.

Source: about_Functions_Advanced_Parameters; errors as PowerShell 7.6 gives them.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.attributes import TypeConstraint
from pssession.engine.commands.binding.failures import Failures
from pssession.engine.commands.parameters import OBJECT, SWITCH, Parameter
from pssession.engine.errors import (
    ArgumentTransformationMetadataException,
    DotNetException,
    PSInvalidCastException,
    RuntimeException,
)
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import containers, convert
from pssession.engine.values.numbers import is_number
from pssession.engine.values.reference import Reference
from pssession.engine.values.switch_parameter import ABSENT, SwitchParameter
from pssession.engine.values.types import DotNetType, type_of
from pssession.objects import AUTOMATION_NULL, CUSTOM, PSObject

ANYTHING = frozenset((OBJECT, "System.Management.Automation.PSObject"))
_BOOLEAN = "System.Boolean"
_STRING = "System.String"
_REFERENCE = "System.Management.Automation.PSReference"
_SCRIPT = "System.Management.Automation.ScriptBlock"
_PLAIN_SEQUENCES = frozenset(("System.Collections.ArrayList", "System.Collections.IList", "System.Collections.ICollection"))
_GENERIC_SEQUENCES = ("System.Collections.Generic.List`1", "System.Collections.ObjectModel.Collection`1")
_TRUTH = "Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0."


class NotAccepted(Exception):
    """Say that a value does not fit without conversion."""


def bare(value: Any) -> Any:
    """Give what a PSObject wraps."""
    return value.base if type(value) is PSObject and value.base is not CUSTOM else value


def is_sequence(found: DotNetType) -> bool:
    """Tell whether a parameter of this type takes several values."""
    return found.element is not None or found.key in _PLAIN_SEQUENCES or found.definition in _GENERIC_SEQUENCES


def takes_scripts(parameter: Parameter) -> bool:
    """Tell whether a script block is a value of the parameter itself."""
    found = parameter.type
    key = (found.element or found).full_name
    return key in ANYTHING or key == _SCRIPT


def bind_value(failures: Failures, parameter: Parameter, value: Any, argument: Any, coerces: bool = True) -> Any:
    """Make the value of a parameter.

    Args:
        failures: Makes the errors.
        parameter: What is bound.
        value: The argument's value.
        argument: The argument, for positions of errors.
        coerces: Whether values are converted; without, one that does not fit is refused.

    Raises:
        ParameterBindingException: The value is refused.
        NotAccepted: It does not fit as it is, and `coerces` is False.
    """
    if value is AUTOMATION_NULL:
        value = None
    if not coerces:
        value = accept(parameter, value)
    for transformation in parameter.transformations:
        try:
            if type(transformation) is TypeConstraint:
                value = transform(transformation.type, value)
            else:
                value = transformation.transform(value)
        except DotNetException as problem:
            raise failures.not_transformed(parameter, argument, _cast_of(problem)) from problem
    if coerces and parameter.coerces:
        value = coerce(failures, parameter, value, argument)
    for validation in parameter.validations:
        try:
            validation.validate(value)
        except DotNetException as problem:
            raise failures.not_valid(parameter, argument, problem) from problem
    if parameter.mandatory_somewhere:
        _refuse_nothing(failures, parameter, value, argument)
    return value


def _cast_of(problem: DotNetException) -> DotNetException:
    inner = problem.inner
    return inner if type(problem) is RuntimeException and isinstance(inner, PSInvalidCastException) else problem


def transform(target: DotNetType, value: Any) -> Any:
    """Convert as the type before a script's parameter does.

    Raises:
        ArgumentTransformationMetadataException: There is no such conversion.
    """
    key = target.key
    kind = type(value)
    if (kind is str and key == _STRING) or (kind is int and key == "System.Int32"):
        return value
    base = bare(value)
    if key in (_BOOLEAN, SWITCH):
        if type(base) is SwitchParameter:
            return base if key == SWITCH else base.is_present
        if type(base) is bool:
            return base if key == _BOOLEAN else convert(base, target)
        if base is None and key == SWITCH:
            return ABSENT
        if key == _BOOLEAN and is_number(base):
            return bool(base)
        if key == SWITCH and is_number(base):
            return convert(value, target)
        name = "" if base is None else type_of(base).full_name
        raise ArgumentTransformationMetadataException(
            f'Cannot convert value "{name}" to type "{target.full_name}". {_TRUTH}', "RuntimeException", "MetadataError"
        )
    if key == _REFERENCE:
        if isinstance(base, Reference):
            return base
        raise ArgumentTransformationMetadataException("Reference type is expected in argument.", "RuntimeException", "MetadataError")
    if key == _STRING and base is not None and type_of(base).element is not None:
        raise ArgumentTransformationMetadataException("Cannot convert value to type System.String.", "RuntimeException", "MetadataError")
    try:
        return convert(value, target)
    except PSInvalidCastException as problem:
        raise ArgumentTransformationMetadataException(problem.message, "RuntimeException", "MetadataError", None, problem) from problem


def accept(parameter: Parameter, value: Any) -> Any:
    """Take a value that has the parameter's type already; a single one becomes an array of one.

    Raises:
        NotAccepted: It has not.
    """
    found = parameter.type
    if found.full_name in ANYTHING:
        return value
    base = bare(value)
    if base is None:
        if parameter.is_switch or found.is_value_type or found.element is None:
            raise NotAccepted
        return None
    if parameter.is_switch:
        if type(base) is bool or type(base) is SwitchParameter:
            return bool(base)
        raise NotAccepted
    if found.key == _REFERENCE:
        if isinstance(base, Reference):
            return base
        raise NotAccepted
    kind = type_of(base)
    if found.is_assignable_from(kind):
        return base
    element = found.element
    if element is not None and found.rank == 1:
        items = enumeration.iterate(base)
        if element.full_name in ANYTHING:
            return _array([value] if items is None else list(items), element)
        if items is None:
            if element.is_assignable_from(kind):
                return _array([base], element)
        elif kind.element is not None:
            bases = [bare(item) for item in items]
            if all(one is not None and element.is_assignable_from(type_of(one)) for one in bases):
                return _array(bases, element)
    raise NotAccepted


def coerce(failures: Failures, parameter: Parameter, value: Any, argument: Any) -> Any:
    """Convert as parameters of cmdlets do.

    Raises:
        ParameterBindingException: CannotConvertArgument and its kin.
    """
    found = parameter.type
    name = found.full_name
    kind = type(value)
    if name in ANYTHING:
        return value
    if kind is str and name == _STRING:
        return value
    if value is None:
        return _nothing(failures, parameter, argument, found)
    if found.element is not None and found.rank == 1:
        return _coerce_items(failures, parameter, value, argument, found.element)
    return _coerce_one(failures, parameter, value, argument, found)


def _nothing(failures: Failures, parameter: Parameter, argument: Any, found: DotNetType) -> Any:
    if parameter.is_switch:
        return False
    if found.full_name == _BOOLEAN:
        raise failures.empty(parameter, argument, "Null")
    if found.is_value_type and found.definition != "System.Nullable`1":
        reason = PSInvalidCastException(f'Cannot convert null to type "{found.full_name}".')
        raise failures.not_set(parameter, argument, reason)
    return None


def _coerce_items(failures: Failures, parameter: Parameter, value: Any, argument: Any, element: DotNetType) -> Any:
    base = bare(value)
    if parameter.type.is_assignable_from(type_of(base)):
        return base
    items = enumeration.iterate(base)
    if items is None or isinstance(base, (str, bytes)):
        items = [value]
    if element.full_name in ANYTHING:
        return _array(list(items), element)
    return _array([None if one is None else _coerce_one(failures, parameter, one, argument, element) for one in items], element)


def _array(items: list[Any], element: DotNetType) -> Any:
    return items if element.full_name == OBJECT else containers.make_array(items, element)


def _coerce_one(failures: Failures, parameter: Parameter, value: Any, argument: Any, found: DotNetType) -> Any:
    name = found.full_name
    kind = type(value)
    if kind is int and name == "System.Int32":
        return value
    base = bare(value)
    if name in (SWITCH, _BOOLEAN):
        if type(base) is bool:
            return base
        if type(base) is SwitchParameter:
            return base.is_present
        if is_number(base):
            return bool(base)
        raise failures.wrong_type(parameter, argument, base, "")
    if name == _STRING and type(base) is str:
        return base
    if base is None:
        return None
    if found.is_assignable_from(type_of(base)):
        return base
    if enumeration.unrolls(base) and not is_sequence(found) and not _takes_collections(found):
        from pssession.engine.errors import NotSupportedException

        inner = NotSupportedException("Specified method is not supported.")
        raise failures.wrong_type(parameter, argument, base, inner.message, inner)
    try:
        return convert(value, found)
    except PSInvalidCastException as problem:
        raise failures.not_converted(parameter, argument, problem) from problem


_FLAGS = "System.Management.Automation.FlagsExpression`1"


def _takes_collections(found: DotNetType) -> bool:
    return found.is_interface or found.key in ("System.Collections.Hashtable", "System.Array") or found.definition == _FLAGS


def _refuse_nothing(failures: Failures, parameter: Parameter, value: Any, argument: Any) -> None:
    """Refuse null and empty values of a mandatory parameter."""
    if value is None:
        if not parameter.allow_null:
            raise failures.empty(parameter, argument, "Null")
        return
    if value == "" and type(value) is str:
        if parameter.type.full_name == _STRING and not parameter.allow_empty_string:
            raise failures.empty(parameter, argument, "EmptyString")
        return
    found = parameter.type
    if not is_sequence(found) or type(value) is str:
        return
    items = enumeration.iterate(value)
    if items is None:
        return
    texts = found.element is not None and found.element.full_name == _STRING
    empty = True
    for item in items:
        empty = False
        if item is None and not parameter.allow_null:
            raise failures.empty(parameter, argument, "Null")
        if texts and item == "" and not parameter.allow_empty_string:
            raise failures.empty(parameter, argument, "EmptyString")
    if empty and not parameter.allow_empty_collection:
        raise failures.empty(parameter, argument, "EmptyArray" if found.element is not None else "EmptyCollection")
