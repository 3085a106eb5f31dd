"""What parse errors say, by their names."""

from __future__ import annotations

_TEXTS: dict[str, str] = {}


def message(error_id: str, arguments: tuple[object, ...]) -> str:
    """Say an error in a sentence."""
    text = _TEXTS.get(error_id, error_id)
    return text.format(*arguments) if arguments else text
