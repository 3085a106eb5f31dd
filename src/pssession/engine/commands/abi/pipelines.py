"""Pipelines for generated code: from a tree and its evaluated values to processors, and running them.

Source: about_Pipelines, about_Calling_Commands, about_Redirection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.commands import redirections
from pssession.engine.commands.abi.output import emit, unroll
from pssession.engine.commands.discovery import find as find_command
from pssession.engine.commands.functions import FunctionInfo, ScriptInfo
from pssession.engine.commands.pipeline import NO_INPUT, run_processors
from pssession.engine.commands.plans import END_OF_PARAMETERS, CommandPlan, plan_of
from pssession.engine.commands.processor import CommandInfo, Invocation, Processor
from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.errors import CommandNotFoundException, RuntimeException
from pssession.engine.syntax import nodes as n
from pssession.engine.values.conversions import to_string
from pssession.objects import AUTOMATION_NULL, CUSTOM, PSObject


def run(X: Any, S: Any, node: Any, values: tuple[Any, ...], out: Any) -> None:
    plan = plan_of(node)
    X.scope = S
    given = iter(values)
    source = NO_INPUT
    files: list[Processor] = []
    if plan.expression is not None:
        source = next(given)
        if not plan.commands:
            emit(out, source)
            X.ok = True
            return
    commands = plan.commands
    count = len(commands)
    processors: list[Processor] = []
    for place, command in enumerate(commands):
        processor = _make(X, S, command, given, files, expecting=place > 0 or plan.expression is not None)
        invocation = processor.invocation
        invocation.pipeline_length = count
        invocation.pipeline_position = place + 1
        invocation.ends_here = place == count - 1
        processors.append(processor)
    if files:
        _with_files(X, files, lambda: run_processors(X, processors, out, source))
    else:
        run_processors(X, processors, out, source)


def _with_files(X: Any, files: list[Processor], action: Any) -> None:
    for writer in files:
        writer.prepare()
        writer.begin()
    try:
        action()
    finally:
        ok = X.ok
        for writer in files:
            writer.end()
            writer.clean()
        X.ok = ok


def _make(X: Any, S: Any, plan: CommandPlan, given: Iterator[Any], files: list[Processor], expecting: bool) -> Processor:
    name: Any = plan.name
    if name is None:
        name = next(given)
    arguments = plan.arguments(given)
    in_place = plan.operator == "Dot"
    node = plan.node
    command, called, scope = resolve(X, name, node, arguments, in_place)
    if plan.ends_parameters and command.command_type != "Application":
        arguments[:] = [one for one in arguments if one.name != END_OF_PARAMETERS]
    if X.strict_used and S.effective_strict() >= 2:
        _refuse_call_as_method(command, node)
    invocation = Invocation(command, called, arguments, node, expecting_input=expecting)
    invocation.in_place = in_place
    if scope is not None:
        held, X.scope = X.scope, scope
        try:
            processor = command.make_processor(X, invocation)
        finally:
            X.scope = held
    else:
        processor = command.make_processor(X, invocation)
    if not plan.redirections:
        return processor
    names = [next(given) for _ in range(plan.files)]
    led = redirections.apply(X, processor, plan.redirections, names, find)
    files += led.files
    processor.diverted = led.output
    return processor


def _refuse_call_as_method(command: CommandInfo, node: Any) -> None:
    """Refuse `f(1, 2)` in strict mode: that is one array, not two arguments."""
    elements = node.command_elements
    if len(elements) != 2 or not isinstance(command, FunctionInfo) or not isinstance(elements[1], n.ParenExpressionAst):
        return
    if elements[1].extent.start != elements[0].extent.end or not any(isinstance(one, n.ArrayLiteralAst) for one in elements[1].walk()):
        return
    made = RuntimeException(
        "The function or command was called as if it were a method. Parameters should be separated by spaces. For information about "
        "parameters, see the about_Parameters Help topic.",
        "StrictModeFunctionCallWithParens",
        "InvalidOperation",
    )
    made.extent = node.extent  # type: ignore[attr-defined]  # read by locate
    raise made


def resolve(X: Any, name: Any, node: Any, arguments: list[Any], in_place: bool) -> tuple[CommandInfo, str, Any]:
    """Find what a call means: a name, a script block, a command, or a module with one of these as its first argument."""
    if type(name) is str and name:
        return find(X, name, node), name, None
    base = name.base if type(name) is PSObject and name.base is not CUSTOM else name
    if isinstance(base, ScriptBlock):
        return ScriptInfo(base), ". " if in_place else "&", None
    if isinstance(base, CommandInfo):
        return base, base.name, None
    state = getattr(base, "state", None)
    if state is not None and hasattr(state, "current") and arguments:
        inner = arguments.pop(0).value
        if isinstance(inner, ScriptBlock):
            return ScriptInfo(ScriptBlock(inner.ast, state)), "&", None
        held, X.scope = X.scope, state.current
        try:
            command, called, _ = resolve(X, inner, node, arguments, in_place)
        finally:
            X.scope = held
        return command, called, state.current
    if base is None or base is AUTOMATION_NULL or not to_string(base):
        made = RuntimeException(
            f"The expression after '{'.' if in_place else '&'}' in a pipeline element produced an object that was not valid. It must "
            "result in a command name, a script block, or a CommandInfo object.",
            "BadExpression",
            "InvalidOperation",
            name if name is not AUTOMATION_NULL else None,
        )
        made.extent = node.command_elements[0].extent  # type: ignore[attr-defined]  # read by locate
        raise made
    text = to_string(base)
    return find(X, text, node), text, None


def find(X: Any, name: str, node: Any) -> CommandInfo:
    """Find a command by name; the error stands at the name."""
    scope = X.scope
    folded = name.lower()
    found = scope.find_alias(folded)
    if found is None:
        found = scope.find_function(folded)
        if found is not None:
            return found  # type: ignore[no-any-return]  # a table of commands
    try:
        return find_command(X, name)
    except CommandNotFoundException as problem:
        if node is not None:
            problem.extent = node.command_elements[0].extent  # type: ignore[attr-defined]  # read by locate
        raise


def run_redirected(X: Any, S: Any, node: Any, function: Any, names: tuple[Any, ...], out: Any) -> None:
    stand_in = Processor(X, Invocation(CommandInfo(""), "", []))
    stand_in.out = out
    led = redirections.apply(X, stand_in, node.redirections, list(names), find)
    held = X.streams

    def evaluate() -> None:
        X.streams = stand_in.streams
        try:
            function(led.output or out)
        finally:
            X.streams = held

    _with_files(X, led.files, evaluate)


def run_value(X: Any, S: Any, node: Any, values: tuple[Any, ...]) -> Any:
    collected: list[Any] = []
    run(X, S, node, values, collected.append)
    return unroll(collected)


def run_background(X: Any, S: Any, node: Any, out: Any) -> None:
    starter = X.services.get("background")
    if starter is None:
        raise RuntimeException("Background jobs are not available in this session.", "BackgroundNotAvailable", "NotImplemented")
    out(starter(X, node))


def make_script_block(X: Any, S: Any, tree: Any) -> ScriptBlock:
    return ScriptBlock(tree, S.state)


def define_function(X: Any, S: Any, tree: Any) -> None:
    name = tree.name
    scope = S
    qualifier, colon, rest = name.partition(":")
    if colon:
        chosen = S.qualified(qualifier.lower())
        if chosen is not None:
            scope, name = chosen, rest
    made = FunctionInfo(name, ScriptBlock(tree.body, S.state))
    if scope.functions is None:
        scope.functions = {}
    known = scope.functions.get(name.lower())
    if known is not None and known.options & 3:
        raise RuntimeException(
            f"Cannot write to function {name} because it is read-only or constant.", "FunctionNotWritable", "WriteError", name
        )
    if known is not None:
        made.options = known.options
    scope.functions[name.lower()] = made
    X.commands_version += 1


HELPERS = {function.__name__: function for function in (run, run_value, run_redirected, run_background, make_script_block, define_function)}
