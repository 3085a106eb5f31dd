"""ForEach-Object: script blocks, or a member by name, for each object. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, MethodException, PSArgumentException, RuntimeException
from pssession.engine.values import members, wildcards


class ForEachObjectCommand(Cmdlet):
    """Do something with each object."""

    def begin(self) -> None:
        self._step = _STEPS[self.parameter_set](self)
        self._step.begin()

    def process(self) -> None:
        self._step.process(self.input_object)

    def end(self) -> None:
        self._step.end()

    def stop(self) -> None:
        self._step.stop()


class _Step:
    """Be one of the three ways of the command."""

    def __init__(self, cmdlet: ForEachObjectCommand) -> None:
        self.cmdlet = cmdlet

    def begin(self) -> None:
        """Prepare."""

    def process(self, item: Any) -> None:
        """Deal with one object."""

    def end(self) -> None:
        """Finish."""

    def stop(self) -> None:
        """Stop what runs elsewhere."""


class _Scripts(_Step):
    """Run script blocks in the caller's scope.

    Without -Begin the first of several blocks is it, without -End the last of three or more.
    """

    def begin(self) -> None:
        cmdlet = self.cmdlet
        scripts = [*([cmdlet.begin_] if cmdlet.begin_ is not None else []), *(cmdlet.process_ or ()), *(cmdlet.remaining_scripts or ())]
        self._last = cmdlet.end_
        if self._last is None and len(scripts) > 2:
            self._last = scripts.pop()
        first = scripts.pop(0) if len(scripts) > 1 else None
        self._each = [script for script in scripts if script is not None]
        if first is not None:
            self._run(first, None)

    def process(self, item: Any) -> None:
        cmdlet = self.cmdlet
        for script in self._each:
            script.run(cmdlet.context, (), cmdlet.write, item=item, has_item=True, in_place=True)

    def end(self) -> None:
        if self._last is not None:
            self._run(self._last, None)

    def _run(self, script: Any, item: Any) -> None:
        script.run(self.cmdlet.context, (), self.cmdlet.write, item=item, has_item=True, in_place=True)


class _Member(_Step):
    """Read a property or call a method."""

    def process(self, item: Any) -> None:
        cmdlet = self.cmdlet
        name: str = cmdlet.member_name
        arguments = cmdlet.argument_list
        if item is None:
            if cmdlet.context.scope.effective_strict() >= 2:
                record = cmdlet.error(
                    "InputObjectIsNull",
                    "InvalidArgument",
                    "Cannot process input because the input object is null.",
                    None,
                    PSArgumentException,
                )
                cmdlet.write_error(record)
            else:
                cmdlet.write(None)
            return
        if arguments is not None:
            self._call(item, name, arguments)
            return
        spelled = name if isinstance(item, o.Hashtable) and name in item else self._resolve(item, name)
        if spelled is None:
            return
        found = members.find(item, spelled)
        if found is not members.MISSING:
            cmdlet.write_unrolled(found)
            return
        if members.method_info(item, spelled) is not None:
            self._method(item, spelled)
        elif cmdlet.context.scope.effective_strict() >= 2:
            self._refuse("PropertyOrMethodNotFound", f'The input name "{name}" cannot be resolved to a member.', item)
        else:
            cmdlet.write(None)

    def _method(self, item: Any, name: str) -> None:
        try:
            self.cmdlet.write_unrolled(members.invoke(item, name, ()))
        except MethodException:
            self.cmdlet.write(members.method_info(item, name))
        except DotNetException as problem:
            self._failed(problem, item)

    def _resolve(self, item: Any, name: str) -> str | None:
        """Give the one member that a pattern means; None where several do, which is an error."""
        if not wildcards.has_wildcard(name):
            return name
        fitting = [member.name for member in members.enumerate_members(item) if wildcards.matches(name, member.name)]
        if len(fitting) > 1:
            words = (
                f'Input name "{name}" is ambiguous. It can be resolved to multiple matched members. Possible matches include: '
                f"{' '.join(fitting)}."
            )
            self._refuse("AmbiguousPropertyOrMethodName", words, item)
            return None
        return fitting[0] if fitting else name

    def _call(self, item: Any, name: str, arguments: list[Any]) -> None:
        spelled = self._resolve(item, name)
        if spelled is None:
            return
        try:
            found = members.try_invoke(item, spelled, arguments)
        except DotNetException as problem:
            self._failed(problem, item)
            return
        if found is members.MISSING:
            self._refuse("MethodNotFound", f'Input name "{name}" cannot be resolved to a method.', item)
        elif found is not o.AUTOMATION_NULL:
            self.cmdlet.write_unrolled(found)

    def _failed(self, problem: DotNetException, item: Any) -> None:
        error_id = problem.error_id if isinstance(problem, RuntimeException) else "ScriptMethodRuntimeException"
        self.cmdlet.write_error(self.cmdlet.error(error_id, "NotSpecified", problem, item))

    def _refuse(self, error_id: str, words: str, item: Any) -> None:
        self.cmdlet.write_error(self.cmdlet.error(error_id, "InvalidArgument", words, item, PSArgumentException))


class _Parallel(_Step):
    """Hand each object to a runspace of its own."""

    def begin(self) -> None:
        from pssession.cmdlets.core.parallel import ParallelRuns

        self._runs = ParallelRuns(self.cmdlet)

    def process(self, item: Any) -> None:
        self._runs.add(item)

    def end(self) -> None:
        self._runs.finish()

    def stop(self) -> None:
        self._runs.stop()


_STEPS: dict[str, type[_Step]] = {
    "ScriptBlockSet": _Scripts,
    "PropertyAndMethodSet": _Member,
    "ParallelParameterSet": _Parallel,
}
