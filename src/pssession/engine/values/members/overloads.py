"""Which overload a call means, and its arguments converted.

Ranks go by types, not by values: a text fits an Int32 whether it is a number or not, and fails later with a clear error.

Source: method binding as PowerShell 7.6 shows it; about_Methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession import objects as o
from pssession.engine.errors import MethodException, PSInvalidCastException
from pssession.engine.values import enumeration, enums, tables
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.members.signatures import Parameter, Signature
from pssession.engine.values.numbers import CHAR, CODES, DECIMAL, INTEGER_RANGES
from pssession.engine.values.ports import ports
from pssession.engine.values.reference import Reference
from pssession.engine.values.types import DotNetType, type_of

_NUMBERS = {
    "System.SByte": 5,
    "System.Byte": 6,
    "System.Int16": 7,
    "System.UInt16": 8,
    "System.Int32": 9,
    "System.UInt32": 10,
    "System.Int64": 11,
    "System.UInt64": 12,
    "System.Single": 13,
    "System.Double": 14,
    "System.Decimal": 15,
}
_SIGNED = frozenset((5, 7, 9, 11))


def rank(value: Any, wanted: DotNetType) -> int:
    """Say how well a value fits a type: 0 not at all, 1000 exactly."""
    if type(value) is o.PSObject and value.base is not o.CUSTOM:
        value = value.base
    key = wanted.key
    if value is None:
        if wanted.is_value_type and wanted.definition != "System.Nullable`1":
            return 100 if key in _NUMBERS or key in ("System.Boolean", "System.Char") else 0
        return 500 if key != "System.Object" else 490
    source = type_of(value)
    if source is wanted:
        return 1000
    kind = type(value)
    code = CODES.get(kind)
    if code is not None and key in _NUMBERS:
        return _number_rank(code, _NUMBERS[key])
    if wanted.definition == "System.Nullable`1":
        inner = rank(value, wanted.arguments[0])
        return inner - 1 if inner else 0
    if key == "System.Object":
        return 600
    if wanted.is_assignable_from(source):
        return 700
    if wanted.element is not None:
        return _array_rank(value, wanted)
    if wanted.is_delegate:
        return 650 if ports.is_script(value) else 0
    if enums.is_enum(value) and key in _NUMBERS:
        return 400
    if kind is str:
        return _text_rank(key, wanted)
    if key == "System.String":
        return 120
    if key == "System.Boolean":
        return 200
    if wanted.enum_values is not None:
        return 300 if isinstance(value, int) else 250 if enums.is_enum(value) else 0
    if wanted.is_interface:
        return 180 if enumeration.unrolls(value) and _is_sequence(wanted) else 0
    if key == "System.Char":
        return 260 if code is not None else 0
    table = tables.table_for(wanted)
    if table is not None and (table.convert is not None or table.parse is not None):
        return 150
    if isinstance(value, o.Hashtable) and wanted.definition not in ("System.String",):
        return 50
    if key in _LOOSE or enumeration.unrolls(value):
        return 60
    if wanted.definition == "System.Management.Automation.PSReference":
        return 100
    return 0


_LOOSE = frozenset(("System.Management.Automation.PSObject", "System.Type", "System.Management.Automation.SwitchParameter"))


def _number_rank(source: int, target: int) -> int:
    if source == CHAR or source < CHAR:
        return 320 - target if source == CHAR else 310 - target
    if target > source and not (target in (8, 10, 12, 6) and source in _SIGNED) and not (source >= 13 and target == DECIMAL):
        return 560 - (target - source)
    return 460 - abs(target - source) - (20 if target < source else 0)


def _text_rank(key: str, wanted: DotNetType) -> int:
    if key == "System.Char":
        return 340
    if key in INTEGER_RANGES or key in _NUMBERS:
        return 350 - _NUMBERS[key]
    if key == "System.Boolean":
        return 110
    if wanted.enum_values is not None:
        return 280
    if wanted.is_interface:
        return 0
    if key == "System.Type":
        return 200
    table = tables.table_for(wanted)
    if table is not None and (table.parse is not None or table.convert is not None):
        return 240
    return 0


def _array_rank(value: Any, wanted: DotNetType) -> int:
    element = wanted.element
    assert element is not None
    items = enumeration.iterate(value)
    if items is None:
        if type(value) is str and element.key == "System.Char":
            return 330
        return 90 if rank(value, element) else 0
    listed = list(items)
    if not listed:
        return 480
    worst = min(rank(item, element) for item in listed[:8])
    return 0 if not worst else 400 + min(worst, 1000) // 20


def _is_sequence(wanted: DotNetType) -> bool:
    return "IEnumerable" in wanted.key or "IList" in wanted.key or "ICollection" in wanted.key or "IReadOnly" in wanted.key


class Call:
    """Hold the overload that was chosen and its arguments, converted."""

    __slots__ = ("arguments", "signature")

    def __init__(self, signature: Signature, arguments: list[Any]) -> None:
        self.signature = signature
        self.arguments = arguments


def choose(name: str, overloads: Sequence[Signature], arguments: Sequence[Any]) -> Call:
    """Pick the overload of a call.

    Raises:
        MethodException: None has room for the arguments, several fit alike, or an argument does not convert.
    """
    count = len(arguments)
    fitting = [s for s in overloads if s.required <= count and (count <= len(s.parameters) or s.variadic)]
    if not fitting:
        raise _none_found(name, count)
    if len(fitting) == 1:
        best, expanded = fitting[0], _must_expand(fitting[0], arguments)
    else:
        best, expanded = _best(name, fitting, arguments)
    return Call(best, _convert_all(name, best, arguments, expanded))


def _none_found(name: str, count: int) -> MethodException:
    return MethodException(
        f'Cannot find an overload for "{_shown(name)}" and the argument count: "{count}".', "MethodCountCouldNotFindBest"
    )


def _shown(name: str) -> str:
    return name


def _must_expand(signature: Signature, arguments: Sequence[Any]) -> bool:
    if not signature.variadic:
        return False
    if len(arguments) != len(signature.parameters):
        return True
    last = arguments[-1]
    if last is None:
        return False
    base = last.base if type(last) is o.PSObject else last
    return not enumeration.unrolls(base) or isinstance(base, str)


def _best(name: str, fitting: Sequence[Signature], arguments: Sequence[Any]) -> tuple[Signature, bool]:
    scored: list[tuple[tuple[int, ...], Signature, bool]] = []
    for signature in fitting:
        forms = []
        if len(arguments) <= len(signature.parameters) and not (signature.variadic and len(arguments) < len(signature.parameters)):
            forms.append(False)
        if signature.variadic:
            forms.append(True)
        for expanded in forms:
            ranks = _ranks(signature, arguments, expanded)
            if ranks is not None:
                scored.append((ranks, signature, expanded))
    if not scored:
        signature = fitting[0]
        if len(fitting) > 1:
            raise _none_found(name, len(arguments))
        return signature, _must_expand(signature, arguments)
    best = scored[0]
    for candidate in scored[1:]:
        if _better(candidate, best):
            best = candidate
    return best[1], best[2]


def _ranks(signature: Signature, arguments: Sequence[Any], expanded: bool) -> tuple[int, ...] | None:
    ranks = []
    fixed = len(signature.parameters) - 1 if expanded else len(signature.parameters)
    for index, argument in enumerate(arguments):
        if index < fixed:
            found = _parameter_rank(signature.parameters[index], signature.types[index], argument)
        else:
            element = signature.types[-1].element
            assert element is not None
            found = rank(argument, element)
        if not found:
            return None
        ranks.append(found)
    return tuple(ranks)


def _parameter_rank(parameter: Parameter, wanted: DotNetType, argument: Any) -> int:
    base = argument.base if type(argument) is o.PSObject else argument
    if parameter.by_ref:
        return 900 if isinstance(base, Reference) else 0
    if isinstance(base, Reference):
        return 50
    return rank(argument, wanted)


def _better(left: tuple[tuple[int, ...], Signature, bool], right: tuple[tuple[int, ...], Signature, bool]) -> bool:
    """Tell whether the first candidate is better: argument by argument, then unexpanded, then fewer and narrower parameters."""
    ups = sum(1 for a, b in zip(left[0], right[0]) if a > b)
    downs = sum(1 for a, b in zip(left[0], right[0]) if a < b)
    if ups != downs:
        return ups > downs
    if left[0] != right[0] and sum(left[0]) != sum(right[0]):
        return sum(left[0]) > sum(right[0])
    if left[2] != right[2]:
        return not left[2]
    if len(left[1].parameters) != len(right[1].parameters):
        return len(left[1].parameters) < len(right[1].parameters) if not left[2] else len(left[1].parameters) > len(right[1].parameters)
    if bool(left[1].generic) != bool(right[1].generic):
        return not left[1].generic
    narrower = 0
    for a, b in zip(left[1].types, right[1].types):
        if a is not b:
            narrower += b.is_assignable_from(a) - a.is_assignable_from(b)
    return narrower > 0


def _convert_all(name: str, signature: Signature, arguments: Sequence[Any], expanded: bool) -> list[Any]:
    converted: list[Any] = []
    fixed = len(signature.parameters) - 1 if expanded else len(signature.parameters)
    for index, argument in enumerate(arguments[:fixed]):
        parameter = signature.parameters[index]
        base = argument.base if type(argument) is o.PSObject and argument.base is not o.CUSTOM else argument
        if parameter.by_ref:
            if not isinstance(base, Reference):
                raise MethodException(
                    f"Argument: '{index + 1}' should be a System.Management.Automation.PSReference. Use [ref].",
                    "NonRefArgumentToRefParameter",
                )
            converted.append(base)
            continue
        converted.append(_convert_one(name, parameter.name, argument, signature.types[index]))
    if expanded:
        element = signature.types[-1].element
        assert element is not None
        parameter = signature.parameters[-1]
        rest = [_convert_one(name, parameter.name, argument, element) for argument in arguments[fixed:]]
        converted.append(rest)
    return converted


def _convert_one(name: str, parameter: str, argument: Any, wanted: DotNetType) -> Any:
    if wanted.key == "System.Object":
        return argument
    try:
        if wanted.is_interface and not wanted.is_assignable_from(type_of(argument)):
            return _to_interface(argument, wanted)
        if argument is None and wanted.key == "System.String":
            return ""
        return convert(argument, wanted)
    except PSInvalidCastException as problem:
        text = to_string(argument)
        raise MethodException(
            f'Cannot convert argument "{parameter}", with value: "{text}", for "{name}" to type "{wanted.key}": "{problem.message}"',
            "MethodArgumentConversionInvalidCastArgument",
            "NotSpecified",
            None,
            problem,
        ) from problem


def _to_interface(argument: Any, wanted: DotNetType) -> Any:
    if argument is None:
        return None
    items = enumeration.iterate(argument)
    if items is not None and _is_sequence(wanted) and wanted.arguments:
        return [convert(item, wanted.arguments[0]) for item in items]
    return convert(argument, wanted)
