"""Secure strings, the credentials that show them, and the memory through which scripts read them in clear.

Source: System.Security.SecureString, System.Net.NetworkCredential, System.Runtime.InteropServices.Marshal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentNullException, ArgumentOutOfRangeException, InvalidOperationException
from pssession.engine.values.tables import TypeTable


def _secure(text: Any = "") -> o.SecureString:
    return o.SecureString(text if isinstance(text, str) else "".join(str(letter) for letter in text))


def _change(secret: o.SecureString, text: str) -> None:
    try:
        secret.change(text)
    except ValueError as problem:
        raise InvalidOperationException(str(problem)) from None


def _append(secret: o.SecureString, letter: Any) -> None:
    _change(secret, secret.reveal() + str(letter))


def _spliced(secret: o.SecureString, index: int, removed: int, letter: Any) -> None:
    text = secret.reveal()
    if not 0 <= index <= len(text) - removed:
        raise ArgumentOutOfRangeException(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "index"
        )
    _change(secret, text[:index] + str(letter) + text[index + removed :])


def _make_read_only(secret: o.SecureString) -> None:
    secret.read_only = True


class NetworkCredential:
    """Give a credential's parts in clear, as .NET does on request."""

    dotnet_type = "System.Net.NetworkCredential"

    def __init__(self, user_name: str = "", password: Any = "", domain: str = "") -> None:
        self.user_name = user_name
        self.secure_password = password if isinstance(password, o.SecureString) else o.SecureString(password or "")
        self.domain = domain

    @property
    def password(self) -> str:
        """Give the password in clear."""
        return self.secure_password.reveal()


def network_credential(credential: o.PSCredential) -> NetworkCredential:
    """Give a credential in clear; "domain\\user" is taken apart."""
    domain, slash, user = credential.user_name.rpartition("\\")
    return NetworkCredential(user if slash else credential.user_name, credential.password, domain)


class NativePointer:
    """Be an address: of memory that a script asked for, or of nothing."""

    dotnet_type = "System.IntPtr"

    def __init__(self, text: str = "", number: int = 0) -> None:
        self._text = text
        self.number = number

    def reveal(self) -> str:
        """Give the text that lies there."""
        return self._text

    def forget(self) -> None:
        """Let the text go."""
        self._text = ""

    def __str__(self) -> str:
        return str(self.number)

    def __repr__(self) -> str:
        return f"NativePointer({self.number})"


_FIRST_ADDRESS = 0x7F00_0000_0000


def _unveiled(secret: o.SecureString | None) -> NativePointer:
    if secret is None:
        raise ArgumentNullException(None, "s")
    pointer = NativePointer(secret.reveal())
    pointer.number = _FIRST_ADDRESS + id(pointer) % _FIRST_ADDRESS
    return pointer


def _placed(text: str | None) -> NativePointer:
    return NativePointer() if text is None else _unveiled(o.SecureString(text))


def _text_at(pointer: NativePointer, length: int | None = None) -> str | None:
    if pointer.number == 0:
        return None
    return pointer.reveal()[:length]


def _free(pointer: NativePointer) -> None:
    pointer.forget()


_TO: tuple[str, ...] = ("BSTR", "CoTaskMemUnicode", "CoTaskMemAnsi", "GlobalAllocUnicode", "GlobalAllocAnsi")
_FROM: tuple[str, ...] = ("Auto", "BSTR", "Uni", "Ansi", "UTF8")
_FREE = ("ZeroFreeBSTR", "ZeroFreeCoTaskMemUnicode", "ZeroFreeCoTaskMemAnsi", "ZeroFreeGlobalAllocUnicode", "ZeroFreeGlobalAllocAnsi")
_MARSHAL: dict[str, Callable[..., Any]] = {
    **{f"SecureStringTo{kind}": _unveiled for kind in _TO},
    **{f"StringTo{kind}": _placed for kind in ("BSTR", "HGlobalUni", "HGlobalAnsi", "HGlobalAuto", "CoTaskMemUni", "CoTaskMemAuto")},
    **{f"PtrToString{kind}": _text_at for kind in _FROM},
    **dict.fromkeys((*_FREE, "FreeBSTR", "FreeHGlobal", "FreeCoTaskMem"), _free),
}

TABLES = (
    TypeTable(
        "System.Security.SecureString",
        new=_secure,
        properties={"Length": len},
        methods={
            "AppendChar": _append,
            "InsertAt": lambda secret, index, letter: _spliced(secret, index, 0, letter),
            "RemoveAt": lambda secret, index: _spliced(secret, index, 1, ""),
            "SetAt": lambda secret, index, letter: _spliced(secret, index, 1, letter),
            "Clear": lambda secret: _change(secret, ""),
            "MakeReadOnly": _make_read_only,
            "IsReadOnly": lambda secret: secret.read_only,
            "Dispose": lambda secret: None,
            "Copy": lambda secret: _secure(secret.reveal()),
        },
    ),
    TypeTable("System.Net.NetworkCredential", new=NetworkCredential),
    TypeTable("System.Runtime.InteropServices.Marshal", static=_MARSHAL),
    TypeTable("System.IntPtr", static_properties={"Zero": NativePointer(), "Size": 8}, to_string=str),
)
