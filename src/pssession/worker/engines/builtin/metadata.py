"""GET_COMMAND_METADATA: which commands there are, asked for by a client that wants them as its own.

The answer is the output of a pipeline: first how many there are, then one description each. Source: MS-PSRP 2.2.2.14, 3.2.5.4.10.
"""

from __future__ import annotations

from pssession.objects import Argument, Array, Command, PipelineDescription
from pssession.protocol.psrp.messages import GetCommandMetadata

# What the names in the answer are; the count has to come first.
_SCRIPT = """\
param($Name, $CommandType, $Namespace, $ArgumentList)
$asked = @{ ErrorAction = 'SilentlyContinue' }
if ($Name) { $asked.Name = $Name }
if ($CommandType) { $asked.CommandType = $CommandType }
if ($Namespace) { $asked.Module = $Namespace }
if ($ArgumentList) { $asked.ArgumentList = $ArgumentList }
$found = @(Get-Command @asked)
$count = [pscustomobject]@{ Count = $found.Count }
$count.pstypenames.Insert(0, 'Selected.Microsoft.PowerShell.Commands.GenericMeasureInfo')
$count
foreach ($command in $found) {
    $one = [pscustomobject]@{
        Name = $command.Name
        Namespace = "$($command.ModuleName)"
        HelpUri = "$($command.HelpUri)"
        CommandType = $command.CommandType
        ResolvedCommandName = $command.ResolvedCommandName
        OutputType = $command.OutputType
        Parameters = $command.Parameters
    }
    $one.pstypenames.Insert(0, "Selected.System.Management.Automation.$($command.CommandType)Info")
    $one
}
"""


def describe(query: GetCommandMetadata) -> PipelineDescription:
    """Give the pipeline whose output answers a query."""
    arguments = [
        Argument(name="Name", value=None if query.names is None else Array(query.names, "System.String")),
        Argument(name="CommandType", value=query.command_types),
        Argument(name="Namespace", value=None if not query.namespaces else Array(query.namespaces, "System.String")),
        Argument(name="ArgumentList", value=None if not query.arguments else list(query.arguments)),
    ]
    command = Command(name=_SCRIPT, is_script=True, use_local_scope=True, arguments=arguments)
    return PipelineDescription(statements=[[command]], no_input=True)
