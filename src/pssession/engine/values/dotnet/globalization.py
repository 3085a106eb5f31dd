"""CultureInfo and what hangs on it: NumberFormatInfo, DateTimeFormatInfo, TextInfo, CompareInfo.

Source: System.Globalization.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import ArgumentOutOfRangeException, CultureNotFoundException
from pssession.engine.values import collation, enums
from pssession.engine.values.conversions import to_string
from pssession.engine.values.cultures import INVARIANT, Culture, Numbers, culture, current, is_name, known_names
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import require
from pssession.objects import Array

_GLOBALIZATION = "System.Globalization."


class _Part:
    """Be a part of a culture's description."""

    def __init__(self, of: Culture) -> None:
        self.culture = of


class DateTimeFormat(_Part):
    """Be a DateTimeFormatInfo."""

    dotnet_type = _GLOBALIZATION + "DateTimeFormatInfo"


class TextInfo(_Part):
    """Be a TextInfo."""

    dotnet_type = _GLOBALIZATION + "TextInfo"

    def to_string(self) -> str:
        """Write it."""
        return f"TextInfo - {self.culture.name}"


class CompareInfo(_Part):
    """Be a CompareInfo."""

    dotnet_type = _GLOBALIZATION + "CompareInfo"

    def to_string(self) -> str:
        """Write it."""
        return f"CompareInfo - {self.culture.name}"


class Calendar:
    """Be a GregorianCalendar."""

    dotnet_type = _GLOBALIZATION + "GregorianCalendar"


def find_culture(name: Any, *_: Any) -> Culture:
    """Give the culture of a name or number.

    Raises:
        CultureNotFoundException: A name cannot be one.
    """
    if isinstance(name, int) and not isinstance(name, bool):
        for known in known_names():
            if culture(known).lcid == name:
                return culture(known)
        raise CultureNotFoundException(
            f"Culture is not supported. (Parameter 'culture')\n{name} (0x{name:04x}) is an invalid culture identifier."
        )
    text = to_string(name)
    if not is_name(text):
        raise CultureNotFoundException(f"Culture is not supported. (Parameter 'name')\n{text} is an invalid culture identifier.")
    return culture(text)


def _display_name(value: Culture) -> str:
    return value.english_name


def title_case(text: str) -> str:
    """Write each word with a capital; words in capitals stay."""
    out: list[str] = []
    word: list[str] = []

    def end() -> None:
        if word:
            joined = "".join(word)
            out.append(joined if len(joined) > 1 and joined.isupper() else joined[:1].upper() + joined[1:].lower())
            word.clear()

    for letter in text:
        if letter.isalpha() or (letter in "'’" and word) or letter.isdigit():
            word.append(letter)
        else:
            end()
            out.append(letter)
    end()
    return "".join(out)


def _names(values: tuple[str, ...], *, more: int = 0) -> Array:
    return Array([*values, *[""] * more], "System.String")


def _weekday(number: int) -> Any:
    return enums.make(require("System.DayOfWeek"), number)


def _month(names: tuple[str, ...], number: int) -> str:
    if not 1 <= number <= 13:
        raise ArgumentOutOfRangeException("Valid values are between 1 and 13, inclusive.", "month")
    return names[number - 1] if number < 13 else ""


def _patterns(value: Culture, letter: str) -> str:
    return value.patterns[letter]


_PATTERNS = {
    "ShortDatePattern": "d",
    "LongDatePattern": "D",
    "ShortTimePattern": "t",
    "LongTimePattern": "T",
    "MonthDayPattern": "M",
    "YearMonthPattern": "Y",
    "FullDateTimePattern": "F",
}
_CULTURE = {
    "Name": lambda value: value.name,
    "DisplayName": _display_name,
    "EnglishName": lambda value: value.english_name,
    "NativeName": lambda value: value.native_name,
    "LCID": lambda value: value.lcid,
    "KeyboardLayoutId": lambda value: value.lcid,
    "IetfLanguageTag": lambda value: value.name,
    "TwoLetterISOLanguageName": lambda value: value.two_letter,
    "ThreeLetterISOLanguageName": lambda value: value.three_letter,
    "ThreeLetterWindowsLanguageName": lambda value: value.windows_name,
    "IsNeutralCulture": lambda value: value.is_neutral,
    "IsReadOnly": lambda value: True,
    "UseUserOverride": lambda value: False,
    "Parent": lambda value: culture(value.parent_name),
    "NumberFormat": lambda value: value.numbers,
    "DateTimeFormat": DateTimeFormat,
    "TextInfo": TextInfo,
    "CompareInfo": CompareInfo,
    "Calendar": lambda value: Calendar(),
    "OptionalCalendars": lambda value: [Calendar()],
    "CultureTypes": lambda value: 6 if not value.is_neutral else 5,
}


def _compare(info: CompareInfo, left: str, right: str, options: Any = 0) -> int:
    number = options if isinstance(options, int) else enums.number_of(options)
    return collation.compare(left, right, bool(number & 1))


TABLES = (
    TypeTable(
        _GLOBALIZATION + "CultureInfo",
        new=find_culture,
        parse=find_culture,
        convert=lambda value: find_culture(value) if isinstance(value, int) and not isinstance(value, bool) else NotImplemented,
        properties=_CULTURE,
        methods={
            "ToString": lambda value: value.name,
            "Equals": lambda value, other: value == other,
            "Clone": lambda value: value,
            "GetConsoleFallbackUICulture": lambda value: value,
        },
        static={
            "GetCultureInfo": find_culture,
            "CreateSpecificCulture": find_culture,
            "GetCultures": lambda kinds: Array([culture(name) for name in known_names()], _GLOBALIZATION + "CultureInfo"),
        },
        static_properties={
            "InvariantCulture": INVARIANT,
            "CurrentCulture": current,
            "CurrentUICulture": current,
            "InstalledUICulture": current,
            "DefaultThreadCurrentCulture": None,
            "DefaultThreadCurrentUICulture": None,
        },
        to_string=lambda value: value.name,
        python=Culture,
    ),
    TypeTable(
        _GLOBALIZATION + "NumberFormatInfo",
        properties={
            "NumberDecimalSeparator": lambda value: value.decimal,
            "NumberGroupSeparator": lambda value: value.group,
            "NumberGroupSizes": lambda value: Array(value.sizes, "System.Int32"),
            "NumberDecimalDigits": lambda value: value.digits,
            "NumberNegativePattern": lambda value: value.numbers_of_patterns[0],
            "NegativeSign": lambda value: value.sign,
            "PositiveSign": lambda value: "+",
            "PercentDecimalDigits": lambda value: value.percent_digits,
            "PercentDecimalSeparator": lambda value: value.decimal,
            "PercentGroupSeparator": lambda value: value.group,
            "PercentGroupSizes": lambda value: Array(value.sizes, "System.Int32"),
            "PercentPositivePattern": lambda value: value.numbers_of_patterns[1],
            "PercentNegativePattern": lambda value: value.numbers_of_patterns[2],
            "PercentSymbol": lambda value: value.percent_symbol,
            "PerMilleSymbol": lambda value: "‰",
            "CurrencySymbol": lambda value: value.currency_symbol,
            "CurrencyDecimalDigits": lambda value: value.currency_digits,
            "CurrencyDecimalSeparator": lambda value: value.currency_decimal,
            "CurrencyGroupSeparator": lambda value: value.currency_group,
            "CurrencyGroupSizes": lambda value: Array(value.sizes, "System.Int32"),
            "CurrencyPositivePattern": lambda value: value.numbers_of_patterns[3],
            "CurrencyNegativePattern": lambda value: value.numbers_of_patterns[4],
            "NaNSymbol": lambda value: value.nan,
            "PositiveInfinitySymbol": lambda value: value.infinity,
            "NegativeInfinitySymbol": lambda value: value.sign + value.infinity,
            "NativeDigits": lambda value: Array(list("0123456789"), "System.String"),
            "IsReadOnly": lambda value: True,
        },
        static_properties={"InvariantInfo": INVARIANT.numbers, "CurrentInfo": lambda: current().numbers},
        python=Numbers,
    ),
    TypeTable(
        _GLOBALIZATION + "DateTimeFormatInfo",
        properties={
            **{name: lambda value, letter=letter: value.culture.patterns[letter] for name, letter in _PATTERNS.items()},
            "AMDesignator": lambda value: value.culture.am,
            "PMDesignator": lambda value: value.culture.pm,
            "DateSeparator": lambda value: value.culture.date_separator,
            "TimeSeparator": lambda value: value.culture.time_separator,
            "FirstDayOfWeek": lambda value: _weekday(value.culture.first_day),
            "CalendarWeekRule": lambda value: value.culture.week_rule,
            "DayNames": lambda value: _names(value.culture.days),
            "AbbreviatedDayNames": lambda value: _names(value.culture.short_days),
            "MonthNames": lambda value: _names(value.culture.months, more=1),
            "MonthGenitiveNames": lambda value: _names(value.culture.genitive_months, more=1),
            "AbbreviatedMonthNames": lambda value: _names(value.culture.short_months, more=1),
            "AbbreviatedMonthGenitiveNames": lambda value: _names(value.culture.short_genitive_months, more=1),
            "RFC1123Pattern": lambda value: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
            "SortableDateTimePattern": lambda value: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
            "UniversalSortableDateTimePattern": lambda value: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
            "Calendar": lambda value: Calendar(),
            "IsReadOnly": lambda value: True,
        },
        methods={
            "GetDayName": lambda value, day: value.culture.days[enums.number_of(day)],
            "GetAbbreviatedDayName": lambda value, day: value.culture.short_days[enums.number_of(day)],
            "GetMonthName": lambda value, month: _month(value.culture.months, month),
            "GetAbbreviatedMonthName": lambda value, month: _month(value.culture.short_months, month),
        },
        static_properties={"InvariantInfo": DateTimeFormat(INVARIANT), "CurrentInfo": lambda: DateTimeFormat(current())},
        python=DateTimeFormat,
    ),
    TypeTable(
        _GLOBALIZATION + "TextInfo",
        properties={
            "CultureName": lambda value: value.culture.name,
            "LCID": lambda value: value.culture.lcid,
            "ListSeparator": lambda value: value.culture.list_separator,
            "IsReadOnly": lambda value: True,
            "IsRightToLeft": lambda value: value.culture.two_letter in ("ar", "he", "fa", "ur"),
            "ANSICodePage": lambda value: 1252,
            "OEMCodePage": lambda value: 437,
            "MacCodePage": lambda value: 10000,
            "EBCDICCodePage": lambda value: 37,
        },
        methods={
            "ToUpper": lambda value, text: text.upper(),
            "ToLower": lambda value, text: text.lower(),
            "ToTitleCase": lambda value, text: title_case(text),
        },
        python=TextInfo,
    ),
    TypeTable(
        _GLOBALIZATION + "CompareInfo",
        properties={"Name": lambda value: value.culture.name, "LCID": lambda value: value.culture.lcid},
        methods={"Compare": _compare},
        python=CompareInfo,
    ),
)
