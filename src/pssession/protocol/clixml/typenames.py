"""The PSTypeNames of our own containers, and those that survive deserializing without a prefix.

Source: PowerShell 7.6, PSSerializer.
"""

from __future__ import annotations

from typing import Any

from pssession.objects import Array, ArrayList, Dictionary, GenericList, Hashtable, OrderedDictionary, PrimitiveDictionary, Queue, Stack

_CORELIB = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
_AUTOMATION = "System.Management.Automation, Version=7.6.5.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
PREFIX = "Deserialized."
CUSTOM_NAMES = ("System.Management.Automation.PSCustomObject", "System.Object")

_FIXED: dict[type[Any], tuple[str, ...]] = {
    list: ("System.Object[]", "System.Array", "System.Object"),
    tuple: ("System.Object[]", "System.Array", "System.Object"),
    ArrayList: ("System.Collections.ArrayList", "System.Object"),
    Stack: ("System.Collections.Stack", "System.Object"),
    Queue: ("System.Collections.Queue", "System.Object"),
    Hashtable: ("System.Collections.Hashtable", "System.Object"),
    dict: ("System.Collections.Hashtable", "System.Object"),
    OrderedDictionary: ("System.Collections.Specialized.OrderedDictionary", "System.Object"),
    PrimitiveDictionary: ("System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"),
}

# The types PowerShell rebuilds when it reads them: their names get no prefix.
REHYDRATED = frozenset(
    {
        "System.Collections.Specialized.IOrderedDictionary",
        "System.Globalization.CultureInfo",
        "System.Management.Automation.PSCredential",
        "System.Management.Automation.PSPrimitiveDictionary",
        "System.Management.Automation.SwitchParameter",
        "System.Net.IPAddress",
        "System.Net.Mail.MailAddress",
        "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
        "System.Security.Cryptography.X509Certificates.X509Certificate2",
    }
)


def _qualified(name: str) -> str:
    return f"[{name}, {_AUTOMATION if name.startswith('System.Management.Automation.') else _CORELIB}]"


def of_container(value: Any) -> tuple[str, ...]:
    """Give the type names of a container of `objects`."""
    fixed = _FIXED.get(type(value))
    if fixed is not None:
        return fixed
    if isinstance(value, Array):
        ranks = "," * (len(value.shape) - 1) if value.shape else ""
        return (f"{value.element_type}[{ranks}]", "System.Array", "System.Object")
    if isinstance(value, GenericList):
        return (f"System.Collections.Generic.List`1[{_qualified(value.element_type)}]", "System.Object")
    if isinstance(value, Dictionary):
        pair = f"{_qualified(value.key_type)},{_qualified(value.value_type)}"
        return (f"System.Collections.Generic.Dictionary`2[{pair}]", "System.Object")
    for kind in type(value).__mro__:
        if kind in _FIXED:
            return _FIXED[kind]
    return ("System.Object",)


__all__ = ["CUSTOM_NAMES", "PREFIX", "REHYDRATED", "of_container"]
