"""Write `engine/values/index.py`: which file of `dotnet` implements which .NET type.

python tools/make_dotnet_index.py [--check]
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from pssession.engine.values import dotnet

TARGET = Path(__file__).parent.parent / "src/pssession/engine/values/index.py"
HEAD = '''"""Which file of `dotnet` implements a .NET type; read before any of these files is loaded.

Written by tools/make_dotnet_index.py; a test holds it equal to the tables the files define.
"""

from __future__ import annotations

from typing import Final

_FILES: Final[dict[str, tuple[str, ...]]] = {
'''
TAIL = """}

MODULES: Final[dict[str, str]] = {name: module for module, names in _FILES.items() for name in names}
"""


def text() -> str:
    """Give what the index must be."""
    out = HEAD
    for found in sorted(pkgutil.iter_modules(dotnet.__path__), key=lambda row: row.name):
        tables = getattr(importlib.import_module(f"{dotnet.__name__}.{found.name}"), "TABLES", ())
        rows = [f'"{table.full_name}"' for table in tables]
        if len(rows) == 1:
            out += f'    "{found.name}": ({rows[0]},),\n'
        elif rows:
            out += f'    "{found.name}": (\n' + "".join(f"        {row},\n" for row in rows) + "    ),\n"
    return out + TAIL


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text() != text() and "engine/values/index.py is stale: run tools/make_dotnet_index.py")
    TARGET.write_text(text())
