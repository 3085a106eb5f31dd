"""What -Property of Select-Object, Sort-Object and their kin is given: names, patterns, scripts and tables of keys.

Reading a value never fails: what goes wrong in a script gives null. What is done with the values stands in each command.

Source: about_Calculated_Properties; error ids as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, NotSupportedException
from pssession.engine.values import members, tables, wildcards
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.ports import ports
from pssession.engine.values.types import type_of

MISSING = members.MISSING

# A parameter of this type is given as it was written; `read_expressions` reads it.
tables.add(tables.TypeTable("Microsoft.PowerShell.Commands.PSPropertyExpression", convert=lambda value: value))

SELECT_KEYS = ("expression", "label", "name")
SORT_KEYS = ("expression", "ascending", "descending")
GROUP_KEYS = ("expression",)
HTML_KEYS = ("expression", "label", "name", "width", "alignment")


class PropertyExpression:
    """Be one thing to read from objects.

    Attributes:
        expression: A name, a pattern, or a script block.
        label: The name the value is to have, None for that of the expression.
        descending: Order, None where nothing is said.
        width, alignment: For tables of HTML.
    """

    __slots__ = ("alignment", "descending", "expression", "is_pattern", "is_script", "label", "width")

    def __init__(self, expression: Any) -> None:
        self.expression = expression
        self.label: str | None = None
        self.descending: bool | None = None
        self.width: Any = None
        self.alignment: str | None = None
        self.is_script = not isinstance(expression, str)
        self.is_pattern = not self.is_script and wildcards.has_wildcard(expression)

    @property
    def name(self) -> str:
        """Give the name of the value: the label, else the expression's text."""
        return self.label if self.label is not None else to_string(self.expression)

    def names_in(self, item: Any) -> list[str]:
        """List the properties that a name or pattern means."""
        if self.is_script:
            return [to_string(self.expression)]
        if not self.is_pattern:
            spelled = spelling(item, self.expression)
            return [] if spelled is None else _expanded(item, spelled)
        found = [member.name for member in members.properties_of(item) if member.kind != "PropertySet"]
        return [name for name in found if wildcards.matches(self.expression, name)]

    def value(self, item: Any) -> Any:
        """Read the value; MISSING where there is no such property."""
        if self.is_script:
            return self.evaluate(item)
        if self.is_pattern:
            names = self.names_in(item)
            return read(item, names[0]) if names else MISSING
        return read(item, self.expression)

    def evaluate(self, item: Any) -> Any:
        """Run the script; null where it fails."""
        try:
            found = ports.call_script(self.expression, (), item)
        except DotNetException:
            return None
        return found[0] if len(found) == 1 else found or None


def read(item: Any, name: str) -> Any:
    """Read a property; null where its getter fails, MISSING where there is none."""
    try:
        return members.find(item, name)
    except DotNetException:
        return None


def spelling(item: Any, name: str) -> str | None:
    """Give a property's own spelling, None where there is none."""
    if isinstance(item, o.Hashtable) and name in item:
        return next(str(key) for key in item if isinstance(key, str) and key.lower() == name.lower())
    folded = name.lower()
    if type(item) is o.PSObject:
        for bag in (item.extended, item.adapted):
            key = None if bag is None else bag.find(name)
            if key is not None:
                return key
    if read(item, name) is MISSING:
        return None
    return next((member.name for member in members.properties_of(item) if member.name.lower() == folded), name)


def _expanded(item: Any, name: str) -> list[str]:
    """Give the names of a property set, or the name itself."""
    if type(item) is o.PSObject and item.extended is not None:
        member = item.extended.get(name)
        if isinstance(member, o.PropertySet):
            return list(member.names)
    return [name]


def read_expressions(cmdlet: Cmdlet, given: Iterable[Any] | None, keys: tuple[str, ...]) -> list[PropertyExpression]:
    """Read all values of a parameter; a wrong one ends the command."""
    return [_read_one(cmdlet, value, keys) for value in given or ()]


def _read_one(cmdlet: Cmdlet, value: Any, keys: tuple[str, ...]) -> PropertyExpression:
    base = value.base if type(value) is o.PSObject and value.base is not o.CUSTOM else value
    if isinstance(base, (o.Hashtable, o.Dictionary)):
        return _of_table(cmdlet, base, keys)
    if isinstance(base, str) or ports.is_script(base):
        return PropertyExpression(base)
    if base is None:
        refuse(
            cmdlet,
            "DictionaryKeyUnknownType",
            "Cannot convert null to one of the following types {System.String, System.Management.Automation.ScriptBlock}.",
        )
    return PropertyExpression(to_string(base))


def _of_table(cmdlet: Cmdlet, table: Any, keys: tuple[str, ...]) -> PropertyExpression:
    read_keys = {_key(cmdlet, to_string(written), keys): value for written, value in table.items()}
    expression = read_keys.get("expression", MISSING)
    if expression is MISSING:
        refuse(cmdlet, "DictionaryKeyMandatoryEntry", "A mandatory entry for expression is missing.")
    if type(expression) is o.PSObject and expression.base is not o.CUSTOM:
        expression = expression.base
    if not isinstance(expression, str) and not ports.is_script(expression):
        kind = "" if expression is None else type_of(expression).full_name
        refuse(
            cmdlet,
            "DictionaryKeyIllegalValue",
            f'The key "expression" has a type, {kind}, that is not valid; expected types are '
            "{System.String, System.Management.Automation.ScriptBlock}.",
        )
    made = PropertyExpression(expression)
    for key, value in read_keys.items():
        if key in ("label", "name"):
            made.label = to_string(value)
        elif key == "ascending":
            made.descending = not to_bool(value)
        elif key == "descending":
            made.descending = to_bool(value)
        elif key == "width":
            made.width = value
        elif key == "alignment":
            made.alignment = to_string(value)
    return made


def _key(cmdlet: Cmdlet, written: str, keys: tuple[str, ...]) -> str:
    folded = written.lower()
    if folded in keys:
        return folded
    found = [key for key in keys if key.startswith(folded)]
    if len(found) == 1:
        return found[0]
    if found:
        refuse(cmdlet, "DictionaryKeyAmbiguous", f"The {written} key is ambiguous. Possible completions are {', '.join(found)}.")
    refuse(cmdlet, "DictionaryKeyIllegal", f"The {written} key is not valid.")
    return ""


def refuse(cmdlet: Cmdlet, error_id: str, words: str) -> None:
    """End a command because of what it was asked for."""
    record = cmdlet.error(error_id, "InvalidArgument", NotSupportedException())
    record.error_details = o.ErrorDetails(message=words)
    cmdlet.throw_terminating(record)
