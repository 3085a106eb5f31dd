"""Which items a command wants: -Include, -Exclude, -Filter and -Force, by the items' names.

-Include and -Exclude are wildcard patterns. -Filter is the file system's own: `?` may stand for nothing at the end of a name, `*.*` for
any name, `*.` for one without a dot.
Source: about_Wildcards; FileSystemName.TranslateWin32Expression as PowerShell 7.6 shows its results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pssession.engine.values.wildcards import compile_pattern, unescape

Test = Callable[[str], bool]


class Selection:
    """Choose items by name.

    Args:
        include, exclude: Wildcard patterns; none of `include` means all.
        name_filter: -Filter, "" or None for none.
        force: Take hidden items too.
    """

    __slots__ = ("exclude", "filter", "force", "include", "is_narrowed", "passes_filter")

    def __init__(
        self,
        include: Iterable[str] | None = None,
        exclude: Iterable[str] | None = None,
        name_filter: str | None = None,
        *,
        force: bool = False,
    ) -> None:
        self.include = tuple(include or ())
        self.exclude = tuple(exclude or ())
        self.filter = name_filter or ""
        self.force = force
        self.is_narrowed = bool(self.include or self.exclude)
        self.passes_filter: Test | None = filter_test(self.filter) if self.filter else None

    def fits(self, name: str) -> bool:
        """Tell whether a name is included and not excluded; -Filter is the provider's to apply."""
        if self.include and not any(compile_pattern(pattern).fullmatch(name) for pattern in self.include):
            return False
        return not any(compile_pattern(pattern).fullmatch(name) for pattern in self.exclude)

    def open(self) -> Selection:
        """Give the same without -Include, -Exclude and -Filter."""
        return Selection(force=self.force)


ALL = Selection()


def filter_test(pattern: str) -> Test:
    """Make the test of -Filter."""
    if pattern in ("*", "*.*"):
        return lambda name: True
    pattern = unescape(pattern)
    out: list[str] = []
    last = len(pattern) - 1
    for index, letter in enumerate(pattern):
        if letter == "*":
            out.append("[^.]*" if index == last - 1 and pattern[last] == "." else ".*")
        elif letter == "?":
            out.append(r"(?:[^.]|(?=\.|\Z))")
        elif letter == "." and index == last and index and pattern[index - 1] == "*":
            continue
        elif letter == "." and index < last and pattern[index + 1] in "*?":
            out.append(r"(?:\.|\Z)")
        else:
            out.append(re.escape(letter))
    found = re.compile("".join(out), re.IGNORECASE | re.DOTALL).fullmatch
    return lambda name: found(name) is not None
