"""The CLIXML codec: PowerShell's XML for values, both ways, without a document tree.

`dumps` and `loads` work on whole documents with their `Objs` root, `dump` and `load` on the bare values that PSRP messages hold.
"""

from __future__ import annotations

from typing import Any

from pssession.protocol.clixml.errors import ClixmlError, ClixmlLimitExceeded, ClixmlSecretError
from pssession.protocol.clixml.layout import indented
from pssession.protocol.clixml.reader import NO_LIMITS, Limits, Reader
from pssession.protocol.clixml.view import NOTHING, Adapter, ClearText, Enumerable, LocalText, MemberRead, SecureStringKey, View
from pssession.protocol.clixml.writer import Writer

NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"
_ROOT = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">'

__all__ = [
    "NAMESPACE",
    "NOTHING",
    "Adapter",
    "ClearText",
    "ClixmlError",
    "ClixmlLimitExceeded",
    "ClixmlSecretError",
    "Enumerable",
    "Limits",
    "LocalText",
    "MemberRead",
    "Reader",
    "SecureStringKey",
    "View",
    "Writer",
    "dump",
    "dumps",
    "indented",
    "load",
    "loads",
]


def dump(value: Any, *, depth: int = 1, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> str:
    """Write one value as the body of a message.

    Args:
        value: Any value of `pssession.objects`, or what the adapter describes.
        depth: How deep properties of types are followed; remoting uses 1.
        adapter: Describes other objects.
        key: Hides secure strings.

    Raises:
        ClixmlError: A secure string came without a key.
    """
    writer = Writer(adapter, key)
    writer.write(value, depth)
    return writer.text()


def load(data: bytes | str, *, limits: Limits | None = None, key: SecureStringKey | None = None, rehydrate: bool = True) -> Any:
    """Read the one value of a message's body.

    Args:
        data: UTF-8 or text; a byte order mark and a root element may stand around.
        limits: Bounds, none but the nesting by default.
        key: Reveals secure strings.
        rehydrate: Whether credentials and the like become what they were.

    Raises:
        ClixmlError: It is no CLIXML, has not exactly one value, or is over a limit.
    """
    values = Reader(limits or NO_LIMITS, key, rehydrate=rehydrate).read(data)
    if len(values) != 1:
        raise ClixmlError(f"{len(values)} values where there is one")
    return values[0]


def dumps(*values: Any, depth: int = 1, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> str:
    """Write values as a document.

    >>> dumps(1)
    '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><I32>1</I32></Objs>'
    """
    writer = Writer(adapter, key)
    for value in values:
        writer.write(value, depth)
    return f"{_ROOT}{writer.text()}</Objs>"


def loads(text: bytes | str, *, limits: Limits | None = None, key: SecureStringKey | None = None, rehydrate: bool = True) -> list[Any]:
    """Read the values of a document.

    >>> loads("<Objs><S>a_x000A_b</S><Nil /></Objs>")
    ['a\\nb', None]

    Raises:
        ClixmlError: It is no CLIXML, or over a limit.
    """
    return Reader(limits or NO_LIMITS, key, rehydrate=rehydrate).read(text)
