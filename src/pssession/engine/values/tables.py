"""The form in which a file under `dotnet` says what a type can do, and the way to find it.

A name without a row falls back to the attribute of the Python value that has this name in snake_case: records, exceptions and
syntax nodes need no table. No type is implemented here.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from pssession.engine.values.index import MODULES
from pssession.engine.values.types import DotNetType

Function = Callable[..., Any]


class TypeTable:
    """List what is implemented of one .NET type, by .NET names.

    Args:
        full_name: The type's full name; of the definition for a generic type.
        methods: Instance methods: name to function of (self, arguments...). A key may carry the parameter types in brackets
            (`Add(System.Int32)`) to serve one overload only.
        static: Static methods.
        properties: Instance properties and fields: name to function of (self).
        setters: Name to function of (self, value).
        static_properties: Name to a value, or to a function without arguments (`lazy` rows) marked by being callable.
        static_setters: Name to function of (value).
        new: Constructor function; for a generic type its first argument is the DotNetType.
        parse: Text to value, for casts; raises a .NET exception.
        convert: One value to an instance, or NotImplemented; tried in casts after Parse.
        to_string: Value to text (invariant, as casts to string give it); `culture_text` for the current culture.
        compare: Order of two instances: negative, 0, positive.
        operators: `op_Addition` and so on: function of (left, right), may return NotImplemented.
    """

    def __init__(
        self,
        full_name: str,
        *,
        methods: Mapping[str, Function] | None = None,
        static: Mapping[str, Function] | None = None,
        properties: Mapping[str, Function] | None = None,
        setters: Mapping[str, Function] | None = None,
        static_properties: Mapping[str, Any] | None = None,
        static_setters: Mapping[str, Function] | None = None,
        new: Function | None = None,
        parse: Function | None = None,
        convert: Function | None = None,
        to_string: Function | None = None,
        culture_text: Function | None = None,
        compare: Function | None = None,
        operators: Mapping[str, Function] | None = None,
        get_item: Function | None = None,
        set_item: Function | None = None,
        python: type[Any] | None = None,
    ) -> None:
        self.full_name = full_name
        self.methods = methods or {}
        self.static = static or {}
        self.properties = properties or {}
        self.setters = setters or {}
        self.static_properties = static_properties or {}
        self.static_setters = static_setters or {}
        self.new = new
        self.parse = parse
        self.convert = convert
        self.to_string = to_string
        self.culture_text = culture_text or to_string
        self.compare = compare
        self.operators = operators or {}
        self.get_item = get_item
        self.set_item = set_item
        self.python = python


_tables: dict[str, TypeTable] = {}
_loaded: set[str] = set()
_announced: dict[str, str] = {}


def table_for(found: DotNetType) -> TypeTable | None:
    """Find the table of exactly this type, loading its file at first use; None when nothing is implemented."""
    name = found.definition
    known = _tables.get(name)
    if known is not None:
        return known
    module = MODULES.get(name)
    if module is not None and module not in _loaded:
        load(module)
        return _tables.get(name)
    elsewhere = _announced.pop(name, None)
    if elsewhere is not None:
        _take_in(elsewhere)
        return _tables.get(name)
    return None


def load(module: str) -> None:
    """Load one file of `dotnet` and take in its tables."""
    _loaded.add(module)
    _take_in(f"pssession.engine.values.dotnet.{module}")


def _take_in(path: str) -> None:
    for table in importlib.import_module(path).TABLES:
        _tables[table.full_name] = table


def announce(full_name: str, path: str) -> None:
    """Say which module of the engine's upper parts describes a type in its TABLES; it is loaded when a script first uses the type."""
    if full_name not in _tables:
        _announced[full_name] = path


def add(table: TypeTable) -> None:
    """Take in a table made elsewhere: other parts of the engine describe their own types."""
    _tables[table.full_name] = table


def lineage(found: DotNetType | None) -> list[TypeTable]:
    """List the tables of a type and its bases, the type's own first."""
    tables = []
    while found is not None:
        table = table_for(found)
        if table is not None:
            tables.append(table)
        found = found.base
    return tables


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_snakes: dict[str, str] = {}


def snake(name: str) -> str:
    """Write a .NET name in snake_case."""
    known = _snakes.get(name)
    if known is None:
        known = _snakes[name] = _HUMP.sub("_", name).lower()
    return known
