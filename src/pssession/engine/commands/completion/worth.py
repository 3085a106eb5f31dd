"""What an expression is worth while it is being typed: a value that can be had without running anything, else a type.

Nothing that is called may change anything: variables are read, properties are read, constants are taken; commands are never run, their
recorded output types are taken instead.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands import discovery
from pssession.engine.syntax import nodes as n
from pssession.engine.values.members.access import MISSING, get
from pssession.engine.values.types import DotNetType, resolve, type_of
from pssession.objects import AUTOMATION_NULL, CUSTOM, Hashtable, PropertyBag, PSObject


class Worth:
    """Say what an expression is.

    Attributes:
        value: Its value; MISSING where only the type is known.
        types: The types it may have.
        is_type: Whether it is a type itself, so that static members follow `::`.
    """

    __slots__ = ("is_type", "types", "value")

    def __init__(self, value: Any = MISSING, types: tuple[DotNetType, ...] = (), *, is_type: bool = False) -> None:
        self.value = value
        self.types = types
        self.is_type = is_type


def of_value(value: Any) -> Worth:
    """Say what a value is."""
    return Worth(value, () if value is None else (type_of(value),))


def worth_of(context: Any, node: Any, root: Any) -> Worth | None:
    """Find out what an expression is.

    Args:
        context: The session.
        node: The expression.
        root: The tree of the whole text, for what was assigned before.
    """
    found = _FINDERS.get(type(node))
    return None if found is None else found(context, node, root)


def outputs(context: Any, pipeline: Any, position: int) -> Worth | None:
    """Find out what comes out of the elements of a pipeline before one of them."""
    for element in reversed(pipeline.pipeline_elements[:position]):
        if isinstance(element, n.CommandExpressionAst):
            return worth_of(context, element.expression, None)
        found = _of_command(context, element)
        if found is not None:
            return found
    return None


def _constant(context: Any, node: Any, root: Any) -> Worth | None:
    return of_value(node.value)


def _text(context: Any, node: Any, root: Any) -> Worth | None:
    return None if node.string_constant_type == "BareWord" else of_value(node.value)


def _variable(context: Any, node: Any, root: Any) -> Worth | None:
    name = node.variable_path.user_path
    if name.lower() in ("_", "psitem"):
        piped = _piped(context, node)
        if piped is not None:
            return piped
    found = context.scope.find(name.lower())
    assigned = None if root is None else _assigned(context, name.lower(), node, root)
    if assigned is not None:
        return assigned
    if found is None:
        return None
    try:
        return of_value(found.value)
    except Exception:  # a value that is made when asked for may fail in any way
        return None


def _piped(context: Any, node: Any) -> Worth | None:
    """Say what `$_` is in a block that a command of a pipeline gets."""
    while node is not None and not isinstance(node, n.ScriptBlockExpressionAst):
        node = node.parent
    command = None if node is None else node.parent
    pipeline = None if command is None else command.parent
    if not isinstance(command, n.CommandAst) or not isinstance(pipeline, n.PipelineAst):
        return None
    place = next((at for at, one in enumerate(pipeline.pipeline_elements) if one is command), 0)
    return outputs(context, pipeline, place)


def _assigned(context: Any, folded: str, node: Any, root: Any) -> Worth | None:
    """Look for the last assignment to a variable before a place."""
    best: Worth | None = None
    for one in root.walk():
        if not isinstance(one, n.AssignmentStatementAst) or one.extent.end > node.extent.start:
            continue
        left = one.left
        if isinstance(left, n.ConvertExpressionAst):
            kind, left = left.attribute, left.child
            if isinstance(left, n.VariableExpressionAst) and left.variable_path.user_path.lower() == folded:
                best = _typed(context, kind.type_name, kind) or best
        elif isinstance(left, n.VariableExpressionAst) and left.variable_path.user_path.lower() == folded:
            best = _statement(context, one.right, root) or best
    return best


def _typed(context: Any, name: Any, node: Any) -> Worth | None:
    try:
        return Worth(types=(context.find_type(name, node),))
    except Exception:  # a type that is not known yet
        return None


def _statement(context: Any, statement: Any, root: Any) -> Worth | None:
    if isinstance(statement, n.CommandExpressionAst):
        return worth_of(context, statement.expression, root)
    if not isinstance(statement, n.PipelineAst) or not statement.pipeline_elements:
        return None
    last = statement.pipeline_elements[-1]
    if isinstance(last, n.CommandExpressionAst):
        return worth_of(context, last.expression, root)
    return outputs(context, statement, len(statement.pipeline_elements))


def _of_command(context: Any, command: Any) -> Worth | None:
    """Give the recorded output types of a command; None for one that passes its input on."""
    first = command.command_elements[0]
    if not isinstance(first, n.StringConstantExpressionAst):
        return None
    found = discovery.find_or_none(context, str(first.value))
    metadata = getattr(found, "metadata", None)
    if found is None or metadata is None:
        return None
    if found.name.lower() == "new-object":
        name = next((one for one in command.command_elements[1:] if isinstance(one, n.StringConstantExpressionAst)), None)
        known = None if name is None else resolve(str(name.value))
        return None if known is None else Worth(types=(known,))
    types = tuple(known for name in metadata.output if (known := resolve(name)) is not None)
    return Worth(types=types) if types else None


def _inner(context: Any, node: Any, root: Any) -> Worth | None:
    return _statement(context, node.pipeline, root)


def _type(context: Any, node: Any, root: Any) -> Worth | None:
    found = _typed(context, node.type_name, node)
    if found is not None:
        found.is_type = True
    return found


def _converted(context: Any, node: Any, root: Any) -> Worth | None:
    inner = worth_of(context, node.child, root)
    if (
        node.attribute.type_name.full_name.lower() in ("pscustomobject", "psobject")
        and inner is not None
        and isinstance(inner.value, Hashtable)
    ):
        return of_value(PSObject(CUSTOM, PropertyBag({str(key): value for key, value in inner.value.items()})))
    return _typed(context, node.attribute.type_name, node.attribute)


def _table(context: Any, node: Any, root: Any) -> Worth | None:
    made = Hashtable()
    for key, statement in node.key_value_pairs:
        if isinstance(key, n.StringConstantExpressionAst):
            found = _statement(context, statement, root)
            made[str(key.value)] = None if found is None or found.value is MISSING else found.value
    return of_value(made)


def _member(context: Any, node: Any, root: Any) -> Worth | None:
    target = worth_of(context, node.expression, root)
    if target is None or not isinstance(node.member, n.StringConstantExpressionAst):
        return None
    name = str(node.member.value)
    if target.value is not MISSING and target.value is not None:
        try:
            value = get(target.value, name)
        except Exception:  # a getter of any kind
            return None
        return None if value is None or value is AUTOMATION_NULL else of_value(value)
    from pssession.engine.values.members.signatures import members_of

    for kind in target.types:
        members = members_of(kind)
        group = members.static_properties if target.is_type else members.properties
        found = group.get(name.lower())
        if found is not None:
            return Worth(types=(found.type,))
    return None


_FINDERS = {
    n.ConstantExpressionAst: _constant,
    n.StringConstantExpressionAst: _text,
    n.ExpandableStringExpressionAst: lambda context, node, root: of_value(""),
    n.VariableExpressionAst: _variable,
    n.ParenExpressionAst: _inner,
    n.TypeExpressionAst: _type,
    n.ConvertExpressionAst: _converted,
    n.HashtableAst: _table,
    n.MemberExpressionAst: _member,
}
# A cast takes in what follows the dot: `[int]$x.y` casts y.
SIMPLE = tuple(kind for kind in _FINDERS if kind is not n.ConvertExpressionAst)
