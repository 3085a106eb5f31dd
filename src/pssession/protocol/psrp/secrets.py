"""Which key an end of a session has for secrets, as far as it is known: none yet, the clear text of 2.4, or a session key.

What needs a key that is not there raises `KeyMissing`; the machines hold the message back and begin the exchange.
"""

from __future__ import annotations

from typing import NoReturn

from pssession.errors import ProtocolError
from pssession.protocol.clixml import ClearText, SecureStringKey
from pssession.protocol.psrp.session_key import SessionKey
from pssession.protocol.psrp.versions import CONNECT, NO_SESSION_KEY, Pair


class KeyMissing(ProtocolError):
    """Say that a secret was met before the keys were exchanged."""


class NoKey:
    """Stand where a key will be."""

    __slots__ = ()

    def encrypt(self, text: str) -> NoReturn:
        """Refuse.

        Raises:
            KeyMissing: Always.
        """
        raise KeyMissing("There is no session key yet.")

    def decrypt(self, data: bytes) -> NoReturn:
        """Refuse.

        Raises:
            KeyMissing: Always.
        """
        raise KeyMissing("There is no session key yet.")


class ServerKey:
    """Make the session key when it is first needed: a client that meets its work asks for it then (pwsh 7.6)."""

    __slots__ = ("key",)

    def __init__(self) -> None:
        self.key: SessionKey | None = None

    def made(self) -> SessionKey:
        """Give the key; a new one the first time."""
        if self.key is None:
            self.key = SessionKey.generate()
        return self.key

    def encrypt(self, text: str) -> bytes:
        """Give the bytes for a text."""
        return self.made().encrypt(text)

    def decrypt(self, data: bytes) -> str:
        """Give the text of the bytes.

        Raises:
            KeyMissing: No client can have used a key that was never handed out.
            ValueError: They were not made with this key.
        """
        if self.key is None:
            raise KeyMissing("There is no session key yet.")
        return self.key.decrypt(data)


NO_KEY = NoKey()
CLEAR_TEXT = ClearText()


def client_key(version: Pair | None) -> SecureStringKey:
    """Give what a client has right after the versions are agreed; None before that."""
    return CLEAR_TEXT if version is not None and version >= NO_SESSION_KEY else NO_KEY


def server_key(version: Pair) -> SecureStringKey:
    """Give what a server has right after the versions are agreed; before 2.2 it has to ask the client to begin."""
    if version >= NO_SESSION_KEY:
        return CLEAR_TEXT
    return ServerKey() if version >= CONNECT else NO_KEY
