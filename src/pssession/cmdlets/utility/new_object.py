"""New-Object: make an object of a .NET type. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, MethodException, MethodInvocationException, PSArgumentException
from pssession.engine.values import members
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import DotNetType, resolve


class NewObjectCommand(Cmdlet):
    """Call a constructor, then set properties."""

    def process(self) -> None:
        if self.parameter_set == "Com":
            self.throw_terminating(
                self.error(
                    "NoComClassIdFound", "ResourceUnavailable", "COM objects exist on Windows only.", self.com_object, PSArgumentException
                )
            )
        found = resolve(self.type_name)
        if found is None:
            words = f"Cannot find type [{self.type_name}]: verify that the assembly containing this type is loaded."
            self.throw_terminating(self.error("TypeNotFound", "InvalidType", words, None, PSArgumentException))
        made = self._construct(found, list(self.argument_list or ()))
        for name, value in self.property.items() if self.property is not None else ():
            made = self._set(made, to_string(name), value)
        self.write(made)

    def _construct(self, found: DotNetType, arguments: list[Any]) -> Any:
        if found.key == "System.Management.Automation.PSCustomObject":
            return o.PSObject.custom({})
        try:
            return members.new(found, arguments)
        except DotNetException as problem:
            if isinstance(problem, MethodException) and not isinstance(problem, MethodInvocationException):
                words = "A constructor was not found. Cannot find an appropriate constructor for type " + f"{self.type_name}."
                self.throw_terminating(self.error("CannotFindAppropriateCtor", "ObjectNotFound", words, None, PSArgumentException))
            kind = "ConstructorInvokedThrowException"
            self.throw_terminating(self.error(kind, "InvalidOperation", problem, None))

    def _set(self, made: Any, name: str, value: Any) -> Any:
        if isinstance(made, o.PSObject) and made.base is o.CUSTOM:
            if made.extended is None:
                made.extended = o.PropertyBag()
            made.extended.put(name, value)
            return made
        try:
            members.set_value(made, name, value)
        except DotNetException as problem:
            words = (
                f"The value supplied is not valid, or the property is read-only. Change the value, and then try again. {problem.message}"
            )
            self.write_error(
                self.error("InvalidValue" if "not found" not in problem.message else "InvalidOperationException", "InvalidData", words)
            )
        return made
