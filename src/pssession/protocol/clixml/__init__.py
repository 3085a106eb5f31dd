"""The CLIXML codec: values to PowerShell's XML and back. No I/O; what it is given and gives is `pssession.objects`.

    dumps(*values) -> a document          loads(text) -> list of values
    dump(value)    -> a message's body    load(data)  -> one value

Source: MS-PSRP 2.2.5 and PowerShell 7.6, whose output is the test data.
"""

from __future__ import annotations

from typing import Any

from pssession.objects import PSObject
from pssession.protocol.clixml.errors import ClixmlError, ClixmlLimitExceeded
from pssession.protocol.clixml.limits import FILE, REMOTING, Limits
from pssession.protocol.clixml.ports import Adapter, ClearKey, SecureStringKey, View
from pssession.protocol.clixml.reader import read
from pssession.protocol.clixml.views import enumeration
from pssession.protocol.clixml.writer import Writer

_NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"


def dumps(*values: Any, depth: int = 1, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> str:
    """Write a whole document.

    Args:
        values: What to write, in one space of references.
        depth: How many levels of .NET properties are kept; deeper objects become text. Containers and notes cost nothing.
        adapter: Describes objects that are not of `pssession.objects`.
        key: Writes secure strings.

    Raises:
        ClixmlError: A value cannot be written.
    """
    writer = Writer(adapter, key)
    for value in values:
        writer.write(value, depth)
    return f'<Objs Version="1.1.0.1" xmlns="{_NAMESPACE}">{"".join(writer.out)}</Objs>'


def dump(value: Any, *, depth: int = 1, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> str:
    """Write one value as a message's body: without a root element."""
    writer = Writer(adapter, key)
    writer.write(value, depth)
    return "".join(writer.out)


def loads(
    text: str | bytes, *, limits: Limits = FILE, key: SecureStringKey | None = None, script_blocks: bool = False
) -> list[Any]:
    """Read a whole document; a first line `#< CLIXML` is left out.

    Raises:
        ClixmlError: The text is not CLIXML, or over a limit.
    """
    mark: Any = "#< CLIXML" if isinstance(text, str) else b"#< CLIXML"
    if text.startswith(mark):
        text = text[len(mark) :].lstrip()
    elif isinstance(text, str):
        text = text.removeprefix("\ufeff")
    return read(text, limits, key, script_blocks)


def load(data: bytes | str, *, limits: Limits = REMOTING, key: SecureStringKey | None = None, script_blocks: bool = False) -> Any:
    """Read one value: the body of a message. An empty body is null.

    Raises:
        ClixmlError: The data are not CLIXML, or over a limit.
    """
    if not data or data == b"\xef\xbb\xbf" or data == "\ufeff":
        return None
    values = read(data.removeprefix("\ufeff") if isinstance(data, str) else data, limits, key, script_blocks)
    if len(values) != 1:
        raise ClixmlError(f"not CLIXML: {len(values)} values where one is expected")
    return values[0]


def unwrap(value: Any) -> Any:
    """Give what a PSObject wraps; a property bag and anything else as it is."""
    from pssession.objects import CUSTOM

    return value.base if isinstance(value, PSObject) and value.base is not CUSTOM else value


__all__ = [
    "FILE",
    "REMOTING",
    "Adapter",
    "ClearKey",
    "ClixmlError",
    "ClixmlLimitExceeded",
    "Limits",
    "SecureStringKey",
    "View",
    "dump",
    "dumps",
    "enumeration",
    "load",
    "loads",
    "unwrap",
]
