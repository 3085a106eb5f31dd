"""What goes wrong when CLIXML is read or written. Nothing else comes out of the codec for any bytes of a peer."""

from __future__ import annotations

from pssession.errors import LimitExceeded, ProtocolError


class ClixmlError(ProtocolError):
    """Say that a text is not CLIXML, or that a value cannot be written as such."""


class ClixmlLimitExceeded(ClixmlError, LimitExceeded):
    """Say that a text is larger or deeper than the limits allow."""


class ClixmlSecretError(ClixmlError):
    """Say that a secure string cannot be decrypted."""


__all__ = ["ClixmlError", "ClixmlLimitExceeded", "ClixmlSecretError"]
