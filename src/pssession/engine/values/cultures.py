"""The cultures whose texts the engine writes: en-US as ICU 72 has it, and the invariant one.

Other names are accepted and write as en-US does.

Source: NumberFormatInfo and DateTimeFormatInfo of PowerShell 7.6 on Linux.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pssession.engine.values.ports import ports

_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Culture:
    """Hold what formatting needs to know of a culture."""

    dotnet_type = "System.Globalization.CultureInfo"

    def __init__(self, name: str, *, invariant: bool = False) -> None:
        self.name = name
        self.is_invariant = invariant
        self.number_digits = 2 if invariant else 3
        self.percent_digits = 2 if invariant else 3
        self.currency_digits = 2
        self.currency_symbol = "¤" if invariant else "$"
        self.percent_pattern = "{0} %" if invariant else "{0}%"
        self.currency_negative = "({0})" if invariant else "-{0}"
        self.days = _DAYS
        self.short_days = tuple(day[:3] for day in _DAYS)
        self.months = _MONTHS
        self.short_months = tuple(month[:3] for month in _MONTHS)
        self.am, self.pm = "AM", "PM"
        space = " " if invariant else "\u202f"
        self.patterns: dict[str, str] = {
            "d": "MM/dd/yyyy" if invariant else "M/d/yyyy",
            "D": "dddd, dd MMMM yyyy" if invariant else "dddd, MMMM d, yyyy",
            "t": "HH:mm" if invariant else f"h:mm{space}tt",
            "T": "HH:mm:ss" if invariant else f"h:mm:ss{space}tt",
            "M": "MMMM dd" if invariant else "MMMM d",
            "Y": "yyyy MMMM" if invariant else "MMMM yyyy",
        }
        self.patterns["f"] = f"{self.patterns['D']} {self.patterns['t']}"
        self.patterns["F"] = f"{self.patterns['D']} {self.patterns['T']}"
        self.patterns["g"] = f"{self.patterns['d']} {self.patterns['t']}"
        self.patterns["G"] = f"{self.patterns['d']} {self.patterns['T']}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Culture) and other.name.lower() == self.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())

    def to_string(self) -> str:
        """Give the name."""
        return self.name


INVARIANT: Final = Culture("", invariant=True)


@cache
def culture(name: str) -> Culture:
    """Find a culture by name."""
    if not name:
        return INVARIANT
    parts = name.replace("_", "-").split("-")
    spelled = "-".join(
        [parts[0].lower(), *[part.upper() if len(part) <= 3 or index else part.title() for index, part in enumerate(parts[1:])]]
    )
    return Culture(spelled)


def current() -> Culture:
    """Give the session's culture."""
    return culture(ports.culture())
