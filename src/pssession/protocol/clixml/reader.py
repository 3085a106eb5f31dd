"""CLIXML to values, on expat, with a stack of its own: nothing that a peer sends makes it recurse.

Document types, entities and processing instructions are refused. Names of types become `Deserialized.` names, and a few types become
what they were (`rehydrate`). Source: MS-PSRP 2.2.5; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from pssession.objects import (
    ArrayList,
    Hashtable,
    OrderedDictionary,
    ProgressRecord,
    PropertyBag,
    PSObject,
    Queue,
    SecureString,
    Stack,
)
from pssession.objects.structure import structure
from pssession.protocol.clixml.errors import ClixmlError, ClixmlLimitExceeded, ClixmlSecretError
from pssession.protocol.clixml.malformed import after_tag, describe, name_at, start_of, where
from pssession.protocol.clixml.rehydrate import REHYDRATED
from pssession.protocol.clixml.scalars import DOTNET_NAMES, READERS
from pssession.protocol.clixml.text import tolerate, unescape
from pssession.protocol.clixml.view import LocalText, SecureStringKey, read_secret

PREFIX = "Deserialized."


@structure(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound what one text may hold.

    Attributes:
        text_bytes: Size of the text; None for no limit, as PSSerializer has none. PowerShell's client allows 200 MB an object
            (MaximumReceivedObjectSize), its server 10 MB.
        depth: Nesting of objects, 50 in PowerShell.
        elements: Number of elements, None for no limit.
        string_characters: Length of one value's text, None for no limit.
    """

    text_bytes: int | None = None
    depth: int = 50
    elements: int | None = None
    string_characters: int | None = None


NO_LIMITS = Limits()


class _Wrong(Exception):
    """Say what is wrong: at the tag that is being read, behind it, or at the last start tag of a name."""

    def __init__(self, message: str, tag: str = "", *, behind: bool = False) -> None:
        super().__init__(message)
        self.tag = tag
        self.behind = behind


# What handlers raise; all but the first mean that elements stand where none of their kind does.
_PROBLEMS = (_Wrong, IndexError, KeyError, AttributeError, TypeError)


class _Progress:
    """Collect the children of a PR element."""

    __slots__ = ("fields",)

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}


_CONTAINERS: dict[str, Callable[[], list[Any]]] = {"LST": ArrayList, "IE": ArrayList, "STK": Stack, "QUE": Queue}
_NO_NAMES: list[str] = []
_PARTS = frozenset({"MS", "Props", "DCT", *_CONTAINERS})
_LEAVES = frozenset({*READERS, "T", "ToString", "Nil", "SS"})
# Names of elements and attributes are the same few in all texts; a peer may send others, which are forgotten in time.
_interned: dict[str, str] = {}
_MAX_INTERNED = 256

StartHandler = Callable[[str, list[str]], None]


class Reader:
    """Read one text; `values` has what stood at its top, `streams` the S attribute of each."""

    __slots__ = ("_key", "_limits", "_parser", "_rehydrate", "streams", "values")

    def __init__(self, limits: Limits = NO_LIMITS, key: SecureStringKey | None = None, *, rehydrate: bool = True) -> None:
        self._limits = limits
        self._key = key
        self._rehydrate = rehydrate
        self.values: list[Any] = []
        self.streams: list[str | None] = []

    def read(self, data: bytes | str) -> list[Any]:
        """Read a whole text.

        Args:
            data: UTF-8, with or without a byte order mark, or text. A root `Objs` element may stand around the values.

        Raises:
            ClixmlError: It is no CLIXML, or over a limit.
        """
        if isinstance(data, str):
            data = data.encode("utf-8", "surrogatepass")
        if self._limits.text_bytes is not None and len(data) > self._limits.text_bytes:
            raise ClixmlLimitExceeded(
                f"The current deserialized object size of the data received from the remote server exceeded the allowed maximum object "
                f"size. The current deserialized object size is {len(data)}. The allowed maximum object size is {self._limits.text_bytes}."
            )
        try:
            self._parse(data)
        except expat.ExpatError as error:
            try:
                text = data.decode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                raise ClixmlError("Invalid character in the given encoding.") from None
            mended = tolerate(text)
            if mended == text:
                raise ClixmlError(describe(data, error.code, self._parser.ErrorByteIndex)) from None
            self.values, self.streams = [], []
            data = mended.encode()
            try:
                self._parse(data)
            except expat.ExpatError as again:
                raise ClixmlError(describe(data, again.code, self._parser.ErrorByteIndex)) from None
        return self.values

    def _parse(self, data: bytes) -> None:
        if len(_interned) > _MAX_INTERNED:
            _interned.clear()
        self._parser = parser = expat.ParserCreate("utf-8", None, _interned)
        parser.buffer_text = True
        parser.buffer_size = 65536
        parser.ordered_attributes = True
        start, parser.EndElementHandler, parser.CharacterDataHandler = self._handlers()
        limit = self._limits.elements
        parser.StartElementHandler = start if limit is None else _counting(start, limit)
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.ProcessingInstructionHandler = _refuse_instruction
        try:
            parser.Parse(data, True)
        except _PROBLEMS as problem:
            raise ClixmlError(self._say(data, problem)) from None

    def _say(self, data: bytes, problem: Exception) -> str:
        """Say what is wrong and where: the text is read once more, noting where each element stands."""
        index = 0
        start, end, characters = Reader(self._limits, self._key, rehydrate=self._rehydrate)._handlers()
        parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = parser.buffer_text = True

        def noted(handler: Callable[..., None]) -> Callable[..., None]:
            def handle(*given: Any) -> None:
                nonlocal index
                index = parser.CurrentByteIndex
                handler(*given)

            return handle

        parser.StartElementHandler, parser.EndElementHandler = noted(start), noted(end)
        parser.CharacterDataHandler = characters
        with suppress(ClixmlError, *_PROBLEMS):
            parser.Parse(data, True)
        if not isinstance(problem, _Wrong):
            return f"The elements do not nest as those of CLIXML do. {where(data, name_at(data, index))}"
        if problem.behind:
            return f"{problem} {where(data, after_tag(data, index))}"
        return f"{problem} {where(data, start_of(data, index, problem.tag) if problem.tag else name_at(data, index))}"

    def _handlers(self) -> tuple[StartHandler, Callable[[str], None], Callable[[str], None]]:
        """Make the three handlers; they share their state through closure cells, which is what makes them fast.

        A simple value is an element without elements: `simple` has its attributes while it is open and is None elsewhere. Objects, their
        parts and records of progress stand on `targets`, from the list of values up; what is read goes to the topmost.
        """
        key, values, streams = self._key, self.values, self.streams
        readers, leaves = READERS, _LEAVES
        text: list[str] = []
        attributes: list[list[str]] = []
        targets: list[Any] = [values]
        objects: dict[str, Any] = {}
        names: dict[str, list[str]] = {}
        collected: list[str] = []
        open_objects: list[PSObject] = []
        depth, rooted, naming = 0, False, False
        max_depth, max_characters = self._limits.depth, self._limits.string_characters
        simple: list[str] | None = None
        simple_tag = ""
        rehydrated = REHYDRATED if self._rehydrate else {}

        def start(tag: str, given: list[str]) -> None:
            nonlocal depth, naming, rooted, simple, simple_tag
            if text:
                text.clear()
            if simple is not None:
                raise ClixmlError("'Element' is an invalid XmlNodeType.")
            if tag in leaves:
                simple, simple_tag = given, tag
            elif tag == "Obj":
                if depth >= max_depth:
                    raise ClixmlLimitExceeded(f"objects are nested deeper than {max_depth}")
                depth += 1
                attributes.append(given)
                made = PSObject()
                open_objects.append(made)
                number = _attribute_of(given, "RefId")
                if number is not None:
                    objects[number] = made
                targets.append(made)
            elif tag == "MS":
                owner = _owner(targets, open_objects, tag)
                if owner.extended is None:
                    owner.extended = PropertyBag()
                targets.append(owner.extended)
            elif tag == "Props":
                owner = _owner(targets, open_objects, tag)
                if owner.adapted is None:
                    owner.adapted = PropertyBag()
                targets.append(owner.adapted)
            elif tag == "TN":
                _owner(targets, open_objects, tag)
                attributes.append(given)
                collected.clear()
                naming = True
            elif tag == "TNRef":
                number = _attribute_of(given, "RefId") or ""
                if number not in names:
                    raise _Wrong(f"Cannot process names because no TypeNames were found for referenceId {number[:40]}.")
                simple, simple_tag = given, tag
            elif tag == "Ref":
                number = _attribute_of(given, "RefId") or ""
                if number not in objects:
                    raise _Wrong(f"No object found for referenceId {number[:40]}")
                simple, simple_tag = given, tag
            elif tag in _CONTAINERS:
                owner = _owner(targets, open_objects, tag)
                owner.base = made_list = _CONTAINERS[tag]()
                targets.append(made_list)
            elif tag == "DCT":
                owner = _owner(targets, open_objects, tag)
                ordered = any("OrderedDictionary" in name for name in owner.type_names or _NO_NAMES)
                owner.base = table = OrderedDictionary() if ordered else Hashtable()
                targets.append(table)
            elif tag == "En":
                if not isinstance(targets[-1], Hashtable):
                    raise _Wrong("En XML tag is not recognized.")
                targets.append(_Entry())
            elif tag == "PR":
                attributes.append(given)
                targets.append(_Progress())
            elif tag == "Objs":
                if rooted or len(targets) > 1:
                    raise _Wrong("Objs XML tag is not recognized.")
                rooted = True
            elif type(targets[-1]) is _Progress:
                simple, simple_tag = given, tag
            else:
                raise _Wrong(f"{tag[:80]} XML tag is not recognized.")

        def end(tag: str) -> None:
            nonlocal depth, naming, simple
            if simple is not None:
                given, simple = simple, None
                content = "".join(text)
                if text:
                    text.clear()
                if max_characters is not None and len(content) > max_characters:
                    raise ClixmlLimitExceeded(f"a value has more than {max_characters} characters")
                read = readers.get(tag)
                if read is not None:
                    try:
                        value = read(content)
                    except (ValueError, OverflowError, ArithmeticError):
                        raise _Wrong(f"The contents of the {DOTNET_NAMES[tag]} primitive type are not valid.", behind=True) from None
                    target = targets[-1]
                    if type(target) is PropertyBag:
                        name = given[1] if given and given[0] == "N" else _name_of(given, tag)
                        target[unescape(name) if "_" in name else name] = value
                    elif type(target) is _Progress:
                        target.fields[tag] = value
                    else:
                        put(value, given)
                elif tag == "T" and type(targets[-1]) is not _Progress:
                    if not naming:
                        raise _Wrong("T XML tag is not recognized.", tag)
                    collected.append(content)
                elif tag == "ToString":
                    _owner(targets, open_objects, tag).text = unescape(content)
                elif tag == "Nil":
                    put(None, given)
                elif tag == "Ref":
                    put(objects[_attribute_of(given, "RefId") or ""], given)
                elif tag == "TNRef":
                    _owner(targets, open_objects, tag).type_names = names[_attribute_of(given, "RefId") or ""]
                elif tag == "SS":
                    put(_secret(content, key), given)
                else:
                    targets[-1].fields[tag] = unescape(content)
            elif tag == "Obj":
                depth -= 1
                made = open_objects.pop()
                targets.pop()
                given = attributes.pop()
                make = rehydrated.get(made.type_names[0]) if made.type_names else None
                if make is None:
                    put(made, given)
                    return
                finished = make(made)
                number = _attribute_of(given, "RefId")
                if number is not None:
                    objects[number] = finished
                put(finished, given)
            elif tag == "TN":
                naming = False
                given = attributes.pop()
                made_names = [name if name.startswith(PREFIX) else PREFIX + name for name in collected]
                number = _attribute_of(given, "RefId")
                if number is not None:
                    names[number] = made_names
                open_objects[-1].type_names = made_names
            elif tag in _PARTS:
                closed = targets.pop()
                if tag == "STK":
                    closed.reverse()
            elif tag == "En":
                entry = targets.pop()
                if entry.value is _NO_VALUE:
                    raise _Wrong("Value for dictionary entry is not specified.")
                targets[-1][_hashable(entry.key)] = entry.value
            elif tag == "PR":
                progress = targets.pop()
                put(_progress_record(progress.fields), attributes.pop())

        def put(value: Any, given: list[str]) -> None:
            target = targets[-1]
            kind = type(target)
            if kind is PropertyBag:
                name = _name_of(given, simple_tag or "Obj")
                target[unescape(name) if "_" in name else name] = value
            elif kind is PSObject:
                target.base = value
            elif kind is _Entry:
                target.add(_attribute_of(given, "N"), value, simple_tag or "Obj")
            elif kind is _Progress:
                # The current operation is text or null.
                target.fields["S"] = value
            elif isinstance(target, Hashtable):
                raise _Wrong("Element 'En' was not found.", simple_tag or "Obj")
            else:
                target.append(value)
                if target is values:
                    streams.append(_attribute_of(given, "S"))

        return start, end, text.append


def _counting(start: StartHandler, limit: int) -> StartHandler:
    """Count elements before a handler sees them."""
    count = 0

    def counted(tag: str, given: list[str]) -> None:
        nonlocal count
        count += 1
        if count > limit:
            raise ClixmlLimitExceeded(f"more than {limit} elements")
        start(tag, given)

    return counted


_NO_VALUE: Any = object()


class _Entry:
    """Collect the key and the value of one entry."""

    __slots__ = ("key", "value")

    def __init__(self) -> None:
        self.key: Any = None
        self.value: Any = _NO_VALUE

    def add(self, name: str | None, value: Any, tag: str) -> None:
        if name == "Key":
            if value is None:
                raise _Wrong("Null is specified as dictionary key.", behind=True)
            self.key = value
        elif name == "Value":
            self.value = value
        else:
            raise _Wrong("Name attribute for dictionary key is incorrectly specified.", tag)


def _owner(targets: list[Any], open_objects: list[PSObject], tag: str) -> PSObject:
    """Give the object whose part begins."""
    if not open_objects:
        raise _Wrong(f"{tag} XML tag is not recognized.")
    owner = open_objects[-1]
    inside = targets[-1] is owner
    if not inside:
        raise _Wrong("A part of an object stands outside of it.")
    return owner


def _secret(content: str, key: SecureStringKey | None) -> SecureString:
    if key is None:
        raise ClixmlSecretError("A secure string came without a key for it.")
    try:
        return SecureString(read_secret(key, content))
    except ValueError as problem:
        raise ClixmlSecretError(str(problem) if isinstance(key, LocalText) else _WRONG_KEY) from None


_WRONG_KEY = "Could not decrypt data. The data was not encrypted with this key."


def _attribute_of(given: list[str], name: str) -> str | None:
    if not given:
        return None
    if given[0] == name:
        return given[1]
    for index in range(2, len(given), 2):
        if given[index] == name:
            return given[index + 1]
    return None


def _name_of(given: list[str], tag: str) -> str:
    name = _attribute_of(given, "N")
    if name is None:
        raise _Wrong("N attribute was expected.", tag)
    return name


def _hashable(key: Any) -> Any:
    """Keys may be objects; those compare by identity, lists by none, so they are wrapped."""
    try:
        hash(key)
    except TypeError:
        return PSObject(key)
    return key


def _progress_record(fields: dict[str, Any]) -> ProgressRecord:
    kind = str(fields.get("T") or "Processing").lower()
    return ProgressRecord(
        activity=str(fields.get("AV") or ""),
        activity_id=int(fields.get("AI") or 0),
        current_operation=fields.get("S"),
        parent_activity_id=int(fields.get("PI", -1)),
        percent_complete=int(fields.get("PC", -1)),
        record_type=1 if kind == "completed" else 0,
        seconds_remaining=int(fields.get("SR", -1)),
        status_description=str(fields.get("SD") or ""),
    )


def _refuse_doctype(*_: Any) -> None:
    raise ClixmlError(
        "For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing "
        "property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method."
    )


def _refuse_instruction(*_: Any) -> None:
    raise ClixmlError("Processing instructions are refused.")
