"""A match of a regular expression as scripts see it: Match, Group, Capture.

Source: System.Text.RegularExpressions.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.values.regexes import Expression, expand, group_index


class Capture:
    """Hold a piece of text that a group took."""

    dotnet_type = "System.Text.RegularExpressions.Capture"

    def __init__(self, text: str, index: int) -> None:
        self.value = text
        self.index = index
        self.length = len(text)

    def to_string(self) -> str:
        """Give the piece."""
        return self.value


class Group(Capture):
    """Hold one group of a match."""

    dotnet_type = "System.Text.RegularExpressions.Group"

    def __init__(self, name: str, text: str | None, index: int) -> None:
        super().__init__(text or "", index if text is not None else 0)
        self.name = name
        self.success = text is not None

    @property
    def captures(self) -> list[Any]:
        """Give what the group took; Python keeps the last only."""
        return [Capture(self.value, self.index)] if self.success else []


class Match(Group):
    """Hold one match."""

    dotnet_type = "System.Text.RegularExpressions.Match"

    def __init__(self, expression: Expression, found: re.Match[str] | None) -> None:
        super().__init__("0", found[0] if found else None, found.start() if found else 0)
        self.expression_used = expression
        self.found = found

    @property
    def groups(self) -> GroupCollection:
        """Give all groups, the whole match first."""
        return GroupCollection(self)

    def next_match(self) -> Match:
        """Find the next match after this one."""
        if self.found is None:
            return self
        start = self.found.end() + (1 if self.found.end() == self.found.start() else 0)
        if start > len(self.found.string):
            return Match(self.expression_used, None)
        return Match(self.expression_used, self.expression_used.compiled.search(self.found.string, start))

    def result(self, replacement: str) -> str:
        """Fill a replacement with this match."""
        return expand(replacement, self.found, self.expression_used) if self.found else ""


class GroupCollection(list[Any]):
    """List the groups of a match; indexed by number or name."""

    dotnet_type = "System.Text.RegularExpressions.GroupCollection"
    dotnet_enumerable = True

    def __init__(self, match: Match) -> None:
        super().__init__()
        expression, found = match.expression_used, match.found
        self.names = expression.names
        if found is None:
            self.append(match)
            return
        for name, python in zip(expression.names, expression.numbers.values()):
            self.append(match if python == 0 else Group(name, found[python], found.start(python)))

    def by_key(self, key: Any) -> Any:
        """Find a group by number or name; one that failed where there is none."""
        name = str(key)
        for group in self:
            if group.name == name:
                return group
        return Group(name, None, 0)


class MatchCollection(list[Any]):
    """List the matches in a text."""

    dotnet_type = "System.Text.RegularExpressions.MatchCollection"
    dotnet_enumerable = True


class Regex:
    """Hold an expression made by [regex]."""

    dotnet_type = "System.Text.RegularExpressions.Regex"

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    def to_string(self) -> str:
        """Give the pattern."""
        return self.expression.pattern

    def group_number(self, name: str) -> int:
        """Give .NET's number of a group, -1 where there is none."""
        python = group_index(self.expression, name)
        return next((number for number, known in self.expression.numbers.items() if known == python), -1)
