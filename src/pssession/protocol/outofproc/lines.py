"""Lines and elements: bytes in any pieces to lines, a line to its elements, an element to a line.

Nearly every line is written in one form, which a regular expression reads; all else goes to an XML parser and is as well accepted as
PowerShell accepts it. What a line means stands in `client` and `server`.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple
from uuid import UUID
from xml.parsers import expat

from pssession.errors import LimitExceeded, ProtocolError

NO_ID = UUID(int=0)
DEFAULT, PROMPT_RESPONSE = "Default", "PromptResponse"
ERROR_PREFIX = "__NamedPipeError__:"
# The longest line taken. PowerShell's have 32 KiB of data; there is no limit in the protocol.
LINE_LIMIT = 16 * 1024 * 1024

_ATTRIBUTES = dict.fromkeys(("DataAck", "Command", "CommandAck", "Close", "CloseAck", "Signal", "SignalAck"), ("PSGuid",))
_DATA_ATTRIBUTES = ("PSGuid", "Stream")
_USUAL_ID = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_USUAL_DATA = re.compile(
    rb"<Data Stream='(Default|PromptResponse)' PSGuid='(" + _USUAL_ID + rb")'>([A-Za-z0-9+/]+={0,2})</Data>",
)
_USUAL_OTHER = re.compile(rb"<(\w+) PSGuid='(" + _USUAL_ID + rb")' />")
_HYPHENED = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_GUID = re.compile(rf"{_HYPHENED}|\{{{_HYPHENED}\}}|\({_HYPHENED}\)|[0-9a-fA-F]{{32}}")
_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_KNOWN = 1024


class Element(NamedTuple):
    """Hold one element; `data` is empty for all but Data."""

    name: str
    id: UUID
    stream: str = DEFAULT
    data: bytes = b""


class LineBuffer:
    """Cut bytes into lines.

    Args:
        limit_bytes: The longest line taken.
    """

    __slots__ = ("_first", "_limit", "_rest", "_size")

    def __init__(self, limit_bytes: int = LINE_LIMIT) -> None:
        self._limit = limit_bytes
        self._rest: list[bytes] = []
        self._size = 0
        self._first = True

    def receive_data(self, data: bytes) -> list[bytes]:
        """Take bytes; give the lines that became whole, without their ends.

        Raises:
            LimitExceeded: A line is over the limit.
        """
        if b"\n" not in data:
            self._rest.append(data)
            self._size += len(data)
            if self._size > self._limit:
                raise LimitExceeded(f"A line is longer than {self._limit} bytes.")
            return []
        lines = data.split(b"\n")
        if self._rest:
            lines[0] = b"".join([*self._rest, lines[0]])
            self._rest.clear()
        rest = lines.pop()
        if rest:
            self._rest.append(rest)
        self._size = len(rest)
        if max(map(len, lines)) > self._limit or len(rest) > self._limit:
            raise LimitExceeded(f"A line is longer than {self._limit} bytes.")
        if self._first:
            self._first = False
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
        return [line[:-1] if line.endswith(b"\r") else line for line in lines]

    def rest(self) -> bytes:
        """Give what is left without a line end, once."""
        rest = b"".join(self._rest)
        self._rest.clear()
        self._size = 0
        return rest


_known: dict[bytes, UUID] = {}


def _usual_id(text: bytes) -> UUID:
    found = _known.get(text)
    if found is None:
        if len(_known) >= _MAX_KNOWN:
            _known.clear()
        found = _known[text] = UUID(text.decode("ascii"))
    return found


def parse(line: bytes) -> list[Element]:
    """Read the elements of a line, nearly always one.

    Raises:
        ProtocolError: It has none, or something that is none; the text is PowerShell's where it was recorded.
    """
    usual = _USUAL_DATA.fullmatch(line)
    if usual is not None:
        stream, identity, data = usual.groups()
        return [Element("Data", _usual_id(identity), stream.decode("ascii"), _decode(data))]
    other = _USUAL_OTHER.fullmatch(line)
    if other is not None:
        name = other.group(1).decode("ascii")
        if name in _ATTRIBUTES:
            return [Element(name, _usual_id(other.group(2)))]
    return _Parser().parse(line)


def _decode(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        raise ProtocolError(
            "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an "
            "illegal character among the padding characters."
        ) from None


def unknown_element(name: str) -> str:
    """Give PowerShell's words for an element that it does not expect; the empty name is the end of input."""
    return f'An unknown element "{name}" was received. This can happen if the remote process closed or ended abnormally.'


class _Parser:
    """Read a line that is not in the usual form."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._depth = 0
        self._name = ""
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []

    def parse(self, line: bytes) -> list[Element]:
        if not line:
            raise ProtocolError(unknown_element(""))
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ProcessingInstructionHandler = _refuse_instruction
        try:
            parser.Parse(b"<line>", False)
            parser.Parse(line, False)
            if self._depth == 1:
                parser.Parse(b"</line>", True)
        except expat.ExpatError as error:
            raise ProtocolError(f"The line is not well-formed: {error}") from None
        if self._depth:
            raise ProtocolError("Unexpected end of file has occurred in a line.")
        return self._elements

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            return
        if self._depth > 2:
            raise ProtocolError(
                f'Node type "Element" is unknown in the {self._name} element. Only the "Text" node type is expected in the Data element.'
            )
        if name != "Data" and name not in _ATTRIBUTES:
            raise ProtocolError(unknown_element(name[:100]))
        if name == "Data" and tuple(sorted(attributes)) != _DATA_ATTRIBUTES:
            raise ProtocolError('Expected only two attributes with the names "Stream" and "PSGuid" in the Data element.')
        if name != "Data" and tuple(attributes) != _ATTRIBUTES[name]:
            raise ProtocolError(f'Expected only one attribute with the name "PSGuid" in the {name} element.')
        self._name, self._attributes = name, attributes
        self._text.clear()

    def _characters(self, text: str) -> None:
        if self._depth == 2 and self._name == "Data":
            self._text.append(text)
        elif text.strip(" \t\r\n"):
            raise ProtocolError(text[:1000])
        else:
            raise ProtocolError(
                'Cannot process an element with node type "Whitespace". Only Element and EndElement node types are supported.'
            )

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth != 1:
            return
        identity = _read_id(self._attributes["PSGuid"])
        if name != "Data":
            self._elements.append(Element(name, identity))
            return
        text = _SPACE.sub("", "".join(self._text))
        if not text:
            raise ProtocolError(
                'Node type "EndElement" is unknown in the Data element. Only the "Text" node type is expected in the Data element.'
            )
        stream = PROMPT_RESPONSE if self._attributes["Stream"].casefold() == PROMPT_RESPONSE.casefold() else DEFAULT
        self._elements.append(Element(name, identity, stream, _decode(text.encode("utf-8", "replace"))))


def _read_id(text: str) -> UUID:
    text = text.strip()
    match = _GUID.fullmatch(text)
    if match is None:
        raise ProtocolError("Unrecognized Guid format.")
    return UUID(text.strip("{}()"))


def _refuse_instruction(target: str, data: str) -> None:
    raise ProtocolError(
        'Cannot process an element with node type "ProcessingInstruction". Only Element and EndElement node types are supported.'
    )


def write_data(pipeline_id: UUID | None, stream: str, data: bytes) -> bytes:
    """Write a Data line."""
    identity = NO_ID if pipeline_id is None else pipeline_id
    return b"<Data Stream='%b' PSGuid='%b'>%b</Data>\n" % (stream.encode(), str(identity).encode(), base64.b64encode(data))


def write_element(name: str, pipeline_id: UUID | None) -> bytes:
    """Write the line of any other element."""
    return f"<{name} PSGuid='{NO_ID if pipeline_id is None else pipeline_id}' />\n".encode("ascii")
