"""PSPrimitiveDictionary: the only kind of table in application arguments and private data. Source: MS-PSRP 2.2.3.18."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pssession.errors import ProtocolError
from pssession.objects import Hashtable, PrimitiveDictionary
from pssession.protocol.psrp.properties import plain


def primitive_dictionary(value: Mapping[str, Any] | Hashtable | None) -> PrimitiveDictionary | None:
    """Give a table as such a dictionary, the tables inside it too."""
    if value is None or isinstance(value, PrimitiveDictionary):
        return value
    return PrimitiveDictionary(
        (str(key), primitive_dictionary(item) if isinstance(item, (Mapping, Hashtable)) else item) for key, item in value.items()
    )


def read_primitive_dictionary(value: Any, name: str) -> PrimitiveDictionary:
    """Take such a dictionary, or any table of text keys.

    Raises:
        ProtocolError: It is no table.
    """
    table = plain(value)
    if isinstance(table, PrimitiveDictionary):
        return table
    if isinstance(table, Hashtable):
        return PrimitiveDictionary(table.items())
    raise ProtocolError(f"Expected data type of {name} is a dictionary, and it is {type(table).__name__}.")
