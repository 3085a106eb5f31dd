"""Texts to numbers as Parse methods read them: by a culture's separators and what NumberStyles allow.

The language's own rule for casts stands in `conversions`.

Source: System.Globalization.NumberStyles; Int32.Parse, Double.Parse, Decimal.Parse of .NET 10.
"""

from __future__ import annotations

import re

from pssession.engine.values.cultures import Culture

LEADING_WHITE, TRAILING_WHITE, LEADING_SIGN, TRAILING_SIGN, PARENTHESES = 1, 2, 4, 8, 16
DECIMAL_POINT, THOUSANDS, EXPONENT, CURRENCY, HEXADECIMAL, BINARY = 32, 64, 128, 256, 512, 1024
INTEGER = LEADING_WHITE | TRAILING_WHITE | LEADING_SIGN
NUMBER = INTEGER | TRAILING_SIGN | DECIMAL_POINT | THOUSANDS
FLOAT = INTEGER | DECIMAL_POINT | EXPONENT | THOUSANDS

_NUMBER = re.compile(r"(?P<whole>\d*)(?:\.(?P<fraction>\d*))?(?:[eE](?P<exponent>[+-]?\d+))?")
_SPACES = "\u00a0\u202f"  # groups may be apart by any of these where a culture has one of them


def plain_text(text: str, styles: int, culture: Culture) -> str | None:
    """Give a number's text with a point and no groups.

    Returns:
        `-` and digits, a point and exponent where there are; None for a text that is no such number.
    """
    numbers = culture.numbers
    body = text.lstrip() if styles & LEADING_WHITE else text
    body = body.rstrip() if styles & TRAILING_WHITE else body
    negative = False
    if styles & PARENTHESES and body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    if styles & CURRENCY:
        for symbol in (numbers.currency_symbol, "¤"):
            body = body.replace(symbol, "", 1).strip()
    signs = {numbers.sign: True, "-": True, "+": False, "\u2212": True}
    for sign, is_minus in signs.items():
        if styles & LEADING_SIGN and body.startswith(sign):
            negative, body = is_minus, body[len(sign) :]
            break
        if styles & TRAILING_SIGN and body.endswith(sign):
            negative, body = is_minus, body[: -len(sign)].rstrip()
            break
    if body.lower() in ("nan", numbers.nan.lower()):
        return "NaN"
    if body.lower() in ("infinity", "∞", numbers.infinity.lower()):
        return "-Infinity" if negative else "Infinity"
    point, group = numbers.decimal, numbers.group
    if styles & CURRENCY and numbers.currency_decimal in body:
        point, group = numbers.currency_decimal, numbers.currency_group
    whole, separator, rest = body.partition(point)
    if styles & THOUSANDS and whole[:1].isdigit():
        for mark in (_SPACES if group in _SPACES else group, " " if group in _SPACES else ""):
            for letter in mark:
                whole = whole.replace(letter, "")
    found = _NUMBER.fullmatch(f"{whole}.{rest}" if separator else whole)
    if found is None or not (found["whole"] or found["fraction"]):
        return None
    if (separator and not styles & DECIMAL_POINT) or (found["exponent"] and not styles & EXPONENT):
        return None
    digits = f"{found['whole'] or '0'}" + (f".{found['fraction'] or '0'}" if separator else "")
    return ("-" if negative else "") + digits + (f"e{found['exponent']}" if found["exponent"] else "")
