"""Hashtable, OrderedDictionary, Dictionary[K,V], SortedDictionary[K,V] and their entries.

Source: System.Collections.Hashtable, System.Collections.Specialized.OrderedDictionary, System.Collections.Generic.Dictionary`2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, ArgumentNullException, ArgumentOutOfRangeException, KeyNotFoundException
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.dotnet.sequences import equal
from pssession.engine.values.generic import SortedDictionary
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType

_INDEX = "Index was out of range. Must be non-negative and less than the size of the collection."


def _key(table: Any, key: Any) -> Any:
    if key is None:
        raise ArgumentNullException(None, "key")
    if isinstance(key, o.PSObject) and key.base is not o.CUSTOM:
        key = key.base
    wanted = getattr(table, "key_type", "System.Object")
    return key if wanted == "System.Object" else convert(key, wanted)


def _value(table: Any, value: Any) -> Any:
    wanted = getattr(table, "value_type", "System.Object")
    return value if wanted == "System.Object" else convert(value, wanted)


def _add(table: Any, key: Any, value: Any) -> None:
    key = _key(table, key)
    if key in table:
        if isinstance(table, o.OrderedDictionary):
            raise ArgumentException(
                f"Item has already been added. Key in dictionary: '{to_string(key)}'  Key being added: '{to_string(key)}'"
            )
        if isinstance(table, o.Hashtable):
            known = next(known for known in table if known == key or to_string(known).lower() == to_string(key).lower())
            raise ArgumentException(
                f"Item has already been added. Key in dictionary: '{to_string(known)}'  Key being added: '{to_string(key)}'"
            )
        raise ArgumentException(f"An item with the same key has already been added. Key: {to_string(key)}")
    table[key] = _value(table, value)


def _try_add(table: Any, key: Any, value: Any) -> bool:
    key = _key(table, key)
    if key in table:
        return False
    table[key] = _value(table, value)
    return True


def _remove(table: Any, key: Any, *rest: Any) -> bool:
    key = _key(table, key)
    if key not in table:
        return False
    value = table.pop(key)
    if rest:
        rest[0].value = value
    return True


def _remove_silently(table: Any, key: Any) -> None:
    _remove(table, key)


def _has(table: Any, key: Any) -> bool:
    return _key(table, key) in table


def _has_value(table: Any, value: Any) -> bool:
    return any(equal(item, value) for item in table.values())


def _try_get(table: Any, key: Any, place: Any) -> bool:
    key = _key(table, key)
    found = key in table
    place.value = table[key] if found else None
    return found


def _get(table: Any, key: Any) -> Any:
    key = _key(table, key)
    if key not in table:
        raise KeyNotFoundException(f"The given key '{to_string(key)}' was not present in the dictionary.")
    return table[key]


def _at(table: Any, place: int) -> tuple[Any, Any]:
    items = list(table.items())
    if not 0 <= place < len(items):
        raise ArgumentOutOfRangeException(_INDEX, "index")
    return items[place]  # type: ignore[no-any-return]  # a pair of the dictionary


def _refill(table: Any, pairs: list[tuple[Any, Any]]) -> None:
    table.clear()
    for key, value in pairs:
        table[key] = value


def _insert(table: Any, place: int, key: Any, value: Any) -> None:
    pairs = list(table.items())
    if not 0 <= place <= len(pairs):
        raise ArgumentOutOfRangeException(_INDEX, "index")
    if key in table:
        _add(table, key, value)
    pairs.insert(place, (key, value))
    _refill(table, pairs)


def _remove_at(table: Any, place: int) -> None:
    del table[_at(table, place)[0]]


def _ordered_get(table: Any, index: Any) -> Any:
    if type(index) is int and index not in table:
        pairs = list(table.items())
        if not 0 <= index < len(pairs):
            return None
        return pairs[index][1]
    return table.get(index)


class DictionaryEntry:
    """Hold one pair as enumerating a dictionary gives it."""

    __slots__ = ("key", "kind", "value")

    def __init__(self, key: Any, value: Any, kind: DotNetType | str = "System.Collections.DictionaryEntry") -> None:
        self.key = key
        self.value = value
        self.kind = kind

    @property
    def dotnet_type(self) -> DotNetType | str:
        """Give DictionaryEntry, or the closed KeyValuePair."""
        return self.kind

    @property
    def name(self) -> Any:
        """Give the key, as PowerShell's type data does."""
        return self.key


def entries(table: Any) -> list[DictionaryEntry]:
    """List a dictionary's pairs as .NET's enumerator gives them."""
    if isinstance(table, o.Dictionary):
        from pssession.engine.values.types import close, require, resolve_full

        kind: Any = close(
            require("System.Collections.Generic.KeyValuePair`2"),
            tuple(resolve_full(name) or require("System.Object") for name in (table.key_type, table.value_type)),
        )
    else:
        kind = "System.Collections.DictionaryEntry"
    return [DictionaryEntry(key, value, kind) for key, value in table.items()]


_SHARED: dict[str, Any] = {
    "Add": _add,
    "Clear": lambda table: table.clear(),
    "Contains": _has,
    "ContainsKey": _has,
    "ContainsValue": _has_value,
    "GetEnumerator": lambda table: iter(entries(table)),
    "Clone": lambda table: table.copy(),
    "Equals": lambda table, other: table is other,
    "CopyTo": lambda table, target, place: target.__setitem__(slice(place, place + len(table)), entries(table)),
    "get_Item": lambda table, key: table.get(_key(table, key)),
    "set_Item": lambda table, key, value: table.__setitem__(_key(table, key), value),
}
_PROPERTIES: dict[str, Any] = {
    "Count": len,
    "Keys": lambda table: list(table.keys()),
    "Values": lambda table: list(table.values()),
    "IsReadOnly": lambda table: False,
    "IsFixedSize": lambda table: False,
    "IsSynchronized": lambda table: False,
    "SyncRoot": lambda table: table,
}


def _filled(kind: Callable[[], Any]) -> Callable[..., Any]:
    def make(*arguments: Any) -> Any:
        made = kind()
        for source in arguments:
            if isinstance(source, (o.Hashtable, dict)):
                for key, value in source.items():
                    made[key] = value
        return made

    return make


def _generic(kind: Callable[..., Any]) -> Callable[..., Any]:
    def make(found: DotNetType, *arguments: Any) -> Any:
        names = [argument.key for argument in found.arguments] or ["System.Object", "System.Object"]
        made = kind((), *names)
        for source in arguments:
            if isinstance(source, (o.Hashtable, dict)):
                for key, value in source.items():
                    made[_key(made, key)] = _value(made, value)
        return made

    return make


_GENERIC_ROWS: dict[str, Any] = {**_SHARED, "Remove": _remove, "TryGetValue": _try_get, "TryAdd": _try_add, "get_Item": _get}

TABLES = (
    TypeTable(
        "System.Collections.Hashtable",
        new=_filled(o.Hashtable),
        methods={**_SHARED, "Remove": _remove_silently},
        properties=_PROPERTIES,
        static={"Synchronized": lambda table: table},
    ),
    TypeTable(
        "System.Collections.Specialized.OrderedDictionary",
        new=_filled(o.OrderedDictionary),
        methods={**_SHARED, "Remove": _remove_silently, "Insert": _insert, "RemoveAt": _remove_at},
        properties=_PROPERTIES,
        get_item=_ordered_get,
    ),
    TypeTable("System.Collections.Generic.Dictionary`2", new=_generic(o.Dictionary), methods=_GENERIC_ROWS, properties=_PROPERTIES),
    TypeTable(
        "System.Collections.Generic.SortedDictionary`2", new=_generic(SortedDictionary), methods=_GENERIC_ROWS, properties=_PROPERTIES
    ),
    TypeTable(
        "System.Collections.DictionaryEntry",
        properties={"Key": lambda entry: entry.key, "Value": lambda entry: entry.value},
        to_string=lambda entry: f"[{to_string(entry.key)}, {to_string(entry.value)}]",
    ),
    TypeTable(
        "System.Collections.Generic.KeyValuePair`2",
        new=lambda found, key=None, value=None: DictionaryEntry(key, value, found),
        properties={"Key": lambda entry: entry.key, "Value": lambda entry: entry.value},
        to_string=lambda entry: f"[{to_string(entry.key)}, {to_string(entry.value)}]",
    ),
)
