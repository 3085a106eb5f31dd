"""Types that become again what they were, when they arrive.

Source: PowerShell 7.6 as recorded (`roundtrip` of the corpus), MS-PSRP 2.2.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.objects import Hashtable, PrimitiveDictionary, PSCredential, PSObject, SecureString


def _credential(value: PSObject) -> Any:
    name, password = value.get("UserName"), value.get("Password")
    return PSCredential(str(name), password) if isinstance(password, SecureString) else value


def _primitive_dictionary(value: PSObject) -> Any:
    return PrimitiveDictionary(value.base.items()) if isinstance(value.base, Hashtable) else value


def _kept(value: PSObject) -> Any:
    """Give a type its own names back, so that the engine knows it again."""
    if value.type_names is not None:
        value.type_names = [name.removeprefix("Deserialized.") for name in value.type_names]
    return value


_KEPT = (
    "System.Globalization.CultureInfo",
    "System.Net.IPAddress",
    "System.Net.Mail.MailAddress",
    "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
    "System.Security.Cryptography.X509Certificates.X509Certificate2",
    "System.Management.Automation.SwitchParameter",
)

REHYDRATED: dict[str, Callable[[PSObject], Any]] = {
    **{f"Deserialized.{name}": _kept for name in _KEPT},
    "Deserialized.System.Management.Automation.PSCredential": _credential,
    "Deserialized.System.Management.Automation.PSPrimitiveDictionary": _primitive_dictionary,
}
