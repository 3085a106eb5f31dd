"""The recorded views of PowerShell's own types, and how one is chosen for an object.

The data was recorded from PowerShell 7.6 (`data/views.json`); Update-FormatData adds to it at run time. A view is chosen by the
object's type names, the most derived first; an object that came from another session has the view of its original type.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from pssession.engine import data

DESERIALIZED = "Deserialized."

View = Mapping[str, Any]


class ViewTable:
    """Hold views in the order in which they are looked through."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = list(views)
        self._found: dict[tuple[object, ...], View | None] = {}

    @classmethod
    def recorded(cls) -> ViewTable:
        """Load the views that every session begins with."""
        with open(os.path.join(os.path.dirname(data.__file__), "views.json"), "rb") as file:
            return cls(json.loads(file.read()))

    def prepend(self, views: Sequence[View]) -> None:
        """Put views in front of the others."""
        self._views[:0] = views
        self._found.clear()

    def append(self, views: Sequence[View]) -> None:
        """Put views behind the others."""
        self._views.extend(views)
        self._found.clear()

    def find(
        self, type_names: Sequence[str], control: str | None = None, name: str | None = None, *, out_of_band: bool = False
    ) -> View | None:
        """Choose the view of an object.

        Args:
            type_names: PSTypeNames of the object.
            control: "TableControl", "ListControl", "WideControl", "CustomControl", or None for any.
            name: The view's name, compared without case; None for any.
            out_of_band: Whether to look among the views that stand outside the shape under way.
        """
        key = (tuple(type_names), control, name, out_of_band)
        if key in self._found:
            return self._found[key]
        found = self._look(type_names, control, name, out_of_band)
        if found is None:
            stripped = without_prefix(type_names)
            if stripped:
                found = self._look(stripped, control, name, out_of_band)
        self._found[key] = found
        return found

    def _look(self, type_names: Sequence[str], control: str | None, name: str | None, out_of_band: bool) -> View | None:
        rank = {type_name.lower(): position for position, type_name in reversed(list(enumerate(type_names)))}
        best: View | None = None
        best_rank = len(type_names)
        for view in self._views:
            if control is not None and view["control"] != control:
                continue
            if bool(view.get("outOfBand")) != out_of_band or (name is not None and view["name"].lower() != name.lower()):
                continue
            for type_name in view["types"]:
                position = rank.get(type_name.lower())
                if position is not None and position < best_rank:
                    best, best_rank = view, position
            if best_rank == 0:
                break
        return best


def without_prefix(type_names: Sequence[str]) -> list[str]:
    """Give the original type names of an object that came from another session, none for any other object."""
    return [name.removeprefix(DESERIALIZED) for name in type_names if name.startswith(DESERIALIZED)]


def applies(view: View, type_names: Sequence[str]) -> bool:
    """Tell whether a view that is under way fits another object."""
    wanted = {name.lower() for name in view["types"]}
    return any(name.lower() in wanted for name in type_names) or any(name.lower() in wanted for name in without_prefix(type_names))


def definition(definitions: Sequence[Mapping[str, Any]], type_names: Sequence[str]) -> Mapping[str, Any] | None:
    """Choose among a view's row or entry definitions: one selected by the object's type, else the one for all."""
    names = [name.lower() for name in (*type_names, *without_prefix(type_names))]
    fallback = None
    for candidate in definitions:
        selected = candidate.get("selectedBy")
        if not selected:
            fallback = fallback or candidate
        elif any(type_name.lower() in names for type_name in selected):
            return candidate
    return fallback
