"""Reading and setting by index: arrays, lists, dictionaries, strings.

Source: about_Arrays, about_Hash_Tables; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentOutOfRangeException, IndexOutOfRangeException, RuntimeException
from pssession.engine.values import enumeration, tables, types
from pssession.engine.values.conversions import cast, try_convert
from pssession.engine.values.types import type_of

_LISTS = frozenset((list, tuple, o.Array, o.ArrayList, o.GenericList))


def get_index(target: Any, index: Any, strict: bool = False) -> Any:
    """Read an item; null where the index is out of range.

    Args:
        target: Array, list, dictionary, string, or anything with an indexer.
        index: A number or key; a list of them gives the items they name.
        strict: Fail out of range (strict mode 3).
    """
    kind = type(target)
    if type(index) is int and kind in _LISTS:
        try:
            return target[index] if index >= -len(target) else _out(strict)
        except IndexError:
            return _out(strict)
    if kind is o.PSObject and target.base is not o.CUSTOM:
        return get_index(target.base, index, strict)
    if target is None or target is o.AUTOMATION_NULL:
        raise RuntimeException("Cannot index into a null array.", "NullArray", "InvalidOperation")
    index = index.base if type(index) is o.PSObject and index.base is not o.CUSTOM else index
    if isinstance(target, (o.Hashtable, o.Dictionary)):
        return _from_dictionary(target, index)
    if index is None or index is o.AUTOMATION_NULL:
        raise RuntimeException("Index operation failed; the array index evaluated to null.", "NullArrayIndex", "InvalidOperation")
    several = enumeration.iterate(index)
    if several is not None:
        if getattr(target, "shape", None):
            return target[_flat(target, list(several))]
        found = [get_index(target, item, strict) for item in several]
        return [item for item in found if item is not o.AUTOMATION_NULL]
    for table in tables.lineage(type_of(target)):
        if table.get_item is not None:
            return table.get_item(target, index)
    by_key = getattr(target, "by_key", None)
    if by_key is not None:
        return by_key(index)
    if kind is str:
        return _from_text(target, index, strict)
    if isinstance(target, (list, tuple, bytearray, bytes)):
        return _from_list(target, index, strict)
    return _from_scalar(target, index, strict)


def _from_scalar(target: Any, index: Any, strict: bool) -> Any:
    """Take one object for a list of one. Source: observed, pwsh 7.6: 0 and -1 give it, all else gives null, or an error when strict."""
    worked, number = try_convert(index, "System.Int32")
    if worked and number in (0, -1) and (not isinstance(index, float) or index == number):
        return target
    if strict:
        words = f'Unable to index into an object of type "{type_of(target).key}".'
        raise RuntimeException(words, "CannotIndex", "InvalidOperation", target)
    return None


def _out(strict: bool) -> Any:
    if strict:
        raise IndexOutOfRangeException("Index was outside the bounds of the array.")
    return None


def _from_list(target: Any, index: Any, strict: bool) -> Any:
    worked, number = try_convert(index, "System.Int32")
    if not worked:
        return _out(strict)
    if not -len(target) <= number < len(target):
        return _out(strict)
    item = target[number]
    return o.Byte(item) if isinstance(target, (bytearray, bytes)) else item


def _from_text(target: str, index: Any, strict: bool) -> Any:
    worked, number = try_convert(index, "System.Int32")
    if not worked:
        return _out(strict)
    if target.isascii():
        return o.Char(ord(target[number])) if -len(target) <= number < len(target) else _out(strict)
    data = target.encode("utf-16-le", "surrogatepass")
    count = len(data) // 2
    if not -count <= number < count:
        return _out(strict)
    number %= count
    return o.Char(data[2 * number] | data[2 * number + 1] << 8)


def _from_dictionary(target: Any, index: Any) -> Any:
    if index is None:
        raise RuntimeException("Index operation failed; the array index evaluated to null.", "NullArrayIndex", "InvalidOperation")
    if type(target) is o.OrderedDictionary and type(index) is int:
        values = target.values()
        return values[index] if -len(values) <= index < len(values) else None
    try:
        if index in target:
            return target[index]
    except TypeError:
        pass
    if isinstance(target, o.Dictionary):
        worked, key = try_convert(index, types.resolve_full(target.key_type) or types.require("System.Object"))
        if worked and _hashable(key) and key in target:
            return target[key]
    several = enumeration.iterate(index)
    if several is not None:
        return [_from_dictionary(target, item) for item in several]
    return None


def _hashable(key: Any) -> bool:
    return getattr(type(key), "__hash__", None) is not None


def _flat(target: Any, indexes: list[Any]) -> int:
    """Give the place of an item of an array of more than one rank."""
    place = 0
    for length, index in zip(target.shape, indexes):
        number = cast(index, "System.Int32")
        if not 0 <= number < length:
            raise IndexOutOfRangeException("Index was outside the bounds of the array.")
        place = place * length + number
    return place


def set_index(target: Any, index: Any, value: Any) -> None:
    """Set an item.

    Raises:
        RuntimeException: NullArray, NullArrayIndex, CannotIndex, or the value does not convert.
        IndexOutOfRangeException: The array is shorter.
    """
    if type(target) is o.PSObject and target.base is not o.CUSTOM:
        target = target.base
    if target is None or target is o.AUTOMATION_NULL:
        raise RuntimeException("Cannot index into a null array.", "NullArray", "InvalidOperation")
    kind = type(target)
    if isinstance(target, (o.Hashtable, o.Dictionary)):
        _set_key(target, index, value)
        return
    for table in tables.lineage(type_of(target)):
        if table.set_item is not None:
            table.set_item(target, index, value)
            return
    if not isinstance(target, (list, bytearray)):
        raise RuntimeException(
            f'Unable to index into an object of type "{type_of(target).key}".', "CannotIndex", "InvalidOperation", target
        )
    if index is None:
        raise RuntimeException("Index operation failed; the array index evaluated to null.", "NullArrayIndex", "InvalidOperation")
    if isinstance(target, o.Array) and target.shape:
        target[_flat(target, enumeration.to_list(index))] = cast(value, target.element_type)
        return
    number = index if type(index) is int else cast(index, "System.Int32")
    if not -len(target) <= number < len(target):
        if kind in (o.ArrayList, o.GenericList):
            raise ArgumentOutOfRangeException(
                "Index was out of range. Must be non-negative and less than the size of the collection.", "index"
            )
        raise IndexOutOfRangeException("Index was outside the bounds of the array.")
    if isinstance(target, bytearray):
        target[number] = int(cast(value, "System.Byte"))
        return
    element = getattr(target, "element_type", None)
    target[number] = value if element is None or element == "System.Object" else cast(value, element)


def _set_key(target: Any, index: Any, value: Any) -> None:
    if index is None or index is o.AUTOMATION_NULL:
        raise RuntimeException("Index operation failed; the array index evaluated to null.", "NullArrayIndex", "InvalidOperation")
    base = index.base if type(index) is o.PSObject and index.base is not o.CUSTOM else index
    if isinstance(target, o.Dictionary):
        key = cast(base, target.key_type)
        target[key] = cast(value, target.value_type)
        return
    if type(target) is o.OrderedDictionary and type(base) is int:
        keys = target.keys()
        if base in target:
            target[base] = value
        elif -len(keys) <= base < len(keys):
            target[keys[base]] = value
        else:
            raise ArgumentOutOfRangeException(
                "Index was out of range. Must be non-negative and less than the size of the collection.", "index"
            )
        return
    if enumeration.unrolls(base) and type(base) in _LISTS:
        raise RuntimeException(
            f'Unable to index into an object of type "{type_of(target).key}".', "CannotIndex", "InvalidOperation", target
        )
    target[base] = value
