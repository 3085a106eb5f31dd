"""How an object that is not one of the known values presents itself to the writer."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from pssession.objects.structure import structure


@structure(slots=True, kw_only=True)
class View:
    """Describe one object.

    Attributes:
        type_names: PSTypeNames, the most derived first; empty leaves them out.
        text: What ToString gives; None leaves it out.
        base: A simple value or a collection that the object stands for; `NOTHING` for none.
        adapted: Properties of its type; each costs one level of depth.
        extended: Members of its own; they cost nothing.
        depth: A depth of its own for what it holds, None for what is left.
    """

    type_names: Sequence[str]
    text: str | None = None
    base: Any = None
    adapted: Iterable[tuple[str, Any]] | None = None
    extended: Iterable[tuple[str, Any]] | None = None
    depth: int | None = None


class Enumerable(list[Any]):
    """Hold what can be enumerated and is no list, as the base of a view: it travels as IE."""

    __slots__ = ()


class _Nothing:
    __slots__ = ()

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING = _Nothing()


class MemberRead:
    """Ask an adapter for what a member of an object is worth: a script property, an alias; its view's base is the value.

    Attributes:
        owner: The object.
        name: The member's name.
    """

    __slots__ = ("name", "owner")

    def __init__(self, owner: Any, name: str) -> None:
        self.owner = owner
        self.name = name


Adapter = Callable[[Any], View | None]


class SecureStringKey(Protocol):
    """Turn secret text into bytes that may travel, and back."""

    def encrypt(self, text: str) -> bytes:
        """Give the bytes for a text."""
        ...

    def decrypt(self, data: bytes) -> str:
        """Give the text of the bytes.

        Raises:
            ValueError: They were not made with this key.
        """
        ...


class ClearText:
    """Leave secrets as they are, in UTF-16: what two ends of protocol version 2.4 do, trusting their transport."""

    def encrypt(self, text: str) -> bytes:
        """Give the text in UTF-16, little endian."""
        return text.encode("utf-16-le", "surrogatepass")

    def decrypt(self, data: bytes) -> str:
        """Read UTF-16, little endian."""
        return data.decode("utf-16-le", "surrogatepass")


class LocalText(ClearText):
    """Write secrets for this machine alone, as PowerShell does where the system has no store for them: in hexadecimal."""


def write_secret(key: SecureStringKey, text: str) -> str:
    """Give what stands in an SS element."""
    data = key.encrypt(text)
    return data.hex() if isinstance(key, LocalText) else base64.b64encode(data).decode("ascii")


def read_secret(key: SecureStringKey, content: str) -> str:
    """Read what stood in an SS element.

    Raises:
        ValueError: It was not made with this key.
    """
    if not isinstance(key, LocalText):
        return key.decrypt(base64.b64decode(content))
    if len(content) % 2 or not set(content) <= _HEXADECIMAL:
        raise ValueError(f'The parameter value "{content}" is not a valid encrypted string.')
    try:
        return key.decrypt(bytes.fromhex(content))
    except UnicodeDecodeError:
        raise ValueError("Could not decrypt data. The data was not encrypted with this key.") from None


_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
