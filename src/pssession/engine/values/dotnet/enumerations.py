"""Enum, Object, Tuple, DBNull and Activator: what is asked of any type.

Source: System.Enum, System.Object, System.Tuple.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException
from pssession.engine.values import enums
from pssession.engine.values.conversions import to_string
from pssession.engine.values.dotnet.sequences import equal
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, close, require, resolve_full, type_of


def _enum(found: DotNetType) -> DotNetType:
    if found.enum_values is None:
        raise ArgumentException("Type provided must be an Enum.", "enumType")
    return found


def _values(found: DotNetType) -> Any:
    known = _enum(found).enum_values or {}
    return o.Array([enums.make(found, known[name]) for name in enums.names(found)], found.key)


def _parse(found: DotNetType, text: Any, *rest: Any) -> Any:
    try:
        return enums.parse(_enum(found), to_string(text)) if rest and rest[0] is True else _exactly(found, to_string(text))
    except (enums.UnknownName, ValueError) as problem:
        raise ArgumentException(f"Requested value '{text}' was not found.") from problem


def _exactly(found: DotNetType, text: str) -> Any:
    known = found.enum_values or {}
    parts = [part.strip() for part in text.split(",")]
    if all(part in known for part in parts):
        number = 0
        for part in parts:
            number |= known[part]
        return enums.make(found, number)
    if text.strip().lstrip("+-").isdigit():
        return enums.make(found, int(text))
    raise ValueError(text)


def _defined(found: DotNetType, value: Any) -> bool:
    known = _enum(found).enum_values or {}
    if isinstance(value, str):
        return value in known
    return (enums.number_of(value) if enums.is_enum(value) else int(value)) in known.values()


def _name(found: DotNetType, value: Any) -> str | None:
    number = enums.number_of(value) if enums.is_enum(value) else int(value)
    return next((name for name, known in (_enum(found).enum_values or {}).items() if known == number), None)


def _format(found: DotNetType, value: Any, text: str) -> str:
    made = value if enums.is_enum(value) else enums.make(found, int(value))
    if text.lower() == "d":
        return str(enums.number_of(made))
    return f"{enums.number_of(made):08X}" if text.lower() == "x" else enums.enum_text(made)


def _try_parse(*arguments: Any) -> bool:
    *given, place = arguments
    try:
        place.value = _parse(*given)
    except ArgumentException:
        return False
    return True


def _has_flag(value: Any, flag: Any) -> bool:
    wanted = enums.number_of(flag)
    return enums.number_of(value) & wanted == wanted


def _text(value: Any, text: str = "G", *rest: Any) -> str:
    if text.lower() == "d":
        return str(enums.number_of(value))
    return f"{enums.number_of(value) & 0xFFFFFFFF:08X}" if text.lower() == "x" else enums.enum_text(value)


class Tuple(list[Any]):
    """Hold a System.Tuple; items are read by Item1, Item2 and so on."""

    dotnet_enumerable = False

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return close(require(f"System.Tuple`{min(len(self), 7)}"), tuple(type_of(item) for item in self))

    def to_string(self) -> str:
        """Write the items in brackets."""
        return "(" + ", ".join(to_string(item) for item in self) + ")"


def _new_tuple(found: DotNetType, *items: Any) -> Tuple:
    return Tuple(items)


def _item(place: int) -> Any:
    return lambda value: value[place] if place < len(value) else None


class Nothing:
    """Be DBNull's only value."""

    dotnet_type = "System.DBNull"

    def to_string(self) -> str:
        """Give an empty text."""
        return ""

    def __bool__(self) -> bool:
        return False


def _activate(found: DotNetType, *arguments: Any) -> Any:
    from pssession.engine.values.members import new

    return new(found, list(arguments))


class PlainObject:
    """Be an object that is nothing but itself."""

    dotnet_type = "System.Object"
    __slots__ = ()


TABLES = (
    TypeTable(
        "System.Enum",
        methods={
            "HasFlag": _has_flag,
            "ToString": _text,
            "CompareTo": lambda value, other: (
                (enums.number_of(value) > enums.number_of(other)) - (enums.number_of(value) < enums.number_of(other))
            ),
            "Equals": lambda value, other: type(value) is type(other) and value == other,
            "GetHashCode": enums.number_of,
        },
        properties={"value__": enums.number_of},
        static={
            "GetNames": lambda found: enums.names(_enum(found)),
            "GetValues": _values,
            "GetName": _name,
            "IsDefined": _defined,
            "Parse": _parse,
            "TryParse": _try_parse,
            "ToObject": lambda found, number: enums.make(_enum(found), int(number)),
            "GetUnderlyingType": lambda found: resolve_full(_enum(found).underlying or "System.Int32"),
            "Format": _format,
        },
    ),
    TypeTable(
        "System.Object",
        new=PlainObject,
        static={
            "ReferenceEquals": lambda left, right: left is right or (type(left) is str and left == right),
            "Equals": lambda left, right: equal(left, right),
        },
    ),
    TypeTable("System.Tuple", static={"Create": lambda *items: Tuple(items)}),
    *(
        TypeTable(
            f"System.Tuple`{size}",
            new=_new_tuple,
            properties={f"Item{n + 1}": _item(n) for n in range(size)},
            to_string=Tuple.to_string,
        )
        for size in range(1, 8)
    ),
    TypeTable("System.DBNull", static_properties={"Value": Nothing()}),
    TypeTable("System.Activator", static={"CreateInstance": _activate}),
)
