"""Values to CLIXML.

Depth counts what is left below an object: properties of its type cost one, members of its own and elements of collections nothing;
what is too deep travels as its text. Nothing is nested deeper than 50, whatever the depth.
Source: MS-PSRP 2.2.5; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pssession.objects import (
    AUTOMATION_NULL,
    CUSTOM,
    Array,
    ArrayList,
    BigInteger,
    DateTimeOffset,
    Dictionary,
    GenericList,
    Hashtable,
    Int64,
    Member,
    OrderedDictionary,
    PrimitiveDictionary,
    ProgressRecord,
    PSCredential,
    PSObject,
    Queue,
    SecureString,
    SemanticVersion,
    Stack,
)
from pssession.protocol.clixml import container_names as typenames
from pssession.protocol.clixml.errors import ClixmlError
from pssession.protocol.clixml.scalars import INT32_MAX, INT32_MIN, WRITERS, double_text
from pssession.protocol.clixml.text import escape, escape_attribute
from pssession.protocol.clixml.view import NOTHING, Adapter, Enumerable, MemberRead, SecureStringKey, View, write_secret

MAX_NESTING = 50
_INT64 = range(-(2**63), 2**63)

# An enumeration's value is a number only where objects keep their properties.
_ENUM = "System.Enum"


class Writer:
    """Write values one after the other; references run through all of them.

    Args:
        depth: How deep properties of types are followed.
        adapter: Describes objects that are not known here.
        key: Hides secure strings.
    """

    __slots__ = ("_adapter", "_keep", "_key", "_nesting", "_out", "_references", "_types")

    def __init__(self, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> None:
        self._adapter = adapter
        self._key = key
        self._out: list[str] = []
        self._references: dict[int, int] = {}
        self._keep: list[Any] = []
        self._types: dict[tuple[str, ...], int] = {}
        self._nesting = 0

    def write(self, value: Any, depth: int, attribute: str = "") -> None:
        """Write one value.

        Args:
            value: Any value.
            depth: What is left for properties of types.
            attribute: Text for the start tag, with a blank before it (` N="name"`).

        Raises:
            ClixmlError: There is no key for a secure string.
        """
        kind = type(value)
        if kind is str:
            self._out.append(f"<S{attribute}>{escape(value)}</S>")
        elif kind is int:
            if INT32_MIN <= value <= INT32_MAX:
                self._out.append(f"<I32{attribute}>{value}</I32>")
            else:
                self.write(Int64(value) if value in _INT64 else BigInteger(value), depth, attribute)
        elif kind is bool:
            self._out.append(f"<B{attribute}>true</B>" if value else f"<B{attribute}>false</B>")
        elif value is None:
            self._out.append(f"<Nil{attribute} />")
        elif kind is float:
            self._out.append(f"<Db{attribute}>{double_text(value)}</Db>")
        elif kind is PSObject:
            self._object(value, depth, attribute)
        else:
            self._other(value, kind, depth, attribute)

    def text(self) -> str:
        """Give what was written."""
        return "".join(self._out)

    def _other(self, value: Any, kind: type[Any], depth: int, attribute: str) -> None:
        row = WRITERS.get(kind)
        if row is not None:
            tag, write = row
            content = write(value)
            self._out.append(f"<{tag}{attribute}>{content}</{tag}>" if content or tag != "BA" else f"<{tag}{attribute} />")
            return
        container = _CONTAINERS.get(kind)
        if container is not None:
            self._collection(value, container(value), None, None, depth, attribute)
        elif kind is SecureString:
            self._secret(value, attribute)
        elif kind is ProgressRecord:
            self._progress(value, attribute)
        elif value is AUTOMATION_NULL:
            self._out.append(f"<Nil{attribute} />")
        else:
            view = self._adapter(value) if self._adapter is not None else None
            if view is not None and not view.type_names and view.text is None and view.adapted is None and view.extended is None:
                # It stands for a simple value and has nothing of its own.
                self.write(view.base, depth, attribute)
                return
            self._view(value, view or _known_view(value), depth, attribute)

    def _secret(self, value: SecureString, attribute: str) -> None:
        if self._key is None:
            raise ClixmlError("a secure string cannot travel without a key")
        self._out.append(f"<SS{attribute}>{write_secret(self._key, value.reveal())}</SS>")

    def _progress(self, record: ProgressRecord, attribute: str) -> None:
        operation = "<Nil />" if record.current_operation is None else f"<S>{escape(record.current_operation)}</S>"
        self._out.append(
            f"<PR{attribute}><AV>{escape(record.activity)}</AV><AI>{record.activity_id}</AI>{operation}<PI>{record.parent_activity_id}</PI>"
            f"<PC>{record.percent_complete}</PC><T>{'Completed' if record.record_type == 1 else 'Processing'}</T>"
            f"<SR>{record.seconds_remaining}</SR><SD>{escape(record.status_description)}</SD></PR>"
        )

    # Objects.

    def _object(self, value: PSObject, depth: int, attribute: str) -> None:
        base, extended, adapted = value.base, value.extended, value.adapted
        names: Sequence[str] | None = value.type_names
        if base is CUSTOM:
            if adapted is None and value.text is None:
                self._bag(value, typenames.CUSTOM_OBJECT if names is None else names, extended, depth, attribute)
                return
            base = NOTHING
            names = typenames.CUSTOM_OBJECT if names is None else names
        elif names is None and not extended and not adapted:
            self.write(base, depth, attribute)
            return
        view = View(
            type_names=names or (),
            text=value.text,
            base=base,
            adapted=adapted.items() if adapted else None,
            extended=extended.items() if extended else None,
        )
        if names is None:
            container = _CONTAINERS.get(type(base))
            if container is not None:
                view.type_names = container(base)
            elif type(base) not in WRITERS and base is not NOTHING and self._adapter is not None:
                inner = self._adapter(base)
                if inner is not None:
                    inner.extended = [*(inner.extended or ()), *(view.extended or ())]
                    view = inner
        elif adapted is not None and depth <= 0:
            # Source: serialization of property bags that came from elsewhere; they are followed one level more.
            view.depth = 1
        self._view(value, view, depth, attribute)

    def _bag(self, value: PSObject, names: Sequence[str], members: Any, depth: int, attribute: str) -> None:
        """Write a bag of properties, the commonest object of all."""
        if not self._begin(value, attribute, names):
            return
        if members:
            self._out.append("<MS>")
            self._members(members.items(), depth, value)
            self._out.append("</MS>")
        self._end()

    def _view(self, value: Any, view: View, depth: int, attribute: str) -> None:
        base = view.base
        simple = base is not None and base is not NOTHING and (type(base) in WRITERS or type(base) is SecureString)
        container = None if simple or base is None or base is NOTHING else _CONTAINERS.get(type(base))
        left = depth if view.depth is None else view.depth
        deep = left <= 0 or self._nesting >= MAX_NESTING
        if deep and (_ENUM in view.type_names if simple else container is None and view.adapted is not None):
            text = view.text if view.text is not None else (view.type_names[0] if view.type_names else "")
            self._out.append(f"<S{attribute}>{escape(text)}</S>")
            return
        if not self._begin(value, attribute, view.type_names):
            return
        if view.text is not None:
            self._out.append(f"<ToString>{escape(view.text)}</ToString>")
        if simple:
            self.write(base, depth)
        elif container is not None:
            self._elements(base, depth)
        if view.adapted is not None:
            self._part("Props", view.adapted, left - 1)
        if view.extended is not None:
            self._part("MS", view.extended, depth, value)
        self._end()

    def _part(self, tag: str, members: Iterable[tuple[str, Any]], depth: int, owner: Any = None) -> None:
        start = len(self._out)
        self._members(members, depth, owner)
        if len(self._out) > start:
            self._out.insert(start, f"<{tag}>")
            self._out.append(f"</{tag}>")

    def _members(self, members: Iterable[tuple[str, Any]], depth: int, owner: Any = None) -> None:
        out = self._out
        for name, value in members:
            attribute = _ATTRIBUTES.get(name)
            if attribute is None:
                attribute = _attribute(name)
            kind = type(value)
            if kind is str:
                out.append(f"<S{attribute}>{escape(value)}</S>")
            elif kind is int and INT32_MIN <= value <= INT32_MAX:
                out.append(f"<I32{attribute}>{value}</I32>")
            elif not isinstance(value, Member):
                self.write(value, depth, attribute)
            elif self._adapter is not None and owner is not None:
                found = self._adapter(MemberRead(owner, name))
                if found is not None:
                    self.write(found.base, depth, attribute)

    def _begin(self, value: Any, attribute: str, names: Sequence[str]) -> bool:
        """Open an object; give False where it was written before, and a reference stands for it now."""
        identity = id(value)
        known = self._references.get(identity)
        if known is not None:
            self._out.append(f'<Ref{attribute} RefId="{known}" />')
            return False
        if self._nesting >= MAX_NESTING:
            self._out.append(f"<S{attribute}>{escape(names[0] if names else '')}</S>")
            return False
        number = len(self._references)
        self._references[identity] = number
        self._keep.append(value)
        self._nesting += 1
        self._out.append(f'<Obj{attribute} RefId="{number}">')
        if names:
            key = tuple(names)
            type_number = self._types.get(key)
            if type_number is None:
                type_number = self._types[key] = len(self._types)
                self._out.append(f'<TN RefId="{type_number}">' + "".join([f"<T>{_type_text(name)}</T>" for name in key]) + "</TN>")
            else:
                self._out.append(f'<TNRef RefId="{type_number}" />')
        return True

    def _end(self) -> None:
        self._nesting -= 1
        self._out.append("</Obj>")

    # Collections.

    def _collection(self, value: Any, names: Sequence[str], adapted: Any, extended: Any, depth: int, attribute: str) -> None:
        if self._begin(value, attribute, names):
            self._elements(value, depth)
            self._end()

    def _elements(self, value: Any, depth: int) -> None:
        out = self._out
        if isinstance(value, (Hashtable, dict)):
            if not len(value):
                out.append("<DCT />")
                return
            out.append("<DCT>")
            for key, element in value.items():
                out.append("<En>")
                self.write(key, depth, ' N="Key"')
                self.write(element, depth, ' N="Value"')
                out.append("</En>")
            out.append("</DCT>")
            return
        tag = _TAGS.get(type(value), "LST")
        if not value:
            out.append(f"<{tag} />")
            return
        out.append(f"<{tag}>")
        # The top of a stack comes first, as enumerating one gives it.
        for element in reversed(value) if tag == "STK" else value:
            self.write(element, depth)
        out.append(f"</{tag}>")


_ATTRIBUTES: dict[str, str] = {}


def _attribute(name: str) -> str:
    attribute = f' N="{escape_attribute(name)}"'
    if len(_ATTRIBUTES) < 4096:
        _ATTRIBUTES[name] = attribute
    return attribute


def _type_text(name: str) -> str:
    """Type names are not escaped beyond what XML needs."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_TAGS: dict[type[Any], str] = {Stack: "STK", Queue: "QUE", Enumerable: "IE"}

_CONTAINERS: dict[type[Any], Callable[[Any], Sequence[str]]] = {
    list: lambda value: typenames.OBJECT_ARRAY,
    tuple: lambda value: typenames.OBJECT_ARRAY,
    Array: lambda value: typenames.array(value.element_type, len(value.shape) if value.shape else 1),
    ArrayList: lambda value: typenames.ARRAY_LIST,
    GenericList: lambda value: typenames.generic("List", value.element_type),
    Stack: lambda value: typenames.STACK,
    Queue: lambda value: typenames.QUEUE,
    Enumerable: lambda value: (),
    Hashtable: lambda value: typenames.HASHTABLE,
    dict: lambda value: typenames.HASHTABLE,
    OrderedDictionary: lambda value: typenames.ORDERED_DICTIONARY,
    PrimitiveDictionary: lambda value: typenames.PRIMITIVE_DICTIONARY,
    Dictionary: lambda value: typenames.generic("Dictionary", value.key_type, value.value_type),
}


def _known_view(value: Any) -> View:
    """Describe the few objects that this package knows and .NET has no simple tag for."""
    if isinstance(value, BigInteger):
        number = int(value)
        properties: list[tuple[str, Any]] = [
            ("IsPowerOfTwo", number > 0 and number & (number - 1) == 0),
            ("IsZero", number == 0),
            ("IsOne", number == 1),
            ("IsEven", number % 2 == 0),
            ("Sign", (number > 0) - (number < 0)),
        ]
        return View(type_names=typenames.BIG_INTEGER, text=str(number), base=NOTHING, adapted=properties)
    if isinstance(value, PSCredential):
        properties = [("UserName", value.user_name), ("Password", value.password)]
        return View(type_names=typenames.CREDENTIAL, text=typenames.CREDENTIAL[0], base=NOTHING, adapted=properties, depth=1)
    if isinstance(value, SemanticVersion):
        properties = [
            ("Major", value.major),
            ("Minor", value.minor),
            ("Patch", value.patch),
            ("PreReleaseLabel", value.pre_release_label),
            ("BuildLabel", value.build_label),
        ]
        return View(type_names=typenames.SEMANTIC_VERSION, text=str(value), base=NOTHING, adapted=properties)
    if isinstance(value, DateTimeOffset):
        return View(type_names=typenames.DATE_TIME_OFFSET, text=repr(value), base=NOTHING, adapted=())
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    return View(type_names=(name, "System.Object"), text=str(value), base=NOTHING, adapted=())
