"""The errors of binding: id, category, words and place of each, as PowerShell 7.6 gives them.

Nothing is decided here. Source: recorded errors; about_Parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.commands import positions
from pssession.engine.commands.frames import invocation_info
from pssession.engine.errors import (
    ParameterBindingArgumentTransformationException,
    ParameterBindingException,
    ParameterBindingValidationException,
)
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_of
from pssession.objects import ErrorCategory, ErrorRecord

UNRESOLVED = (
    "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an "
    "insufficient number of parameters were provided."
)
NO_INPUT = (
    "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the "
    "input and its properties do not match any of the parameters that take pipeline input."
)
TWICE = (
    "Cannot bind parameter because parameter '{}' is specified more than once. To provide multiple values to parameters that can accept "
    'multiple values, use the array syntax. For example, "-parameter value1,value2,value3".'
)
NO_SCRIPT_INPUT = (
    "Cannot evaluate parameter '{}' because its argument is specified as a script block and there is no input. A script block cannot be "
    "evaluated without input."
)


class Failures:
    """Make the errors of one call.

    Attributes:
        invocation: The call.
        suffix: What stands behind the comma in an error id.
    """

    __slots__ = ("invocation", "suffix")

    def __init__(self, invocation: Any, suffix: str) -> None:
        self.invocation = invocation
        self.suffix = suffix

    def make(
        self,
        error_id: str,
        message: str,
        *,
        category: str = "InvalidArgument",
        parameter: str | None = None,
        node: Any = None,
        target: Any = None,
        inner: BaseException | None = None,
        kind: type[ParameterBindingException] = ParameterBindingException,
    ) -> ParameterBindingException:
        """Make an error at a place of the call; the whole call where no place is given."""
        full_id = f"{error_id},{self.suffix}" if self.suffix else error_id
        made = kind(message, full_id, category, target, inner)
        made.parameter_name = parameter
        info = invocation_info(self.invocation)
        extent = self.invocation.extent if node is None else getattr(node, "extent", node)
        if extent is not None and extent is not self.invocation.extent:
            positions.fill_position(info, extent)
        made.error_record = ErrorRecord(
            exception=made,
            fully_qualified_error_id=full_id,
            category=ErrorCategory[category],
            target_object=target,
            activity=self.invocation.command.name,
            invocation_info=info,
        )
        made.extent = extent  # type: ignore[attr-defined]  # read by locate
        return made

    def unknown_name(self, argument: Any) -> ParameterBindingException:
        """Say that no parameter has that name."""
        return self.make(
            "NamedParameterNotFound",
            f"A parameter cannot be found that matches parameter name '{argument.name}'.",
            parameter=argument.name,
            node=name_place(argument),
        )

    def ambiguous_name(self, argument: Any, found: Iterable[str]) -> ParameterBindingException:
        """Say that several parameters may be meant."""
        listed = "".join(f" -{name}" for name in found)
        return self.make(
            "AmbiguousParameter",
            f"Parameter cannot be processed because the parameter name '{argument.name}' is ambiguous. Possible matches include:{listed}.",
            parameter=argument.name,
            node=name_place(argument),
        )

    def no_place(self, value: Any) -> ParameterBindingException:
        """Say that an argument is one too many."""
        text = "$null" if value is None else to_string(value)
        return self.make(
            "PositionalParameterNotFound", f"A positional parameter cannot be found that accepts argument '{text}'.", parameter=text
        )

    def no_argument(self, parameter: Any, argument: Any) -> ParameterBindingException:
        """Say that a parameter stands without its value."""
        return self.make(
            "MissingArgument",
            f"Missing an argument for parameter '{parameter.name}'. Specify a parameter of type '{parameter.type_name}' and try again.",
            parameter=parameter.name,
            node=name_place(argument),
        )

    def given_twice(self, parameter: Any, argument: Any) -> ParameterBindingException:
        """Say that a parameter is given twice."""
        return self.make("ParameterAlreadyBound", TWICE.format(parameter.name), parameter=parameter.name, node=name_place(argument))

    def unresolved(self) -> ParameterBindingException:
        """Say that no parameter set fits, or several do."""
        return self.make("AmbiguousParameterSet", UNRESOLVED)

    def missing(self, names: str) -> ParameterBindingException:
        """Say that mandatory parameters are missing."""
        return self.make(
            "MissingMandatoryParameter", f"Cannot process command because of one or more missing mandatory parameters: {names}."
        )

    def not_transformed(self, parameter: Any, argument: Any, problem: Any) -> ParameterBindingException:
        """Say that a transformation refused a value."""
        from pssession.engine.errors import ArgumentTransformationMetadataException

        inner = problem
        if not isinstance(problem, ArgumentTransformationMetadataException):
            inner = ArgumentTransformationMetadataException(problem.message, "RuntimeException", "MetadataError", None, problem)
        return self.make(
            "ParameterArgumentTransformationError",
            f"Cannot process argument transformation on parameter '{parameter.name}'. {problem.message}",
            category="InvalidData",
            parameter=parameter.name,
            node=value_place(argument),
            inner=inner,
            kind=ParameterBindingArgumentTransformationException,
        )

    def not_valid(self, parameter: Any, argument: Any, problem: Any) -> ParameterBindingException:
        """Say that validation refused a value."""
        return self.make(
            "ParameterArgumentValidationError",
            f"Cannot validate argument on parameter '{parameter.name}'. {problem.message}",
            category="InvalidData",
            parameter=parameter.name,
            node=value_place(argument),
            inner=problem,
            kind=ParameterBindingValidationException,
        )

    def empty(self, parameter: Any, argument: Any, what: str) -> ParameterBindingException:
        """Say that a mandatory parameter got nothing: Null, EmptyString, EmptyArray or EmptyCollection."""
        words = {
            "Null": "null",
            "EmptyString": "an empty string",
            "EmptyArray": "an empty array",
            "EmptyCollection": "an empty collection",
        }[what]
        return self.make(
            f"ParameterArgumentValidationError{what}NotAllowed",
            f"Cannot bind argument to parameter '{parameter.name}' because it is {words}.",
            category="InvalidData",
            parameter=parameter.name,
            node=value_place(argument),
            kind=ParameterBindingValidationException,
        )

    def not_converted(self, parameter: Any, argument: Any, problem: Any) -> ParameterBindingException:
        """Say that a value could not be converted."""
        return self.make(
            "CannotConvertArgumentNoMessage",
            f"Cannot bind parameter '{parameter.name}'. {problem.message}",
            parameter=parameter.name,
            node=value_place(argument),
            inner=problem,
        )

    def wrong_type(self, parameter: Any, argument: Any, value: Any, reason: str, inner: Any = None) -> ParameterBindingException:
        """Say that values of a type are never taken."""
        return self.make(
            "CannotConvertArgument",
            f"Cannot convert '{type_of(value).full_name}' to the type '{parameter.type_name}' required by parameter "
            f"'{parameter.name}'. {reason}",
            parameter=parameter.name,
            node=value_place(argument),
            inner=inner,
        )

    def not_set(self, parameter: Any, argument: Any, problem: Any) -> ParameterBindingException:
        """Say that the command itself refused a value."""
        from pssession.engine.errors import SetValueInvocationException

        text = f'Exception setting "{parameter.name}": "{problem.message}"'
        inner = SetValueInvocationException(text, "ExceptionWhenSetting", "NotSpecified", None, problem)
        return self.make(
            "ParameterBindingFailed",
            f"Cannot bind parameter '{parameter.name}' to the target. {text}",
            category="WriteError",
            parameter=parameter.name,
            node=value_place(argument),
            inner=inner,
        )

    def not_taken(self, item: Any) -> ParameterBindingException:
        """Say that an object of the pipeline fits nowhere."""
        return self.make("InputObjectNotBound", NO_INPUT, target=item)

    def no_script_input(self, parameter: Any, argument: Any) -> ParameterBindingException:
        """Say that a script block cannot be asked without input."""
        return self.make(
            "ScriptBlockArgumentNoInput",
            NO_SCRIPT_INPUT.format(parameter.name),
            category="MetadataError",
            parameter=parameter.name,
            node=value_place(argument),
        )

    def script_gave_nothing(self, parameter: Any, argument: Any) -> ParameterBindingException:
        """Say that the script block of a parameter gave nothing."""
        return self.make(
            "ScriptBlockArgumentNoOutput",
            f"Cannot evaluate parameter '{parameter.name}' because its argument input did not produce any output.",
            parameter=parameter.name,
            node=value_place(argument),
        )

    def script_failed(self, parameter: Any, argument: Any, problem: Any) -> ParameterBindingException:
        """Say that the script block of a parameter failed."""
        return self.make(
            "ScriptBlockArgumentInvocationFailed",
            f"The input to the script block for parameter '{parameter.name}' failed. {problem.message}",
            parameter=parameter.name,
            node=value_place(argument),
            inner=problem,
        )


def name_place(argument: Any) -> Any:
    """Give where a parameter's name stands."""
    node = argument.node
    return getattr(node, "error_position", None) or node


def value_place(argument: Any) -> Any:
    """Give where a parameter's value stands."""
    node = None if argument is None else argument.node
    return getattr(node, "argument", None) or node
