"""CLIXML with an element a line, as PowerShell writes documents for people and files; messages have no white space between elements."""

from __future__ import annotations

import re

_PARTS = re.compile(r"<[^>]+>|[^<]+")


def indented(text: str) -> str:
    """Put each element on a line of its own, two blanks deeper than the one around it; simple values stay in one line.

    Args:
        text: CLIXML that the writer of this package made: no white space between elements, no `>` in attributes.
    """
    lines: list[str] = []
    parts = _PARTS.findall(text)
    depth, index, count = 0, 0, len(parts)
    while index < count:
        part = parts[index]
        if part.startswith("</"):
            depth -= 1
            lines.append("  " * depth + part)
        elif part.endswith("/>"):
            lines.append("  " * depth + part)
        else:
            # An element that holds text or nothing is whole with its end tag.
            end = index + 1
            while end < count and not parts[end].startswith("<"):
                end += 1
            if end < count and parts[end].startswith("</"):
                lines.append("  " * depth + "".join(parts[index : end + 1]))
                index = end
            else:
                lines.append("  " * depth + part)
                depth += 1
        index += 1
    return "\n".join(lines)
