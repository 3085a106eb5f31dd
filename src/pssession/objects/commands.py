"""Commands as data: what a client sends to be run. Source: MS-PSRP 2.2.3.11, 2.2.3.12."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession.objects.structure import field, structure


@structure(slots=True, kw_only=True)
class Argument:
    """Hold one argument; without a name it is positional."""

    name: str | None = None
    value: Any = None


@structure(slots=True, kw_only=True)
class Command:
    """Hold one command of a pipeline.

    Attributes:
        name: A command's name, or a script's text.
        merge_*: PipelineResultTypes: 0 none, 1 output, 2 error, 3 warning, ... (where a stream goes).
    """

    name: str
    is_script: bool = False
    use_local_scope: bool | None = None
    arguments: Sequence[Argument] = ()
    merge_my: int = 0
    merge_to: int = 0
    merge_previous: int = 0
    merge_error: int = 0
    merge_warning: int = 0
    merge_verbose: int = 0
    merge_debug: int = 0
    merge_information: int = 0
    end_of_statement: bool = False


@structure(slots=True, kw_only=True)
class PipelineDescription:
    """Hold what one invocation runs: statements one after the other, each a pipeline of commands."""

    statements: list[list[Command]] = field(default_factory=list)
    is_nested: bool = False
    history: str | None = None
    redirect_error: bool = False
    add_to_history: bool = False
    no_input: bool = True
    host_info: Any = None
    stream_options: int = 0

    @classmethod
    def script(cls, text: str, *arguments: Any, use_local_scope: bool | None = None, **named: Any) -> PipelineDescription:
        """Describe one script with positional and named arguments."""
        given = [Argument(value=value) for value in arguments] + [Argument(name=name, value=value) for name, value in named.items()]
        return cls(statements=[[Command(name=text, is_script=True, use_local_scope=use_local_scope, arguments=given)]])
