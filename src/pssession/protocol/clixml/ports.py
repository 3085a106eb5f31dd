"""What the codec asks of those above it: a description of objects it does not know, and a key for secrets."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from pssession.objects import CUSTOM, PropertyBag
from pssession.protocol.clixml.errors import ClixmlError


@dataclass(slots=True)
class View:
    """Describe an object as CLIXML shows it.

    Attributes:
        type_names: PSTypeNames, the most derived first; None writes none.
        text: What ToString gives; None writes none.
        base: The simple value or the items of the container that the object is, `CUSTOM` for neither.
        adapted: Names and values of .NET properties, which cost depth.
        extended: Names and values of notes and the like, which do not.
        container: LST, IE, STK, QUE (base is an iterable) or DCT (base is an iterable of pairs); None for no container.
    """

    type_names: list[str] | None = None
    text: str | None = None
    base: Any = CUSTOM
    adapted: Iterable[tuple[str, Any]] | None = None
    extended: PropertyBag | dict[str, Any] | None = None
    container: str | None = None


Adapter = Callable[[Any], "View | None"]


class SecureStringKey(Protocol):
    """Turn secrets into the text of an SS element and back."""

    def encrypt(self, text: str) -> str:
        """Give base64 of the protected text."""

    def decrypt(self, text: str) -> str:
        """Give the plain text.

        Raises:
            ValueError: The text was not made with this key.
        """


class ClearKey:
    """Carry secrets as base64 of UTF-16LE, as protocol version 2.4 does on a transport that protects them."""

    __slots__ = ()

    def encrypt(self, text: str) -> str:
        """Encode the text; nothing is hidden."""
        return base64.b64encode(text.encode("utf-16-le", "surrogatepass")).decode()

    def decrypt(self, text: str) -> str:
        """Decode the text."""
        try:
            return base64.b64decode(text, validate=True).decode("utf-16-le", "surrogatepass")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ClixmlError("a secure string does not decode") from error


__all__ = ["Adapter", "ClearKey", "SecureStringKey", "View"]
