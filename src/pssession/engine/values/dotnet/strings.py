"""String.

Source: System.String.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, ArgumentNullException, ArgumentOutOfRangeException
from pssession.engine.values import collation, enumeration
from pssession.engine.values.composite import culture_text, format_composite
from pssession.engine.values.conversions.containers import utf16_units
from pssession.engine.values.cultures import Culture
from pssession.engine.values.tables import TypeTable


def _units(text: str) -> str:
    """Give a text with one Python character per UTF-16 unit, so that indexes are .NET's."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(map(chr, utf16_units(text)))


def _joined(text: str) -> str:
    """Undo `_units`."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def length(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) if text.isascii() else len(_units(text))


def _check(index: int, text: str, name: str, *, actual: bool = True) -> None:
    if index < 0:
        raise ArgumentOutOfRangeException(f"{name} ('{index}') must be a non-negative value.", name, index)
    if index > len(text):
        raise ArgumentOutOfRangeException(f"{name} cannot be larger than length of string.", name)


def _substring(value: str, start: int, count: int | None = None) -> str:
    text = _units(value)
    if start < 0:
        if count is None:
            raise ArgumentOutOfRangeException(f"startIndex ('{start}') must be a non-negative value.", "startIndex", start)
        raise ArgumentOutOfRangeException("StartIndex cannot be less than zero.", "startIndex")
    if start > len(text):
        raise ArgumentOutOfRangeException("startIndex cannot be larger than length of string.", "startIndex")
    if count is None:
        return _joined(text[start:])
    if count < 0:
        raise ArgumentOutOfRangeException("Length cannot be less than zero.", "length")
    if start + count > len(text):
        raise ArgumentOutOfRangeException("Index and length must refer to a location within the string.", "length")
    return _joined(text[start : start + count])


def _comparison(rest: tuple[Any, ...]) -> int | None:
    """Find a StringComparison among the arguments: its number, None where there is none."""
    for item in rest:
        kind = getattr(getattr(item, "type", None), "key", "")
        if kind == "System.StringComparison":
            return int(item)
    for item in rest:
        if type(item) is bool:
            return 1 if item else 0
    return None


def folded(text: str, mode: int | None) -> str:
    return text.lower() if mode in (1, 3, 5) else text


def _numbers(rest: tuple[Any, ...]) -> list[int]:
    return [item for item in rest if type(item) is int]


def _index_of(value: str, what: Any, *rest: Any) -> int:
    mode = _comparison(rest)
    text, wanted = folded(_units(value), mode), folded(str(what), mode)
    places = _numbers(rest)
    start = places[0] if places else 0
    if start < 0 or start > len(text):
        raise ArgumentOutOfRangeException(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "startIndex"
        )
    stop = start + places[1] if len(places) > 1 else len(text)
    return text.find(wanted, start, stop)


def _last_index_of(value: str, what: Any, *rest: Any) -> int:
    mode = _comparison(rest)
    text, wanted = folded(_units(value), mode), folded(str(what), mode)
    places = _numbers(rest)
    if places:
        start = places[0]
        low = start - places[1] + 1 if len(places) > 1 else 0
        return text.rfind(wanted, max(low, 0), start + 1)
    return text.rfind(wanted)


def _any_of(letters: Any) -> set[str]:
    return {str(letter) for letter in letters}


def _index_of_any(value: str, letters: Any, start: int = 0, count: int | None = None) -> int:
    wanted = _any_of(letters)
    stop = len(value) if count is None else start + count
    return next((index for index in range(start, stop) if value[index] in wanted), -1)


def _last_index_of_any(value: str, letters: Any, *rest: Any) -> int:
    wanted = _any_of(letters)
    return next((index for index in range(len(value) - 1, -1, -1) if value[index] in wanted), -1)


def _split(value: str, *arguments: Any) -> list[str]:
    separators: list[str] | None = None
    limit, options = -1, 0
    for item in arguments:
        if type(item) is int:
            limit = item
        elif getattr(getattr(item, "type", None), "key", "") == "System.StringSplitOptions":
            options = int(item)
        elif type(item) in (str, o.Char):
            separators = [str(item)]
        elif item is not None:
            separators = [str(part) for part in item]
    separators = [part for part in separators or [] if part]
    parts: list[str] = []
    if limit == 0:
        return []
    rest = value
    if limit == 1:
        parts = [value]
    elif not separators and not any(type(a) is str for a in arguments):
        parts = _cut_spaces(value, limit)
    else:
        while limit < 0 or len(parts) < limit - 1:
            place, width = _first_of(rest, separators or [])
            if place < 0:
                break
            piece = rest[:place]
            rest = rest[place + width :]
            if options & 2:
                piece = piece.strip()
            if piece or not options & 1:
                parts.append(piece)
        parts.append(rest)
    if options & 2:
        parts = [part.strip() for part in parts]
    if options & 1:
        parts = [part for part in parts if part]
    return parts


def _first_of(text: str, separators: list[str]) -> tuple[int, int]:
    best, width = -1, 0
    for part in separators:
        place = text.find(part)
        if place >= 0 and (best < 0 or place < best):
            best, width = place, len(part)
    return best, width


def _cut_spaces(value: str, limit: int) -> list[str]:
    parts: list[str] = []
    start = 0
    for index, letter in enumerate(value):
        if letter.isspace() and (limit < 0 or len(parts) < limit - 1):
            parts.append(value[start:index])
            start = index + 1
    return [*parts, value[start:]]


def _trim(side: str) -> Callable[..., str]:
    function: Any = {"both": str.strip, "start": str.lstrip, "end": str.rstrip}[side]

    def run(value: str, letters: Any = None) -> str:
        if letters is None or (not isinstance(letters, (str, o.Char)) and not list(letters)):
            return str(function(value))
        if isinstance(letters, (str, o.Char)):
            return str(function(value, str(letters)))
        return str(function(value, "".join(str(letter) for letter in letters)))

    return run


def replace(value: str, old: Any, new: Any = "", *rest: Any) -> str:
    old, new = str(old), "" if new is None else str(new)
    if not old:
        raise ArgumentException("String cannot be of zero length.", "oldValue")
    mode = _comparison(rest)
    if mode in (1, 3, 5):
        out, start, low, wanted = [], 0, value.lower(), old.lower()
        while (place := low.find(wanted, start)) >= 0:
            out += [value[start:place], new]
            start = place + len(old)
        return "".join([*out, value[start:]])
    return value.replace(old, new)


def _starts(value: str, what: Any, *rest: Any) -> bool:
    mode = _comparison(rest)
    return folded(value, mode).startswith(folded(str(what), mode))


def _ends(value: str, what: Any, *rest: Any) -> bool:
    mode = _comparison(rest)
    return folded(value, mode).endswith(folded(str(what), mode))


def _contains(value: str, what: Any, *rest: Any) -> bool:
    mode = _comparison(rest)
    return folded(str(what), mode) in folded(value, mode)


def _insert(value: str, index: int, text: str) -> str:
    if index < 0 or index > len(value):
        raise ArgumentOutOfRangeException("Specified argument was out of the range of valid values.", "startIndex")
    return value[:index] + text + value[index:]


def remove(value: str, start: int, count: int | None = None) -> str:
    if start < 0:
        raise ArgumentOutOfRangeException("StartIndex cannot be less than zero.", "startIndex")
    if start > len(value) or (count is None and start > len(value)):
        raise ArgumentOutOfRangeException("startIndex must be less than length of string.", "startIndex")
    if count is None:
        return value[:start]
    if count < 0 or start + count > len(value):
        raise ArgumentOutOfRangeException("Index and count must refer to a location within the string.", "count")
    return value[:start] + value[start + count :]


def _pad(side: str) -> Callable[..., str]:
    def run(value: str, width: int, letter: Any = " ") -> str:
        if width < 0:
            raise ArgumentOutOfRangeException("Non-negative number required.", "totalWidth")
        return value.rjust(width, str(letter)) if side == "left" else value.ljust(width, str(letter))

    return run


def _equals(value: str, other: Any, *rest: Any) -> bool:
    mode = _comparison(rest)
    return isinstance(other, str) and folded(value, mode) == folded(other, mode)


def _characters(value: str, start: int = 0, count: int | None = None) -> list[o.Char]:
    units = utf16_units(value)
    return [o.Char(unit) for unit in units[start : None if count is None else start + count]]


_FORMS: dict[int, Any] = {1: "NFC", 2: "NFD", 5: "NFKC", 6: "NFKD"}


def hash_code(value: str, *rest: Any) -> int:
    total = 5381
    for unit in utf16_units(value):
        total = (total * 33 ^ unit) & 0xFFFFFFFF
    return total - 2**32 if total >= 2**31 else total


def _copy_to(value: str, source: int, target: list[Any], place: int, count: int) -> None:
    target[place : place + count] = _characters(value, source, count)


_METHODS: dict[str, Any] = {
    "Substring": _substring,
    "IndexOf": _index_of,
    "LastIndexOf": _last_index_of,
    "IndexOfAny": _index_of_any,
    "LastIndexOfAny": _last_index_of_any,
    "Split": _split,
    "Trim": _trim("both"),
    "TrimStart": _trim("start"),
    "TrimEnd": _trim("end"),
    "Replace": replace,
    "ReplaceLineEndings": lambda value, new="\n": value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", new),
    "ToUpper": lambda value, *rest: value.upper() if value.isascii() else "".join(c.upper() if len(c.upper()) == 1 else c for c in value),
    "ToLower": lambda value, *rest: value.lower() if value.isascii() else "".join(c.lower() if len(c.lower()) == 1 else c for c in value),
    "ToUpperInvariant": lambda value: "".join(c.upper() if len(c.upper()) == 1 else c for c in value),
    "ToLowerInvariant": lambda value: "".join(c.lower() if len(c.lower()) == 1 else c for c in value),
    "StartsWith": _starts,
    "EndsWith": _ends,
    "Contains": _contains,
    "Insert": _insert,
    "Remove": remove,
    "PadLeft": _pad("left"),
    "PadRight": _pad("right"),
    "Equals": _equals,
    "CompareTo": lambda value, other: 1 if other is None else collation.compare(value, str(other), False),
    "ToCharArray": _characters,
    "ToString": lambda value, *rest: value,
    "Clone": lambda value: value,
    "Normalize": lambda value, form=1: unicodedata.normalize(_FORMS[int(form)], value),
    "IsNormalized": lambda value, form=1: unicodedata.is_normalized(_FORMS[int(form)], value),
    "GetHashCode": hash_code,
    "GetEnumerator": lambda value: iter(_characters(value)),
    "CopyTo": lambda value, source, target, place, count: target.__setitem__(
        slice(place, place + count), _characters(value, source, count)
    ),
}


def _compare(left: Any, right: Any, *rest: Any) -> int:
    if left is None or right is None:
        return 0 if left is right else (-1 if left is None else 1)
    if type(left) is str and type(right) is int:
        start, other, second, count = right, rest[0], rest[1], rest[2]
        return _compare(left[start : start + count], other[second : second + count], *rest[3:])
    mode = _comparison(rest)
    if mode in (4, 5):
        first, last = folded(left, mode), folded(right, mode)
        return ordinal(first, last)
    return collation.compare(left, right, mode in (1, 3))


def ordinal(left: str, right: str) -> int:
    first, second = utf16_units(left), utf16_units(right)
    for a, b in zip(first, second):
        if a != b:
            return a - b
    return len(first) - len(second)


def text_of(value: Any) -> str:
    return "" if value is None else value if type(value) is str else culture_text(value)


def join(separator: Any, *values: Any) -> str:
    items = values[0] if len(values) == 1 and isinstance(values[0], (list, tuple)) else list(values)
    if len(values) == 3 and isinstance(values[0], list) and type(values[1]) is int:
        start, count = values[1], values[2]
        if start + count > len(values[0]):
            raise ArgumentOutOfRangeException(
                f"startIndex ('{start}') must be less than or equal to '{len(values[0]) - count}'.", "startIndex", start
            )
        items = values[0][start : start + count]
    return ("" if separator is None else str(separator)).join([text_of(item) for item in items])


def _concat(*values: Any) -> str:
    if len(values) == 1:
        items = enumeration.iterate(values[0])
        if items is not None:
            return "".join([text_of(item) for item in items])
    return "".join([text_of(item) for item in values])


def format_text(text: Any, *arguments: Any) -> str:
    if text is None or isinstance(text, Culture):
        culture, text, arguments = (text, arguments[0], arguments[1:])
    else:
        culture = None
    if text is None:
        raise ArgumentNullException(None, "format")
    given = list(arguments[0]) if len(arguments) == 1 and isinstance(arguments[0], list) else list(arguments)
    return format_composite(text, given, culture)


def _new_string(*arguments: Any) -> str:
    first = arguments[0]
    if isinstance(first, o.Char):
        count: int = arguments[1]
        return str(first) * count
    text = "".join(str(letter) for letter in first or ())
    return text[arguments[1] : arguments[1] + arguments[2]] if len(arguments) == 3 else text


def _get_char(value: str, index: int) -> o.Char:
    return o.Char(ord(_units(value)[index]))


_STRING = TypeTable(
    "System.String",
    methods=_METHODS,
    properties={"Length": length},
    static={
        "IsNullOrEmpty": lambda value: not value,
        "IsNullOrWhiteSpace": lambda value: not value or value.isspace(),
        "Join": join,
        "Format": format_text,
        "Concat": _concat,
        "Compare": _compare,
        "CompareOrdinal": ordinal,
        "Equals": lambda a, b, *rest: a == b if a is None or b is None else _equals(a, b, *rest),
        "Copy": lambda value: value,
        "Intern": lambda value: value,
        "IsInterned": lambda value: value,
    },
    static_properties={"Empty": ""},
    new=_new_string,
)

TABLES = (_STRING,)
