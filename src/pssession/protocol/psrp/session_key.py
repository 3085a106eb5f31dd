"""The session key of protocol versions up to 2.3: how two ends come to share an AES key, and what they do to secret text with it.

The client makes an RSA key of 2048 bits and sends its public half as a CryptoAPI PUBLICKEYBLOB; the server answers with the AES-256 key
under it as a SIMPLEBLOB. Numbers in both are little-endian. Secret text is UTF-16, AES-CBC with a zero vector and PKCS#7 padding: it keeps
text from casual eyes and nothing more, which is why version 2.4 dropped it and leaves the secret to the transport.

Source: MS-PSRP 2.2.2.3 to 2.2.2.5, 2.2.5.1.24; bytes as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import TYPE_CHECKING

from pssession.errors import ProtocolError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_RSA_BITS = 2048
_RSA_BYTES = _RSA_BITS // 8
_AES_BYTES = 32
_BLOCK_BYTES = 16
# PUBLICKEYBLOB (6), version 2, CALG_RSA_KEYX, then the magic "RSA1".
_PUBLIC_HEADER = bytes.fromhex("06020000 00a40000") + b"RSA1"
# SIMPLEBLOB (1), version 2, CALG_AES_256, CALG_RSA_KEYX.
_SIMPLE_HEADER = bytes.fromhex("01020000 10660000 00a40000")


class SessionKey:
    """Encrypt and decrypt secret text with a shared AES key; `clixml` takes it as its `SecureStringKey`."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        if len(key) not in (16, 24, 32):
            raise ValueError("an AES key has 16, 24 or 32 bytes")
        self._key = key

    @classmethod
    def generate(cls) -> SessionKey:
        """Make a new key of 256 bits."""
        return cls(os.urandom(_AES_BYTES))

    def encrypt(self, text: str) -> bytes:
        """Give the bytes for a text."""
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES
        from cryptography.hazmat.primitives.ciphers.modes import CBC

        data = text.encode("utf-16-le", "surrogatepass")
        padding = _BLOCK_BYTES - len(data) % _BLOCK_BYTES
        encryptor = Cipher(AES(self._key), CBC(bytes(_BLOCK_BYTES))).encryptor()
        return encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()

    def decrypt(self, data: bytes) -> str:
        """Give the text of the bytes.

        Raises:
            ValueError: They were not made with this key.
        """
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES
        from cryptography.hazmat.primitives.ciphers.modes import CBC

        if not data or len(data) % _BLOCK_BYTES:
            raise ValueError("the encrypted text has not the length of whole blocks")
        decryptor = Cipher(AES(self._key), CBC(bytes(_BLOCK_BYTES))).decryptor()
        clear = decryptor.update(bytes(data)) + decryptor.finalize()
        padding = clear[-1]
        if not 1 <= padding <= _BLOCK_BYTES or clear[-padding:] != bytes([padding]) * padding or (len(clear) - padding) % 2:
            raise ValueError("the encrypted text was made with another key")
        return clear[:-padding].decode("utf-16-le", "surrogatepass")

    def __repr__(self) -> str:
        return "SessionKey(***)"


class KeyExchange:
    """Be the client in the exchange: make the RSA key, send its public half, open what comes back."""

    __slots__ = ("_private",)

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric import rsa

        self._private: RSAPrivateKey = rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)

    def public_key(self) -> str:
        """Give the public half as PUBLIC_KEY carries it."""
        numbers = self._private.public_key().public_numbers()
        blob = _PUBLIC_HEADER + _RSA_BITS.to_bytes(4, "little") + numbers.e.to_bytes(4, "little") + numbers.n.to_bytes(_RSA_BYTES, "little")
        return base64.b64encode(blob).decode()

    def open(self, encrypted_session_key: str) -> SessionKey:
        """Take what ENCRYPTED_SESSION_KEY carried.

        Raises:
            ProtocolError: It is no such key. Why, is not said: the other end must not learn it.
        """
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

        blob = _decode(encrypted_session_key)
        try:
            if len(blob) != len(_SIMPLE_HEADER) + _RSA_BYTES or blob[:2] != _SIMPLE_HEADER[:2]:
                raise ValueError
            return SessionKey(self._private.decrypt(blob[: len(_SIMPLE_HEADER) - 1 : -1], PKCS1v15()))
        except ValueError:
            raise ProtocolError("Invalid session key data.") from None


def seal(key: SessionKey, public_key: str) -> str:
    """Be the server in the exchange: give the key as ENCRYPTED_SESSION_KEY carries it, for what PUBLIC_KEY carried.

    Raises:
        ProtocolError: It is no public key.
    """
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    blob = _decode(public_key)
    try:
        if len(blob) < 20 or blob[:2] != _PUBLIC_HEADER[:2] or blob[8:12] != b"RSA1":
            raise ValueError
        bits, exponent = int.from_bytes(blob[12:16], "little"), int.from_bytes(blob[16:20], "little")
        # Some clients leave leading zero bytes of the modulus out. Larger keys would let a peer make us work.
        if not _RSA_BITS <= bits <= 4096 or len(blob) > 20 + bits // 8:
            raise ValueError
        public = RSAPublicNumbers(exponent, int.from_bytes(blob[20:], "little")).public_key()
        sealed = public.encrypt(key._key, PKCS1v15())
    except ValueError:
        raise ProtocolError("Invalid public key data.") from None
    return base64.b64encode(_SIMPLE_HEADER + sealed[::-1]).decode()


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ProtocolError("A key is no base64.") from None
