"""Configuration files in XML that scripts hand in: found and parsed, or said why not. Source: about_Types.ps1xml, about_Format.ps1xml."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import PurePath

from pssession.cmdlets.utility.text_files import full_path
from pssession.engine.commands.cmdlet import Cmdlet


class XmlFileError(Exception):
    """Say why a file cannot be used."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def parse(cmdlet: Cmdlet, path: str) -> ElementTree.Element:
    """Read a .ps1xml file.

    Raises:
        XmlFileError: It is not there, has another ending, or is no XML; document types are refused.
    """
    full = full_path(cmdlet, path)
    if PurePath(full).suffix.lower() != ".ps1xml":
        raise XmlFileError(f'The file name "{path}" does not have the .ps1xml extension.')
    try:
        with open(full, "rb") as file:
            text = file.read()
    except OSError as problem:
        raise XmlFileError(f"Cannot find path '{full}' because it does not exist.") from problem
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise XmlFileError("For security reasons DTD is prohibited in this XML document.")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise XmlFileError(f"There was an error in {full}: {problem}") from problem


def text_of(element: ElementTree.Element, path: str, default: str = "") -> str:
    """Give the text of an element below, without blanks around it."""
    found = element.findtext(path)
    return default if found is None else found.strip()
