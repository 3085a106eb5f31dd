"""ConvertTo-SecureString. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.security.encrypted_text import decrypt, key_bytes
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import CryptographicException, PSArgumentException
from pssession.objects import SecureString


class ConvertToSecureStringCommand(Cmdlet):
    """Make secure strings of plain texts, or of what ConvertFrom-SecureString wrote."""

    def process(self) -> None:
        if self.as_plain_text:
            self.write(SecureString(self.string))
            return
        try:
            self.write(decrypt(self.string, key_bytes(self.key, self.secure_key)))
        except PSArgumentException as problem:
            self.write_error(self.error("ImportSecureString_InvalidArgument", "InvalidArgument", problem))
        except CryptographicException as problem:
            self.write_error(self.error("ImportSecureString_InvalidArgument_CryptographicError", "InvalidArgument", problem))
