"""The file of a user's settings: computers by name, session configurations. TOML, named by PSSESSION_CONFIG.

Source: `docs/reference/environment.md`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any


def read_tables(kind: str, environ: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Read the tables `[KIND.NAME]`, their names in lower case; none without a file, or with one that cannot be read."""
    path = (os.environ if environ is None else environ).get("PSSESSION_CONFIG")
    if not path:
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file).get(kind, {})
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    return {str(name).lower(): entry for name, entry in tables.items() if isinstance(entry, dict)} if isinstance(tables, dict) else {}
