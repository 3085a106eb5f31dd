"""Properties of nodes named after what is in them: `$doc.root.item` is the element `item`, its text, or all of that name.

Source: System.Management.Automation.XmlNodeAdapter as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import RuntimeException, SetValueException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.xml.nodes import Attribute, Document, Element, Node, Text
from pssession.engine.values.xml.reading import tree_of
from pssession.objects import XmlDocument


def node_of(value: Any) -> Node:
    """Give the node that a value is."""
    return tree_of(value) if isinstance(value, XmlDocument) else value


def _found(node: Node, name: str) -> list[Node]:
    folded = name.lower()
    among: list[Node] = [*(node.attributes or ()), *node.children]
    return [one for one in among if one.local_name.lower() == folded]


def names(value: Any) -> list[str]:
    """Name the properties, each once, in the order of the text."""
    node = node_of(value)
    seen: dict[str, str] = {}
    for one in [*(node.attributes or ()), *node.children]:
        seen.setdefault(one.local_name.lower(), one.local_name)
    return list(seen.values())


def get(value: Any, name: str, missing: Any) -> Any:
    """Read a property; `missing` where nothing has the name."""
    found = _found(node_of(value), name)
    if not found:
        return missing
    return _content(found[0]) if len(found) == 1 else [_content(one) for one in found]


def _content(node: Node) -> Any:
    """Give a node, or its text where it has nothing but that."""
    if isinstance(node, Text):
        return node.data
    if node.attributes:
        return node
    if isinstance(node, Attribute) or not node.children:
        return node.inner_text
    if len(node.children) == 1 and type(node.children[0]) is Text:
        return node.inner_text
    return node


def set_value(value: Any, name: str, new: Any) -> bool:
    """Set a property; False where nothing has the name.

    Raises:
        RuntimeException: The new value is no text, or there is no one place for it.
    """
    found = _found(node_of(value), name)
    if not found:
        return False
    text = to_string(new)
    if len(found) > 1:
        raise _refuse(f'Cannot set "{name}" because there is more than one node of that name.', "XmlNodeSetRestrictionsMoreThanOneNode")
    node = found[0]
    if isinstance(node, Element):
        if node.children and not (len(node.children) == 1 and type(node.children[0]) is Text):
            words = f'Cannot set "{name}" because only strings can be used as values to set XmlNode properties.'
            raise _refuse(words, "XmlNodeSetShouldBeAString")
        node.set_inner_text(text)
    elif not isinstance(node, Document):
        node.data = text
    return True


def _refuse(message: str, error_id: str) -> RuntimeException:
    return SetValueException(message, error_id)
