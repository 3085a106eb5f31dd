"""Which file of `dotnet` implements a .NET type; read before any of these files is loaded.

A test holds this list equal to the tables the files define.
"""

from __future__ import annotations

from typing import Final

_FILES: Final[dict[str, str]] = {}

MODULES: Final[dict[str, str]] = {name: module for module, names in _FILES.items() for name in names.split()}
