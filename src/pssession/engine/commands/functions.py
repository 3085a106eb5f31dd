"""Functions, filters, script blocks and script files as commands: binding, scopes, blocks, and the way back.

A block that code runs directly (`.Invoke()`, ForEach-Object) stands in `script_blocks`; how parameters are bound stands in `binding`.

Source: about_Functions, about_Functions_Advanced_Methods, about_Scripts.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.attributes import make_attribute
from pssession.engine.commands.code import value_of
from pssession.engine.commands.frames import Frame
from pssession.engine.commands.processor import MISSING, CommandInfo, Invocation, Processor
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.script_blocks import ScriptBlock, put_parameter
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import BreakSignal, ContinueSignal, ExitSignal
from pssession.engine.syntax.nodes import TypeConstraintAst
from pssession.engine.values.conversions import default_value
from pssession.engine.values.switch_parameter import ABSENT
from pssession.objects import AUTOMATION_NULL, PropertyBag, PSObject

_MAXIMUM_DEPTH = 4000


class ScriptInfo(CommandInfo):
    """Be a script block as a command: what `& { }` and a typed line call."""

    command_type = "Script"
    dotnet_type = "System.Management.Automation.ScriptInfo"

    def __init__(self, block: ScriptBlock, name: str = "") -> None:
        super().__init__(name)
        self.script_block = block

    @property
    def metadata(self) -> Any:
        """Give its parameters as the binder wants them, None without any."""
        return None if not self.script_block.code.parameters else parameters_of(self.script_block)

    @property
    def definition(self) -> str:
        """Give its text."""
        return self.script_block.text

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs one call."""
        return ScriptProcessor(context, invocation, self.script_block)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.script_block.text


class FunctionInfo(ScriptInfo):
    """Be a function."""

    command_type = "Function"
    dotnet_type = "System.Management.Automation.FunctionInfo"

    def __init__(self, name: str, block: ScriptBlock, options: int = 0) -> None:
        super().__init__(block, name)
        self.options = options
        self.description: str | None = None
        if block.is_filter:
            self.command_type = "Filter"
            self.dotnet_type = "System.Management.Automation.FilterInfo"
        state = block.state
        self.module = None if state is None else state.module

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.name


class ExternalScriptInfo(ScriptInfo):
    """Be a script file."""

    command_type = "ExternalScript"
    dotnet_type = "System.Management.Automation.ExternalScriptInfo"

    def __init__(self, path: str, block: ScriptBlock) -> None:
        super().__init__(block, path.rpartition("/")[2])
        self.path = path

    @property
    def source(self) -> str:
        """Name the file."""
        return self.path

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs one call.

        Raises:
            RuntimeException: What the file's `#requires` lines ask for is missing.
        """
        required = self.script_block.ast.script_requirements
        if required is not None:
            from pssession.engine.commands.script_requirements import check

            check(context, self.name, required)
        return ScriptProcessor(context, invocation, self.script_block, is_file=True)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.path


def parameters_of(block: ScriptBlock) -> Any:
    """Give the metadata of a block's parameters, made at first use."""
    code = block.code
    if code.metadata is None:
        from pssession.engine.commands.metadata import CommandMetadata
        from pssession.engine.commands.script_blocks import running

        code.metadata = CommandMetadata.of_param_block(running(), code.ast.param_block or code.parameters, code.attributes)
    return code.metadata


class ScriptProcessor(Processor):
    """Run one call of a function, script block or script file."""

    __slots__ = ("_items", "_unset", "binder", "block", "caller", "code", "frame", "is_file", "kept_output", "pipeline_variable", "scope")

    def __init__(self, context: Any, invocation: Invocation, block: ScriptBlock, *, is_file: bool = False) -> None:
        super().__init__(context, invocation)
        self.block = block
        self.code = block.code
        self.is_file = is_file
        self.scope: Scope = context.scope
        self.frame = Frame(block, [], invocation)
        self._items: list[Any] | None = None
        self._unset: dict[str, Any] = {}
        self.binder: Any = None
        self.caller: Scope = context.scope
        self.kept_output: Any = None
        self.pipeline_variable: str | None = None

    # What the pipeline calls.

    @property
    def writes_at_begin(self) -> bool:
        """Tell whether there is a begin block."""
        return not self.code.only_end and self.code.has("begin")

    def prepare(self) -> None:
        """Make the scope and bind the arguments."""
        X, block = self.context, self.block
        parent = block.scope_in(X)
        if self.invocation.in_place:
            self.scope = parent
        else:
            self.scope = Scope(parent, is_script=self.is_file, state=block.state, frame=self.frame)
        if self.code.parameters or self.code.is_advanced or self.code.has_dynamic:
            self._bind()
        elif self.invocation.arguments:
            self.frame.args = plain_arguments(self.invocation.arguments)
        if self.invocation.in_place:
            self.scope.variables["args"] = Variable("args", self.frame.args)

    def begin(self) -> None:
        """Run the begin block."""
        code = self.code
        if not code.only_end:
            body = code.body("begin")
            if body is not None:
                self._run(body)

    def process(self, item: Any) -> None:
        """Run the process block for an object, or keep it for `$input`."""
        binder = self.binder
        if binder is not None and self.code.is_advanced:
            held, self.context.scope = self.context.scope, self.scope
            try:
                if not binder.bind_pipeline(item):
                    return
            finally:
                self.context.scope = held
        body = self.code.body("process") if not self.code.only_end else None
        if body is not None or self.code.has("process"):
            self.frame.feed([item])
            if body is not None:
                if binder is not None:
                    self._take_bound()
                self._run_item(body, item)
        elif binder is not None and self.code.is_advanced:
            self._take_bound()
            self._keep(item)
        else:
            self._keep(item)

    def _keep(self, item: Any) -> None:
        if self._items is None:
            self._items = []
        self._items.append(item)

    def process_once(self) -> None:
        """Run the process block without an object."""
        if not self.code.only_end:
            body = self.code.body("process")
            if body is not None:
                self._run_item(body, None)

    def end(self) -> None:
        """Run the end block; `$input` has what no process block took."""
        body = self.code.body("end")
        if body is None:
            return
        if self._items is not None:
            self.frame.feed(self._items)
            if self.invocation.in_place:
                self.scope.variables["input"] = Variable("input", self.frame.read("input"))
        elif not self.code.only_end:
            self.frame.feed(())
        self._run(body)

    def clean(self) -> None:
        """Run the clean block."""
        if not self.code.only_end:
            body = self.code.body("clean")
            if body is not None:
                held = self.context.catching
                self.context.catching = False
                out, self.out = self.out, _drop
                try:
                    self._run(body)
                finally:
                    self.context.catching = held
                    self.out = out

    # Binding.

    def _bind(self) -> None:
        plan = plain_plan(self.context, self.code)
        if plan is not None and self._bind_plainly(plan):
            return
        from pssession.engine.commands.binding import Binder
        from pssession.engine.commands.function_services import ScriptCmdlet, apply_common

        X = self.context
        X_scope = X.scope
        metadata = parameters_of(self.block)
        dynamic = self._dynamic_parameters if self.code.has_dynamic else None
        binder = self.binder = Binder(X, metadata, self.invocation, dynamic)
        try:
            binder.bind_arguments(self.invocation.arguments)
            X.scope = self.scope
            self.frame.bound = dict(binder.bound)
            self.frame.args = list(binder.unbound_arguments)
            if self.code.is_advanced:
                self.scope.variables["pscmdlet"] = Variable("PSCmdlet", ScriptCmdlet(self))
                apply_common(self, binder.bound)
            self._set_parameters()
        finally:
            X.scope = X_scope

    def _noting(self, out: Any) -> Any:
        """Keep what goes out for -OutVariable and -PipelineVariable."""
        kept, name, caller = self.kept_output, self.pipeline_variable, self.caller

        def write(item: Any) -> None:
            if kept is not None:
                kept.append(item)
            if name is not None:
                caller.put(name, item)
            out(item)

        return write

    def _dynamic_parameters(self, binder: Any) -> list[Any]:
        """Run the dynamicparam block with what is bound so far."""
        collected: list[Any] = []
        body = self.code.body("dynamic_param")
        if body is not None:
            X = self.context
            held, X.scope = X.scope, self.scope
            self.frame.rebind(dict(binder.bound))
            self.binder = binder
            self._set_parameters()
            try:
                body(X, self.scope, collected.append)
            finally:
                X.scope = held
        return RuntimeParameters.read(collected)

    def _bind_plainly(self, plan: list[PlainParameter]) -> bool:
        """Bind without the binder where names and places are all there is; False where there is more to it."""
        given: dict[str, Any] = {}
        waiting: PlainParameter | None = None
        free: list[Any] = []
        for argument in self.invocation.arguments:
            value = argument.value
            if argument.name is not None:
                if waiting is not None:
                    return False
                folded = argument.name.lower()
                waiting = next((one for one in plan if one.folded == folded), None)
                if waiting is None or folded in given or waiting.is_switch:
                    return False
                if value is MISSING:
                    continue
            elif waiting is None:
                free.append(value)
                continue
            given[waiting.folded] = value
            waiting = None
        if waiting is not None:
            return False
        for parameter in plan:
            if free and parameter.folded not in given and not parameter.is_switch:
                given[parameter.folded] = free.pop(0)
        bound: dict[str, Any] = {}
        for parameter in plan:
            if parameter.folded in given:
                value = given[parameter.folded]
                if value is AUTOMATION_NULL:
                    value = None
                if parameter.constraint is not None:
                    if value is MISSING or value is None:
                        return False
                    try:
                        value = parameter.constraint.transform(value)
                    except Exception:  # the binder says what is wrong, in its own words
                        return False
                bound[parameter.name] = value
        X, S = self.context, self.scope
        self.frame.bound = bound
        self.frame.args = free
        held, X.scope = X.scope, S
        try:
            for parameter in plan:
                known = bound.get(parameter.name, MISSING)
                if known is MISSING:
                    known = parameter.default(X, S)
                variable = Variable(parameter.name, known)
                if parameter.guards:
                    variable.guarded().attributes = list(parameter.guards)
                S.variables[parameter.folded] = variable
        finally:
            X.scope = held
        return True

    def _set_parameters(self) -> None:
        X, S, binder = self.context, self.scope, self.binder
        bound = {name.lower(): value for name, value in binder.bound.items()}
        for parameter in self.code.parameters:
            name = parameter.name.variable_path.name
            attributes = [make_attribute(X, S, one) for one in parameter.attributes]
            if name.lower() in bound:
                value = bound[name.lower()]
            elif parameter.default_value is not None:
                value = value_of(parameter.default_value, X, S)
                for attribute in reversed(attributes):
                    value = attribute.transform(value)
            else:
                value = None
                for attribute in attributes:
                    found = getattr(attribute, "type", None)
                    if found is not None:
                        value = zero_of(found)
            put_parameter(S, name, value, attributes)

    def _take_bound(self) -> None:
        """Give parameters bound from the pipeline to their variables."""
        S = self.scope
        bound = self.binder.bound
        unset = self._unset
        for name in self.binder.pipeline_bound:
            variable = S.variables.get(name.lower())
            if variable is not None:
                unset.setdefault(name, variable.value)
                variable.force(bound.get(name))
        for name, value in unset.items():
            if name not in bound:
                S.variables[name.lower()].force(value)
        self.frame.rebind(dict(bound))

    # Running.

    def _run_item(self, body: Any, item: Any) -> None:
        known = self.scope.variables
        held = known.get("_")
        known["_"] = Variable("_", item)
        try:
            self._run(body)
        finally:
            if held is None:
                known.pop("_", None)
            else:
                known["_"] = held

    def _run(self, body: Any) -> None:
        X = self.context
        caller, streams = X.scope, X.streams
        S = self.scope
        state = None
        if caller.state is not S.state:
            state = X.top if caller.state is None else caller.state
            before = state.current
            state.current = caller
        X.scope = S
        X.streams = self.streams
        X.depth += 1
        leaves = X.exits_leave_files
        if self.is_file:
            X.exits_leave_files = False
        out = self.out
        if self.kept_output is not None or self.pipeline_variable is not None:
            out = self._noting(out)
        try:
            if X.depth > _MAXIMUM_DEPTH:
                raise RecursionError
            body(X, S, out)
        except ExitSignal as signal:
            if not self.is_file or leaves:
                raise
            code = signal.code if signal.code is not None else 0
            X.last_exit_code = code
            self.failed = code != 0
        except (BreakSignal, ContinueSignal):
            if not self.is_file:
                raise
        finally:
            X.depth -= 1
            X.scope = caller
            X.streams = streams
            if state is not None:
                state.current = before


class RuntimeParameters:
    """Tell what a dynamicparam block gave."""

    __slots__ = ()

    @staticmethod
    def read(collected: list[Any]) -> list[Any]:
        """Give the parameters as the binder knows them."""
        from pssession.engine.commands.metadata import CommandMetadata

        made: list[Any] = []
        for item in collected:
            values = item.values() if hasattr(item, "values") else []
            for one in values:
                reader = getattr(CommandMetadata, "of_runtime_parameter", None)
                if reader is not None:
                    made.append(reader(one))
        return made


def zero_of(found: Any) -> Any:
    """Give what a parameter of a type holds when nothing was given."""
    return ABSENT if found.key == "System.Management.Automation.SwitchParameter" else default_value(found)


class PlainParameter:
    """Be a parameter that has a name, perhaps a type and a default, and nothing else."""

    __slots__ = ("constraint", "folded", "guards", "is_switch", "name", "node", "zero")

    def __init__(self, node: Any, name: str, constraint: Any) -> None:
        self.node = node.default_value
        self.name = name
        self.folded = name.lower()
        self.constraint = constraint
        self.is_switch = constraint is not None and constraint.type.key == "System.Management.Automation.SwitchParameter"
        self.guards = () if constraint is None else (constraint.guard,)
        self.zero = None if constraint is None else zero_of(constraint.type)

    def default(self, X: Any, S: Scope) -> Any:
        """Give the value without an argument."""
        if self.node is None:
            return self.zero
        value = value_of(self.node, X, S)
        if value is AUTOMATION_NULL:
            value = None
        return value if self.constraint is None else self.constraint.transform(value)


def plain_plan(X: Any, code: Any) -> list[PlainParameter] | None:
    """Give the parameters of code where all are plain, None where the binder is needed."""
    if code.plan is None:
        code.plan = _make_plan(X, code)
    return code.plan or None


def _make_plan(X: Any, code: Any) -> list[PlainParameter] | bool:
    if code.is_advanced or code.has_dynamic or code.attributes:
        return False
    made: list[PlainParameter] = []
    for parameter in code.parameters:
        if len(parameter.attributes) > 1 or any(not isinstance(one, TypeConstraintAst) for one in parameter.attributes):
            return False
        constraint: Any = make_attribute(X, X.scope, parameter.attributes[0]) if parameter.attributes else None
        if constraint is not None and constraint.type.key == "System.Boolean":
            return False
        made.append(PlainParameter(parameter, parameter.name.variable_path.name, constraint))
    return made or False


def plain_arguments(arguments: list[Any]) -> list[Any]:
    """Give `$args` of a call without parameters: names stay, marked so that splatting `@args` gives them on."""
    made: list[Any] = []
    for argument in arguments:
        if argument.name is not None:
            made.append(name_marker(argument.name, argument.joined))
        if argument.value is not MISSING:
            made.append(None if argument.value is AUTOMATION_NULL else argument.value)
    return made


def name_marker(name: str, joined: bool = False) -> PSObject:
    """Give a parameter's name as `$args` has it."""
    text = f"-{name}:" if joined else f"-{name}"
    return PSObject(text, PropertyBag({"<CommandParameterName>": name}))


def _drop(value: Any) -> None:
    return None
