"""The line above a group: `   Name: value`.

Source: PowerShell 7.6 as recorded (fmt.calc, fmt.table_list) and seen (a folder's files).
"""

from __future__ import annotations

from pssession.engine.formatting.documents import CustomEntry, Frame, Text

# Views that group by a property whose title is worded otherwise: property -> (indent, word, prefix cut from the value).
_WORDED = {
    "psparentpath": (4, "Directory", "Microsoft.PowerShell.Core\\FileSystem::"),
}


def group_title(label: str, value: str, *, asked: bool) -> CustomEntry:
    """Give the title of a group.

    Args:
        label: The property or label that is grouped by.
        value: Its value as text.
        asked: Whether the user asked for the group (-GroupBy), or the view has it.
    """
    indent, word, cut = (3, label, "") if asked else _WORDED.get(label.lower(), (3, label, ""))
    return CustomEntry(tokens=[Frame(left=indent, content=[Text(text=f"{word}: "), Text(text=value.removeprefix(cut), value=True)])])
