"""The reader of the engine's own objects: properties, type data, scripts of views, texts in the session's culture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pssession.engine.formatting.known_scripts import KNOWN
from pssession.engine.formatting.reader import ViewScript
from pssession.engine.values import enumeration, numbers, operators, typedata
from pssession.engine.values.composite import culture_text
from pssession.engine.values.enums import is_enum
from pssession.engine.values.members import access
from pssession.engine.values.ports import ports
from pssession.engine.values.text import to_text
from pssession.engine.values.types import type_names
from pssession.objects import (
    AUTOMATION_NULL,
    CUSTOM,
    Char,
    DateTime,
    DateTimeOffset,
    Decimal,
    Dictionary,
    Hashtable,
    PropertySet,
    PSObject,
    SecureString,
    Single,
)

DECIMALS = 3
"""Digits behind the point of a real number in a table: en-US of ICU 72, as PowerShell 7.6 on Linux was recorded."""

_DATES = (DateTime, DateTimeOffset)
_REALS = (float, Single, Decimal)


class EngineReader:
    """Answer for the engine's objects.

    Args:
        variable: Gives the value of a variable of the session by its name, None where it is not set.
    """

    def __init__(self, variable: Callable[[str], Any] = lambda name: None) -> None:
        self._variable = variable
        self._scripts: dict[str, Any] = {}

    def type_names(self, value: object) -> Sequence[str]:
        return type_names(value)

    def property_names(self, value: object) -> Sequence[str]:
        base = _base(value)
        if isinstance(base, (Hashtable, dict)) or self.is_scalar(value):
            return list(_notes(value)) if not self.is_scalar(value) else []
        names = list(access.property_names(value))
        known = {name.lower() for name in names}
        for type_name in type_names(value):
            for name in ports.extended_members(type_name) or ():
                if name.lower() not in known:
                    known.add(name.lower())
                    names.append(name)
            data = typedata.type_data(type_name)
            for name, (kind, *_) in data.members.items() if data else ():
                if kind not in ("ScriptMethod", "CodeMethod", "MemberSet", "PropertySet") and name.lower() not in known:
                    known.add(name.lower())
                    names.append(name)
        return [name for name in names if not isinstance(_notes(value).get(name), PropertySet)]

    def read(self, value: object, name: str) -> object:
        result = access.get(value, name)
        return None if result is AUTOMATION_NULL else result

    def display_properties(self, value: object) -> Sequence[str] | None:
        for type_name in type_names(value):
            added = ports.session_type(type_name)
            if added is not None and added.display:
                return list(added.display)
            data = typedata.type_data(type_name)
            if data is not None and data.display:
                return list(data.display)
        return None

    def display_property(self, value: object) -> str | None:
        for type_name in type_names(value):
            added = ports.session_type(type_name)
            if added is not None and added.display_property:
                return str(added.display_property)
            data = typedata.type_data(type_name)
            if data is not None and data.display_property:
                return str(data.display_property)
        return None

    def run(self, script: object, value: object) -> list[object]:
        if isinstance(script, ViewScript):
            known = KNOWN.get(script.text)
            if known is not None:
                return [known(value)]
            made = self._scripts.get(script.text)
            if made is None and ports.make_script is not None:
                made = self._scripts[script.text] = ports.make_script(script.text)
            script = made
        return list(ports.call_script(script, (), value))

    def to_text(self, value: object) -> str:
        base = _base(value)
        return culture_text(base) if isinstance(base, _DATES) else to_text(value)

    def apply_format(self, template: str, value: object) -> str:
        return operators.format_string(template if "{" in template else f"{{0:{template}}}", [value])

    def number_text(self, value: object) -> str | None:
        base = _base(value)
        if type(base) not in _REALS:
            return None
        number = float(base)  # type: ignore[arg-type]  # one of the three real types
        if number != number or number in (float("inf"), float("-inf")):
            return None
        return f"{base:.{DECIMALS}f}"

    def is_right_aligned(self, value: object) -> bool:
        base = _base(value)
        return type(base) is bool or numbers.is_number(base) or is_enum(base)

    def is_scalar(self, value: object) -> bool:
        base = _base(value)
        if isinstance(base, (str, bool, Char, SecureString)) or numbers.is_number(base):
            # A value that came from another session keeps its view where it was an enum there.
            return not (isinstance(value, PSObject) and value.type_names and "System.Enum" in " ".join(value.type_names))
        return is_enum(base)

    def enumerate(self, value: object) -> Iterable[object] | None:
        base = _base(value)
        if isinstance(base, (Hashtable, Dictionary)):
            from pssession.engine.values.dotnet.dictionaries import entries

            return entries(base)
        return enumeration.iterate(value)

    def enumeration_limit(self) -> int:
        limit = self._variable("FormatEnumerationLimit")
        return limit if type(limit) is int else 4


def _base(value: object) -> object:
    return value.base if type(value) is PSObject and value.base is not CUSTOM else value


def _notes(value: object) -> dict[str, Any]:
    return (value.extended or {}) if type(value) is PSObject else {}
