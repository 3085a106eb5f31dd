"""The token of a disconnected session: a line of text that another process of the same user gives to `reconnect`.

It says where the session is, nothing secret: who may connect is decided by the socket's folder and the peer's credentials.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Say where a session is.

    Attributes:
        session_id: Its instance id.
        folder: The runtime folder, "" for the one that the environment names.
        name: Its friendly name, for people who read the token.
    """

    session_id: str
    folder: str = ""
    name: str = ""


def write_token(address: Address) -> str:
    """Write an address as one line."""
    return json.dumps({"pssession": _FORMAT, **asdict(address)})


def read_token(text: str) -> Address:
    """Read a token; a bare session id is one too.

    Raises:
        ValueError: It is none.
    """
    text = text.strip()
    try:
        if not text.startswith("{"):
            return Address(session_id=str(UUID(text)))
        fields = json.loads(text)
        if fields.get("pssession") != _FORMAT:
            raise ValueError(f"of format {fields.get('pssession')!r}")
        return Address(session_id=str(UUID(fields["session_id"])), folder=str(fields.get("folder", "")), name=str(fields.get("name", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no token of a session: {error}") from error
