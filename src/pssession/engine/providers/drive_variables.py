"""Variables that name a drive: `$env:PATH`, `$function:prompt`, `${/tmp/x.txt}`.

Source: about_Variables, about_Providers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pssession.engine.providers.places import PathReader
from pssession.engine.values import enumeration

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


def read(context: Context, paths: PathReader, drive: str, name: str) -> Any:
    """Give the content of an item, null where there is none."""
    place = paths.read(f"{drive}:{name}")
    provider = place.provider.provider
    if not provider.exists(context, place.path):
        return None
    found = provider.read_content(context, place.path)
    return found[0] if len(found) == 1 else (found or None)


def write(context: Context, paths: PathReader, drive: str, name: str, value: Any) -> None:
    """Set the content of an item; null removes it where the provider's items cannot be null."""
    place = paths.read(f"{drive}:{name}")
    provider = place.provider.provider
    if provider.navigates:
        items = enumeration.iterate(value)
        provider.write_content(context, place.path, [value] if items is None else list(items), append=False)
        return
    provider.put(context, place.path, value, force=False)
