"""`$ExecutionContext`: the engine as scripts reach it: running texts, variables, paths, commands.

Source: System.Management.Automation.EngineIntrinsics, SessionState, CommandInvocationIntrinsics.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import CommandNotFoundException
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import to_string
from pssession.engine.values.generic import Collection
from pssession.objects import AUTOMATION_NULL

_A = "System.Management.Automation."


class CommandIntrinsics:
    """Be `$ExecutionContext.InvokeCommand`."""

    dotnet_type = _A + "CommandInvocationIntrinsics"

    def __init__(self, context: Any, find: Callable[[Any, str], Any]) -> None:
        self._context = context
        self._find = find

    def invoke_script(self, *given: Any) -> Any:
        """Run a text or block: (text, arguments), or (in a new scope, block, input, arguments)."""
        X = self._context
        arguments: list[Any] = []
        if isinstance(given[0], bool):
            local, script, source = given[0], given[1], given[2] if len(given) > 2 else None
            rest = given[3] if len(given) > 3 else ()
        else:
            local, script, source, rest = False, given[0], None, given[1:]
        for item in rest or ():
            arguments.append(item)
        if not isinstance(script, ScriptBlock):
            script = X.make_script_block(to_string(script))
        items = None if source is None else enumeration.to_list(source)
        return Collection(X.invoke_script_block(script, arguments, input=items, in_place=not local))

    def expand_string(self, text: Any) -> str:
        """Write a text with its variables."""
        words = to_string(text).replace('"', '`"')
        found = self._context.run_nested(f'"{words}"')
        return to_string(found[0]) if found else ""

    def new_script_block(self, text: Any) -> Any:
        """Parse a text."""
        return self._context.make_script_block(to_string(text))

    def get_command(self, name: Any, kind: Any = None, arguments: Any = None) -> Any:
        """Find a command, null without one."""
        try:
            return self._find(self._context, to_string(name))
        except CommandNotFoundException:
            return None


class VariableIntrinsics:
    """Be `$ExecutionContext.SessionState.PSVariable`."""

    dotnet_type = _A + "PSVariableIntrinsics"

    def __init__(self, context: Any) -> None:
        self._context = context

    def get(self, name: Any) -> Any:
        """Find a variable."""
        return self._context.scope.find(to_string(name).lower())

    def get_value(self, name: Any, default: Any = None) -> Any:
        """Read a variable."""
        found = self.get(name)
        return default if found is None else found.value

    def set(self, *given: Any) -> Any:
        """Assign a variable: (name, value) or a PSVariable."""
        if len(given) == 1 and isinstance(given[0], Variable):
            self._context.scope.variables[given[0].name.lower()] = given[0]
        else:
            self._context.scope.put(to_string(given[0]), given[1])
        return AUTOMATION_NULL

    def remove(self, name: Any) -> Any:
        """Remove a variable."""
        self._context.scope.remove(name.name if isinstance(name, Variable) else to_string(name))
        return AUTOMATION_NULL


class PathIntrinsics:
    """Be `$ExecutionContext.SessionState.Path`."""

    dotnet_type = _A + "PathIntrinsics"

    def __init__(self, context: Any) -> None:
        self._context = context

    @property
    def current_location(self) -> Any:
        """Give the current location."""
        return self._context.location

    @property
    def current_file_system_location(self) -> Any:
        """Give the current folder."""
        return self._context.location

    def get_unresolved_provider_path_from_ps_path(self, path: Any) -> str:
        """Give a full path; it need not exist."""
        return str(self._context.providers.file_path(to_string(path)))

    def combine(self, parent: Any, child: Any) -> str:
        """Join two parts of a path."""
        return f"{to_string(parent).rstrip('/')}/{to_string(child).lstrip('/')}"


class SessionStateFace:
    """Be `$ExecutionContext.SessionState`."""

    dotnet_type = _A + "SessionState"

    def __init__(self, context: Any, commands: CommandIntrinsics) -> None:
        self._context = context
        self.ps_variable = VariableIntrinsics(context)
        self.path = PathIntrinsics(context)
        self.invoke_command = commands
        self.applications = ["*"]
        self.scripts = ["*"]

    @property
    def psvariable(self) -> VariableIntrinsics:
        """Give the variables."""
        return self.ps_variable

    @property
    def language_mode(self) -> Any:
        """Give the language mode."""
        from pssession.engine.values import enums
        from pssession.engine.values.types import require

        return enums.make(require(_A + "PSLanguageMode"), 0)

    @property
    def module(self) -> Any:
        """Give the running module, null without one."""
        state = self._context.scope.state
        return None if state is None else state.module


class EngineIntrinsics:
    """Be `$ExecutionContext`."""

    dotnet_type = _A + "EngineIntrinsics"

    def __init__(self, context: Any, find: Callable[[Any, str], Any]) -> None:
        self._context = context
        self.invoke_command = CommandIntrinsics(context, find)
        self.session_state = SessionStateFace(context, self.invoke_command)

    @property
    def host(self) -> Any:
        """Give `$Host`."""
        return self._context.host_object()
