"""Secrets: texts that show themselves only when asked in so many words.

Neither repr nor str nor pickling gives them away.
"""

from __future__ import annotations

from typing import NoReturn


class SecureString:
    """Hold a System.Security.SecureString.

    Attributes:
        read_only: Whether `change` refuses.
    """

    __slots__ = ("_text", "read_only")

    def __init__(self, text: str = "") -> None:
        self._text = text
        self.read_only = False

    def reveal(self) -> str:
        """Give the plain text."""
        return self._text

    def change(self, text: str) -> None:
        """Hold another text.

        Raises:
            ValueError: It is read-only.
        """
        if self.read_only:
            raise ValueError("Instance is read-only.")
        self._text = text

    def __len__(self) -> int:
        return len(self._text)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecureString) and self._text == other._text

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return "SecureString(***)"

    def __str__(self) -> str:
        return "System.Security.SecureString"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a SecureString is not pickled")


class PSCredential:
    """Hold a user's name and password."""

    __slots__ = ("password", "user_name")

    def __init__(self, user_name: str, password: SecureString) -> None:
        self.user_name = user_name
        self.password = password

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PSCredential) and (self.user_name, self.password) == (other.user_name, other.password)

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"PSCredential({self.user_name!r}, ***)"
