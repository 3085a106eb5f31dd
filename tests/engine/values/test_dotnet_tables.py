"""The tables of .NET types: the index names them all, and they promise no member that .NET does not have."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from pssession.engine.values import dotnet
from pssession.engine.values.index import MODULES
from pssession.engine.values.members.signatures import members_of
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.typedata import type_data
from pssession.engine.values.types import require


def _tables() -> list[tuple[str, TypeTable]]:
    found = []
    for module in pkgutil.iter_modules(dotnet.__path__):
        for table in getattr(importlib.import_module(f"{dotnet.__name__}.{module.name}"), "TABLES", ()):
            found.append((module.name, table))
    return found


TABLES = _tables()
# Collections share rows; which of them a type has is decided by its recorded signatures.
SHARING = ("arrays", "dictionaries", "lists", "queues")
# Members that are fields, belong to a generic form, or come from PowerShell's type data.
BESIDE = {"System.Enum", "System.Tuple", "System.Net.IPAddress"}


def test_the_index_names_the_file_of_every_table() -> None:
    assert {table.full_name: module for module, table in TABLES} == MODULES


@pytest.mark.parametrize("table", [table for module, table in TABLES if module not in SHARING], ids=lambda table: table.full_name)
def test_a_table_promises_only_what_net_has(table: TypeTable) -> None:
    found = require(table.full_name)
    recorded = members_of(found)
    if table.full_name in BESIDE or not (recorded.methods or recorded.properties or recorded.static_methods):
        pytest.skip("its members were not recorded with the type")
    static = {name.lower() for name in recorded.static_methods}
    inherited = members_of(require("System.Object"))
    instance = {name.lower() for name in (*recorded.methods, *inherited.methods)}
    accessors = ("get_", "set_")
    unknown = [name for name in table.methods if name.partition("(")[0].lower() not in instance and not name.startswith(accessors)]
    unknown += [f"::{name}" for name in table.static if name.partition("(")[0].lower() not in static]
    added = type_data(table.full_name)  # a function may stand for a script of types.ps1xml
    instance_properties = {key.lower() for key in (*recorded.properties, *(added.members if added else ()))}
    unknown += [f".{name}" for name in table.properties if name.lower() not in instance_properties]
    unknown += [f"::{name}" for name in table.static_properties if name.lower() not in {key.lower() for key in recorded.static_properties}]
    assert unknown == []
