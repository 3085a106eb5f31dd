"""Names of types inside classes: they have to mean something before the script runs.

Outside of classes a name is looked up when the code that has it runs.

Source: about_Classes; as PowerShell 7.6 was seen to report TypeNotFound and CustomAttributeTypeNotFound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.nodes.typenames import ArrayTypeName, GenericTypeName

# Finds a type by the name that a script writes and the namespaces it uses; None where there is none.
FindType = Callable[[str, Sequence[str]], object]


def check_types(tree: n.ScriptBlockAst, find_type: FindType, report: Callable[..., None]) -> None:
    """Report the names inside classes and enums that no type has."""
    own: set[str] = set()
    definitions: list[n.TypeDefinitionAst] = []
    for node in tree.walk():
        if isinstance(node, n.TypeDefinitionAst):
            own.add(node.name.lower())
            if not any(_inside(node, other) for other in definitions):
                definitions.append(node)
    namespaces = namespaces_of(tree)
    for definition in definitions:
        for node in definition.walk():
            if isinstance(node, n.AttributeAst):
                name = node.type_name.full_name
                if not any(one.lower() in own or find_type(one, namespaces) is not None for one in (name, f"{name}Attribute")):
                    report(node.type_name.extent.start, node.type_name.extent.end, "CustomAttributeTypeNotFound", name)
            elif isinstance(node, n.TypeConstraintAst | n.TypeExpressionAst):
                for part in _parts(node.type_name):
                    at = part.type_name if isinstance(part, GenericTypeName) else part
                    name = _with_any_arguments(part)
                    if name.lower() not in own and find_type(name, namespaces) is None:
                        report(at.extent.start, at.extent.end, "TypeNotFound", at.full_name)


def namespaces_of(tree: n.ScriptBlockAst) -> tuple[str, ...]:
    """List the namespaces that a script uses."""
    return tuple(
        str(one.name.value)
        for one in tree.using_statements
        if isinstance(one, n.UsingStatementAst)
        and one.using_statement_kind == "Namespace"
        and isinstance(one.name, n.StringConstantExpressionAst)
    )


def _inside(node: n.Ast, other: n.Ast) -> bool:
    return other.extent.start <= node.extent.start and node.extent.end <= other.extent.end


def _with_any_arguments(name: n.TypeName) -> str:
    """Write a name; a generic one with arguments that exist, for those it has are looked up by themselves."""
    if isinstance(name, GenericTypeName):
        return f"{name.type_name.full_name}[{','.join(['object'] * len(name.generic_arguments))}]"
    return name.full_name


def _parts(name: n.TypeName) -> Iterator[n.TypeName]:
    """List the names that a type's name consists of; a generic one before its arguments."""
    if isinstance(name, ArrayTypeName):
        yield from _parts(name.element_type)
        return
    yield name
    if isinstance(name, GenericTypeName):
        for argument in name.generic_arguments:
            yield from _parts(argument)
