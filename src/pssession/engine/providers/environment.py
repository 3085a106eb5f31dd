"""The Environment provider: the process's environment variables. Source: about_Environment_Provider."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pssession.engine.providers.path_errors import already_there, bad_argument
from pssession.engine.providers.provider import Copying, Item, Provider
from pssession.engine.providers.selection import Test
from pssession.engine.values.dotnet.dictionaries import DictionaryEntry
from pssession.engine.values.text import to_string

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Environment(Provider):
    """Read and set environment variables."""

    def exists(self, context: Context, path: str) -> bool:
        return not path or path in os.environ

    def get(self, context: Context, path: str) -> Item | None:
        if not path:
            return Item([entry.value for entry in self.children(context, "")], "", True)
        return Item(DictionaryEntry(path, os.environ[path]), path) if path in os.environ else None

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        for name in sorted(os.environ, key=str.lower):
            yield Item(DictionaryEntry(name, os.environ[name]), name)

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        return sorted(os.environ, key=str.lower)

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        if not force and self.exists(context, path):
            raise already_there(path)
        return self.put(context, path, value, force=force)

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        text = "" if value is None else to_string(value)
        if text:
            os.environ[path] = text
        else:
            os.environ.pop(path, None)
        return Item(DictionaryEntry(path, text), path)

    def clear(self, context: Context, path: str) -> Item:
        return self.put(context, path, None, force=False)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        os.environ.pop(path, None)

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        value = os.environ.pop(path)
        return self.put(context, name, value, force=force)

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        yield self.put(context, target, os.environ[path], force=how.force)

    def read_content(self, context: Context, path: str) -> list[Any]:
        if not path:
            raise bad_argument("path")
        return [os.environ[path]] if path in os.environ else []

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        if not path:
            raise bad_argument("path")
        texts = [to_string(value) for value in values]
        if append and path in os.environ:
            texts.insert(0, os.environ[path])
        self.put(context, path, " ".join(texts), force=True)
