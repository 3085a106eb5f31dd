"""The text of a number without a format: shortest for ToString(), 15 digits for the language's own strings.

Formats such as `N2` stand in `numberformat`.

Source: System.Double.ToString; PowerShell's string conversion of Double (15 digits) and Single (7 digits).
"""

from __future__ import annotations

import math
import struct
from typing import Any

from pssession.objects import Decimal, Single


def double_text(value: float, digits: int | None = 15) -> str:
    """Write a Double.

    Args:
        value: Any Double.
        digits: Significant digits; None for the shortest text that reads back as the same value.
    """
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0" if math.copysign(1.0, value) < 0 else "0"
    if digits is None:
        mantissa, _, exponent = f"{value!r}".partition("e") if "e" in repr(value) else _spread(repr(value))
        sign, significant, power = _normalise(mantissa, int(exponent or 0))
    else:
        text = f"{value:.{digits - 1}e}"
        mantissa, _, exponent = text.partition("e")
        sign, significant, power = _normalise(mantissa, int(exponent))
    return sign + layout(significant, power, 17 if digits is None else digits)


def single_text(value: float, digits: int | None = 7) -> str:
    """Write a Single; `digits` as for `double_text`."""
    if digits is None and math.isfinite(value) and value != 0:
        for precision in range(1, 10):
            text = f"{value:.{precision - 1}e}"
            if struct.unpack("f", struct.pack("f", float(text)))[0] == value:
                mantissa, _, exponent = text.partition("e")
                sign, significant, power = _normalise(mantissa, int(exponent))
                return sign + layout(significant, power, 9)
    return double_text(float(value), digits or 7)


def decimal_text(value: Decimal) -> str:
    """Write a Decimal with all its places."""
    text = format(value, "f")
    return text if text.strip("-0.") or not text.startswith("-") else text[1:]


def number_text(value: Any, *, shortest: bool = False) -> str:
    """Write any number; `shortest` for ToString(), otherwise as the language puts it into strings."""
    if isinstance(value, Single):
        return single_text(value, None if shortest else 7)
    if isinstance(value, float):
        return double_text(value, None if shortest else 15)
    if isinstance(value, Decimal):
        return decimal_text(value)
    return int.__repr__(value)


def _spread(text: str) -> tuple[str, str, str]:
    return text, "", "0"


def _normalise(mantissa: str, exponent: int) -> tuple[str, str, int]:
    """Split into sign, digits without zeros at either end, and the power of ten of the first digit."""
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = whole + fraction
    power = len(whole) - 1 + exponent
    stripped = digits.lstrip("0")
    power -= len(digits) - len(stripped)
    return sign, stripped.rstrip("0") or "0", power


def layout(digits: str, power: int, limit: int) -> str:
    """Place the point, or write an exponent where .NET's general format does (from `limit` digits on, and below 0.0001)."""
    if power >= limit or power < -4:
        head = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{head}E{'+' if power >= 0 else '-'}{abs(power):02d}"
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    if len(digits) <= power + 1:
        return digits + "0" * (power + 1 - len(digits))
    return digits[: power + 1] + "." + digits[power + 1 :]
