"""The answer to a client that asks which commands there are: a count, then one object for each command.

Source: MS-PSRP 2.2.2.14 and 2.2.3.21 to 2.2.3.23; the objects as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pssession.objects import Argument, Command, PipelineDescription
from pssession.worker.engines.builtin.pipeline import RunningPipeline

if TYPE_CHECKING:
    from pssession.worker.engines.builtin.engine import BuiltinEngine

_COLUMNS = ("Name", "Namespace", "HelpUri", "CommandType", "ResolvedCommandName", "OutputType", "Parameters")


class MetadataPipeline(RunningPipeline):
    """Run Get-Command twice: to count, and to describe."""

    def __init__(self, engine: BuiltinEngine, pipeline_id: UUID, query: Any) -> None:
        given = [Argument(name="Name", value=list(query.name) if query.name else ["*"])]
        if query.namespace:
            given.append(Argument(name="Module", value=list(query.namespace)))
        if query.argument_list:
            given.append(Argument(name="ArgumentList", value=list(query.argument_list)))
        listing = Command(name="Get-Command", arguments=given)
        count = [listing, Command(name="Measure-Object"), _select("Count")]
        super().__init__(engine, pipeline_id, PipelineDescription(statements=[count, [listing, _select(*_COLUMNS)]]))


def _select(*names: str) -> Command:
    return Command(name="Select-Object", arguments=[Argument(name="Property", value=list(names))])
