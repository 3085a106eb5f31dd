"""How the demonstration looks: titles, prompts, what came, and the promises with whether they held."""

from __future__ import annotations

import sys

_TITLE, _TEXT, _PROMPT, _HELD, _BROKEN = "36;1", "2", "33", "32", "31;1"
_WIDTH = 100


class Stage:
    """Write to standard output.

    Args:
        colored: Whether to write escape sequences.

    Attributes:
        held: How many promises held.
        broken: Those that did not, in words.
    """

    def __init__(self, *, colored: bool) -> None:
        self.colored = colored
        self.held = 0
        self.broken: list[str] = []
        fancy = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        self._rule, self._well, self._bad = ("─", "✓", "✗") if fancy else ("-", "ok:", "NOT HELD:")

    def title(self, title: str, text: str = "") -> None:
        """Begin a scene."""
        print(f"\n{self._in(_TITLE, f'{self._rule * 2} {title} '.ljust(_WIDTH, self._rule))}")
        if text:
            print(self._in(_TEXT, text))
        print()

    def typed(self, who: str, block: str) -> None:
        """Show what is typed."""
        first, *rest = block.strip("\n").split("\n")
        print(f"{self._in(_TEXT, who)} {self._in(_PROMPT, first)}")
        for line in rest:
            print(f"{' ' * len(who)} {self._in(_PROMPT, line)}")

    def came(self, shown: str) -> None:
        """Show what came of it."""
        if shown.strip():
            print(shown.strip("\n"))
        sys.stdout.flush()

    def happened(self, what: str) -> None:
        """Say what happens between blocks."""
        print(self._in(_TEXT, f"({what})"))

    def promise(self, words: str, complaint: str) -> None:
        """Say whether a promise held: it did where there is nothing to complain about."""
        if complaint:
            self.broken.append(f"{words}: {complaint}" if words else complaint)
            print(self._in(_BROKEN, f"  {self._bad} {self.broken[-1]}"))
        elif words:
            self.held += 1
            print(self._in(_HELD, f"  {self._well} {words}"))

    def curtain(self, seconds: float) -> int:
        """Say how it went; give the exit status."""
        total = self.held + len(self.broken)
        self.title(f"{self.held} of {total} promises held, in {seconds:.0f} seconds")
        for complaint in self.broken:
            print(self._in(_BROKEN, f"  {self._bad} {complaint}"))
        return 1 if self.broken else 0

    def _in(self, color: str, text: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.colored else text
