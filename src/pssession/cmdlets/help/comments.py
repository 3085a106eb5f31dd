"""Help in a function's own comment: `.SYNOPSIS`, `.DESCRIPTION`, `.PARAMETER name`, `.EXAMPLE`. Source: about_Comment_Based_Help."""

from __future__ import annotations

import re

from pssession.cmdlets.help.library import CommandText

_BLOCK = re.compile(r"<#(.*?)#>", re.DOTALL)
_HEADING = re.compile(r"^\s*\.(\w+)(?:[ \t]+(\S+))?[ \t]*$", re.MULTILINE)


class Comment:
    """Hold what a comment says.

    Attributes:
        text: Synopsis, description and examples.
        parameters: What it says about parameters, by lower-case name.
    """

    def __init__(self, text: CommandText, parameters: dict[str, str]) -> None:
        self.text = text
        self.parameters = parameters


def read(definition: str) -> Comment | None:
    """Find the help in a function's text, None where there is none."""
    for block in _BLOCK.finditer(definition):
        parts = _HEADING.split(block.group(1))
        if len(parts) < 4:
            continue
        sections = [(parts[place].upper(), parts[place + 1] or "", parts[place + 2].strip()) for place in range(1, len(parts), 3)]
        plain = {heading: body for heading, _, body in sections}
        examples = [body.partition("\n")[::2] for heading, _, body in sections if heading == "EXAMPLE"]
        found = CommandText(
            plain.get("SYNOPSIS", ""), plain.get("DESCRIPTION", ""), [(code.strip(), remarks.strip()) for code, remarks in examples]
        )
        return Comment(found, {name.lower(): body for heading, name, body in sections if heading == "PARAMETER"})
    return None
