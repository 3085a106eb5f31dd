"""Where-Object: keep what a script block or a comparison says. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, PSArgumentException, RuntimeException
from pssession.engine.values import members, wildcards
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.operators import comparison, sequence, text
from pssession.engine.values.types import resolve

Compare = Callable[..., Any]

_OPERATORS: dict[str, Compare] = {
    "Equal": comparison.equals,
    "NotEqual": comparison.not_equals,
    "GreaterThan": comparison.greater,
    "LessThan": comparison.less,
    "GreaterOrEqual": comparison.greater_equal,
    "LessOrEqual": comparison.less_equal,
    "Like": text.like,
    "NotLike": text.not_like,
    "Match": text.match,
    "NotMatch": text.not_match,
    "Contains": comparison.contains,
    "NotContains": comparison.not_contains,
    "In": comparison.is_in,
    "NotIn": comparison.not_in,
}

_TYPE_OPERATORS: dict[str, Compare] = {"IsSet": sequence.is_type, "IsNotSet": sequence.is_not_type}


class WhereObjectCommand(Cmdlet):
    """Pass on the objects that fit."""

    def begin(self) -> None:
        self._keeps = self._choose()

    def process(self) -> None:
        item = self.input_object
        if item is o.AUTOMATION_NULL:
            return
        if self._keeps(item):
            self.write(item)

    def _choose(self) -> Callable[[Any], bool]:
        name = self.parameter_set
        if name == "ScriptBlockSet":
            return self._by_script
        if name == "Not":
            return lambda item: not to_bool(self._value(item))
        if name in _TYPE_OPERATORS:
            return self._by_type(_TYPE_OPERATORS[name])
        if name == "EqualSet" and not self.is_bound("Value") and not self.is_bound("EQ"):
            return lambda item: to_bool(self._value(item))
        self._check_value()
        sensitive = name.startswith("CaseSensitive")
        operator = _OPERATORS[name.removeprefix("CaseSensitive").removesuffix("Set")]
        wanted = self.value
        return lambda item: self._compare(operator, item, wanted, not sensitive)

    def _check_value(self) -> None:
        if self.is_bound("Value"):
            return
        words = (
            "The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try "
            "again."
        )
        self.throw_terminating(self.error("ValueNotSpecifiedForWhereObject", "InvalidArgument", words, None, PSArgumentException))

    def _by_script(self, item: Any) -> bool:
        collected: list[Any] = []
        self.filter_script.run(self.context, (), collected.append, item=item, has_item=True, in_place=True)
        return to_bool(collected[0]) if len(collected) == 1 else to_bool(collected)

    def _by_type(self, operator: Compare) -> Callable[[Any], bool]:
        wanted = self.value
        if isinstance(wanted, str):
            wanted = resolve(wanted.strip("[]")) or wanted
        return lambda item: self._compare(lambda value, kind, _: operator(value, kind), item, wanted, True)

    def _compare(self, operator: Compare, item: Any, wanted: Any, ignore_case: bool) -> bool:
        try:
            return to_bool(operator(self._value(item), wanted, ignore_case))
        except DotNetException as problem:
            error_id = problem.error_id if isinstance(problem, RuntimeException) and problem.error_id else "OperatorFailed"
            self.write_error(self.error(error_id, "InvalidOperation", problem, item))
            return False

    def _value(self, item: Any) -> Any:
        """Read the property; null where there is none, which is an error in strict mode."""
        name: str = self.property
        if isinstance(item, o.Hashtable) and name in item:
            return item[name]
        if wildcards.has_wildcard(name):
            fitting = [member.name for member in members.properties_of(item) if wildcards.matches(name, member.name)]
            if len(fitting) > 1:
                words = (
                    f'The input name "{name}" is ambiguous because it can be resolved to multiple matched members. Possible matches '
                    f"include: {' '.join(fitting)}."
                )
                self._refuse("AmbiguousPropertyOrMethodName", words, item)
                return None
            name = fitting[0] if fitting else name
        found = members.find(item, name)
        if found is not members.MISSING:
            return found
        method = None if item is None else members.method_info(item, name)
        if method is not None:
            return method
        if self.context.scope.effective_strict() >= 2:
            self._refuse("PropertyNotFound", f'The input name "{to_string(name)}" cannot be resolved to a property.', item)
        return None

    def _refuse(self, error_id: str, words: str, item: Any) -> None:
        self.write_error(self.error(error_id, "InvalidArgument", words, item, PSArgumentException))
