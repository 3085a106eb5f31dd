"""The cultures whose texts the engine writes.

en-US and the invariant culture stand here; the others are rows of `engine/data/cultures.tsv`, read when one is asked for. A name without
a row is accepted and writes as the culture of its language does, or as en-US.

Columns of the file: name, parent, English name, native name, LCID, ISO 639-1, ISO 639-2, Windows name; of numbers the decimal and group
separators, group sizes, sign, digits, pattern when negative; of percents digits, patterns, symbol; of currency symbol, digits,
separators, patterns; NaN, infinity; days, short days, months, genitive months, short months, short genitive months; AM, PM, separators of
dates and times, first day of the week, rule of the first week; the patterns d, D, t, T, M, Y, F; the list separator; whether it is neutral.

Source: CultureInfo, NumberFormatInfo and DateTimeFormatInfo of PowerShell 7.6 on Linux with ICU 72.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Final

from pssession.engine import data
from pssession.engine.values.ports import ports

_COMMON: Final = (
    "Sunday;Monday;Tuesday;Wednesday;Thursday;Friday;Saturday\tSun;Mon;Tue;Wed;Thu;Fri;Sat\t"
    "January;February;March;April;May;June;July;August;September;October;November;December\t"
    "January;February;March;April;May;June;July;August;September;October;November;December\t"
    "Jan;Feb;Mar;Apr;May;Jun;Jul;Aug;Sep;Oct;Nov;Dec\tJan;Feb;Mar;Apr;May;Jun;Jul;Aug;Sep;Oct;Nov;Dec\tAM\tPM\t/\t:\t0\t0\t"
)
_EN_US: Final = (
    "en-US\ten\tEnglish (United States)\tEnglish (United States)\t1033\ten\teng\tENU\t"
    ".\t,\t3\t-\t3\t1\t3\t1\t1\t%\t$\t2\t.\t,\t0\t1\tNaN\t∞\t"
    f"{_COMMON}M/d/yyyy\tdddd, MMMM d, yyyy\th:mm\u202ftt\th:mm:ss\u202ftt\tMMMM d\tMMMM yyyy\t"
    "dddd, MMMM d, yyyy h:mm:ss\u202ftt\t,\tFalse"
)
_INVARIANT: Final = (
    "\t\tInvariant Language (Invariant Country)\tInvariant Language (Invariant Country)\t127\tiv\tivl\tIVL\t"
    f".\t,\t3\t-\t2\t1\t2\t0\t0\t%\t¤\t2\t.\t,\t0\t0\tNaN\tInfinity\t{_COMMON}"
    "MM/dd/yyyy\tdddd, dd MMMM yyyy\tHH:mm\tHH:mm:ss\tMMMM dd\tyyyy MMMM\tdddd, dd MMMM yyyy HH:mm:ss\t,\tFalse"
)

# By NumberFormatInfo's numbers; {0} is the number without its sign, - the sign, $ and % the symbol.
_NEGATIVE: Final = ("({0})", "-{0}", "- {0}", "{0}-", "{0} -")
_PERCENT: Final = ("{0} %", "{0}%", "%{0}", "% {0}")
_PERCENT_NEGATIVE: Final = (
    *("-{0} %", "-{0}%", "-%{0}", "%-{0}", "%{0}-", "{0}-%", "{0}%-", "-% {0}", "{0} %-", "% {0}-", "% -{0}", "{0}- %"),
)
_CURRENCY: Final = ("${0}", "{0}$", "$ {0}", "{0} $")
_CURRENCY_NEGATIVE: Final = (
    *("(${0})", "-${0}", "$-{0}", "${0}-", "({0}$)", "-{0}$", "{0}-$", "{0}$-", "-{0} $", "-$ {0}", "{0} $-", "$ {0}-", "$ -{0}"),
    *("{0}- $", "($ {0})", "({0} $)", "$- {0}"),
)


class Numbers:
    """Hold how a culture writes numbers (NumberFormatInfo).

    Attributes:
        decimal, group: Separators; `sizes` are those of groups from the right, the last repeated.
        digits: Places without a precision; `percent_digits` and `currency_digits` likewise.
        negative, percent, percent_negative, currency, currency_negative: Patterns with the number at `{0}`.
    """

    dotnet_type = "System.Globalization.NumberFormatInfo"

    def __init__(self, columns: list[str]) -> None:
        self.decimal, self.group = columns[8], columns[9]
        self.sizes = tuple(int(size) for size in columns[10].split())
        self.sign = columns[11]
        self.digits, self.percent_digits, self.currency_digits = int(columns[12]), int(columns[14]), int(columns[19])
        self.percent_symbol, self.currency_symbol = columns[17], columns[18]
        self.currency_decimal, self.currency_group = columns[20], columns[21]
        self.numbers_of_patterns = tuple(int(columns[place]) for place in (13, 15, 16, 22, 23))
        self.negative = self._pattern(_NEGATIVE, 13, columns)
        self.percent = self._pattern(_PERCENT, 15, columns)
        self.percent_negative = self._pattern(_PERCENT_NEGATIVE, 16, columns)
        self.currency = self._pattern(_CURRENCY, 22, columns)
        self.currency_negative = self._pattern(_CURRENCY_NEGATIVE, 23, columns)
        self.nan, self.infinity = columns[24], columns[25]

    def _pattern(self, patterns: tuple[str, ...], column: int, columns: list[str]) -> str:
        symbols = {"-": self.sign, "%": self.percent_symbol, "$": self.currency_symbol}
        return "".join(symbols.get(letter, letter) for letter in patterns[int(columns[column])])


class Culture:
    """Hold what formatting needs to know of a culture.

    Attributes:
        patterns: Date and time patterns by their letters.
        genitive_months: The months' names beside a day.
        first_day: Of the week, Sunday is 0; `week_rule` which week is a year's first.
    """

    dotnet_type = "System.Globalization.CultureInfo"

    def __init__(self, row: str, name: str | None = None) -> None:
        columns = row.split("\t")
        self.name = columns[0] if name is None else name
        self.parent_name, self.english_name, self.native_name = columns[1], columns[2], columns[3]
        self.lcid = int(columns[4])
        self.two_letter, self.three_letter, self.windows_name = columns[5:8]
        self.numbers = Numbers(columns)
        self.days, self.short_days, self.months, self.genitive_months, self.short_months, self.short_genitive_months = (
            tuple(column.split(";")) for column in columns[26:32]
        )
        self.am, self.pm, self.date_separator, self.time_separator = columns[32:36]
        self.first_day, self.week_rule = int(columns[36]), int(columns[37])
        self.patterns: dict[str, str] = dict(zip("dDtTMYF", columns[38:45], strict=True))
        self.patterns["f"] = f"{self.patterns['D']} {self.patterns['t']}"
        self.patterns["g"] = f"{self.patterns['d']} {self.patterns['t']}"
        self.patterns["G"] = f"{self.patterns['d']} {self.patterns['T']}"
        self.list_separator = columns[45]
        self.is_neutral = columns[46] == "True"

    @property
    def is_invariant(self) -> bool:
        """Tell whether it is the invariant culture."""
        return not self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Culture) and other.name.lower() == self.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())

    def to_string(self) -> str:
        """Give the name."""
        return self.name


INVARIANT: Final = Culture(_INVARIANT)


@cache
def _rows() -> dict[str, str]:
    path = os.path.join(os.path.dirname(data.__file__), "cultures.tsv")
    with open(path, encoding="utf-8") as file:
        return {line.partition("\t")[0].lower(): line.rstrip("\n") for line in file}


def known_names() -> list[str]:
    """List the names of the cultures that have rows."""
    return sorted(["", "en-US", *(row.partition("\t")[0] for row in _rows().values())])


@cache
def culture(name: str) -> Culture:
    """Find a culture by name, letters' case aside."""
    folded = name.replace("_", "-").lower()
    if not folded:
        return INVARIANT
    if folded == "en-us":
        return Culture(_EN_US)
    rows = _rows()
    found = rows.get(folded)
    if found is not None:
        return Culture(found)
    return Culture(rows.get(folded.partition("-")[0], _EN_US), _spelled(folded))


def is_name(name: str) -> bool:
    """Tell whether a text can be the name of a culture: what ICU takes, known or not."""
    parts = name.replace("_", "-").split("-")
    return not name or (all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts) and 2 <= len(parts[0]) <= 8)


def _spelled(folded: str) -> str:
    first, *rest = folded.split("-")
    return "-".join([first, *(part.upper() if len(part) <= 3 or place else part.title() for place, part in enumerate(rest))])


def current() -> Culture:
    """Give the session's culture."""
    return culture(ports.culture())
