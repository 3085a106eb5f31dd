"""Paths with wildcards: the places that they mean.

Source: about_Wildcards; PowerShell 7.6 as recorded and seen: letters' case does not count, hidden items are passed over; -Include,
-Exclude and -Filter are asked of the path's last part alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pssession.engine.providers.places import Place
from pssession.engine.providers.selection import ALL, Selection
from pssession.engine.values.wildcards import compile_pattern, has_wildcard, unescape

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


def expand(context: Context, place: Place, selection: Selection = ALL) -> list[Place]:
    """Give the existing places that fit a path with wildcards, in the provider's order."""
    provider = place.provider.provider
    if not provider.navigates:
        fits = compile_pattern(place.path).fullmatch
        return [place.with_path(name) for name in provider.names(context, "") if fits(name) and selection.fits(name)]
    root = place.drive.root.rstrip("/") if place.drive is not None else ""
    parts = [part for part in place.path[len(root) :].split("/") if part]
    found = [root or "/"]
    passes = selection.passes_filter
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if not has_wildcard(part):
            name = unescape(part)
            found = [one for parent in found if provider.exists(context, one := provider.join(parent, name))]
        else:
            fits = compile_pattern(part).fullmatch
            found = [
                provider.join(parent, name)
                for parent in found
                if provider.is_container(context, parent)
                for name in provider.names(context, parent)
                if fits(name) and (selection.force or not name.startswith(".")) and (not last or passes is None or passes(name))
            ]
            if not last:
                found = [one for one in found if provider.is_container(context, one)]
        if not found:
            return []
    return [place.with_path(path) for path in found if selection.fits(provider.leaf(path))]
