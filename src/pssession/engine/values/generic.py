"""Generic collections that do not travel by themselves: HashSet, Queue, Stack, SortedDictionary, LinkedList.

List and Dictionary stand in `pssession.objects`. Members stand in `dotnet`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.values.types import DotNetType, close, require, resolve_full
from pssession.objects import Dictionary, Queue, Stack


def _closed(definition: str, *names: str) -> DotNetType:
    return close(require(definition), tuple(resolve_full(name) or require("System.Object") for name in names))


class HashSet(list[Any]):
    """Hold a HashSet[T] in order of insertion; who adds looks for equals first."""

    __slots__ = ("element_type", "keys")
    dotnet_enumerable = True
    definition = "System.Collections.Generic.HashSet`1"

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__()
        self.element_type = element_type
        self.keys: set[Any] = set()
        for value in values:
            self.add(value)

    def add(self, value: Any) -> bool:
        """Add a value unless it is there; tell whether it was added."""
        if value in self.keys:
            return False
        self.keys.add(value)
        self.append(value)
        return True

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.element_type)


class PSDataCollection(list[Any]):
    """Hold a PSDataCollection[T], one stream of what runs elsewhere."""

    __slots__ = ("element_type",)
    dotnet_enumerable = True
    definition = "System.Management.Automation.PSDataCollection`1"

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__(values)
        self.element_type = element_type

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.element_type)


class GenericQueue(Queue):
    """Hold a Queue[T]."""

    __slots__ = ("element_type",)
    dotnet_enumerable = True
    definition = "System.Collections.Generic.Queue`1"

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__(values)
        self.element_type = element_type

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.element_type)


class GenericStack(Stack):
    """Hold a Stack[T]; the last element is its top."""

    __slots__ = ("element_type",)
    dotnet_enumerable = True
    definition = "System.Collections.Generic.Stack`1"

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__(values)
        self.element_type = element_type

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.element_type)


class Collection(list[Any]):
    """Hold a System.Collections.ObjectModel.Collection[T]."""

    __slots__ = ("element_type",)
    dotnet_enumerable = True
    definition = "System.Collections.ObjectModel.Collection`1"

    def __init__(self, values: Iterable[Any] = (), element_type: str = "System.Object") -> None:
        super().__init__(values)
        self.element_type = element_type

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.element_type)


class SortedDictionary(Dictionary):
    """Hold a SortedDictionary[K, V] or SortedList; whoever sets keeps the keys in order."""

    __slots__ = ("definition",)

    def __init__(self, entries: Any = (), key_type: str = "System.Object", value_type: str = "System.Object") -> None:
        super().__init__(entries, key_type, value_type)
        self.definition = "System.Collections.Generic.SortedDictionary`2"

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the closed type."""
        return _closed(self.definition, self.key_type, self.value_type)


class ReadOnlyCollection(Collection):
    """Hold a System.Collections.ObjectModel.ReadOnlyCollection[T]."""

    __slots__ = ()
    definition = "System.Collections.ObjectModel.ReadOnlyCollection`1"
