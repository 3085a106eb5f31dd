"""Which files and folders Get-ChildItem is asked for: -File, -Directory, -Hidden, -ReadOnly, -System and -Attributes.

-Attributes is an expression of FileAttributes: `,` is or, `+` is and, `!` is not.
Source: Get-ChildItem's help; System.Management.Automation.FlagsExpression`1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.providers.provider import Item
from pssession.engine.values import enums
from pssession.engine.values.conversions import convert, to_string

Test = Callable[[Item], bool]

_READ_ONLY, _HIDDEN, _SYSTEM = 1, 2, 4
_NAMES = {"d": "Directory", "h": "Hidden", "r": "ReadOnly", "s": "System", "a": "Archive", "l": "ReparsePoint"}


def attribute_test(cmdlet: Cmdlet) -> tuple[Test | None, bool]:
    """Make the test that the parameters ask for, None for all items, and tell whether it asks for hidden ones."""
    tests: list[Test] = []
    if cmdlet.directory and not cmdlet.file:
        tests.append(lambda item: item.is_container)
    if cmdlet.file and not cmdlet.directory:
        tests.append(lambda item: not item.is_container)
    if cmdlet.file and cmdlet.directory:
        tests.append(lambda item: False)
    bits = (_READ_ONLY if cmdlet.read_only else 0) | (_HIDDEN if cmdlet.hidden else 0) | (_SYSTEM if cmdlet.system else 0)
    if bits:
        tests.append(lambda item: bool(_bits(item) & bits == bits))
    hidden = bool(bits & _HIDDEN)
    if cmdlet.attributes is not None:
        test, asks = _expression(cmdlet.attributes)
        tests.append(test)
        hidden = hidden or asks
    if not tests:
        return None, hidden
    if len(tests) == 1:
        return tests[0], hidden
    return lambda item: all(test(item) for test in tests), hidden


def _bits(item: Item) -> int:
    found = getattr(item.value, "attributes", 0)
    return found if type(found) is int else 0


def _expression(value: Any) -> tuple[Test, bool]:
    """Read an expression; a value that is no text is taken as flags that must all be set."""
    text = to_string(value)
    choices: list[list[tuple[int, bool]]] = []
    hidden = False
    for choice in text.split(","):
        terms: list[tuple[int, bool]] = []
        for term in choice.split("+"):
            word = term.strip()
            negated = word.startswith("!")
            word = word.lstrip("!").strip()
            number = enums.number_of(convert(_NAMES.get(word.lower(), word), "System.IO.FileAttributes"))
            hidden = hidden or (bool(number & _HIDDEN))
            terms.append((number, negated))
        choices.append(terms)

    def test(item: Item) -> bool:
        bits = _bits(item)
        return any(all(bool(bits & number) is not negated for number, negated in terms) for terms in choices)

    return test, hidden
