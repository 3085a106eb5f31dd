"""PowerShell's own types that need nothing of a runtime: PSObject, error records, credentials, wildcards, LanguagePrimitives.

Source: System.Management.Automation.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, ArgumentNullException, DotNetException, PSInvalidCastException
from pssession.engine.values import enumeration, operators, wildcards
from pssession.engine.values.conversions import convert, to_bool, to_string
from pssession.engine.values.enums import number_of
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType


def _new_object(value: Any = o.CUSTOM) -> o.PSObject:
    return value if isinstance(value, o.PSObject) else o.PSObject(value)


def _new_error(exception: Any, error_id: str, category: Any, target: Any = None) -> o.ErrorRecord:
    if exception is None:
        raise ArgumentNullException(None, "exception")
    return o.ErrorRecord(
        exception=exception,
        fully_qualified_error_id=error_id or "",
        category=o.ErrorCategory(number_of(category)),
        target_object=target,
    )


def _new_credential(*arguments: Any) -> o.PSCredential:
    name, password = arguments
    if not name:
        raise ArgumentException('Cannot process argument because the value of argument "userName" is not valid.', "userName")
    return o.PSCredential(name, password)


def _secure(text: Any = "") -> o.SecureString:
    return o.SecureString(text if isinstance(text, str) else "".join(str(letter) for letter in text))


def _append(secret: o.SecureString, letter: Any) -> None:
    # A secret is a value everywhere else; AppendChar is the one way in which .NET changes it in place.
    secret.__init__(secret.reveal() + str(letter))  # type: ignore[misc]  # the same object with one letter more


class NetworkCredential:
    """Give a credential's parts in clear, as .NET does on request."""

    dotnet_type = "System.Net.NetworkCredential"

    def __init__(self, user_name: str = "", password: Any = "", domain: str = "") -> None:
        self.user_name = user_name
        self.secure_password = password if isinstance(password, o.SecureString) else o.SecureString(password or "")
        self.domain = domain

    @property
    def password(self) -> str:
        """Give the password in clear."""
        return self.secure_password.reveal()


def _network_credential(credential: o.PSCredential) -> NetworkCredential:
    domain, slash, user = credential.user_name.rpartition("\\")
    return NetworkCredential(user if slash else credential.user_name, credential.password, domain)


class WildcardPattern:
    """Match by `*`, `?` and `[ ]`."""

    dotnet_type = "System.Management.Automation.WildcardPattern"

    def __init__(self, pattern: str, options: Any = 0) -> None:
        self.pattern = pattern
        self.ignore_case = bool(number_of(options) & 2) if not isinstance(options, int) else bool(options & 2)

    def is_match(self, text: str) -> bool:
        """Tell whether a text matches."""
        return wildcards.matches(self.pattern, text, self.ignore_case)

    def to_wql(self) -> str:
        """Write it for WQL."""
        return self.pattern.replace("*", "%").replace("?", "_")


def _try_convert(value: Any, target: DotNetType, *rest: Any) -> bool:
    place = rest[-1]
    try:
        place.value = convert(value, target)
    except PSInvalidCastException:
        place.value = None
        return False
    return True


def _primitive_compare(left: Any, right: Any, *rest: Any) -> int:
    return int(operators.compare(left, right, not rest or bool(rest[0])))


def _try_compare(left: Any, right: Any, *rest: Any) -> bool:
    place = rest[-1]
    try:
        place.value = _primitive_compare(left, right, *rest[:-1])
    except DotNetException:
        place.value = 0
        return False
    return True


class NoteProperty:
    """Be a note property by itself, to be added to an object."""

    dotnet_type = "System.Management.Automation.PSNoteProperty"
    member_type = "NoteProperty"

    def __init__(self, name: str, value: Any) -> None:
        if not name:
            raise ArgumentException('Cannot process argument because the value of argument "name" is not valid.', "name")
        self.name = name
        self.value = value


TABLES = (
    TypeTable(
        "System.Management.Automation.PSObject",
        new=_new_object,
        static={"AsPSObject": lambda value: value if isinstance(value, o.PSObject) else o.PSObject(value)},
    ),
    TypeTable("System.Management.Automation.PSNoteProperty", new=NoteProperty),
    TypeTable("System.Management.Automation.ErrorRecord", new=_new_error),
    TypeTable("System.Management.Automation.ErrorDetails", new=lambda message: o.ErrorDetails(message=message)),
    TypeTable(
        "System.Management.Automation.PSCredential",
        new=_new_credential,
        methods={"GetNetworkCredential": _network_credential},
        static_properties={"Empty": o.PSCredential("", o.SecureString())},
    ),
    TypeTable(
        "System.Security.SecureString",
        new=_secure,
        properties={"Length": len},
        methods={
            "AppendChar": _append,
            "MakeReadOnly": lambda secret: None,
            "Dispose": lambda secret: None,
            "Copy": lambda secret: _secure(secret.reveal()),
        },
    ),
    TypeTable("System.Net.NetworkCredential", new=NetworkCredential),
    TypeTable(
        "System.Management.Automation.WildcardPattern",
        new=WildcardPattern,
        static={
            "Escape": wildcards.escape,
            "Unescape": wildcards.unescape,
            "ContainsWildcardCharacters": wildcards.has_wildcard,
            "Get": WildcardPattern,
        },
    ),
    TypeTable(
        "System.Management.Automation.LanguagePrimitives",
        static={
            "ConvertTo": lambda value, target, *rest: convert(value, target),
            "TryConvertTo": _try_convert,
            "Compare": _primitive_compare,
            "TryCompare": _try_compare,
            "Equals": lambda left, right, *rest: bool(operators.equals(left, right)),
            "IsTrue": to_bool,
            "IsObjectEnumerable": lambda value: enumeration.iterate(value) is not None,
            "GetEnumerable": lambda value: enumeration.iterate(value),
            "GetEnumerator": lambda value: iter(enumeration.iterate(value) or ()),
            "ConvertTypeNameToPSTypeName": lambda name: f"[{name}]",
        },
    ),
    TypeTable("System.Management.Automation.Internal.AutomationNull", static_properties={"Value": o.AUTOMATION_NULL}),
    TypeTable("System.Management.Automation.Language.NullString", static_properties={"Value": None}),
    TypeTable(
        "System.Management.Automation.ProgressRecord",
        new=lambda number, activity="", status="": o.ProgressRecord(
            activity=activity, activity_id=number, status_description=to_string(status)
        ),
    ),
)
