"""Classes and enums of scripts: types made from their definitions before the script runs, objects of them, and calls of their methods.

A class is described to the values as .NET types are (members, signatures, a table), so that overloads, casts, Get-Member and
formatting need to know nothing of it. How a definition is read stands in `definitions`.

Source: about_Classes, about_Classes_Constructors, about_Classes_Inheritance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession.engine.commands.attributes import make_attribute
from pssession.engine.commands.code import method_body, value_of
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.script_blocks import running
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import DotNetException, RuntimeException
from pssession.engine.syntax import nodes as n
from pssession.engine.values import members, operators
from pssession.engine.values.conversions import convert, zero_value
from pssession.engine.values.members.overloads import choose
from pssession.engine.values.members.signatures import Signature
from pssession.engine.values.types import DotNetType
from pssession.objects import AUTOMATION_NULL, Dictionary, Hashtable


class ScriptObject:
    """Be an object of a script's class; `fields` holds its properties by lower-case name."""

    dotnet_enumerable = False
    script_class: ScriptClass

    @property
    def dotnet_type(self) -> DotNetType:
        """Give its type."""
        return self.script_class.type

    def to_string(self) -> str:
        """Write it: by its ToString method, else its type's name."""
        found = self.script_class.method("tostring", 0)
        if found is not None:
            return str(found.call(self, []))
        if isinstance(self, DotNetException):
            return f"{self.script_class.type.key}: {self.message}"
        return self.script_class.type.key

    def compare_to(self, other: Any) -> Any:
        """Order it by its CompareTo method."""
        found = self.script_class.method("compareto", 1)
        if found is None:
            words = f'Cannot compare "{self.to_string()}" because it is not IComparable.'
            raise RuntimeException(words, "NotIcomparable", "InvalidOperation")
        return found.call(self, [other])

    def equals(self, other: Any) -> bool:
        """Compare by its Equals method, else by identity."""
        found = self.script_class.method("equals", 1)
        return self is other if found is None else bool(found.call(self, [other]))

    def __eq__(self, other: object) -> bool:
        return self is other or self.equals(other)

    def __hash__(self) -> int:
        return id(self)


class MethodFrame:
    """Be what runs in a method's scope.

    Attributes:
        owner: The class that the method is of.
        this: The object, None in a static method.
        based: Whether the constructor below was called.
    """

    __slots__ = ("based", "owner", "this")

    def __init__(self, owner: ScriptClass, this: Any) -> None:
        self.owner = owner
        self.this = this
        self.based = False

    def read(self, name: str) -> Any:
        """Read a variable of the call: methods have no $args; the rest is the script's."""
        return [] if name == "args" else AUTOMATION_NULL


class Method:
    """Be a method or constructor.

    Attributes:
        signature: What overloads are chosen by.
        result: The type of what it returns, None for void and constructors.
    """

    __slots__ = ("hidden", "name", "node", "owner", "result", "signature")

    def __init__(self, owner: ScriptClass, node: n.FunctionMemberAst, signature: Signature, result: DotNetType | None) -> None:
        self.owner = owner
        self.node = node
        self.name = node.name
        self.signature = signature
        self.result = result
        self.hidden = "Hidden" in node.method_attributes

    def call(self, this: Any, arguments: Sequence[Any]) -> Any:
        """Run it on an object."""
        X = running()
        owner = self.owner
        caller = X.scope
        S = Scope(owner.scope, frame=MethodFrame(owner, this))
        if this is not None:
            S.variables["this"] = Variable("this", this)
        parameters = self.node.function.parameters
        if parameters is None:
            block = self.node.function.body.param_block
            parameters = [] if block is None else block.parameters
        for parameter, value in zip(parameters, arguments, strict=False):
            name = parameter.name.variable_path.name
            variable = Variable(name, value)
            constraints = [make_attribute(X, S, one) for one in parameter.attributes]
            if constraints:
                variable.guarded().attributes = [one.guard for one in constraints]
            S.variables[name.lower()] = variable
        block_ast = self.node.function.body.end_block
        held, X.catching = X.catching, True
        X.scope = S
        try:
            value = None
            if self.node.is_constructor and this is not None and not _calls_below(block_ast):
                owner.construct_below(this, [])
            if block_ast is not None and (block_ast.statements or block_ast.traps):
                value = method_body(block_ast, self.name)(X, S, _drop)
        finally:
            X.scope = caller
            X.catching = held
        if self.result is None:
            return AUTOMATION_NULL
        if value is AUTOMATION_NULL:
            value = None
        return operators.cast(value, self.result)


def _calls_below(block: Any) -> bool:
    """Tell whether a constructor's body begins with the call of the constructor below."""
    if block is None or not block.statements:
        return False
    return any(isinstance(one, n.BaseCtorInvokeMemberExpressionAst) for one in block.statements[0].walk())


class Property:
    """Be a property."""

    __slots__ = ("attributes", "folded", "hidden", "name", "node", "static", "type")

    def __init__(self, node: n.PropertyMemberAst, found: DotNetType, attributes: list[Any]) -> None:
        self.node = node
        self.name = node.name
        self.folded = node.name.lower()
        self.type = found
        self.attributes = attributes
        self.hidden = "Hidden" in node.property_attributes
        self.static = "Static" in node.property_attributes

    def first_value(self, X: Any, S: Scope) -> Any:
        """Give the value that a new object has."""
        if self.node.initial_value is None:
            return zero_value(self.type)
        value = value_of(self.node.initial_value, X, S)
        return self.checked(None if value is AUTOMATION_NULL else value)

    def checked(self, value: Any) -> Any:
        """Convert and validate a new value."""
        value = convert(value, self.type)
        for attribute in self.attributes:
            attribute.validate(value)
        return value


class ScriptClass:
    """Be a class of a script.

    Attributes:
        type: What the values know it by.
        scope: The scope that its methods run under.
        below: The class it derives from, if that is a script's too.
        python: Class of its objects.
    """

    def __init__(self, made: DotNetType, node: n.TypeDefinitionAst, scope: Scope) -> None:
        self.type = made
        self.node = node
        self.name = node.name
        self.scope = scope
        self.below: ScriptClass | None = None
        self.python: type[Any] = ScriptObject
        self.properties: dict[str, Property] = {}
        self.methods: dict[str, list[Method]] = {}
        self.constructors: list[Method] = []
        self.static_constructor: Method | None = None
        self._static: dict[str, Any] | None = None

    # Objects.

    def new(self, arguments: Sequence[Any]) -> Any:
        """Make an object.

        Raises:
            MethodException: No constructor fits.
        """
        if self.type.is_abstract:
            raise RuntimeException(f"Cannot create an instance of the abstract class {self.name}.", "AbstractClass", "InvalidOperation")
        self.statics()
        python: Any = self.python
        this = python.__new__(python)
        this.fields = {}
        if isinstance(this, DotNetException):
            DotNetException.__init__(this)
        elif self.python is not ScriptObject and self.python.__bases__ != (ScriptObject,):
            this.__init__()
        self.fill(this)
        self.construct(this, arguments)
        return this

    def takes(self, value: Any) -> bool:
        """Tell whether a constructor makes an object of one value; dictionaries set properties instead."""
        if isinstance(value, (Hashtable, Dictionary)) or not any(len(one.signature.parameters) == 1 for one in self.constructors):
            return False
        return not isinstance(value, ScriptObject) or value.script_class is not self

    def fill(self, this: Any) -> None:
        """Give a new object its properties' first values, those of the classes below first."""
        if self.below is not None:
            self.below.fill(this)
        X = running()
        S = Scope(self.scope, frame=MethodFrame(self, this))
        S.variables["this"] = Variable("this", this)
        held, X.scope = X.scope, S
        try:
            for one in self.properties.values():
                if not one.static:
                    this.fields[one.folded] = one.first_value(X, S)
        finally:
            X.scope = held

    def construct(self, this: Any, arguments: Sequence[Any]) -> None:
        """Run the constructor that fits."""
        if not self.constructors:
            if arguments:
                choose("new", [Signature(self.type, ".ctor()")], arguments)
            self.construct_below(this, [])
            return
        call = choose("new" if len(self.constructors) > 1 else ".ctor", [one.signature for one in self.constructors], arguments)
        for one in self.constructors:
            if one.signature is call.signature:
                one.call(this, call.arguments)
                return

    def construct_below(self, this: Any, arguments: Sequence[Any]) -> None:
        """Run the constructor of the class below."""
        if self.below is not None:
            self.below.construct(this, arguments)
        elif isinstance(this, DotNetException) and self.type.base is not None:
            plain = members.static_invoke(self.type.base, "new", list(arguments))
            vars(this).update({key: value for key, value in vars(plain).items() if key != "fields"})
        elif arguments and self.type.base is not None and self.type.base.key != "System.Object" and hasattr(this, "extend"):
            this.extend(members.static_invoke(self.type.base, "new", list(arguments)))

    # Static members.

    def statics(self) -> dict[str, Any]:
        """Give the static properties' values, made at first use."""
        if self._static is None:
            self._static = {}
            X = running()
            S = Scope(self.scope, frame=MethodFrame(self, None))
            held, X.scope = X.scope, S
            try:
                for one in self.properties.values():
                    if one.static:
                        self._static[one.folded] = one.first_value(X, S)
            finally:
                X.scope = held
            if self.static_constructor is not None:
                self.static_constructor.call(None, [])
        return self._static

    def has_static(self, name: str) -> bool:
        """Tell whether it has a static property of this name, here or below."""
        found = self.properties.get(name.lower())
        if found is not None and found.static:
            return True
        return self.below is not None and self.below.has_static(name)

    def get_static(self, name: str) -> Any:
        """Read a static property."""
        folded = name.lower()
        if folded in self.properties:
            return self.statics()[folded]
        assert self.below is not None
        return self.below.get_static(name)

    def set_static(self, name: str, value: Any) -> None:
        """Set a static property."""
        folded = name.lower()
        found = self.properties.get(folded)
        if found is None:
            assert self.below is not None
            self.below.set_static(name, value)
        else:
            self.statics()[folded] = found.checked(value)

    def has_static_method(self, name: str) -> bool:
        """Tell whether it has a static method of this name, here or below."""
        return bool(self.static_methods(name))

    def static_methods(self, name: str) -> list[Method]:
        """List the static methods of a name, those of classes below included."""
        found = [one for one in self.methods.get(name.lower(), ()) if one.signature.is_static]
        return found or ([] if self.below is None else self.below.static_methods(name))

    def invoke_static(self, name: str, arguments: Sequence[Any]) -> Any:
        """Call a static method."""
        self.statics()
        methods = self.static_methods(name)
        call = choose(methods[0].name, [one.signature for one in methods], arguments)
        chosen = next(one for one in methods if one.signature is call.signature)
        return chosen.call(None, call.arguments)

    def invoke_below(self, this: Any, name: str, arguments: Sequence[Any]) -> Any:
        """Call a method as this class has it, whatever the object's own class makes of it."""
        owner: ScriptClass | None = self
        while owner is not None:
            methods = [one for one in owner.methods.get(name.lower(), ()) if not one.signature.is_static]
            if methods:
                call = choose(methods[0].name, [one.signature for one in methods], arguments)
                return next(one for one in methods if one.signature is call.signature).call(this, call.arguments)
            owner = owner.below
        return members.invoke(this, name, arguments)

    def method(self, name: str, count: int) -> Method | None:
        """Find an instance method by name and number of parameters, here or below."""
        for one in self.methods.get(name, ()):
            if not one.signature.is_static and len(one.signature.parameters) == count:
                return one
        return None if self.below is None else self.below.method(name, count)


def _drop(value: Any) -> None:
    return None
