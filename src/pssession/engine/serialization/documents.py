"""Values to CLIXML documents and back, as PSSerializer and the CLIXML cmdlets have them.

Source: System.Management.Automation.PSSerializer; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from pssession.engine.errors import PSArgumentException, XmlException
from pssession.engine.serialization.views import view
from pssession.protocol.clixml import NAMESPACE, ClixmlError, ClixmlSecretError, LocalText, Writer, indented
from pssession.protocol.clixml.reader import Reader
from pssession.protocol.psrp.records.views import chain

# PSSerializer's, and that of Export-Clixml and ConvertTo-CliXml.
DEFAULT_DEPTH = 1
CMDLET_DEPTH = 2
_OPENING = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">'
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<([A-Za-z_][^\s/>]*)([^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_KEY = LocalText()


def write(values: Iterable[Any], depth: int = DEFAULT_DEPTH) -> str:
    """Write values as one document, an element a line.

    Args:
        values: What stands at its top.
        depth: How deep properties of types are followed; at least 1.
    """
    writer = Writer(chain(view), _KEY)
    for value in values:
        writer.write(value, depth)
    text = writer.text()
    return indented(f"{_OPENING}{text}</Objs>" if text else f"{_OPENING[:-1]} />")


def read(text: str) -> list[Any]:
    """Read the values of a document.

    Raises:
        XmlException: It is no CLIXML.
        PSArgumentException: A secure string in it cannot be decrypted.
    """
    _check_root(text)
    try:
        return Reader(key=_KEY).read(text)
    except ClixmlSecretError as problem:
        raise PSArgumentException(str(problem)) from None
    except ClixmlError as problem:
        raise XmlException(str(problem)) from None


def _check_root(text: str) -> None:
    """Refuse a document whose root is not PowerShell's; what is no XML at all is left to the parser."""
    root = _ROOT.match(text)
    if root is None:
        return
    attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(root[2])}
    start = root.start(1)
    if root[1] != "Objs" or attributes.get("xmlns") != NAMESPACE:
        _refuse(text, start, f"Element 'Objs' with namespace name '{NAMESPACE}' was not found.")
    version = attributes.get("Version")
    if version is None:
        return
    major = version.partition(".")[0]
    if re.fullmatch(r"\d+(\.\d+){1,3}", version) is None:
        _refuse(text, root.end(), "Version of PSObject is not valid.", after=True)
    if major != "1":
        _refuse(text, root.end(), f"Version of incoming PSObject is {major}. Expected value is 1.", after=True)


def _refuse(text: str, index: int, message: str, *, after: bool = False) -> NoReturn:
    place = index + 1 if after and text[index : index + 1] == "<" else index
    line = text.count("\n", 0, place) + 1
    raise XmlException(f"{message} Line {line}, position {place - (text.rfind(chr(10), 0, place) + 1) + 1}.")
