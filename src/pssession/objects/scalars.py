"""Small values that Python has no type for: characters, versions, addresses, documents, script texts, byte arrays."""

from __future__ import annotations

from functools import total_ordering
from typing import Any


@total_ordering
class Char:
    """Hold a System.Char: one UTF-16 unit, which may be half of a surrogate pair."""

    __slots__ = ("code",)

    def __init__(self, code: int | str) -> None:
        self.code = ord(code) if isinstance(code, str) else code

    def __str__(self) -> str:
        return chr(self.code)

    def __repr__(self) -> str:
        return f"Char({chr(self.code)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Char) and self.code == other.code

    def __lt__(self, other: Char) -> bool:
        return self.code < other.code

    def __hash__(self) -> int:
        return hash(("Char", self.code))


class Uri:
    """Hold a System.Uri as the text that it was made of."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Uri({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Uri) and self.text == other.text

    def __hash__(self) -> int:
        return hash(("Uri", self.text))


@total_ordering
class Version:
    """Hold a System.Version of two to four parts; a part that is missing is -1."""

    __slots__ = ("build", "major", "minor", "revision")

    def __init__(self, major: int, minor: int, build: int = -1, revision: int = -1) -> None:
        self.major = major
        self.minor = minor
        self.build = build
        self.revision = revision

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read "1.2", "1.2.3" or "1.2.3.4".

        Raises:
            ValueError: The text is no version.
        """
        parts = [int(part) for part in text.strip().split(".") if part.strip().isdigit() or _fail(text)]
        if not 2 <= len(parts) <= 4:
            _fail(text)
        return cls(*parts)

    def _parts(self) -> tuple[int, int, int, int]:
        return (self.major, self.minor, self.build, self.revision)

    def __str__(self) -> str:
        return ".".join(str(part) for part in self._parts() if part >= 0)

    def __repr__(self) -> str:
        return f"Version({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._parts() == other._parts()

    def __lt__(self, other: Version) -> bool:
        return self._parts() < other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())


def _fail(text: str) -> bool:
    raise ValueError(f"not a version: {text!r}")


@total_ordering
class SemanticVersion:
    """Hold a System.Management.Automation.SemanticVersion."""

    __slots__ = ("build_label", "major", "minor", "patch", "pre_release_label")

    def __init__(
        self, major: int, minor: int = 0, patch: int = 0, pre_release_label: str | None = None, build_label: str | None = None
    ) -> None:
        self.major = major
        self.minor = minor
        self.patch = patch
        self.pre_release_label = pre_release_label or None
        self.build_label = build_label or None

    @classmethod
    def parse(cls, text: str) -> SemanticVersion:
        """Read "1", "1.2", "1.2.3", "1.2.3-label+build".

        Raises:
            ValueError: The text is no semantic version.
        """
        rest, _, build = text.strip().partition("+")
        numbers, _, label = rest.partition("-")
        parts = numbers.split(".")
        if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
            _fail(text)
        major, minor, patch = [int(part) for part in parts] + [0] * (3 - len(parts))
        return cls(major, minor, patch, label or None, build or None)

    def _key(self) -> tuple[object, ...]:
        labels = [] if self.pre_release_label is None else self.pre_release_label.split(".")
        keyed = tuple((0, int(label), "") if label.isdigit() else (1, 0, label) for label in labels)
        return (self.major, self.minor, self.patch, self.pre_release_label is None, keyed)

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        text += f"-{self.pre_release_label}" if self.pre_release_label else ""
        return text + (f"+{self.build_label}" if self.build_label else "")

    def __repr__(self) -> str:
        return f"SemanticVersion({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SemanticVersion) and self._key() == other._key()

    def __lt__(self, other: SemanticVersion) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())


class XmlDocument:
    """Hold a System.Xml.XmlDocument as its text.

    Attributes:
        tree: What an engine made of the text and may have changed; its `text` is the document's then.
    """

    __slots__ = ("_text", "tree")

    def __init__(self, text: str) -> None:
        self._text = text
        self.tree: Any = None

    @property
    def text(self) -> str:
        """Give the document as text."""
        return self._text if self.tree is None else str(self.tree.text)

    def __repr__(self) -> str:
        return f"XmlDocument({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, XmlDocument) and self.text == other.text

    def __hash__(self) -> int:
        return hash(("XmlDocument", self.text))


class ScriptBlockText:
    """Hold a script block as it travels: its text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"ScriptBlockText({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScriptBlockText) and self.text == other.text

    def __hash__(self) -> int:
        return hash(("ScriptBlockText", self.text))


class ByteArray(bytearray):
    """Hold a System.Byte[]."""

    __slots__ = ()


class _AutomationNull:
    """Stand for no output at all, which is not the same as one null."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "AUTOMATION_NULL"


AUTOMATION_NULL = _AutomationNull()
