"""Spans of time as people write and read them: 90, 90s, 10m, 2h, 7d."""

from __future__ import annotations

import argparse
import re

_SECONDS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)", re.IGNORECASE)


def seconds(text: str) -> float:
    """Read a span; seconds where no unit is said.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no span of time: write 90, 90s, 10m, 2h or 7d")
    return float(match[1]) * _SECONDS[match[2].lower()]


def shown(span: float | None) -> str:
    """Write a span of seconds as a whole number of its greatest unit that fits twice, "" for none."""
    if span is None:
        return ""
    for unit, size in (("d", 86400.0), ("h", 3600.0), ("m", 60.0)):
        if round(span / size, 1) >= 2:
            return f"{round(span / size)}{unit}"
    return f"{max(round(span), 0)}s"
