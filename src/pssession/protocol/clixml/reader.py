"""CLIXML to values: one pass of expat with an explicit stack, so that a peer's nesting costs no recursion.

A known type name is never turned into a class: what is not of this table is a property bag. Source: MS-PSRP 2.2.5; type names and
rebuilt types are those of PowerShell 7.6's PSSerializer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn
from xml.parsers import expat

from pssession.objects import (
    CUSTOM,
    ArrayList,
    Dictionary,
    Hashtable,
    OrderedDictionary,
    PrimitiveDictionary,
    ProgressRecord,
    PropertyBag,
    PSCredential,
    PSObject,
    Queue,
    ScriptBlockText,
    SecureString,
    Stack,
)
from pssession.protocol.clixml.errors import ClixmlError, ClixmlLimitExceeded
from pssession.protocol.clixml.limits import FILE, Limits
from pssession.protocol.clixml.ports import SecureStringKey
from pssession.protocol.clixml.scalars import READERS
from pssession.protocol.clixml.text import tolerate, unescape
from pssession.protocol.clixml.typenames import PREFIX, REHYDRATED

# What takes the next value: the document, an object, a bag, a list, a pair of a dictionary, a progress record, or nothing.
_ROOT, _OBJECT, _BAG, _ITEMS, _PAIR, _PROGRESS, _NAMES, _CLOSED = range(8)
_CONTAINERS = frozenset({"LST", "IE", "STK", "QUE", "DCT"})
_TEXTS = frozenset({"ToString", "T", "AV", "AI", "PI", "PC", "SR", "SD"})
_LARGEST_BUFFER = 1 << 20

Frame = tuple[int, Any]


def read(data: bytes | str, limits: Limits = FILE, key: SecureStringKey | None = None, script_blocks: bool = False) -> list[Any]:
    """Give the values of a document or of a message's body.

    Args:
        data: One `Objs` element, or one value without it. A byte order mark may be in front.
        limits: What is refused.
        key: Reads secure strings.
        script_blocks: Give script blocks as `ScriptBlockText`; PowerShell makes text of them.

    Raises:
        ClixmlError: The text is not CLIXML.
        ClixmlLimitExceeded: It is over a limit.
    """
    if limits.size_bytes is not None and len(data) > limits.size_bytes:
        raise ClixmlLimitExceeded(f"an object of {len(data)} is over the limit of {limits.size_bytes} bytes")
    if isinstance(data, str):
        try:
            data = data.encode()
        except UnicodeEncodeError:
            data = tolerate(data).encode()
    try:
        return _parse(data, limits, key, script_blocks)
    except expat.ExpatError:
        pass
    # .NET reads characters that XML forbids; expat does not. Escaped they are read by both, at the price of a second pass.
    try:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = tolerate(data.decode(encoding, "surrogatepass"))
        return _parse(text.encode(), limits, key, script_blocks)
    except (expat.ExpatError, UnicodeError) as error:
        raise ClixmlError(f"not well-formed: {error}") from error


def _parse(data: bytes, limits: Limits, key: SecureStringKey | None, script_blocks: bool) -> list[Any]:
    try:
        return _run(data, limits, key, script_blocks)
    except (ClixmlError, expat.ExpatError):
        raise
    except (ValueError, ArithmeticError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ClixmlError(f"not CLIXML: {type(error).__name__}: {str(error)[:200]}") from error


def _run(data: bytes, limits: Limits, key: SecureStringKey | None, script_blocks: bool) -> list[Any]:
    parser = expat.ParserCreate("utf-8" if data[:3] == b"\xef\xbb\xbf" or (data[:1] == b"<" and not data.startswith(b"<?xml")) else None)
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.buffer_size = min(max(len(data), 4096), _LARGEST_BUFFER)
    readers = dict(READERS)
    readers["SBK"] = ScriptBlockText if script_blocks else unescape
    if script_blocks:
        readers["SBK"] = lambda text: ScriptBlockText(unescape(text))
    readers["SS"] = _secret_reader(key)
    results: list[Any] = []
    objects: dict[str, Any] = {}
    type_lists: dict[str, list[str]] = {}
    stack: list[Frame] = []
    text: list[str] = []
    state: int = _ROOT
    target: Any = results
    leaf: str | None = None
    leaf_name: str | None = None
    depth = 0
    count = 0
    max_depth = limits.depth
    max_count = limits.count if limits.count is not None else 1 << 62
    max_length = limits.string_length if limits.string_length is not None else 1 << 62

    def put(value: Any, name: str | None) -> None:
        nonlocal count
        count += 1
        if count > max_count:
            raise ClixmlLimitExceeded(f"more than {max_count} values")
        if state == _BAG:
            if name is None:
                _fail("a property has no name")
            target[unescape(name)] = value
        elif state == _ITEMS or state == _ROOT:
            target.append(value)
        elif state == _PAIR:
            if name == "Key":
                target[0] = value
            elif name == "Value":
                target[1] = value
            else:
                _fail("a dictionary's entry is neither Key nor Value")
        elif state == _OBJECT:
            if target.base is not CUSTOM:
                _fail("an object has two values")
            target.base = value
        elif state == _PROGRESS:
            target["S"] = value
        else:
            _fail("a value where none may be")

    def start(tag: str, attributes: list[str]) -> None:
        nonlocal leaf, leaf_name, state, target, depth
        if leaf is not None:
            _fail(f"{tag} inside {leaf}")
        if text:
            text.clear()
        if tag in readers or tag in _TEXTS or tag == "Nil":
            leaf = tag
            leaf_name = attributes[1] if attributes and attributes[0] == "N" else _named(attributes, "N")
        elif tag == "Obj":
            depth += 1
            if depth > max_depth:
                raise ClixmlLimitExceeded(f"objects nested deeper than {max_depth}")
            stack.append((state, target))
            value = PSObject()
            number = _named(attributes, "RefId")
            stack.append((_CLOSED, _named(attributes, "N")))
            if number is not None:
                objects[number] = value
            state = _OBJECT
            target = value
        elif tag == "MS" or tag == "Props":
            if state == _BAG:  # a member set inside members
                stack.append((state, (target, _named(attributes, "N"))))
                state, target = _BAG, PropertyBag()
                return
            if state != _OBJECT:
                _fail(f"{tag} outside of an object")
            stack.append((state, target))
            bag = PropertyBag()
            if tag == "MS":
                target.extended = bag
            else:
                target.adapted = bag
            state, target = _BAG, bag
        elif tag == "TNRef":
            if state != _OBJECT:
                _fail("TNRef outside of an object")
            target.type_names = type_lists[_named(attributes, "RefId") or ""][:]
            leaf = tag
        elif tag == "TN":
            if state != _OBJECT:
                _fail("TN outside of an object")
            stack.append((state, target))
            state, target = _NAMES, (target, _named(attributes, "RefId"), [])
        elif tag == "Ref":
            put(objects[_named(attributes, "RefId") or ""], _named(attributes, "N"))
            leaf = tag
        elif tag in _CONTAINERS:
            if state != _OBJECT or target.base is not CUSTOM:
                _fail(f"{tag} outside of an object")
            stack.append((state, target))
            items: list[Any] = []
            # The container is there before its items, so that one of them can refer to it.
            if tag == "DCT":
                target.base = Hashtable()
            else:
                target.base = _LISTS[tag]()
                items = target.base
            state, target = (_CLOSED, items) if tag == "DCT" else (_ITEMS, items)
        elif tag == "En":
            if state != _CLOSED or not stack or stack[-1][0] != _OBJECT:
                _fail("En outside of a dictionary")
            stack.append((state, target))
            state, target = _PAIR, [None, None]
        elif tag == "PR":
            stack.append((state, target))
            state, target = _PROGRESS, {}
        elif tag == "Objs":
            if state != _ROOT or stack:
                _fail("Objs inside of something")
            stack.append((state, target))
        else:
            _fail(f"an element {tag[:40]!r}")

    def end(tag: str) -> None:
        nonlocal leaf, state, target, depth
        if leaf is not None:
            leaf = None
            convert = readers.get(tag)
            if convert is not None:
                if not text:
                    put(convert(""), leaf_name)
                    return
                content = text[0] if len(text) == 1 else "".join(text)
                text.clear()
                if len(content) > max_length:
                    raise ClixmlLimitExceeded(f"a text of {len(content)} is over the limit of {max_length}")
                put(convert(content), leaf_name)
            elif tag == "Nil":
                put(None, leaf_name)
            elif tag in _TEXTS:
                content = "".join(text)
                text.clear()
                if len(content) > max_length:
                    raise ClixmlLimitExceeded(f"a text of {len(content)} is over the limit of {max_length}")
                if state == _NAMES and tag == "T":
                    target[2].append(unescape(content))
                elif state == _OBJECT and tag == "ToString":
                    target.text = unescape(content)
                elif state == _PROGRESS and tag != "ToString":
                    target[tag] = unescape(content)
                else:
                    _fail(f"{tag} where it may not be")
            return
        if tag == "Obj":
            value = target
            _, name = stack.pop()
            state, target = stack.pop()
            depth -= 1
            put(_finish(value), name)
        elif tag == "MS" or tag == "Props":
            inner = target
            state, target = stack.pop()
            if state == _BAG:
                outer, name = target
                target = outer
                outer[unescape(name or "")] = PSObject(CUSTOM, inner)
        elif tag == "TN":
            owner, number, names = target
            names = _deserialized(names)
            if number is not None:
                type_lists[number] = names[:]
            owner.type_names = names
            state, target = stack.pop()
        elif tag == "En":
            pair_key, pair_value = target
            state, target = stack.pop()
            if pair_key is None:
                _fail("a dictionary's entry has no key")
            target.append((pair_key if type(pair_key).__hash__ is not None else PSObject(pair_key), pair_value))
        elif tag == "DCT":
            pairs = target
            state, target = stack.pop()
            target.base = _dictionary(pairs, target.type_names, target.base)
        elif tag == "PR":
            record = _progress(target)
            state, target = stack.pop()
            put(record, None)
        elif tag == "Objs":
            state, target = stack.pop()
            state = _CLOSED if not stack else state
        elif tag == "STK":
            target.reverse()
            state, target = stack.pop()
        else:
            state, target = stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.Parse(data, True)
    return results


_LISTS: dict[str, Callable[[], list[Any]]] = {"LST": ArrayList, "IE": ArrayList, "STK": Stack, "QUE": Queue}


def _fail(reason: str) -> NoReturn:
    raise ClixmlError(f"not CLIXML: {reason}")


def _refuse_doctype(*_: Any) -> NoReturn:
    _fail("a document type declaration")


def _refuse_instruction(*_: Any) -> NoReturn:
    _fail("a processing instruction")


def _named(attributes: list[str], name: str) -> str | None:
    for index in range(0, len(attributes), 2):
        if attributes[index] == name:
            return attributes[index + 1]
    return None


def _deserialized(names: list[str]) -> list[str]:
    """Mark names as those of a copy, as PowerShell does, but for types that it builds again."""
    if names and names[0] in REHYDRATED:
        return names
    return [name if name.startswith(PREFIX) else PREFIX + name for name in names]


def _dictionary(pairs: list[tuple[Any, Any]], names: list[str] | None, empty: Hashtable) -> Any:
    kind = names[0].removeprefix(PREFIX) if names else ""
    table: Any = empty
    if kind == "System.Collections.Specialized.OrderedDictionary":
        table = OrderedDictionary()
    elif kind == "System.Management.Automation.PSPrimitiveDictionary":
        table = PrimitiveDictionary()
    for key, value in pairs:
        table[key] = value
    if len(table) != len(pairs):
        # Keys that differ in case only: PowerShell falls back to a table that tells them apart.
        return Dictionary(pairs)
    return table


def _finish(value: PSObject) -> Any:
    base = value.base
    if type(base) is ProgressRecord:
        return base
    names = value.type_names
    if names and names[0] in REHYDRATED:
        if type(base) is PrimitiveDictionary:
            return base
        if names[0] == "System.Management.Automation.PSCredential" and value.adapted is not None:
            user, password = value.adapted.get("UserName"), value.adapted.get("Password")
            if isinstance(user, str) and isinstance(password, SecureString):
                return PSCredential(user, password)
    return value


def _progress(parts: dict[str, Any]) -> ProgressRecord:
    return ProgressRecord(
        activity=parts["AV"],
        activity_id=int(parts["AI"]),
        status_description=parts.get("SD", ""),
        current_operation=parts.get("S"),
        parent_activity_id=int(parts.get("PI", -1)),
        percent_complete=int(parts.get("PC", -1)),
        record_type=1 if parts.get("T") == "Completed" else 0,
        seconds_remaining=int(parts.get("SR", -1)),
    )


def _secret_reader(key: SecureStringKey | None) -> Callable[[str], SecureString]:
    def read_secret(text: str) -> SecureString:
        if key is None:
            _fail("a secure string, and no key to read it with")
        return SecureString(key.decrypt(text))

    return read_secret


__all__ = ["read"]
