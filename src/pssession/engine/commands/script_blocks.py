"""Script blocks as values: what they are, and running one directly, without a pipeline around.

A call of a script block as a command (`& { }`) is a processor and stands in `functions`.

Source: about_Script_Blocks; System.Management.Automation.ScriptBlock.
"""

from __future__ import annotations

import uuid
from _thread import _local
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pssession.engine.commands.attributes import make_attribute
from pssession.engine.commands.code import BlockCode, code_of, value_of
from pssession.engine.commands.context import SessionState
from pssession.engine.commands.frames import Frame
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import PSInvalidOperationException
from pssession.engine.syntax import nodes as n
from pssession.engine.values.conversions import default_value
from pssession.objects import AUTOMATION_NULL

CURRENT = _local()


def running() -> Any:
    """Give the context that runs on this thread."""
    return CURRENT.context


class ScriptBlock:
    """Be a script block: a tree and the session state it belongs to.

    Attributes:
        ast: Its tree.
        state: Session state it was made in, None for the top level.
        code: What running needs, shared by all blocks of the tree.
    """

    __slots__ = ("_id", "ast", "code", "command", "state")
    dotnet_type = "System.Management.Automation.ScriptBlock"
    dotnet_enumerable = False

    def __init__(self, ast: n.ScriptBlockAst, state: SessionState | None = None) -> None:
        self.ast = ast
        self.code: BlockCode = code_of(ast)
        self.state = state
        self.command: Any = None
        self._id: uuid.UUID | None = None

    @property
    def text(self) -> str:
        """Give the text between the braces, or all of a script."""
        return text_of(self.ast)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.text

    __str__ = to_string

    @property
    def attributes(self) -> list[Any]:
        """Give the attributes of its param block."""
        X = running()
        return [make_attribute(X, X.scope, one) for one in self.code.attributes]

    @property
    def file(self) -> str | None:
        """Name the script file it stands in."""
        return self.code.file

    @property
    def is_filter(self) -> bool:
        """Tell whether its plain statements are a process block."""
        block = self.ast.process_block
        return block is not None and block.unnamed

    @property
    def id(self) -> uuid.UUID:
        """Give a number of its own."""
        if self._id is None:
            self._id = uuid.uuid4()
        return self._id

    @property
    def module(self) -> Any:
        """Give the module it belongs to."""
        return None if self.state is None else self.state.module

    def scope_in(self, X: Any) -> Scope:
        """Give the scope that its calls stand in: the running one, or that of its own session state."""
        scope: Scope = X.scope
        state = self.state
        if scope.state is state:
            return scope
        return X.top.current if state is None else state.current

    # Running.

    def run(
        self,
        X: Any,
        arguments: Sequence[Any] = (),
        out: Callable[[Any], Any] | None = None,
        *,
        source: Iterable[Any] | None = None,
        item: Any = None,
        has_item: bool = False,
        in_place: bool = False,
        this: Any = AUTOMATION_NULL,
        variables: Sequence[Variable] = (),
    ) -> None:
        """Run it at once.

        Args:
            X: The runspace.
            arguments: Positional arguments.
            out: Takes the output, one object a call.
            source: What `$input` goes through.
            item: `$_`, where `has_item`.
            has_item: Whether `$_` is set.
            in_place: Whether it runs in the running scope.
            this: `$this`.
            variables: Variables to put in its scope.
        """
        code = self.code
        body = code.body("end") if code.only_end else self._only_clause()
        if body is None and not code.parameters:
            return
        outer = X.scope
        parent = self.scope_in(X)
        if in_place:
            S = parent
            held = self._set_in_place(S, arguments, source, item, has_item, this)
            if not arguments and code.mentions_args:
                held.append(("args", S.variables.get("args")))
                S.variables["args"] = Variable("args", [])
        else:
            frame = Frame(self, [])
            S = Scope(parent, frame=frame, state=self.state)
            if source is not None:
                frame.feed(source)
            if has_item:
                S.variables["_"] = Variable("_", item)
            if this is not AUTOMATION_NULL:
                S.variables["this"] = Variable("this", this)
            for variable in variables:
                S.variables[variable.name.lower()] = variable
            held = []
        switched = self._enter_state(X, outer, S)
        X.scope = S
        try:
            if code.parameters:
                rest = bind_by_position(X, S, code, arguments)
            else:
                rest = list(arguments)
            if not in_place:
                S.frame.args = rest
            if body is not None:
                body(X, S, out or _drop)
        finally:
            X.scope = outer
            if switched is not None:
                switched[0].current = switched[1]
            for name, variable_held in held:
                if variable_held is None:
                    S.variables.pop(name, None)
                else:
                    S.variables[name] = variable_held

    @staticmethod
    def _enter_state(X: Any, outer: Scope, S: Scope) -> tuple[SessionState, Scope] | None:
        """Remember where the session state is left; gives what sets it back."""
        if outer.state is S.state:
            return None
        left = X.top if outer.state is None else outer.state
        before = left.current
        left.current = outer
        return left, before

    @staticmethod
    def _set_in_place(
        S: Scope, arguments: Sequence[Any], source: Iterable[Any] | None, item: Any, has_item: bool, this: Any
    ) -> list[tuple[str, Variable | None]]:
        held: list[tuple[str, Variable | None]] = []
        known = S.variables
        if has_item:
            held.append(("_", known.get("_")))
            known["_"] = Variable("_", item)
        if arguments:
            held.append(("args", known.get("args")))
            known["args"] = Variable("args", list(arguments))
        if source is not None:
            frame = Frame(None, [])
            frame.feed(source)
            held.append(("input", known.get("input")))
            known["input"] = Variable("input", frame.read("input"))
        if this is not AUTOMATION_NULL:
            held.append(("this", known.get("this")))
            known["this"] = Variable("this", this)
        return held

    def _only_clause(self) -> Any:
        code = self.code
        clauses = [kind for kind in ("begin", "process", "end") if code.has(kind)]
        if len(clauses) > 1 or code.has("clean") or code.has_dynamic:
            raise PSInvalidOperationException(
                "The script block cannot be invoked because it contains more than one clause. The Invoke() method can only be used on "
                "script blocks that contain a single clause."
            )
        return code.body(clauses[0]) if clauses else None

    # Methods that scripts call.

    def invoke(self, *arguments: Any) -> Any:
        """Run it in a scope of its own; give the output as a collection."""
        from pssession.engine.values.generic import Collection

        collected: list[Any] = []
        self.run(running(), arguments, collected.append)
        return Collection(collected)

    def invoke_return_as_is(self, *arguments: Any) -> Any:
        """Run it in a scope of its own; give the output as an assignment would."""
        collected: list[Any] = []
        self.run(running(), arguments, collected.append)
        return collected[0] if len(collected) == 1 else (collected or AUTOMATION_NULL)

    def get_new_closure(self) -> ScriptBlock:
        """Give a block that keeps the variables of the running scope as they are now."""
        X = running()
        root = Scope(X.global_scope, is_script=True)
        state = SessionState(root)
        root.state = state
        for name, variable in X.scope.variables.items():
            if variable.options == 0 and name not in _NOT_CAPTURED:
                root.variables[name] = Variable(variable.name, variable.value)
        if X.scope.frame is not None:
            root.frame = X.scope.frame
        made = ScriptBlock(self.ast, state)
        state.module = _closure_module(X, state)
        return made

    def invoke_with_context(self, functions: Any, variables: Any, *arguments: Any) -> Any:
        """Run it with functions and variables put into its scope."""
        from pssession.engine.values.generic import Collection

        X = running()
        given: list[Variable] = []
        for one in variables or ():
            if isinstance(one, Variable):
                given.append(one)
        item = next((one for one in given if one.name == "_"), None)
        collected: list[Any] = []
        outer = X.scope
        scope = Scope(self.scope_in(X), state=self.state)
        scope.functions = {}
        for name, block in functions.items() if functions is not None else ():
            scope.functions[str(name).lower()] = X.make_function(str(name), block)
        for one in given:
            scope.variables[one.name.lower()] = one
        X.scope = scope
        try:
            self.run(X, arguments, collected.append, item=None if item is None else item.value, has_item=item is not None)
        finally:
            X.scope = outer
        return Collection(collected)

    def check_restricted_language(self, *arguments: Any) -> Any:
        """Accept any text: restricted language is checked where it is asked for."""
        return AUTOMATION_NULL


_NOT_CAPTURED = frozenset(("_", "args", "input", "this", "psitem"))


class DynamicModule:
    """Be the nameless module that a closure lives in."""

    dotnet_type = "System.Management.Automation.PSModuleInfo"

    def __init__(self, name: str, state: SessionState) -> None:
        self.name = name
        self.state = state

    def to_string(self) -> str:
        """Write its name."""
        return self.name


def _closure_module(X: Any, state: SessionState) -> DynamicModule:
    return DynamicModule(f"__DynamicModule_{uuid.uuid4()}", state)


def _drop(value: Any) -> None:
    return None


def text_of(ast: n.ScriptBlockAst) -> str:
    """Give a block's text as its string has it: without braces, with the parameters of a function in front."""
    text = ast.extent.text
    parent = ast.parent
    if parent is None:
        return text
    inner = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    if isinstance(parent, n.FunctionDefinitionAst) and parent.parameters:
        source = ast.extent.source
        assert source is not None
        listed = ", ".join(parameter.extent.text for parameter in parent.parameters)
        return f"param({listed})\n{inner}"
    return inner


def bind_by_position(X: Any, S: Scope, code: BlockCode, arguments: Sequence[Any]) -> list[Any]:
    """Give parameters their values in order, as Invoke() does: no names, nothing mandatory. Gives the rest."""
    given = list(arguments)
    for place, parameter in enumerate(code.parameters):
        name = parameter.name.variable_path.name
        attributes = [make_attribute(X, S, one) for one in parameter.attributes]
        if place < len(given):
            value = given[place]
            if value is AUTOMATION_NULL:
                value = None
            for attribute in reversed(attributes):
                value = attribute.transform(value)
        elif parameter.default_value is not None:
            value = value_of(parameter.default_value, X, S)
        else:
            value = None
            for attribute in attributes:
                found = getattr(attribute, "type", None)
                if found is not None:
                    value = default_value(found)
        put_parameter(S, name, value, attributes)
    return given[len(code.parameters) :]


def put_parameter(S: Scope, name: str, value: Any, attributes: Sequence[Any]) -> Variable:
    """Make a parameter's variable; its attributes guard later assignments."""
    variable = Variable(name, value)
    guards = [attribute.guard for attribute in attributes if type(attribute).guard is not None and _guards(attribute)]
    if guards:
        variable.guarded().attributes = guards
    S.variables[name.lower()] = variable
    return variable


def _guards(attribute: Any) -> bool:
    return getattr(attribute, "dotnet_type", "").startswith("System.Management.Automation.ArgumentTypeConverter") or (
        getattr(attribute, "name", "").startswith("Validate")
    )
