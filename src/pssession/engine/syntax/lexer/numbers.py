"""Numbers: 0x1F, 0b11, 1.5e3, suffixes y uy s us u l ul n d, multipliers kb to pb.

`number_value` is what conversions from text use too. Values are those of `objects`; a plain int is an Int32.

Source: about_Numeric_Literals; limits and roundings as PowerShell 7.6 was seen to apply them.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import DASHES, DIGITS, NUMBER_ENDS, WORD_ENDS
from pssession.engine.syntax.lexer.state import EXPRESSION, LexerState
from pssession.engine.syntax.tokens import NumberToken, Token
from pssession.objects.numbers import BigInteger, Byte, Decimal, Int16, Int64, SByte, UInt16, UInt32, UInt64

_NUMBER = TokenKind.Number

_plain = re.compile(r"[0-9]+").match
_number = re.compile(
    rf"(?P<sign>[{DASHES}+]?)"
    r"(?:0[xX](?P<hex>[0-9a-fA-F]*)|0[bB](?P<binary>[01]*)"
    rf"|(?P<digits>[0-9]*)(?P<point>\.(?!\.)[0-9]*)?(?P<exponent>[eE][{DASHES}+]?[0-9]*)?)"
    r"(?P<suffix>[uU][lLsSyY]?|[sSlLdDyYnN])?"
    r"(?P<multiplier>[kKmMgGtTpP][bB])?"
).match
_MULTIPLIERS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}

_Range = tuple[type[Any], int, int]
_INT32: _Range = (int, -(1 << 31), (1 << 31) - 1)
_INT64: _Range = (Int64, -(1 << 63), (1 << 63) - 1)
_UINT64: _Range = (UInt64, 0, (1 << 64) - 1)
# The types that a suffix stands for, the first that fits.
_TYPES: dict[str, tuple[_Range, ...]] = {
    "": (_INT32, _INT64),
    "y": ((SByte, -128, 127),),
    "uy": ((Byte, 0, 255),),
    "s": ((Int16, -(1 << 15), (1 << 15) - 1),),
    "us": ((UInt16, 0, (1 << 16) - 1),),
    "l": (_INT64,),
    "u": ((UInt32, 0, (1 << 32) - 1), _UINT64),
    "ul": (_UINT64,),
}
_LARGEST_DECIMAL = (1 << 96) - 1
_HEX_DIGITS = {"y": 2, "s": 4, "l": 16}
_SIGNED_BITS = frozenset((8, 16, 32, 64, 96))


def number_value(found: re.Match[str]) -> Any:
    """Give the value of a match of a number, None where it does not fit its type."""
    suffix = (found["suffix"] or "").lower()
    factor = _MULTIPLIERS[found["multiplier"][0].lower()] if found["multiplier"] else 1
    negative = found["sign"] not in ("", "+")
    if found["hex"] is not None:
        whole, suffix = _hexadecimal(found["hex"], suffix)
        return _fit(-whole * factor if negative else whole * factor, suffix, decimal_digits=False)
    if found["binary"] is not None:
        whole, suffix = _binary(found["binary"], suffix)
        return _fit(-whole * factor if negative else whole * factor, suffix, decimal_digits=False)
    if found["point"] is None and found["exponent"] is None:
        whole = _integer(found["digits"])
        return _fit(-whole * factor if negative else whole * factor, suffix, decimal_digits=True)
    text = (found["digits"] or "0") + (found["point"] or "") + (found["exponent"] or "")
    for dash in DASHES[1:]:
        text = text.replace(dash, "-")
    return _real("-" + text if negative else text, suffix, factor)


def _integer(digits: str) -> int:
    if len(digits) <= 4000:
        return int(digits)
    value = 0  # the interpreter refuses longer ones in one piece
    for start in range(0, len(digits), 4000):
        piece = digits[start : start + 4000]
        value = value * 10 ** len(piece) + int(piece)
    return value


def _hexadecimal(digits: str, suffix: str) -> tuple[int, str]:
    """Read hexadecimal digits; those that fill a signed type are two's complement."""
    value = int(digits or "0", 16)
    width = _HEX_DIGITS.get(suffix, 8 if len(digits) < 15 else 16)
    if not suffix.startswith("u"):
        padded = digits if len(digits) == width else "0" + digits
        if int(padded[0], 16) >= 8:
            value -= 1 << (4 * len(padded))
        length = len(padded)
    else:
        length = len(digits) + 1
    if length == 16 and suffix in ("", "u"):
        suffix += "l"
    return value, suffix


def _binary(digits: str, suffix: str) -> tuple[int, str]:
    """Read binary digits; those that fill a signed type are two's complement."""
    value = int(digits, 2)
    count = len(digits)
    if digits[0] == "1" and not suffix.startswith("u") and (count in _SIGNED_BITS or count >= 128):
        value -= 1 << (count + 7) // 8 * 8 if count % 8 == 0 else 0
    if count == 64 and suffix in ("", "u"):
        suffix += "l"
    return value, suffix


def _fit(value: int, suffix: str, *, decimal_digits: bool) -> Any:
    if suffix == "n":
        return BigInteger(value)
    if suffix == "d":
        return Decimal(value) if -_LARGEST_DECIMAL <= value <= _LARGEST_DECIMAL else None
    for made, low, high in _TYPES[suffix]:
        if low <= value <= high:
            return value if made is int else made(value)
    if suffix or not decimal_digits:
        return None
    if -_LARGEST_DECIMAL <= value <= _LARGEST_DECIMAL:
        return Decimal(value)
    try:
        return float(value)
    except OverflowError:
        return None


def _real(text: str, suffix: str, factor: int) -> Any:
    if suffix == "d":
        return _decimal(text, factor)
    value = float(text) * factor
    if not suffix:
        return value
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return _fit(round(value), suffix, decimal_digits=False)


def _decimal(text: str, factor: int) -> Any:
    """Read a System.Decimal: at most 28 places, as many digits as 96 bits hold, half to even beyond."""
    import decimal

    with decimal.localcontext(decimal.Context(prec=200, rounding=decimal.ROUND_HALF_EVEN, Emax=999999, Emin=-999999)):
        try:
            value = decimal.Decimal(text)
        except decimal.InvalidOperation:
            return None
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or value.adjusted() > 40:
            return None
        if exponent > 0:
            value = value.quantize(decimal.Decimal(1))
        elif exponent < -28:
            value = value.quantize(decimal.Decimal(1).scaleb(-28))
        value *= factor
        while abs(value.scaleb(_scale(value))) > _LARGEST_DECIMAL:
            scale = _scale(value)
            if scale == 0:
                return None
            value = value.quantize(decimal.Decimal(1).scaleb(1 - scale))
        return Decimal(value)


def _scale(value: Any) -> int:
    return -int(value.as_tuple().exponent)


class Numbers(LexerState):
    """Scan numbers."""

    __slots__ = ()

    def scan_number(self, start: int) -> Token:
        """Scan a number, or the word that only looked like one."""
        text = self.text
        found = _plain(text, start)
        if found is not None:
            end = found.end()
            character = text[end]
            if end - start < 10 and (character in WORD_ENDS or (character in "])+-*/=" and self.mode == EXPRESSION)):
                return self.keep(NumberToken, _NUMBER, start, end, int(found[0]))  # type: ignore[no-any-return]  # keep makes any token
        match = _number(text, start)
        assert match is not None  # every part of the pattern may be empty
        end = match.end()
        if not self._ends_number(text[end]) or not _is_whole(match):
            return self.scan_generic(start)
        value = number_value(match)
        if value is None:
            if self.mode != EXPRESSION:
                return self.scan_generic(start)
            self.error(start, end, "BadNumericConstant", text[start:end])
        return self.keep(NumberToken, _NUMBER, start, end, value)  # type: ignore[no-any-return]  # keep makes any token

    def is_number(self, start: int) -> bool:
        """Tell whether a number stands at an offset."""
        match = _number(self.text, start)
        return match is not None and self._ends_number(self.text[match.end()]) and _is_whole(match)

    def _ends_number(self, character: str) -> bool:
        if character in WORD_ENDS:
            return True
        if self.mode != EXPRESSION:
            return False
        return character in NUMBER_ENDS or (self.end_number_on_ternary and character in "?:")


def _is_whole(match: re.Match[str]) -> bool:
    if match["hex"] is not None:
        return True
    if match["binary"] is not None:
        return match["binary"] != ""
    exponent = match["exponent"]
    if exponent is not None and exponent[-1] not in DIGITS:
        return False
    return bool(match["digits"]) or (match["point"] is not None and len(match["point"]) > 1)
