"""`..`, `,`, and the type operators `-is -isnot -as`.

Source: about_Operators, about_Type_Operators; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import PSInvalidCastException, RuntimeException
from pssession.engine.values import enumeration, types
from pssession.engine.values.conversions import cast, convert, to_string
from pssession.engine.values.types import DotNetType, type_of


def make_range(left: Any, right: Any) -> Any:
    """Do `..`: whole numbers up or down, or characters where both ends are single letters."""
    if type(left) is int and type(right) is int:
        return list(range(left, right + 1)) if left <= right else list(range(left, right - 1, -1))
    first, last = _letter(left), _letter(right)
    if first is not None and last is not None:
        codes = range(first, last + 1) if first <= last else range(first, last - 1, -1)
        return [o.Char(code) for code in codes]
    start, stop = _end(left), _end(right)
    return list(range(start, stop + 1)) if start <= stop else list(range(start, stop - 1, -1))


def _letter(value: Any) -> int | None:
    base = value.base if type(value) is o.PSObject else value
    if type(base) is o.Char:
        return base.code
    if type(base) is str and len(base) == 1 and not base.isdigit():
        return ord(base)
    return None


def _end(value: Any) -> int:
    if value is None:
        return 0
    number: int = cast(value, "System.Int32")
    return number


def is_type(value: Any, wanted: Any) -> bool:
    """Do -is.

    Raises:
        RuntimeException: The right side names no type.
    """
    found = _wanted(wanted)
    if value is None or value is o.AUTOMATION_NULL:
        return False
    if type(value) is o.PSObject:
        if found.key == "System.Management.Automation.PSObject":
            return True
        if value.base is o.CUSTOM:
            return found is types.PSCUSTOMOBJECT or found.key == "System.Object"
        value = value.base
    if found.key == "System.Management.Automation.PSObject" or found is types.PSCUSTOMOBJECT:
        return False
    return found.is_assignable_from(type_of(value))


def is_not_type(value: Any, wanted: Any) -> bool:
    """Do -isnot."""
    return not is_type(value, wanted)


def as_type(value: Any, wanted: Any) -> Any:
    """Do -as: the converted value, or null."""
    found = _wanted(wanted, "-as")
    try:
        return convert(value, found)
    except PSInvalidCastException:
        return None


def _wanted(value: Any, operator: str = "-is") -> DotNetType:
    base = value.base if type(value) is o.PSObject else value
    if isinstance(base, DotNetType):
        return base
    found = types.resolve(to_string(value)) if type(base) is str else None
    if found is None:
        if type(base) is str:
            raise RuntimeException(f"Unable to find type [{base}].", "TypeNotFound", "InvalidOperation", base)
        error_id = "IsOperatorRequiresType" if operator == "-is" else "AsOperatorRequiresType"
        raise RuntimeException(f"The right operand of '{operator}' must be a type.", error_id, "InvalidOperation", value)
    return found


def as_array(value: Any) -> list[Any]:
    """Do the unary comma."""
    return [value]


def unrolled(value: Any) -> list[Any]:
    """Give the items of a value in a new list, as `@( )` does for one."""
    return enumeration.to_list(value)


__all__ = ["as_array", "as_type", "is_not_type", "is_type", "make_range", "unrolled"]
