"""Measure-Object: count, sum and the like of numbers, lines and words of texts. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from pssession import objects as o
from pssession.cmdlets.utility.properties import SELECT_KEYS, PropertyExpression, read, read_expressions
from pssession.cmdlets.utility.results import Result
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException, PSInvalidCastException
from pssession.engine.values.conversions import to_string, try_convert
from pssession.engine.values.operators.comparison import sort_compare


class MeasureInfo(Result):
    """Be what both kinds of results have in common."""

    dotnet_type = "Microsoft.PowerShell.Commands.MeasureInfo"
    shown: ClassVar[tuple[str, ...]] = ()


class GenericMeasureInfo(MeasureInfo):
    """Say what was measured of numbers."""

    dotnet_type = "Microsoft.PowerShell.Commands.GenericMeasureInfo"
    base_type = "Microsoft.PowerShell.Commands.MeasureInfo"
    shown = ("Count", "Average", "Sum", "Maximum", "Minimum", "StandardDeviation", "Property")


class GenericObjectMeasureInfo(MeasureInfo):
    """Say what was measured of objects that are no numbers."""

    dotnet_type = "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo"
    base_type = "Microsoft.PowerShell.Commands.MeasureInfo"
    shown = GenericMeasureInfo.shown


class TextMeasureInfo(MeasureInfo):
    """Say what was measured of texts."""

    dotnet_type = "Microsoft.PowerShell.Commands.TextMeasureInfo"
    base_type = "Microsoft.PowerShell.Commands.MeasureInfo"
    shown = ("Lines", "Words", "Characters", "Property")


class _Statistics:
    """Hold what is known so far of one property."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0.0
        self.mean = 0.0
        self.squares = 0.0
        self.maximum: Any = None
        self.minimum: Any = None
        self.lines = self.words = self.characters = 0

    def add_number(self, number: float) -> None:
        """Take in a number; the spread by Welford's method."""
        self.sum += number
        difference = number - self.mean
        self.mean += difference / self.count
        self.squares += difference * (number - self.mean)

    def add_text(self, text: str, *, ignore_white_space: bool) -> None:
        """Count lines, words and characters."""
        if text:
            self.lines += text.count("\n") + (not text.endswith("\n"))
        self.words += len(text.split())
        self.characters += sum(not letter.isspace() for letter in text) if ignore_white_space else len(text)


class MeasureObjectCommand(Cmdlet):
    """Measure objects."""

    def begin(self) -> None:
        self._expressions: list[PropertyExpression] = read_expressions(self, self.property, SELECT_KEYS)
        self._statistics: dict[str, _Statistics] = {}
        self._names: dict[str, str] = {}
        self._no_numbers = False
        every = bool(self.all_stats)
        self._sum = bool(self.sum) or every
        self._average = bool(self.average) or every
        self._maximum = bool(self.maximum) or every
        self._minimum = bool(self.minimum) or every
        self._deviation = bool(self.standard_deviation) or every
        self._text = bool(self.line or self.word or self.character)

    def process(self) -> None:
        item = self.input_object
        if item is None or item is o.AUTOMATION_NULL:
            return
        if not self._expressions:
            self._add("", item)
            return
        for one in self._expressions:
            for name in one.names_in(item):
                value = one.evaluate(item) if one.is_script else read(item, name)
                if value is not None and to_string(value) != "":
                    self._add(name, value)

    def end(self) -> None:
        if not self._expressions:
            self._statistics.setdefault("", _Statistics())
        elif self.context.scope.effective_strict() >= 2:
            self._check_found()
        for folded, found in self._statistics.items():
            name = self._names.get(folded) or None
            self.write(self._text_info(found, name) if self.parameter_set == "TextMeasure" else self._info(found, name))

    def _check_found(self) -> None:
        for one in self._expressions:
            name = to_string(one.expression)
            if name.lower() not in self._statistics and not one.is_pattern:
                error_id = "TextMeasurePropertyNotFound" if self.parameter_set == "TextMeasure" else "GenericMeasurePropertyNotFound"
                words = f'The property "{name}" cannot be found in the input for any objects.'
                self.write_error(self.error(error_id, "InvalidArgument", words, None, ArgumentException))

    def _add(self, name: str, value: Any) -> None:
        folded = name.lower()
        self._names.setdefault(folded, name)
        found = self._statistics.setdefault(folded, _Statistics())
        found.count += 1
        if self._text:
            found.add_text(to_string(value), ignore_white_space=bool(self.ignore_white_space))
        if self._sum or self._average or self._deviation:
            number = _number(value)
            if number is None:
                self._no_numbers = True
                words = f'Input object "{to_string(value)}" is not numeric.'
                self.write_error(self.error("NonNumericInputObject", "InvalidType", words, value, PSInvalidCastException))
                return
            found.add_number(number)
        if self._maximum:
            found.maximum = _outer(value, found.maximum, -1)
        if self._minimum:
            found.minimum = _outer(value, found.minimum, 1)

    def _info(self, found: _Statistics, name: str | None) -> Result:
        ends = [end for end in (found.maximum, found.minimum) if end is not None]
        plain = all(_number(end) is not None for end in ends)
        made: Result = GenericMeasureInfo() if plain else GenericObjectMeasureInfo()
        made.count, made.property = found.count, name
        if not self._no_numbers:
            made.sum = found.sum if self._sum else None
            made.average = found.sum / found.count if self._average and found.count else None
            if self._deviation:
                made.standard_deviation = (
                    math.sqrt(found.squares / (found.count - 1)) if found.count > 1 else (0.0 if found.count else None)
                )
        made.maximum = _number(found.maximum) if plain and found.maximum is not None else found.maximum
        made.minimum = _number(found.minimum) if plain and found.minimum is not None else found.minimum
        return made

    def _text_info(self, found: _Statistics, name: str | None) -> Result:
        return TextMeasureInfo(
            lines=found.lines if self.line else None,
            words=found.words if self.word else None,
            characters=found.characters if self.character else None,
            property=name,
        )


def _number(value: Any) -> float | None:
    done, number = try_convert(value, "System.Double")
    return float(number) if done else None


def _outer(value: Any, known: Any, wanted: int) -> Any:
    """Give the outer one of two values: the greater one for -1, the lesser one for 1."""
    if known is None:
        return value
    one, other = _comparable(known), _comparable(value)
    if type(one) is not type(other):
        one, other = to_string(one), to_string(other)
    return value if sort_compare(one, other, False) * wanted > 0 else known


def _comparable(value: Any) -> Any:
    number = _number(value)
    return value if number is None else number
