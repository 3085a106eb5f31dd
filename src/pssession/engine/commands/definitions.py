"""From the definitions of classes and enums in a script to types: all names first, then what they are made of.

Source: about_Classes, about_Enum; what a new type looks like as PowerShell 7.6 shows it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from pssession.engine.commands import type_names
from pssession.engine.commands.attributes import make_attribute
from pssession.engine.commands.classes import Method, Property, ScriptClass, ScriptObject
from pssession.engine.commands.code import value_of
from pssession.engine.errors import DotNetException, SetValueInvocationException, exception_class
from pssession.engine.syntax import nodes as n
from pssession.engine.values import tables, types
from pssession.engine.values.conversions import convert
from pssession.engine.values.members import access
from pssession.engine.values.members.signatures import Property as Recorded
from pssession.engine.values.members.signatures import Signature, TypeMembers
from pssession.engine.values.types import DotNetType
from pssession.objects import ArrayList, Dictionary, GenericList, Hashtable, OrderedDictionary, Queue, Stack

_numbers: Iterator[int] = itertools.count(1)


def define_types(X: Any, block: Any) -> None:
    """Make the types that a script defines; nothing where it defines none."""
    found = [node for node in block.ast.walk() if isinstance(node, n.TypeDefinitionAst)]
    if not found:
        return
    type_names.forget()
    types.forget_missing()
    classes: list[ScriptClass] = []
    for node in found:
        if node.type_attributes == "Enum":
            X.script_types[node.name.lower()] = _enum(X, node)
        else:
            made = DotNetType(node.name, base="System.Object")
            own = ScriptClass(made, node, X.scope.script)
            made.script_class = own
            X.script_types[node.name.lower()] = made
            classes.append(own)
    for own in classes:
        _set_bases(X, own)
    for own in classes:
        _set_members(X, own)
    access.forget()


def _enum(X: Any, node: n.TypeDefinitionAst) -> DotNetType:
    names: dict[str, int] = {}
    after = 0
    underlying = "System.Int32"
    if node.base_types:
        underlying = type_names.find_named_type(X, node.base_types[0].type_name, node.base_types[0]).key
    for member in node.members:
        assert isinstance(member, n.PropertyMemberAst)
        if member.initial_value is not None:
            after = int(convert(value_of(member.initial_value, X, X.scope), underlying))
        names[member.name] = after
        after += 1
    flags = any(isinstance(one, n.AttributeAst) and one.type_name.full_name.lower().endswith("flags") for one in node.attributes)
    kind = "ef" if flags else "e"
    return DotNetType(node.name, base="System.Enum", kind=kind, underlying=underlying, enum_values=names)


def _set_bases(X: Any, own: ScriptClass) -> None:
    interfaces: list[str] = []
    for place, constraint in enumerate(own.node.base_types):
        found = type_names.find_named_type(X, constraint.type_name, constraint)
        if found.is_interface:
            interfaces.append(found.key)
        elif place == 0:
            own.type._base = found
            own.below = found.script_class
    own.type._interfaces = tuple(interfaces)
    own.type._chain = None


_CONTAINERS: dict[str, type[Any]] = {
    "System.Collections.Generic.List`1": GenericList,
    "System.Collections.ArrayList": ArrayList,
    "System.Collections.Hashtable": Hashtable,
    "System.Collections.Specialized.OrderedDictionary": OrderedDictionary,
    "System.Collections.Generic.Dictionary`2": Dictionary,
    "System.Collections.Stack": Stack,
    "System.Collections.Queue": Queue,
}


def _python_class(own: ScriptClass) -> type[Any]:
    """Make the class of a script class's objects; it derives from what stands for the .NET class below."""
    if own.below is not None:
        if own.below.python is ScriptObject:
            own.below.python = _python_class(own.below)
        bases: tuple[type[Any], ...] = (own.below.python,)
    else:
        bases = (ScriptObject,)
        base = own.type.base
        if base is not None and base.key != "System.Object":
            error = exception_class(base.key)
            table = tables.table_for(base)
            python = error or _CONTAINERS.get(base.definition) or (table.python if table is not None else None) or base.python
            if python is not None:
                bases = (ScriptObject, python)
    return type(own.name, bases, {"script_class": own, "full_name": own.name, "__module__": "script"})


def _set_members(X: Any, own: ScriptClass) -> None:
    if own.python is ScriptObject:
        own.python = _python_class(own)
    members = TypeMembers(own.type)
    if own.type.base is not None:
        below = own.below
        if below is not None and "members" not in below.type.cache:
            _set_members(X, below)
        parent = types_members(own.type.base)
        members.methods = dict(parent.methods)
        members.properties = dict(parent.properties)
    members.constructors = []
    own_methods: dict[str, list[Signature]] = {}
    own_static: dict[str, list[Signature]] = {}
    for node in own.node.members:
        if isinstance(node, n.PropertyMemberAst):
            _add_property(X, own, node, members)
        elif isinstance(node, n.FunctionMemberAst):
            _add_method(X, own, node, members, own_methods, own_static)
    for name, signatures in own_methods.items():
        kept = [one for one in members.methods.get(name, []) if not any(_same(one, mine) for mine in signatures)]
        members.methods[name] = [*signatures, *kept]
    members.static_methods = {**members.static_methods, **own_static}
    if not members.constructors:
        members.constructors.append(Signature(own.type, ".ctor()"))
    own.type.cache["members"] = members
    _add_table(own)


def types_members(found: DotNetType) -> TypeMembers:
    """Give the members of the type below."""
    from pssession.engine.values.members.signatures import members_of

    return members_of(found)


def _same(one: Signature, other: Signature) -> bool:
    return len(one.parameters) == len(other.parameters) and [t.key for t in one.types] == [t.key for t in other.types]


def _type_of_constraint(X: Any, constraint: n.TypeConstraintAst | None) -> DotNetType:
    if constraint is None:
        return types.require("System.Object")
    return type_names.find_named_type(X, constraint.type_name, constraint)


def _add_property(X: Any, own: ScriptClass, node: n.PropertyMemberAst, members: TypeMembers) -> None:
    found = _type_of_constraint(X, node.property_type)
    attributes = [make_attribute(X, own.scope, one) for one in node.attributes if not _is_plain(one)]
    made = Property(node, found, attributes)
    own.properties[made.folded] = made
    recorded = Recorded(own.type, f"{'*' if made.static else ''}{node.name}:{found.key}:gs")
    (members.static_properties if made.static else members.properties)[made.folded] = recorded


def _is_plain(node: Any) -> bool:
    return isinstance(node, n.AttributeAst) and node.type_name.full_name.lower() in ("hidden", "static")


def _add_method(
    X: Any,
    own: ScriptClass,
    node: n.FunctionMemberAst,
    members: TypeMembers,
    own_methods: dict[str, list[Signature]],
    own_static: dict[str, list[Signature]],
) -> None:
    parameters = node.function.parameters
    if parameters is None:
        block = node.function.body.param_block
        parameters = [] if block is None else block.parameters
    found: list[DotNetType] = []
    texts: list[str] = []
    for parameter in parameters:
        constraint = next((one for one in parameter.attributes if isinstance(one, n.TypeConstraintAst)), None)
        kind = _type_of_constraint(X, constraint)
        found.append(kind)
        texts.append(f"{kind.key} {parameter.name.variable_path.name}")
    static = "Static" in node.method_attributes
    result: DotNetType | None = None
    if not node.is_constructor:
        result = types.require("System.Object") if node.return_type is None else _return_type(X, node.return_type)
    name = ".ctor" if node.is_constructor else node.name
    signature = Signature(own.type, f"{'*' if static else ''}{name}({';'.join(texts)}){result.key if result is not None else ''}")
    signature._types = found
    signature.return_text = result.key if result is not None else ""
    method = Method(own, node, signature, result)
    if node.is_constructor:
        if static:
            own.static_constructor = method
        else:
            own.constructors.append(method)
            members.constructors.append(signature)
        return
    signature.function = (lambda *given: method.call(None, given)) if static else (lambda this, *given: method.call(this, given))
    own.methods.setdefault(node.name.lower(), []).append(method)
    (own_static if static else own_methods).setdefault(node.name.lower(), []).append(signature)


def _return_type(X: Any, constraint: n.TypeConstraintAst) -> DotNetType | None:
    if constraint.type_name.full_name.lower() in ("void", "system.void"):
        return None
    return type_names.find_named_type(X, constraint.type_name, constraint)


def _add_table(own: ScriptClass) -> None:
    properties: dict[str, Any] = {}
    setters: dict[str, Any] = {}
    for one in own.properties.values():
        if not one.static:
            properties[one.name] = lambda this, folded=one.folded: this.fields.get(folded)
            setters[one.name] = _setter(one)
    table = tables.TypeTable(
        own.name,
        properties=properties,
        setters=setters,
        static_properties={one.name: (lambda folded=one.folded: own.statics()[folded]) for one in own.properties.values() if one.static},
        new=lambda *given: own.new(given),
        to_string=lambda this: this.to_string(),
        compare=(lambda left, right: left.compare_to(right)) if own.method("compareto", 1) is not None else None,
    )
    tables.add(table)


def _setter(one: Property) -> Any:
    def write(this: Any, value: Any) -> None:
        try:
            this.fields[one.folded] = one.checked(value)
        except DotNetException as problem:
            raise SetValueInvocationException(
                f'Exception setting "{one.name}": "{problem.message}"', "ExceptionWhenSetting", inner=problem
            ) from problem

    return write
