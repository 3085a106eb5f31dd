"""Secure strings as text that may be stored: under a key, or as this machine alone understands it.

Under a key it is a mark and base64 of `2|vector|data` in UTF-16: AES-CBC with PKCS#7, the vector in base64, the data in hexadecimal.
Without one PowerShell asks the system's store for secrets, which there is on Windows only; elsewhere it is hexadecimal, in clear.

Source: ConvertFrom-SecureString of PowerShell 7.6; texts as it was seen to write and refuse them.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Sequence

from pssession.engine.errors import CryptographicException, FormatException, PSArgumentException
from pssession.objects import SecureString

_MARK = "76492d1116743f0423413b16050a5345"
_BLOCK = 16
_PAIR = re.compile("[0-9A-Fa-f]{2}")
_KEY_LENGTHS = (16, 24, 32)


def key_bytes(key: Sequence[int] | None, secure_key: SecureString | None) -> bytes | None:
    """Give the key that -Key or -SecureKey says, None for none.

    Raises:
        PSArgumentException: It has not 128, 192 or 256 bits.
    """
    if key is None and secure_key is None:
        return None
    made = bytes(key) if key is not None else secure_key.reveal().encode("utf-16-le") if secure_key is not None else b""
    if len(made) not in _KEY_LENGTHS:
        raise PSArgumentException("The specified key is not valid. Valid key length settings are either 128 bits, 192 bits, or 256 bits.")
    return made


def encrypt(secret: SecureString, key: bytes | None) -> str:
    """Give a secret as text."""
    data = secret.reveal().encode("utf-16-le", "surrogatepass")
    if key is None:
        return data.hex()
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    vector = os.urandom(_BLOCK)
    padding = _BLOCK - len(data) % _BLOCK
    encryptor = Cipher(AES(key), CBC(vector)).encryptor()
    hidden = encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()
    text = f"2|{base64.b64encode(vector).decode()}|{hidden.hex()}"
    return _MARK + base64.b64encode(text.encode("utf-16-le")).decode()


def decrypt(text: str, key: bytes | None) -> SecureString:
    """Give the secret of a text.

    Raises:
        PSArgumentException: It is no such text.
        FormatException: It is not hexadecimal.
        CryptographicException: It was encrypted with another key.
    """
    if key is None:
        return SecureString(_from_hexadecimal(text).decode("utf-16-le", "surrogatepass"))
    vector, hidden = _parts(text)
    return SecureString(_decipher(hidden, vector, key))


def _not_valid(text: str) -> PSArgumentException:
    return PSArgumentException(f'The parameter value "{text}" is not a valid encrypted string.')


def _from_hexadecimal(text: str) -> bytes:
    text = text.strip()
    if len(text) % 2:
        raise _not_valid(text)
    for start in range(0, len(text), 2):
        pair = text[start : start + 2]
        if _PAIR.fullmatch(pair) is None:
            raise FormatException(f"The input string '{pair}' was not in a correct format.")
    data = bytes.fromhex(text)
    if len(data) % 2:
        raise _not_valid(text)
    return data


def _parts(text: str) -> tuple[bytes, bytes]:
    if not text.startswith(_MARK):
        raise _not_valid(text)
    try:
        version, vector, hidden = base64.b64decode(text[len(_MARK) :], validate=True).decode("utf-16-le").split("|")
        found = base64.b64decode(vector, validate=True), bytes.fromhex(hidden)
    except (ValueError, binascii.Error):
        raise _not_valid(text) from None
    if version != "2" or len(found[0]) != _BLOCK or not found[1] or len(found[1]) % _BLOCK:
        raise _not_valid(text)
    return found


def _decipher(hidden: bytes, vector: bytes, key: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    decryptor = Cipher(AES(key), CBC(vector)).decryptor()
    clear = decryptor.update(hidden) + decryptor.finalize()
    padding = clear[-1]
    if not 1 <= padding <= _BLOCK or clear[-padding:] != bytes([padding]) * padding or (len(clear) - padding) % 2:
        raise CryptographicException("Padding is invalid and cannot be removed.")
    return clear[:-padding].decode("utf-16-le", "surrogatepass")
