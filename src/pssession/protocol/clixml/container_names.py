"""PSTypeNames of the containers that travel. Source: PowerShell 7.6 on .NET 10 as recorded."""

from __future__ import annotations

from functools import lru_cache

_LIBRARY = ", System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"

OBJECT_ARRAY = ("System.Object[]", "System.Array", "System.Object")
ARRAY_LIST = ("System.Collections.ArrayList", "System.Object")
STACK = ("System.Collections.Stack", "System.Object")
QUEUE = ("System.Collections.Queue", "System.Object")
HASHTABLE = ("System.Collections.Hashtable", "System.Object")
ORDERED_DICTIONARY = ("System.Collections.Specialized.OrderedDictionary", "System.Object")
PRIMITIVE_DICTIONARY = ("System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object")
CUSTOM_OBJECT = ("System.Management.Automation.PSCustomObject", "System.Object")
CREDENTIAL = ("System.Management.Automation.PSCredential", "System.Object")
BIG_INTEGER = ("System.Numerics.BigInteger", "System.ValueType", "System.Object")
SEMANTIC_VERSION = ("System.Management.Automation.SemanticVersion", "System.Object")
DATE_TIME_OFFSET = ("System.DateTimeOffset", "System.ValueType", "System.Object")


@lru_cache(maxsize=256)
def array(element_type: str, rank: int = 1) -> tuple[str, ...]:
    """Give the names of T[] (T[,] for two ranks)."""
    return (f"{element_type}[{',' * (rank - 1)}]", "System.Array", "System.Object")


@lru_cache(maxsize=256)
def generic(name: str, *arguments: str) -> tuple[str, ...]:
    """Give the names of a generic collection: "List" or "Dictionary" and the types between its brackets."""
    inner = ",".join(f"[{argument}{_LIBRARY if argument.startswith('System.') else ''}]" for argument in arguments)
    return (f"System.Collections.Generic.{name}`{len(arguments)}[{inner}]", "System.Object")
