"""From the arguments of a call to those of a program: what is spread, what matches files, what keeps the text it was written with.

Source: about_Parsing, about_Preference_Variables ($PSNativeCommandArgumentPassing 'Standard'); results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from pssession.engine.commands.processor import MISSING, CommandArgument
from pssession.engine.syntax import nodes as n
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import to_string
from pssession.engine.values.ports import ports
from pssession.engine.values.wildcards import has_wildcard
from pssession.objects import AUTOMATION_NULL


def native_arguments(arguments: Iterable[CommandArgument]) -> list[str]:
    """Give the arguments as the program gets them."""
    made: list[str] = []
    verbatim = False
    for argument in arguments:
        node, value = argument.node, argument.value
        if verbatim:
            made += _verbatim(to_string(value) if value is not MISSING else f"-{argument.name}")
            continue
        if argument.name is not None:
            _add_named(argument, made)
            continue
        if isinstance(node, n.StringConstantExpressionAst) and value == "--%" and not argument.splatted:
            verbatim = True
            continue
        if isinstance(node, n.ArrayLiteralAst) and not argument.splatted:
            made.append(",".join(_element_text(one, item) for one, item in zip(node.elements, value, strict=False)))
            continue
        if isinstance(node, n.ConstantExpressionAst) and not isinstance(node, n.StringConstantExpressionAst):
            made.append(node.extent.text)
            continue
        if type(value) is str and _is_bare(node) and not argument.splatted:
            made += expand(value)
            continue
        made += _values(value)
    return made


def _add_named(argument: CommandArgument, made: list[str]) -> None:
    node, value = argument.node, argument.value
    written = f"-{argument.name}"
    if isinstance(node, n.CommandParameterAst):
        written = node.extent.text if node.argument is None else (node.error_position.text or written)
    if value is MISSING:
        made.append(written)
        return
    if argument.joined:
        if not written.endswith(":"):
            written += ":"
        texts = _values(value) or [""]
        made += [written + texts[0], *texts[1:]]
        return
    made += [written, *_values(value)]


def _element_text(node: Any, value: Any) -> str:
    if isinstance(node, n.ConstantExpressionAst) and not isinstance(node, n.StringConstantExpressionAst):
        return node.extent.text
    return "" if value is None else to_string(value)


def _values(value: Any) -> list[str]:
    """Spread a value; null is no argument."""
    if value is None or value is AUTOMATION_NULL or value is MISSING:
        return []
    if type(value) is str:
        return [value]
    items = enumeration.iterate(value)
    if items is None:
        return [to_string(value)]
    return [text for item in items for text in ([] if item is None else [to_string(item)])]


def _is_bare(node: Any) -> bool:
    kind = getattr(node, "string_constant_type", None)
    return getattr(kind, "name", kind) == "BareWord"


def expand(text: str) -> list[str]:
    """Match an unquoted word with files, and put the home folder in for ~; what matches nothing stays."""
    if text == "~" or text.startswith("~/"):
        text = os.path.expanduser("~") + text[1:]
        return [text]
    if not has_wildcard(text):
        return [text]
    from glob import glob

    folder = ports.location()
    found = sorted(glob(text)) if text.startswith("/") else sorted(glob(text, root_dir=folder))
    return found or [text]


def _verbatim(text: str) -> list[str]:
    """Split what stands behind --%: at blanks, double quotes keep together; %NAME% is a variable of the environment."""
    import re

    text = re.sub(r"%([^%\s]+)%", lambda found: os.environ.get(found[1], found[0]), text)
    return [part.replace('"', "") for part in re.findall(r'(?:[^\s"]|"[^"]*"?)+', text)]
