"""Arrays, lists and dictionaries of .NET.

`list` exactly is System.Object[]. Hashtables compare text keys without case, keep their spelling and their order of insertion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class Array(list[Any]):
    """Hold a T[] other than object[].

    Attributes:
        element_type: .NET's full name of T.
        shape: The lengths of an array of more than one rank, None for one rank; elements lie row by row.
    """

    __slots__ = ("element_type", "shape")

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object", shape: tuple[int, ...] | None = None) -> None:
        super().__init__(values)
        self.element_type = element_type
        self.shape = shape


class ArrayList(list[Any]):
    """Hold a System.Collections.ArrayList."""

    __slots__ = ()


class GenericList(list[Any]):
    """Hold a System.Collections.Generic.List[T]; `element_type` is .NET's full name of T."""

    __slots__ = ("element_type",)

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__(values)
        self.element_type = element_type


class Stack(list[Any]):
    """Hold a System.Collections.Stack; the last element is its top."""

    __slots__ = ()


class Queue(list[Any]):
    """Hold a System.Collections.Queue; the first element is its head."""

    __slots__ = ()


def _fold(key: Any) -> Any:
    return key.casefold() if type(key) is str else key


class Hashtable:
    """Hold a System.Collections.Hashtable as PowerShell makes it."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[Any, Any] | Iterable[tuple[Any, Any]] = ()) -> None:
        self._entries: dict[Any, tuple[Any, Any]] = {}
        pairs = entries.items() if isinstance(entries, (Mapping, Hashtable)) else entries
        for key, value in pairs:
            self[key] = value

    def __getitem__(self, key: Any) -> Any:
        return self._entries[_fold(key)][1]

    def __setitem__(self, key: Any, value: Any) -> None:
        folded = _fold(key)
        known = self._entries.get(folded)
        self._entries[folded] = (key if known is None else known[0], value)

    def __delitem__(self, key: Any) -> None:
        del self._entries[_fold(key)]

    def __contains__(self, key: Any) -> bool:
        try:
            return _fold(key) in self._entries
        except TypeError:
            return False

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Any]:
        return iter([key for key, _ in self._entries.values()])

    def get(self, key: Any, default: Any = None) -> Any:
        """Give the value of a key, the default without one."""
        found = self._entries.get(_fold(key))
        return default if found is None else found[1]

    def pop(self, key: Any, default: Any = None) -> Any:
        """Take a key out and give its value."""
        found = self._entries.pop(_fold(key), None)
        return default if found is None else found[1]

    def keys(self) -> list[Any]:
        """Give the keys as they were spelled."""
        return [key for key, _ in self._entries.values()]

    def values(self) -> list[Any]:
        """Give the values in the order of their keys."""
        return [value for _, value in self._entries.values()]

    def items(self) -> list[tuple[Any, Any]]:
        """Give the pairs."""
        return list(self._entries.values())

    def clear(self) -> None:
        """Take everything out."""
        self._entries.clear()

    def copy(self) -> Hashtable:
        """Give a table of the same type with the same pairs."""
        return type(self)(self.items())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Hashtable) or type(self) is not type(other) or len(self) != len(other):
            return False
        return all(key in other and other[key] == value for key, value in self.items())

    __hash__ = None  # type: ignore[assignment]  # mutable: compared by content, so it cannot be a key

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.items())!r})"


class OrderedDictionary(Hashtable):
    """Hold a System.Collections.Specialized.OrderedDictionary as `[ordered]` makes it."""

    __slots__ = ()


class PrimitiveDictionary(Hashtable):
    """Hold a System.Management.Automation.PSPrimitiveDictionary: text keys, simple values and such dictionaries."""

    __slots__ = ()


class Dictionary(dict[Any, Any]):
    """Hold a System.Collections.Generic.Dictionary[K, V]; keys compare exactly."""

    __slots__ = ("key_type", "value_type")

    def __init__(
        self,
        entries: Mapping[Any, Any] | Iterable[tuple[Any, Any]] = (),
        key_type: str = "System.Object",
        value_type: str = "System.Object",
    ) -> None:
        super().__init__(entries)
        self.key_type = key_type
        self.value_type = value_type
