"""From the arguments of a call to the values of its parameters.

The order is PowerShell's: names, places, $PSDefaultParameterValues, parameter sets, dynamic parameters, remaining arguments, mandatory
ones. What comes through the pipeline is bound by `pipeline_binding`; calls whose shape was seen before go by a plan (`plans`).

Source: about_Parameters, about_Parameter_Binding, about_Splatting; errors as PowerShell 7.6 gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pssession.engine.commands.binding import sets
from pssession.engine.commands.binding.coercion import NotAccepted, bare, bind_value, takes_scripts
from pssession.engine.commands.binding.default_values import default_values
from pssession.engine.commands.binding.failures import Failures
from pssession.engine.commands.binding.mandatory import ask_for
from pssession.engine.commands.binding.pipeline_binding import PipelineBinding
from pssession.engine.commands.binding.plans import MAXIMUM_PLANS, Plan, shape_of
from pssession.engine.commands.metadata import AmbiguousName, CommandMetadata
from pssession.engine.commands.parameters import Parameter
from pssession.engine.commands.processor import MISSING, CommandArgument
from pssession.engine.errors import (
    ParameterBindingArgumentTransformationException,
    ParameterBindingException,
    ParameterBindingValidationException,
)
from pssession.engine.values.enumeration import iterate
from pssession.engine.values.ports import ports
from pssession.objects import AUTOMATION_NULL, GenericList, PropertyBag, PSObject

# An argument that belongs to no parameter yet: where it came from, and its value.
Loose = tuple[CommandArgument, Any]
DynamicParameters = Callable[["Binder"], Iterable[Parameter] | None]


_FINAL = (ParameterBindingValidationException, ParameterBindingArgumentTransformationException)


class Binder:
    """Bind one call.

    Attributes:
        metadata: The command's parameters.
        invocation: The call.
        bound: Values by the parameters' own names.
        unbound_arguments: `$args` of a function that is not advanced.
        mask: Parameter sets still possible.
        pipeline_bound: Names bound by the present object of the pipeline.
        dynamic: Gives the dynamic parameters once the others are bound.
        refused: Takes the error of an object of the pipeline that fits nowhere; the command's error stream without one.
    """

    __slots__ = (
        *("_free", "_loose", "_pipeline", "_plannable", "_steps", "bound", "context", "delayed", "dynamic", "failures"),
        *("invocation", "mask", "metadata", "refused", "settled", "unbound_arguments"),
    )

    def __init__(self, context: Any, metadata: CommandMetadata, invocation: Any, dynamic: DynamicParameters | None = None) -> None:
        self.context = context
        self.metadata = metadata
        self.invocation = invocation
        self.failures = Failures(invocation, _suffix(metadata, invocation))
        self.bound: dict[str, Any] = {}
        self.unbound_arguments: list[Any] = []
        self.mask = -1
        self.settled = -1
        self.delayed: list[tuple[Parameter, Any, CommandArgument]] = []
        self.dynamic = dynamic
        self.refused: Callable[[ParameterBindingException], None] | None = None
        self._pipeline: PipelineBinding | None = None
        self._loose: list[Loose] = []
        self._free: list[Parameter] = []
        self._steps: list[tuple[int, Parameter]] = []
        self._plannable = True

    # What callers use.

    def bind_arguments(self, arguments: list[CommandArgument]) -> None:
        """Bind all arguments of the call; mandatory parameters that the pipeline cannot give must be there.

        Raises:
            ParameterBindingException: A name, value or combination is refused.
        """
        defaults = default_values(self.context, self.invocation.command.name)
        if defaults or self.dynamic is not None:
            self._bind(arguments, defaults)
            return
        plans = self.metadata.plans
        shape = shape_of(arguments, self.invocation.expecting_input)
        plan = plans.get(shape)
        if plan is not None and plan.run(self, arguments):
            return
        self._bind(arguments, defaults)
        if plan is None and self._plannable and not self.delayed and not self.unbound_arguments and len(plans) < MAXIMUM_PLANS:
            plans[shape] = Plan(self._steps, self.mask)

    def bind_pipeline(self, item: Any) -> bool:
        """Bind an object of the pipeline; False where it was refused, after the error was written.

        Parameters bound by the object before it are free again.
        """
        pipeline = self._pipeline
        if pipeline is None:
            pipeline = self._pipeline = PipelineBinding(self)
        return pipeline.bind(item)

    def write_error(self, problem: ParameterBindingException) -> None:
        """Write the error of an object that was refused."""
        if self.refused is not None:
            self.refused(problem)
        else:
            report(self.context, problem)

    def check_mandatory(self) -> None:
        """Do nothing more: `bind_arguments` has checked already."""

    @property
    def pipeline_bound(self) -> list[str]:
        """Name what the present object of the pipeline was bound to."""
        return [] if self._pipeline is None else self._pipeline.names

    @property
    def quick_name(self) -> str | None:
        """Name the one parameter that takes every object of the pipeline as it is, where there is no more to it."""
        return None if self._pipeline is None else self._pipeline.quick_name

    @property
    def parameter_set(self) -> str:
        """Name the parameter set."""
        mask = self.mask
        metadata = self.metadata
        if mask == -1:
            return metadata.set_name(metadata.default_mask or -1)
        return metadata.set_name(metadata.default_mask if mask & metadata.default_mask else mask)

    def free_parameters(self) -> list[Parameter]:
        """List the parameters that are not bound."""
        bound = self.bound
        return [one for one in self.metadata.own if one.name not in bound]

    # The steps.

    def _bind(self, arguments: list[CommandArgument], defaults: dict[str, Any]) -> None:
        self._loose = []
        self._steps = []
        self._bind_named(arguments)
        problem = self._bind_places()
        if self.metadata.is_advanced:
            self._bind_defaults(defaults)
            expecting = self.invocation.expecting_input
            free = self.free_parameters()
            self._settle(free, before_input=True, fix=False)
            if self.dynamic is not None:
                problem = self._bind_dynamic(problem) or problem
                self._bind_defaults(defaults)
                free = self.free_parameters()
            self._bind_rest()
            self._refuse_loose(problem)
            count = self._settle(free, before_input=expecting, fix=not expecting)
            if count > 1 and expecting:
                self.mask = sets.with_input(self.mask, free) if not self.delayed else self.mask
                self._settle(free, before_input=True, fix=False)
            self._require_mandatory()
            if not expecting and self.mask == -1 and self.metadata.default_mask:
                self.mask = self.metadata.default_mask
        else:
            if problem is not None and self._loose:
                raise problem
            self.unbound_arguments = self._as_args()
        self.settled = self.mask

    def _settle(self, free: list[Parameter], *, before_input: bool, fix: bool) -> int:
        try:
            self.mask, count = sets.settle(self.metadata, self.mask, free, before_input=before_input, fix=fix)
        except sets.Unresolved:
            raise self.failures.unresolved() from None
        return count

    def _match(self, argument: CommandArgument) -> Parameter | None:
        assert argument.name is not None
        try:
            return self.metadata.match(argument.name)
        except AmbiguousName as problem:
            raise self.failures.ambiguous_name(argument, problem.names) from None

    def _bind_named(self, arguments: list[CommandArgument]) -> None:
        """Bind what has a name; what nobody knows, and what has none, stays loose."""
        splatted: list[tuple[Parameter, CommandArgument, Any, int]] = []
        place, count = 0, len(arguments)
        while place < count:
            argument = arguments[place]
            place += 1
            if argument.name is None:
                self._loose.append((argument, argument.value))
                continue
            parameter = self._match(argument)
            if parameter is None:
                self._loose.append((argument, argument.value))
                continue
            value, source, step = argument.value, argument, place - 1
            if value is MISSING:
                if parameter.is_switch:
                    value, step = True, -1
                elif place < count:
                    source = arguments[place]
                    if source.name is not None:
                        if source.value is not MISSING or self._match(source) is not None:
                            raise self.failures.no_argument(parameter, argument)
                        value, self._plannable = f"-{source.name}", False
                    else:
                        value, step = source.value, place
                    place += 1
                else:
                    raise self.failures.no_argument(parameter, argument)
            if argument.splatted:
                splatted.append((parameter, source, value, step))
                continue
            if parameter.name in self.bound:
                raise self.failures.given_twice(parameter, argument)
            self._take(parameter, value, source, step)
        for parameter, source, value, step in splatted:  # what is written out wins over what is splatted
            if parameter.name not in self.bound:
                self._take(parameter, value, source, step)

    def _take(self, parameter: Parameter, value: Any, argument: CommandArgument, step: int, coerces: bool = True) -> None:
        """Bind a value to a parameter."""
        if type(value) not in _SCALARS and self._delay(parameter, value, argument):
            return
        self.bound[parameter.name] = bind_value(self.failures, parameter, value, argument, coerces)
        self.mask &= parameter.mask
        self._steps.append((step, parameter))

    def _delay(self, parameter: Parameter, value: Any, argument: CommandArgument) -> bool:
        """Keep a script block that is to be asked for each object of the pipeline."""
        base = bare(value)
        if not ports.is_script(base) or takes_scripts(parameter):
            return False
        if not any(use.pipeline or use.by_name for use in parameter.uses_in(self.mask)):
            return False
        if not self.invocation.expecting_input:
            raise self.failures.no_script_input(parameter, argument)
        self.delayed.append((parameter, base, argument))
        self.bound[parameter.name] = base
        self.mask &= parameter.mask
        return True

    def _bind_places(self) -> ParameterBindingException | None:
        """Bind loose arguments by position; give the error of the one that was refused."""
        given = self._loose
        if not given:
            return None
        left: list[Loose] = []
        problem: ParameterBindingException | None = None
        place = 0
        # What takes all that is left over is no place, whatever its position says.
        positions = sorted(
            {use.position for one in self.free_parameters() for use in one.uses.values() if use.position is not None and not use.rest}
        )
        for position in positions:
            candidates = [one for one in self.free_parameters() if _stands_at(one, position, self.mask)]
            if not candidates:
                continue
            while place < len(given) and given[place][0].name is not None:
                left.append(given[place])
                place += 1
                # An unknown name may belong to a dynamic parameter, and the argument behind it with it.
                if given[place - 1][1] is MISSING and place < len(given) and given[place][0].name is None:
                    left.append(given[place])
                    place += 1
            if place >= len(given):
                break
            bound, refused = self._bind_place(position, candidates, given[place])
            problem = problem or refused
            if not bound:
                left.append(given[place])
            place += 1
        self._loose = [*left, *given[place:]]
        return problem

    def _bind_place(self, position: int, candidates: list[Parameter], loose: Loose) -> tuple[bool, ParameterBindingException | None]:
        argument, value = loose
        default = self.metadata.default_mask
        if len(candidates) > 1:
            self._plannable = False
        problem: ParameterBindingException | None = None
        for coerces in (False, True):
            for mask in (default & self.mask, self.mask):
                if not mask:
                    continue
                for parameter in candidates:
                    if not _stands_at(parameter, position, mask):
                        continue
                    try:
                        self._take(parameter, value, argument, self._place_of(argument), coerces)
                    except NotAccepted:
                        continue
                    except ParameterBindingException as refused:
                        if isinstance(refused, _FINAL) and not getattr(refused.inner, "is_passed_over", False):
                            raise  # only a value of the wrong type may fit another parameter
                        problem = refused
                        continue
                    return True, None
        return False, problem

    def _place_of(self, argument: CommandArgument) -> int:
        for place, one in enumerate(self.invocation.arguments):
            if one is argument:
                return place
        self._plannable = False
        return 0

    def _bind_defaults(self, defaults: dict[str, Any]) -> None:
        """Bind values of $PSDefaultParameterValues to parameters of sets still possible; what does not fit is passed over."""
        for name, value in defaults.items():
            try:
                parameter = self.metadata.match(name)
            except AmbiguousName:
                continue
            if parameter is None or parameter.name in self.bound or not parameter.mask & self.mask:
                continue
            if ports.is_script(value):
                found = ports.call_script(value, (), None)
                value = found[0] if len(found) == 1 else found
            argument = CommandArgument(parameter.name, value, self.invocation.node)
            try:
                self._take(parameter, value, argument, 0)
            except ParameterBindingException:
                continue

    def _bind_dynamic(self, problem: ParameterBindingException | None) -> ParameterBindingException | None:
        """Ask for dynamic parameters and bind what is loose to them."""
        assert self.dynamic is not None
        further = list(self.dynamic(self) or ())
        if not further:
            return problem
        self.metadata = self.metadata.extended(further)
        loose, self._loose = self._loose, []
        self._bind_named([argument for argument, _ in loose])
        return self._bind_places()

    def _bind_rest(self) -> None:
        """Give loose arguments to the parameter that takes all that is left."""
        if not self._loose:
            return
        for parameter in self.free_parameters():
            if any(use.rest for use in parameter.uses_in(self.mask)):
                first = self._loose[0][0]
                if len(self._loose) == 1 and first.name is None and iterate(first.value) is not None:
                    value = first.value
                else:
                    value = GenericList(self._as_args())
                    value.element_type = "System.Object"
                self._plannable = False
                self._loose = []
                self._take(parameter, value, first, 0)
                return

    def _as_args(self) -> list[Any]:
        """Give loose arguments as `$args` has them: names stay, marked so that splatting gives them on."""
        made: list[Any] = []
        for argument, value in self._loose:
            if argument.name is not None:
                text = f"-{argument.name}:" if argument.joined else f"-{argument.name}"
                made.append(PSObject(text, PropertyBag({"<CommandParameterName>": argument.name})))
            if value is not MISSING:
                made.append(None if value is AUTOMATION_NULL else value)
        return made

    def _refuse_loose(self, problem: ParameterBindingException | None) -> None:
        if not self._loose:
            return
        argument, value = self._loose[0]
        if argument.name is not None:
            raise self.failures.unknown_name(argument)
        raise problem or self.failures.no_place(value)

    def _require_mandatory(self) -> None:
        """Ask the host for mandatory parameters that are missing.

        Raises:
            ParameterBindingException: MissingMandatoryParameter: nobody can be asked.
        """
        lacking = sets.missing(self.metadata, self.mask, self.free_parameters(), expecting_input=self.invocation.expecting_input)
        if not lacking:
            return
        self._plannable = False
        for parameter, value in ask_for(self.context, self.invocation, self.failures, lacking):
            self._take(parameter, value, CommandArgument(parameter.name, value, self.invocation.node), 0)


def report(context: Any, problem: ParameterBindingException) -> None:
    """Write an error that does not end the command, as $ErrorActionPreference wants."""
    from pssession.engine.commands.errors_handling import locate, remember

    action = context.preference("ErrorActionPreference")
    if action == "stop":
        raise problem
    context.ok = False
    record = problem.error_record
    locate(context, problem, record)
    if action != "ignore":
        remember(context, record)
    if action not in ("silentlycontinue", "ignore"):
        context.write_error_record(record)


_SCALARS = frozenset((str, int, bool, float, type(None)))


def _stands_at(parameter: Parameter, position: int, mask: int) -> bool:
    return any(use.position == position and not use.rest for use in parameter.uses_in(mask))


def _suffix(metadata: CommandMetadata, invocation: Any) -> str:
    """Give what stands behind the comma in error ids: a cmdlet's class, another command's name."""
    if metadata.type == "Cmdlet":
        return getattr(invocation.command, "implementing_name", None) or metadata.error_suffix
    return str(invocation.command.name)
