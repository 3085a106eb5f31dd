"""How a caller's words become a pipeline described as data. Source: MS-PSRP 2.2.3.11 to 2.2.3.13."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pssession.objects import Argument, Command, HostInfo, PipelineDescription

# Invocation info of errors and messages comes along (RemoteStreamOptions.AddInvocationInfo).
_STREAM_OPTIONS = 15


class _ByHand:
    """Stand for input that the caller sends piece by piece."""


BY_HAND: Any = _ByHand()


def describe(
    what: str | PipelineDescription,
    arguments: Sequence[Any],
    parameters: Mapping[str, Any],
    *,
    is_script: bool,
    with_input: bool,
    host_info: HostInfo | None,
) -> PipelineDescription:
    """Describe one script or command with its arguments.

    Args:
        what: A script's text, a command's name, or a description that is taken as it is, but for its input.
        arguments: By position.
        parameters: By name; True and False are values, also for a switch.
        is_script: Whether `what` is a script.
        with_input: Whether input will follow.
        host_info: The pipeline's own host; None for the session's.

    Raises:
        TypeError: `what` is neither text nor a description.
        ValueError: There is nothing to run.
    """
    if isinstance(what, PipelineDescription):
        if arguments or parameters:
            raise ValueError("a description has its arguments already")
        what.no_input = not with_input
        if what.host_info is None:
            what.host_info = host_info
        return what
    if not isinstance(what, str):
        raise TypeError(f"a script is text, not {type(what).__name__}")
    if not what.strip():
        raise ValueError("there is nothing to run: the script is empty")
    given = [Argument(value=value) for value in arguments]
    given += [Argument(name=name, value=value) for name, value in parameters.items()]
    return PipelineDescription(
        statements=[[Command(name=what, is_script=is_script, arguments=given)]],
        no_input=not with_input,
        host_info=host_info,
        stream_options=_STREAM_OPTIONS,
    )
