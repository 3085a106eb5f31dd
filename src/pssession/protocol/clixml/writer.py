"""Values to CLIXML.

The writer walks what it is given and builds a list of strings. It knows no object of the engine: those come as a `View` from the
adapter. Source: MS-PSRP 2.2.5; order, names and depth are those of PowerShell 7.6's PSSerializer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from pssession.objects import (
    AUTOMATION_NULL,
    CUSTOM,
    Array,
    Hashtable,
    Int64,
    Member,
    ProgressRecord,
    PSObject,
    Queue,
    SecureString,
    Stack,
)
from pssession.protocol.clixml.errors import ClixmlError
from pssession.protocol.clixml.ports import Adapter, SecureStringKey, View
from pssession.protocol.clixml.scalars import INT32_MAX, INT32_MIN, WRITERS
from pssession.protocol.clixml.text import escape, escape_attribute
from pssession.protocol.clixml.typenames import CUSTOM_NAMES, of_container
from pssession.protocol.clixml.views import VIEWS

MAX_DEPTH = 50
_SCALARS = {kind: row for kind, row in WRITERS.items() if kind not in VIEWS}
_EMPTY: dict[str, Any] = {}
_ATTRIBUTES: dict[str, str] = {}
_ATTRIBUTES_KEPT = 4096


def _attribute(name: str) -> str:
    text = f' N="{escape_attribute(name)}"'
    if len(_ATTRIBUTES) < _ATTRIBUTES_KEPT:
        _ATTRIBUTES[name] = text
    return text


class Writer:
    """Write values that share one space of reference numbers: those of one document or message."""

    __slots__ = ("_adapter", "_kept", "_key", "_level", "_names", "_next", "_refs", "out")

    def __init__(self, adapter: Adapter | None = None, key: SecureStringKey | None = None) -> None:
        self.out: list[str] = []
        self._adapter = adapter
        self._key = key
        self._refs: dict[int, int] = {}
        self._kept: list[Any] = []
        self._names: dict[tuple[str, ...], int] = {}
        self._next = 0
        self._level = 0

    def write(self, value: Any, depth: int, name: str = "") -> None:
        """Append a value; `name` is its N attribute with a space in front, or nothing."""
        kind = type(value)
        if kind is str:
            self.out.append(f"<S{name}>{escape(value)}</S>")
        elif kind is int:
            if INT32_MIN <= value <= INT32_MAX:
                self.out.append(f"<I32{name}>{value}</I32>")
            else:
                self._write_large(value, name)
        elif value is None or value is AUTOMATION_NULL:
            self.out.append(f"<Nil{name} />")
        elif kind is bool:
            self.out.append(f"<B{name}>true</B>" if value else f"<B{name}>false</B>")
        elif kind is PSObject:
            self._write_object(value, depth, name)
        elif kind in _SCALARS:
            tag, write = _SCALARS[kind]
            text = write(value)
            self.out.append(f"<{tag}{name}>{text}</{tag}>" if text or tag != "BA" else f"<BA{name} />")
        else:
            self._write_other(value, depth, name)

    def _write_large(self, value: int, name: str) -> None:
        if -(2**63) <= value < 2**63:
            self.write(Int64(value), 1, name)
        else:
            raise ClixmlError("an int beyond 64 bits: say which type it is (UInt64, Decimal, BigInteger)")

    def _write_other(self, value: Any, depth: int, name: str) -> None:
        if isinstance(value, SecureString):
            if self._key is None:
                raise ClixmlError("a secure string, and no key to write it with")
            self.out.append(f"<SS{name}>{self._key.encrypt(value.reveal())}</SS>")
        elif isinstance(value, ProgressRecord):
            self._write_progress(value, name)
        elif type(value) in VIEWS:
            self._write_view(value, VIEWS[type(value)](value), depth, name)
        elif isinstance(value, (list, tuple, dict, Hashtable)):
            number = self._open(value, name)
            if number is None:
                return
            self._write_names(of_container(value))
            self._write_container(value, depth)
            self._close()
        else:
            view = self._adapter(value) if self._adapter is not None else None
            if view is None:
                raise ClixmlError(f"no way to write a {type(value).__name__}")
            self._write_view(value, view, depth, name)

    def _open(self, value: Any, name: str) -> int | None:
        """Begin an Obj; None when a reference to an earlier one, or a text in place of what is too deep, was written instead."""
        number = self._refs.get(id(value))
        if number is not None:
            self.out.append(f'<Ref{name} RefId="{number}" />')
            return None
        if self._level >= MAX_DEPTH:
            self.out.append(f"<S{name}>{escape(_text(value))}</S>")
            return None
        number = self._next
        self._next = number + 1
        self._refs[id(value)] = number
        self._kept.append(value)
        self._level += 1
        self.out.append(f'<Obj{name} RefId="{number}">')
        return number

    def _close(self) -> None:
        self._level -= 1
        self.out.append("</Obj>")

    def _write_names(self, names: Iterable[str]) -> None:
        key = tuple(names)
        number = self._names.get(key)
        if number is not None:
            self.out.append(f'<TNRef RefId="{number}" />')
        elif key:
            number = self._names[key] = len(self._names)
            self.out.append(f'<TN RefId="{number}">{"".join([f"<T>{escape(one)}</T>" for one in key])}</TN>')

    def _write_object(self, value: PSObject, depth: int, name: str) -> None:
        base = value.base
        names: Sequence[str] | None = value.type_names
        if base is not CUSTOM and names is None and value.extended is None and value.adapted is None and value.text is None:
            self.write(base, depth, name)
            return
        if depth < 1 and base is CUSTOM and id(value) not in self._refs and names is not None and CUSTOM_NAMES[0] not in _plain(names):
            self.out.append(f"<S{name}>{escape(_text(value))}</S>")
            return
        if base is not CUSTOM and base is not None and type(base) not in _SCALARS and not _is_container(base):
            self._write_other(base, depth, name)
            return
        if self._open(value, name) is None:
            return
        if names is not None:
            self._write_names(names)
        elif base is CUSTOM:
            self._write_names(CUSTOM_NAMES)
        elif _is_container(base):
            self._write_names(of_container(base))
        if value.text is not None and not _is_container(base):
            self._write_text(value.text)
        if base is not CUSTOM:
            if _is_container(base):
                self._write_container(base, depth)
            else:
                self.write(base, depth)
        if value.adapted:
            self._write_bag("Props", value.adapted, depth - 1)
        if value.extended:
            self._write_bag("MS", value.extended, depth)
        self._close()

    def _write_view(self, value: Any, view: View, depth: int, name: str) -> None:
        if depth < 1 and view.container is None and view.base is CUSTOM and id(value) not in self._refs:
            self.out.append(f"<S{name}>{escape(view.text or '')}</S>")
            return
        if self._open(value, name) is None:
            return
        if view.type_names is not None:
            self._write_names(view.type_names)
        if view.text is not None:
            self._write_text(view.text)
        if view.container is not None:
            self._write_items(view.container, view.base, depth)
        elif view.base is not CUSTOM:
            self.write(view.base, depth)
        if view.adapted is not None:
            self._write_bag("Props", dict(view.adapted), depth - 1)
        if view.extended:
            self._write_bag("MS", view.extended, depth)
        self._close()

    def _write_text(self, text: str) -> None:
        self.out.append(f"<ToString>{escape(text)}</ToString>" if text else "<ToString />")

    def _write_bag(self, tag: str, bag: Mapping[str, Any], depth: int) -> None:
        out = self.out
        append = out.append
        start = len(out)
        append(f"<{tag}>")
        attributes = _ATTRIBUTES
        for key, value in bag.items():
            name = attributes.get(key) or _attribute(key)
            kind = type(value)
            if kind is str:
                append(f"<S{name}>{escape(value)}</S>")
            elif kind is int and INT32_MIN <= value <= INT32_MAX:
                append(f"<I32{name}>{value}</I32>")
            elif isinstance(value, Member):
                continue
            else:
                self.write(value, depth, name)
        if len(out) == start + 1:
            out.pop()
        else:
            append(f"</{tag}>")

    def _write_container(self, value: Any, depth: int) -> None:
        if isinstance(value, (dict, Hashtable)):
            self._write_items("DCT", value.items(), depth)
        elif isinstance(value, Stack):
            self._write_items("STK", reversed(value), depth)
        elif isinstance(value, Queue):
            self._write_items("QUE", value, depth)
        elif isinstance(value, Array) and value.shape is not None and len(value.shape) > 1:
            items: Iterable[Any] = value
            if value and isinstance(value[0], list):
                items = chain.from_iterable(value)
            self._write_items("LST", items, depth)
        else:
            self._write_items("LST", value, depth)

    def _write_items(self, tag: str, items: Iterable[Any], depth: int) -> None:
        out = self.out
        start = len(out)
        out.append(f"<{tag}>")
        if tag == "DCT":
            for key, value in items:
                out.append("<En>")
                if key is None:
                    raise ClixmlError("a dictionary's key is null")
                self.write(key, depth, ' N="Key"')
                self.write(value, depth, ' N="Value"')
                out.append("</En>")
        else:
            write = self.write
            for item in items:
                write(item, depth)
        if len(out) == start + 1:
            out[start] = f"<{tag} />"
        else:
            out.append(f"</{tag}>")

    def _write_progress(self, record: ProgressRecord, name: str) -> None:
        number = self._next
        self._next = number + 1
        operation = "<Nil />" if record.current_operation is None else f"<S>{escape(record.current_operation)}</S>"
        state = "Completed" if record.record_type == 1 else "Processing"
        self.out.append(
            f'<Obj{name} RefId="{number}"><PR><AV>{escape(record.activity)}</AV><AI>{record.activity_id}</AI>{operation}'
            f"<PI>{record.parent_activity_id}</PI><PC>{record.percent_complete}</PC><T>{state}</T>"
            f"<SR>{record.seconds_remaining}</SR><SD>{escape(record.status_description)}</SD></PR></Obj>"
        )


def _is_container(value: Any) -> bool:
    return isinstance(value, (list, tuple, dict, Hashtable))


def _plain(names: list[str]) -> list[str]:
    return [one.removeprefix("Deserialized.") for one in names]


def _text(value: Any) -> str:
    if isinstance(value, PSObject):
        if value.text is not None:
            return value.text
        return "" if value.base is CUSTOM else _text(value.base)
    if _is_container(value):
        return of_container(value)[0]
    return str(value)


__all__ = ["MAX_DEPTH", "Writer"]
