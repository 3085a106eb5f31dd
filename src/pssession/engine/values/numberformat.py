"""Numbers by .NET's format strings: standard (`N2`, `X8`) and custom (`#,##0.00`).

Source: .NET standard and custom numeric format strings; en-US as ICU 72 has it.
"""

from __future__ import annotations

import decimal
import re
from typing import Any

from pssession.engine.errors import FormatException
from pssession.engine.values.cultures import Culture, current
from pssession.engine.values.numbertext import decimal_text, layout, number_text
from pssession.objects import BigInteger, Byte, Int16, Int64, SByte, UInt16, UInt32, UInt64

_STANDARD = re.compile(r"([A-Za-z])(\d{0,9})")
_BITS: dict[type[Any], int] = {SByte: 8, Byte: 8, Int16: 16, UInt16: 16, int: 32, UInt32: 32, Int64: 64, UInt64: 64}
_CONTEXT = decimal.Context(prec=1200, rounding=decimal.ROUND_HALF_UP, Emax=999999, Emin=-999999)


def format_number(value: Any, text: str, culture: Culture | None = None) -> str:
    """Write a number by a format.

    Raises:
        FormatException: The format does not suit the number.
    """
    culture = culture or current()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        numbers = culture.numbers
        return numbers.nan if value != value else numbers.infinity if value > 0 else numbers.sign + numbers.infinity
    if not text:
        return _localised(number_text(value, shortest=True), culture)
    match = _STANDARD.fullmatch(text)
    if match is None:
        return _custom(value, text, culture)
    kind, precision = match[1].upper(), int(match[2]) if match[2] else -1
    writer = _WRITERS.get(kind)
    if writer is None or (kind in "DXB" and not isinstance(value, int)):
        raise FormatException("Format specifier was invalid.")
    written: str = writer(value, precision, match[1], culture)
    return written


def _localised(text: str, culture: Culture) -> str:
    """Put a culture's point and sign into a number without groups."""
    numbers = culture.numbers
    if numbers.decimal == "." and numbers.sign == "-":
        return text
    body = text.removeprefix("-").replace(".", numbers.decimal)
    return body if not text.startswith("-") else numbers.sign + body


def _exact(value: Any) -> decimal.Decimal:
    return decimal.Decimal(value) if not isinstance(value, int) else decimal.Decimal(int(value))


def _rounded(value: Any, places: int) -> tuple[bool, str]:
    """Give sign and digits with a fixed number of places, halves away from zero."""
    number = _exact(value).quantize(decimal.Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)
    text = format(abs(number), "f")
    negative = (number < 0 or (isinstance(value, float) and str(number).startswith("-"))) and (
        isinstance(value, float) or text.strip("0.") != ""
    )
    return negative, text


def _grouped(text: str, sizes: tuple[int, ...], separator: str, decimal_point: str) -> str:
    """Put separators between groups of digits; the last size counts for all further groups."""
    whole, point, fraction = text.partition(".")
    digits = whole.lstrip("0") or "0"
    groups: list[str] = []
    place = 0
    while digits:
        size = sizes[min(place, len(sizes) - 1)] if sizes else 0
        if not size or len(digits) <= size:
            groups.insert(0, digits)
            break
        groups.insert(0, digits[-size:])
        digits = digits[:-size]
        place += 1
    return separator.join(groups) + (decimal_point + fraction if point else "")


def _currency(value: Any, precision: int, letter: str, culture: Culture) -> str:
    numbers = culture.numbers
    negative, text = _rounded(value, numbers.currency_digits if precision < 0 else precision)
    shown = _grouped(text, numbers.sizes, numbers.currency_group, numbers.currency_decimal)
    return (numbers.currency_negative if negative else numbers.currency).format(shown)


def _decimal(value: Any, precision: int, letter: str, culture: Culture) -> str:
    text = str(abs(int(value))).zfill(max(precision, 0))
    return (culture.numbers.sign if value < 0 else "") + text


def _scientific(value: Any, precision: int, letter: str, culture: Culture) -> str:
    return _localised(exponent_text(value, 6 if precision < 0 else precision, letter, 3), culture)


def exponent_text(value: Any, places: int, letter: str, width: int, plus: bool = True) -> str:
    """Write a number with one digit before the point and an exponent of at least `width` digits."""
    number = _exact(value)
    if number == 0:
        digits, power = "0" * (places + 1), 0
    else:
        power = number.adjusted()
        scaled = (
            abs(number)
            .scaleb(-power, context=_CONTEXT)
            .quantize(decimal.Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)
        )
        if scaled >= 10:
            power += 1
            scaled = scaled.scaleb(-1).quantize(decimal.Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)
        digits = format(scaled, "f").replace(".", "")
    body = digits[0] + ("." + digits[1:] if places else "")
    sign = "-" if number < 0 else ""
    mark = "-" if power < 0 else "+" if plus else ""
    return f"{sign}{body}{letter}{mark}{abs(power):0{width}d}"


def _fixed(value: Any, precision: int, letter: str, culture: Culture) -> str:
    negative, text = _rounded(value, culture.numbers.digits if precision < 0 else precision)
    return _localised(("-" if negative else "") + text, culture)


def _general(value: Any, precision: int, letter: str, culture: Culture) -> str:
    return _localised(_shortest(value, precision, letter), culture)


def _shortest(value: Any, precision: int, letter: str) -> str:
    if precision <= 0:
        if isinstance(value, (float, int)):
            return number_text(value, shortest=True)
        return decimal_text(value)
    number = _exact(value)
    if number == 0:
        return "0"
    rounded = decimal.Context(prec=precision, rounding=decimal.ROUND_HALF_UP, Emax=999999, Emin=-999999).create_decimal(number)
    power = rounded.adjusted()
    digits = "".join(map(str, rounded.as_tuple().digits)).rstrip("0") or "0"
    text = layout(digits, power, precision)
    if letter == "g":
        text = text.replace("E", "e")
    return ("-" if number < 0 else "") + text


def _number(value: Any, precision: int, letter: str, culture: Culture) -> str:
    numbers = culture.numbers
    negative, text = _rounded(value, numbers.digits if precision < 0 else precision)
    shown = _grouped(text, numbers.sizes, numbers.group, numbers.decimal)
    return numbers.negative.format(shown) if negative else shown


def _percent(value: Any, precision: int, letter: str, culture: Culture) -> str:
    numbers = culture.numbers
    negative, text = _rounded(_exact(value) * 100, numbers.percent_digits if precision < 0 else precision)
    shown = _grouped(text, numbers.sizes, numbers.group, numbers.decimal)
    return (numbers.percent_negative if negative else numbers.percent).format(shown)


def _round_trip(value: Any, precision: int, letter: str, culture: Culture) -> str:
    if isinstance(value, (float, BigInteger)):
        return _localised(number_text(value, shortest=True), culture)
    if isinstance(value, int):
        raise FormatException("Format specifier was invalid.")
    return _localised(decimal_text(value), culture)


def _bits(value: Any, base: int) -> str:
    number = int(value)
    if number < 0:
        width = _BITS.get(type(value))
        if width is None:
            width = 8 * ((number.bit_length() + 8) // 8)
        number += 2**width
    return f"{number:x}" if base == 16 else f"{number:b}"


def _hexadecimal(value: Any, precision: int, letter: str, culture: Culture) -> str:
    text = _bits(value, 16)
    if isinstance(value, BigInteger) and value >= 0 and int(text[0], 16) > 7:
        text = "0" + text
    text = text.zfill(max(precision, 0))
    return text.upper() if letter == "X" else text


def _binary(value: Any, precision: int, letter: str, culture: Culture) -> str:
    return _bits(value, 2).zfill(max(precision, 0))


_WRITERS: dict[str, Any] = {
    "C": _currency,
    "D": _decimal,
    "E": _scientific,
    "F": _fixed,
    "G": _general,
    "N": _number,
    "P": _percent,
    "R": _round_trip,
    "X": _hexadecimal,
    "B": _binary,
}


def _sections(text: str) -> list[str]:
    """Cut a custom format at its semicolons."""
    parts, start, index = [], 0, 0
    quote = ""
    while index < len(text):
        letter = text[index]
        if quote:
            if letter == quote:
                quote = ""
        elif letter in "'\"":
            quote = letter
        elif letter == "\\":
            index += 1
        elif letter == ";":
            parts.append(text[start:index])
            start = index + 1
        index += 1
    parts.append(text[start:])
    return parts


def _custom(value: Any, text: str, culture: Culture) -> str:
    sections = _sections(text)
    number = _exact(value)
    negative = number < 0
    section = sections[0]
    if negative and len(sections) > 1 and sections[1]:
        section, number, negative = sections[1], -number, False
    elif number == 0 and len(sections) > 2 and sections[2]:
        section = sections[2]
    elif negative and len(sections) > 1 and not sections[1]:
        section = sections[0]
    shown, is_zero = _fill(section, abs(number), isinstance(value, float), culture)
    if is_zero and number != 0 and len(sections) > 2 and sections[2]:
        shown, _ = _fill(sections[2], decimal.Decimal(0), False, culture)
        return shown
    return f"{culture.numbers.sign}{shown}" if negative and not is_zero else shown


class _Layout:
    """Hold what a custom section asks for."""

    def __init__(self, section: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.whole: list[int] = []
        self.fraction: list[int] = []
        self.grouped = False
        self.scale = 0
        self.exponent: tuple[str, str, int] | None = None
        self._read(section)

    def _read(self, section: str) -> None:
        index, point, pending_commas = 0, False, 0
        while index < len(section):
            letter = section[index]
            index += 1
            if letter in "0#":
                if pending_commas and not point:
                    self.grouped = True
                pending_commas = 0
                (self.fraction if point else self.whole).append(len(self.tokens))
                self.tokens.append(("digit", letter))
            elif letter == ".":
                if not point:
                    self.scale -= 3 * pending_commas
                    pending_commas = 0
                    point = True
                    self.tokens.append(("point", "."))
            elif letter == ",":
                if self.whole and not point:
                    pending_commas += 1
            elif letter in "%‰":
                self.scale += 2 if letter == "%" else 3
                self.tokens.append(("text", letter))
            elif letter in "'\"":
                stop = section.find(letter, index)
                stop = len(section) if stop < 0 else stop
                self.tokens.append(("text", section[index:stop]))
                index = stop + 1
            elif letter == "\\" and index < len(section):
                self.tokens.append(("text", section[index]))
                index += 1
            elif letter in "eE" and (match := re.compile(r"([+-]?)(0+)").match(section, index)) and self.whole + self.fraction:
                self.exponent = (letter, match[1], len(match[2]))
                self.tokens.append(("exponent", ""))
                index = match.end()
            else:
                self.tokens.append(("text", letter))
        if not point:
            self.scale -= 3 * pending_commas


def _fill(section: str, number: decimal.Decimal, is_float: bool, culture: Culture) -> tuple[str, bool]:
    layout_ = _Layout(section)
    if is_float and number:
        number = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_EVEN).create_decimal(number)
    number = number.scaleb(layout_.scale, context=_CONTEXT)
    power = 0
    if layout_.exponent is not None and number:
        power = number.adjusted() - (len(layout_.whole) - 1 if layout_.whole else -1)
        number = number.scaleb(-power, context=_CONTEXT)
    places = len(layout_.fraction)
    rounded = number.quantize(decimal.Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)
    if layout_.exponent is not None and layout_.whole and rounded >= 10 ** len(layout_.whole):
        power += 1
        rounded = rounded.scaleb(-1).quantize(decimal.Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)
    whole, _, fraction = format(rounded, "f").partition(".")
    whole = whole.lstrip("0")
    zeros = [layout_.tokens[place][1] == "0" for place in layout_.whole]
    minimum = len(zeros) - zeros.index(True) if True in zeros else 0
    whole = whole.rjust(minimum, "0")
    kept = len(fraction.rstrip("0"))
    for index, place in enumerate(layout_.fraction):
        if layout_.tokens[place][1] == "0":
            kept = max(kept, index + 1)
    fraction = fraction[:kept]
    return _assemble(layout_, whole, fraction, power, culture), rounded == 0


def _assemble(layout_: _Layout, whole: str, fraction: str, power: int, culture: Culture) -> str:
    out: list[str] = []
    numbers = culture.numbers
    slots = len(layout_.whole)
    position = len(whole)
    seen = 0
    for index, (kind, text) in enumerate(layout_.tokens):
        if kind == "digit" and index in layout_.whole:
            remaining = slots - seen
            seen += 1
            while position > 0 and (position >= remaining):
                out.append(whole[len(whole) - position])
                position -= 1
                if layout_.grouped and position and position % 3 == 0:
                    out.append(numbers.group)
                if position < remaining:
                    break
        elif kind == "point":
            if not slots and whole:
                out.append(whole)
            if fraction:
                out.append(numbers.decimal)
        elif kind == "digit":
            place = layout_.fraction.index(index)
            if place < len(fraction):
                out.append(fraction[place])
        elif kind == "exponent":
            assert layout_.exponent is not None
            letter, sign, width = layout_.exponent
            mark = "-" if power < 0 else "+" if sign == "+" else ""
            out.append(f"{letter}{mark}{abs(power):0{width}d}")
        else:
            out.append(text)
    return "".join(out)
