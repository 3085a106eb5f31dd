"""Which files and folders Get-ChildItem is asked for: -File, -Directory, -Hidden, -ReadOnly, -System and -Attributes.

Source: Get-ChildItem's help.
"""

from __future__ import annotations

from collections.abc import Callable

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.providers.provider import Item

Test = Callable[[Item], bool]

_READ_ONLY, _HIDDEN, _SYSTEM = 1, 2, 4


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
        wanted = cmdlet.attributes
        tests.append(lambda item: wanted.evaluate(_bits(item)))
        hidden = hidden or wanted.mentions(_HIDDEN)
    if not tests:
        return None, hidden
    if len(tests) == 1:
        return tests[0], hidden
    return lambda item: all(test(item) for test in tests), hidden


def _bits(item: Item) -> int:
    found = getattr(item.value, "attributes", 0)
    return found if type(found) is int else 0
