"""ConvertFrom-SecureString. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.security.encrypted_text import encrypt, key_bytes
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSArgumentException


class ConvertFromSecureStringCommand(Cmdlet):
    """Write secure strings as texts: encrypted ones, or plain."""

    def process(self) -> None:
        if self.as_plain_text:
            self.write(self.secure_string.reveal())
            return
        try:
            self.write(encrypt(self.secure_string, key_bytes(self.key, self.secure_key)))
        except PSArgumentException as problem:
            self.write_error(self.error("ImportSecureString_InvalidArgument", "InvalidArgument", problem))
