"""Rows as text: by rich on a terminal where it is installed, else plain columns; as JSON for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show a table on standard output."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        try:
            from rich.console import Console
            from rich.table import Table
        except ImportError:
            pass
        else:
            table = Table(*columns, box=None, header_style="bold", pad_edge=False)
            for row in rows:
                table.add_row(*row)
            Console().print(table)
            return
    print(plain(columns, rows))


def plain(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a table as text in aligned columns, two spaces between them."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    lines = (columns, *rows)
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
