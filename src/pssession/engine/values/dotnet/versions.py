"""Version and SemanticVersion.

Source: System.Version, System.Management.Automation.SemanticVersion.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.errors import ArgumentException, ArgumentOutOfRangeException, FormatException
from pssession.engine.values.tables import TypeTable
from pssession.objects import SemanticVersion, Version


def _parse_version(text: Any) -> Version:
    parts = str(text).split(".")
    if not 2 <= len(parts) <= 4:
        raise ArgumentException("Version string portion was too short or too long.", "input")
    for part in parts:
        if not part.strip().lstrip("+-").isdigit():
            raise FormatException(f"The input string '{part}' was not in a correct format.")
        if int(part) < 0:
            raise ArgumentOutOfRangeException("Version's parameters must be greater than or equal to zero.", "input")
    return Version(*[int(part) for part in parts])


def _new_version(*arguments: Any) -> Version:
    if not arguments:
        return Version(0, 0)
    if isinstance(arguments[0], str):
        return _parse_version(arguments[0])
    if any(number < 0 for number in arguments):
        raise ArgumentOutOfRangeException("Version's parameters must be greater than or equal to zero.", "major")
    return Version(*arguments)


def _parse_semantic(text: Any) -> SemanticVersion:
    if not str(text):
        raise FormatException("The input string '' was not in a correct format.")
    try:
        return SemanticVersion.parse(str(text))
    except ValueError as problem:
        raise FormatException(f"The input string '{text}' was not in a correct format.") from problem


def _new_semantic(*arguments: Any) -> SemanticVersion:
    first = arguments[0]
    if isinstance(first, str):
        return _parse_semantic(first)
    if isinstance(first, Version):
        return SemanticVersion(first.major, first.minor, max(first.build, 0))
    label = arguments[3] if len(arguments) > 3 else None
    if len(arguments) == 4 and label and "+" in label:
        label, _, build = label.partition("+")
        return SemanticVersion(*arguments[:3], label, build)
    return SemanticVersion(*arguments)


def _tried(parse: Callable[[Any], Any]) -> Callable[[Any, Any], bool]:
    def run(text: Any, place: Any) -> bool:
        try:
            place.value = parse(text)
        except (FormatException, ArgumentException):
            place.value = None
            return False
        return True

    return run


def _order(left: Any, right: Any) -> int:
    return 1 if right is None else (left > right) - (left < right)


def _shortened(value: Version, count: int | None = None) -> str:
    text = str(value)
    return text if count is None else ".".join(text.split(".")[:count])


_METHODS: dict[str, Any] = {"CompareTo": _order, "Equals": lambda value, other: type(value) is type(other) and value == other}

TABLES = (
    TypeTable(
        "System.Version",
        new=_new_version,
        parse=_parse_version,
        methods={**_METHODS, "ToString": _shortened},
        properties={
            "MajorRevision": lambda value: -1 if value.revision < 0 else value.revision >> 16,
            "MinorRevision": lambda value: -1 if value.revision < 0 else value.revision & 0xFFFF,
        },
        static={"Parse": _parse_version, "TryParse": _tried(_parse_version)},
        compare=_order,
        to_string=str,
    ),
    TypeTable(
        "System.Management.Automation.SemanticVersion",
        new=_new_semantic,
        parse=_parse_semantic,
        methods={**_METHODS, "ToString": str},
        static={"Parse": _parse_semantic, "TryParse": _tried(_parse_semantic), "Compare": _order},
        compare=_order,
        to_string=str,
    ),
)
