"""PowerShell's own types that need nothing of a runtime: PSObject, error records, credentials, wildcards, LanguagePrimitives.

Source: System.Management.Automation.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    ArgumentNullException,
    DotNetException,
    PSArgumentException,
    PSArgumentNullException,
    PSInvalidCastException,
)
from pssession.engine.values import enumeration, operators, wildcards
from pssession.engine.values.conversions import convert, to_bool, to_string
from pssession.engine.values.dotnet.secrets import network_credential
from pssession.engine.values.enums import number_of
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType


def _new_object(value: Any = o.CUSTOM) -> o.PSObject:
    return value if isinstance(value, o.PSObject) else o.PSObject(value)


def new_error(exception: Any, error_id: str, category: Any, target: Any = None) -> o.ErrorRecord:
    """Make an error record; the type's table stands with the runtime's own types."""
    if exception is None:
        raise ArgumentNullException(None, "exception")
    return o.ErrorRecord(
        exception=exception,
        fully_qualified_error_id=error_id or "",
        category=o.ErrorCategory(number_of(category)),
        target_object=target,
    )


def _new_credential(*arguments: Any) -> o.PSCredential:
    if len(arguments) == 1:
        source = arguments[0]
        name, password = (source.get(part) if isinstance(source, o.PSObject) else None for part in ("UserName", "Password"))
    else:
        name, password = arguments
    if not name:
        raise PSArgumentException(
            'Cannot process argument because the value of argument "userName" is not valid. Change the value of the '
            '"userName" argument and run the operation again.',
            "userName",
        )
    if password is None:
        raise PSArgumentNullException(
            'Cannot process argument because the value of argument "password" is null. Change the value of '
            'argument "password" to a non-null value.'
        )
    return o.PSCredential(name, password)


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


_EMPTY: Any = o.PSCredential.__new__(o.PSCredential)
_EMPTY.user_name = _EMPTY.password = None

TABLES = (
    TypeTable(
        "System.Management.Automation.PSObject",
        new=_new_object,
        static={"AsPSObject": lambda value: value if isinstance(value, o.PSObject) else o.PSObject(value)},
    ),
    TypeTable("System.Management.Automation.PSNoteProperty", new=NoteProperty),
    TypeTable("System.Management.Automation.ErrorDetails", new=lambda message: o.ErrorDetails(message=message)),
    TypeTable(
        "System.Management.Automation.PSCredential",
        new=_new_credential,
        methods={"GetNetworkCredential": network_credential},
        static_properties={"Empty": _EMPTY},
    ),
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
        to_string=lambda record: (
            f"parent = {record.parent_activity_id} id = {record.activity_id} act = {record.activity} "
            f"stat = {record.status_description} cur = {record.current_operation or ''} pct = {record.percent_complete} "
            f"sec = {record.seconds_remaining} type = {'Completed' if record.record_type else 'Processing'}"
        ),
    ),
)
