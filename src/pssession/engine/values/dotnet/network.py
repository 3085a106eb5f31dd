"""Uri, IPAddress and Dns.

Source: System.Uri, System.Net.IPAddress, System.Net.Dns.
"""

from __future__ import annotations

import html
import ipaddress
import platform
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    ArgumentNullException,
    ArgumentOutOfRangeException,
    FormatException,
    UriFormatException,
)
from pssession.engine.values.tables import TypeTable

_PORTS = {"http": 80, "https": 443, "ftp": 21, "ssh": 22, "ldap": 389, "file": -1, "mailto": 25}


def _new_uri(text: Any, *rest: Any) -> o.Uri:
    if text is None:
        raise ArgumentNullException(None, "uriString")
    if isinstance(text, o.Uri):
        return o.Uri(urljoin(text.text, str(rest[0])))
    body = str(text)
    relative_wanted = any(getattr(getattr(item, "type", None), "key", "") == "System.UriKind" and int(item) in (0, 2) for item in rest)
    if not _is_absolute(body) and not relative_wanted:
        raise UriFormatException("Invalid URI: The format of the URI could not be determined.")
    return o.Uri(body)


def _is_absolute(text: str) -> bool:
    head, colon, _ = text.partition(":")
    return (bool(colon) and head[:1].isalpha() and head.replace("+", "").replace("-", "").replace(".", "").isalnum()) or text.startswith(
        "/"
    )


def _absolute_text(uri: o.Uri) -> str:
    if uri.text.startswith("/"):
        return "file://" + quote(uri.text)
    parts = urlsplit(uri.text)
    host = (parts.hostname or "").lower()
    if not parts.netloc:
        return uri.text
    port = "" if parts.port is None or parts.port == _PORTS.get(parts.scheme) else f":{parts.port}"
    login, at, _ = parts.netloc.rpartition("@")
    tail = (f"?{quote(parts.query, safe='%=&/?:@!$+,;*-._~()')}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"{parts.scheme}://{login}{at}{host}{port}{quote(parts.path or '/', safe='%/:@!$&+,;=-._~()*')}{tail}"


def _segments(uri: o.Uri) -> list[str]:
    pieces = (_path(uri)).split("/")
    return [f"{piece}/" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _path(uri: o.Uri) -> str:
    return uri.text if uri.text.startswith("/") else (quote(urlsplit(uri.text).path, safe="%/:@!$&+,;=-._~()*") or "/")


def _port(uri: o.Uri) -> int:
    parts = urlsplit(uri.text)
    return parts.port if parts.port is not None else _PORTS.get(parts.scheme, -1)


def _authority(uri: o.Uri) -> str:
    parts = urlsplit(uri.text)
    port = "" if parts.port is None or parts.port == _PORTS.get(parts.scheme) else f":{parts.port}"
    return (parts.hostname or "") + port


class IPAddress:
    """Hold an address."""

    dotnet_type = "System.Net.IPAddress"

    def __init__(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
        self.own = address

    @property
    def ip_address_to_string(self) -> str:
        """Give the text."""
        return str(self.own)

    @property
    def address_family(self) -> str:
        """Give the family's name."""
        return "InterNetwork" if self.own.version == 4 else "InterNetworkV6"

    def get_address_bytes(self) -> o.ByteArray:
        """Give the bytes."""
        return o.ByteArray(self.own.packed)

    def equals(self, other: Any) -> bool:
        """Tell whether both are the same address."""
        return isinstance(other, IPAddress) and other.own == self.own

    def to_string(self) -> str:
        """Give the text."""
        return str(self.own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IPAddress) and other.own == self.own

    def __hash__(self) -> int:
        return hash(self.own)


class EndPoint:
    """Be an IPEndPoint: an address and a port."""

    dotnet_type = "System.Net.IPEndPoint"

    def __init__(self, address: Any, port: int) -> None:
        if not 0 <= port <= 65535:
            raise ArgumentOutOfRangeException("Specified argument was out of the range of valid values.", "port")
        self.address = _new_address(address) if isinstance(address, int) else address
        self.port = port

    def to_string(self) -> str:
        """Write both."""
        shown = str(self.address.own)
        return f"[{shown}]:{self.port}" if self.address.own.version == 6 else f"{shown}:{self.port}"


class MailAddress:
    """Be the address of a mail box."""

    dotnet_type = "System.Net.Mail.MailAddress"

    def __init__(self, text: str, name: str | None = None, *rest: Any) -> None:
        if not text:
            raise ArgumentException("The value cannot be an empty string.", "address")
        shown, _, inner = text.rpartition("<")
        address = inner.rstrip("> ") if inner.rstrip().endswith(">") else text.strip()
        user, at, host = address.rpartition("@")
        if not at or not user or not host or " " in address:
            raise FormatException("The specified string is not in the form required for an e-mail address.")
        self.address = address
        self.display_name = name if name is not None else shown.strip().strip('"') if inner else ""

    def to_string(self) -> str:
        """Write the address, with its name where it has one."""
        return f'"{self.display_name}" <{self.address}>' if self.display_name else self.address


def _html_encoded(text: str) -> str:
    """Write what HTML takes for itself, and letters of Latin-1 and beyond the basic plane by number, as .NET does."""
    made = html.escape(text, quote=True).replace("&#x27;", "&#39;")
    return "".join(f"&#{ord(letter)};" if 160 <= ord(letter) < 256 or ord(letter) > 0xFFFF else letter for letter in made)


def _parse_address(text: Any) -> IPAddress:
    body = str(text).strip("[]")
    try:
        return IPAddress(ipaddress.ip_address(body))
    except ValueError as problem:
        parts = body.split(".")
        if all(part.isdigit() for part in parts) and len(parts) < 4 and int(parts[-1]) < 256 ** (5 - len(parts)):
            number = sum(int(part) << (24 - 8 * place) for place, part in enumerate(parts[:-1])) + int(parts[-1])
            return IPAddress(ipaddress.IPv4Address(number))
        raise FormatException("An invalid IP address was specified.") from problem


def _new_address(value: Any, *rest: Any) -> IPAddress:
    if isinstance(value, int):
        if not 0 <= value < 2**32:
            raise ArgumentOutOfRangeException("Specified argument was out of the range of valid values.", "newAddress")
        return IPAddress(ipaddress.IPv4Address(int(value).to_bytes(4, "little")))
    return IPAddress(ipaddress.ip_address(bytes(value)))


def _try_address(text: Any, place: Any) -> bool:
    try:
        place.value = _parse_address(text)
    except FormatException:
        place.value = None
        return False
    return True


def _try_create(text: Any, *rest: Any) -> bool:
    place = rest[-1]
    try:
        place.value = _new_uri(text, *rest[:-1])
    except UriFormatException:
        place.value = None
        return False
    return True


TABLES = (
    TypeTable(
        "System.Uri",
        new=_new_uri,
        parse=lambda text: _new_uri(text) if _is_absolute(str(text)) else o.Uri(str(text)),
        properties={
            "AbsoluteUri": _absolute_text,
            "OriginalString": lambda uri: uri.text,
            "Scheme": lambda uri: urlsplit(uri.text).scheme or "file",
            "Host": lambda uri: urlsplit(uri.text).hostname or "",
            "DnsSafeHost": lambda uri: urlsplit(uri.text).hostname or "",
            "IdnHost": lambda uri: urlsplit(uri.text).hostname or "",
            "Port": _port,
            "AbsolutePath": _path,
            "LocalPath": lambda uri: unquote(_path(uri)),
            "Query": lambda uri: f"?{urlsplit(uri.text).query}" if urlsplit(uri.text).query else "",
            "Fragment": lambda uri: f"#{urlsplit(uri.text).fragment}" if urlsplit(uri.text).fragment else "",
            "PathAndQuery": lambda uri: _path(uri) + (f"?{urlsplit(uri.text).query}" if urlsplit(uri.text).query else ""),
            "Authority": _authority,
            "Segments": _segments,
            "UserInfo": lambda uri: urlsplit(uri.text).netloc.rpartition("@")[0],
            "IsAbsoluteUri": lambda uri: _is_absolute(uri.text),
            "IsFile": lambda uri: uri.text.startswith(("/", "file:")),
            "IsUnc": lambda uri: False,
            "IsLoopback": lambda uri: (urlsplit(uri.text).hostname or "localhost") in ("localhost", "127.0.0.1", "::1"),
            "IsDefaultPort": lambda uri: _port(uri) == _PORTS.get(urlsplit(uri.text).scheme, -1),
            "UserEscaped": lambda uri: False,
        },
        static={
            "EscapeDataString": lambda text: quote(text, safe="-._~"),
            "UnescapeDataString": unquote,
            "EscapeUriString": lambda text: quote(text, safe="%/:?#[]@!$&'()*+,;=-._~"),
            "IsWellFormedUriString": lambda text, kind=1: bool(text) and " " not in text and (int(kind) != 1 or _is_absolute(text)),
            "TryCreate": _try_create,
            "CheckSchemeName": lambda name: bool(name) and name[0].isalpha(),
        },
        methods={"ToString": lambda uri: unquote(_absolute_text(uri)) if _is_absolute(uri.text) else uri.text},
        to_string=lambda uri: unquote(_absolute_text(uri)) if _is_absolute(uri.text) else uri.text,
    ),
    TypeTable(
        "System.Net.IPAddress",
        new=_new_address,
        convert=lambda value: _new_address(value) if isinstance(value, int) and not isinstance(value, bool) else NotImplemented,
        parse=_parse_address,
        properties={
            "IPAddressToString": lambda value: str(value.own),
            "Address": lambda value: int.from_bytes(value.own.packed, "little") if value.own.version == 4 else None,
            "ScopeId": lambda value: 0 if value.own.version == 6 else None,
            "IsIPv6Multicast": lambda value: value.own.version == 6 and value.own.is_multicast,
            "IsIPv6SiteLocal": lambda value: value.own.version == 6 and value.own.is_site_local,
            "IsIPv6Teredo": lambda value: value.own.version == 6 and value.own.teredo is not None,
            "IsIPv6UniqueLocal": lambda value: value.own.version == 6 and value.own.packed[0] & 0xFE == 0xFC,
            "IsIPv6LinkLocal": lambda value: value.own.version == 6 and value.own.is_link_local,
            "IsIPv4MappedToIPv6": lambda value: value.own.version == 6 and value.own.ipv4_mapped is not None,
        },
        static={
            "Parse": _parse_address,
            "TryParse": _try_address,
            "IsLoopback": lambda value: value.own.is_loopback,
        },
        static_properties={
            "Loopback": IPAddress(ipaddress.IPv4Address("127.0.0.1")),
            "Any": IPAddress(ipaddress.IPv4Address("0.0.0.0")),
            "None": IPAddress(ipaddress.IPv4Address("255.255.255.255")),
            "Broadcast": IPAddress(ipaddress.IPv4Address("255.255.255.255")),
            "IPv6Loopback": IPAddress(ipaddress.IPv6Address("::1")),
            "IPv6Any": IPAddress(ipaddress.IPv6Address("::")),
        },
    ),
    TypeTable(
        "System.Net.IPEndPoint",
        new=EndPoint,
        properties={"Address": lambda point: point.address, "Port": lambda point: point.port},
        to_string=EndPoint.to_string,
        python=EndPoint,
    ),
    TypeTable(
        "System.Net.Mail.MailAddress",
        new=MailAddress,
        properties={
            "Address": lambda mail: mail.address,
            "DisplayName": lambda mail: mail.display_name,
            "User": lambda mail: mail.address.rpartition("@")[0],
            "Host": lambda mail: mail.address.rpartition("@")[2],
        },
        to_string=MailAddress.to_string,
        python=MailAddress,
    ),
    TypeTable(
        "System.Net.WebUtility",
        static={
            "UrlEncode": lambda text: None if text is None else quote(text, safe="-._*!()").replace("%20", "+").replace("~", "%7E"),
            "UrlDecode": lambda text: None if text is None else unquote(text.replace("+", " ")),
            "HtmlEncode": lambda text: None if text is None else _html_encoded(text),
            "HtmlDecode": lambda text: None if text is None else html.unescape(text),
        },
    ),
    TypeTable("System.Net.Dns", static={"GetHostName": platform.node}),
)
