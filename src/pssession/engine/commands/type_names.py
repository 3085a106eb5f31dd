"""From a type's name in a script to the type: accelerators, `using namespace`, classes of the script.

Source: about_Using, about_Classes; errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import RuntimeException
from pssession.engine.syntax.checks.types import namespaces_of as namespaces_used
from pssession.engine.syntax.nodes import ScriptBlockAst
from pssession.engine.values.types import DotNetType, resolve

_known: dict[str, DotNetType] = {}


def forget() -> None:
    """Look names up anew: classes were defined."""
    _known.clear()


def find_named_type(X: Any, name: Any, node: Any) -> DotNetType:
    """Find the type that a name in a script means.

    Raises:
        RuntimeException: TypeNotFound.
    """
    text = name.full_name
    found = _known.get(text)
    if found is not None:
        return found
    found = X.script_types.get(text.lower()) if X.script_types else None
    if found is not None:
        return found  # type: ignore[no-any-return]  # a table of types
    namespaces = namespaces_of(node)
    found = resolve(text, namespaces)
    if found is None:
        made = RuntimeException(f"Unable to find type [{text}].", "TypeNotFound", "InvalidOperation", name)
        made.extent = getattr(node, "extent", None)  # type: ignore[attr-defined]  # read by locate
        raise made
    if not namespaces and not X.script_types:
        _known[text] = found
    return found


def namespaces_of(node: Any) -> tuple[str, ...]:
    """List the namespaces that `using namespace` names in the script around a node."""
    top = node
    while top is not None and top.parent is not None:
        top = top.parent
    if not isinstance(top, ScriptBlockAst) or not top.using_statements:
        return ()
    return namespaces_used(top)
