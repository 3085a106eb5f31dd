"""What the Format- commands are asked to show: names, scripts and tables of keys, read into `FormatProperty`.

A table's keys may be cut short as long as one key alone is meant; which keys there are differs by command.
Source: about_Calculated_Properties; error ids and texts as PowerShell 7.6 was recorded (fmt.calc).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.formatting.shapes import FormatProperty
from pssession.engine.values.ports import ports
from pssession.engine.values.text import to_text
from pssession.objects import Dictionary, Hashtable, PSObject

KEYS: dict[str, tuple[str, ...]] = {
    "table": ("expression", "label", "name", "formatString", "width", "alignment"),
    "list": ("expression", "label", "name", "formatString"),
    "wide": ("expression", "formatString"),
    "custom": ("expression", "depth"),
    "group": ("expression", "label", "name", "formatString"),
}
_ALIGNMENTS = ("left", "center", "right")


class IllegalProperty(Exception):
    """Say what is wrong with a property that was asked for.

    Attributes:
        error_id: First part of FullyQualifiedErrorId.
        details: The words to show.
    """

    def __init__(self, error_id: str, details: str) -> None:
        super().__init__(details)
        self.error_id = error_id
        self.details = details


def read_properties(values: Iterable[Any] | None, kind: str) -> list[FormatProperty]:
    """Read all values of -Property.

    Args:
        values: Texts, scripts and tables; None for none.
        kind: "table", "list", "wide", "custom" or "group" (for -GroupBy).

    Raises:
        IllegalProperty: A value is of no such kind, or a table has a wrong key or value.
    """
    return [read_property(value, kind) for value in values or ()]


def read_property(value: Any, kind: str) -> FormatProperty:
    """Read one value; see `read_properties`."""
    base = value.base if type(value) is PSObject else value
    if isinstance(base, (Hashtable, Dictionary, dict)):
        return _of_table(base, kind)
    if isinstance(base, str):
        if not base:
            raise IllegalProperty("EmptyStringEntry", "Property cannot be an empty string.")
        return FormatProperty(expression=base)
    if ports.is_script(base):
        return FormatProperty(expression=base, label=to_text(base))
    return FormatProperty(expression=to_text(base))


def _of_table(table: Any, kind: str) -> FormatProperty:
    made = FormatProperty(expression=None)
    for written, value in table.items():
        key = _key(to_text(written), KEYS[kind])
        base = value.base if type(value) is PSObject else value
        if key == "expression":
            if not isinstance(base, str) and not ports.is_script(base):
                raise _wrong_type(key, base, "System.String or System.Management.Automation.ScriptBlock")
            if base == "":
                raise IllegalProperty("EmptyStringEntry", 'The key "expression" cannot have an empty string value.')
            made.expression = base
        elif key in ("label", "name"):
            if not isinstance(base, str) or not base:
                raise _wrong_type(key, base, "System.String")
            made.label = base
        elif key == "formatString":
            if not isinstance(base, str) or not base:
                raise _wrong_type(key, base, "System.String")
            made.template = base
        elif key == "alignment":
            made.align = _alignment(base)
        else:
            number = int(base) if isinstance(base, (int, float)) and not isinstance(base, bool) else None
            if number is None:
                raise _wrong_type(key, base, "System.Int32")
            if number <= 0:
                raise IllegalProperty(f"{key.capitalize()}OutOfRange", f'The value "{number}" for key "{key}" should be greater than 0.')
            if key == "width":
                made.width = number
            else:
                made.depth = number
    if made.expression is None:
        raise IllegalProperty("DictionaryKeyMandatoryEntry", "A mandatory entry for expression is missing.")
    if made.label is None and not isinstance(made.expression, str):
        made.label = to_text(made.expression)
    return made


def _key(written: str, keys: tuple[str, ...]) -> str:
    folded = written.lower()
    found = [key for key in keys if key.lower().startswith(folded)]
    exact = [key for key in found if key.lower() == folded]
    if exact:
        return exact[0]
    if not found:
        raise IllegalProperty("DictionaryKeyIllegal", f"The {written} key is not valid.")
    if len(found) > 1:
        choices = ", ".join(found)
        raise IllegalProperty("DictionaryKeyAmbiguous", f"The {written} key is ambiguous. Possible completions are {choices}.")
    return found[0]


def _alignment(value: Any) -> str:
    text = to_text(value).lower()
    found = [name for name in _ALIGNMENTS if text and name.startswith(text)]
    if len(found) != 1:
        raise IllegalProperty(
            "AlignmentIllegalValue",
            f'The value "{to_text(value)}" for key "alignment" is not valid; expected values are left, center, or right.',
        )
    return found[0].capitalize()


def _wrong_type(key: str, value: Any, expected: str) -> IllegalProperty:
    from pssession.engine.values.types import type_of

    found = type_of(value).full_name
    return IllegalProperty(
        "DictionaryKeyIllegalValue", f'The key "{key}" has a type, {found}, that is not valid; expected type is {expected}.'
    )
