"""Hash algorithms: SHA1 to SHA512, MD5 and their keyed kin.

Source: System.Security.Cryptography.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, define
from pssession.objects import ByteArray

_CRYPTOGRAPHY = "System.Security.Cryptography."
_NAMES = {"MD5": 128, "SHA1": 160, "SHA256": 256, "SHA384": 384, "SHA512": 512}


class HashAlgorithm:
    """Be a hash algorithm, with a key where it is a keyed one."""

    def __init__(self, name: str, key: bytes | None = None) -> None:
        self.name = name
        self.key = key
        self.last: ByteArray | None = None

    @property
    def dotnet_type(self) -> str:
        """Name its type: the implementation's for one that Create made."""
        return f"{_CRYPTOGRAPHY}{self.name}+Implementation" if self.key is None else f"{_CRYPTOGRAPHY}HMAC{self.name}"

    def compute_hash(self, data: Any, *place: int) -> ByteArray:
        """Hash bytes, a part of them, or what a stream still holds."""
        content = _content(data, *place)
        name = self.name.lower()
        done = hashlib.new(name, content) if self.key is None else hmac.new(self.key, content, name)
        self.last = ByteArray(done.digest())
        return self.last


def _content(data: Any, *place: int) -> bytes:
    read = getattr(data, "read_to_end", None)
    content = read() if callable(read) else bytes(data)
    return content[place[0] : place[0] + place[1]] if len(place) == 2 else content


def _keyed(name: str) -> Any:
    return lambda key=None: HashAlgorithm(name, os.urandom(64) if key is None else bytes(key))


_METHODS: dict[str, Any] = {
    "ComputeHash": HashAlgorithm.compute_hash,
    **dict.fromkeys(("Dispose", "Clear", "Initialize"), lambda one: None),
}
_PROPERTIES = {"Hash": lambda one: one.last, "HashSize": lambda one: _NAMES[one.name]}

for _name in _NAMES:
    define(DotNetType(f"{_CRYPTOGRAPHY}{_name}+Implementation", base=_CRYPTOGRAPHY + _name))

TABLES = (
    TypeTable(_CRYPTOGRAPHY + "HashAlgorithm", methods=_METHODS, properties=_PROPERTIES),
    *(
        TypeTable(
            _CRYPTOGRAPHY + name,
            static={
                "Create": lambda name=name: HashAlgorithm(name),
                "HashData": lambda data, name=name: ByteArray(hashlib.new(name.lower(), _content(data)).digest()),
            },
        )
        for name in _NAMES
    ),
    *(
        TypeTable(
            f"{_CRYPTOGRAPHY}HMAC{name}",
            new=_keyed(name),
            properties={"Key": lambda one: ByteArray(one.key)},
            static={"HashData": lambda key, data, name=name: ByteArray(hmac.new(bytes(key), _content(data), name.lower()).digest())},
        )
        for name in _NAMES
    ),
)
