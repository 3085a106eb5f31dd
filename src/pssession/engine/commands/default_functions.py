"""The functions that a new session has; their texts are parsed when one is first called.

Source: about_Functions, about_Prompts: names and what they do as PowerShell 7.6 has them on Linux; the texts are this project's own.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.functions import FunctionInfo
from pssession.engine.commands.processor import CommandInfo
from pssession.engine.commands.script_blocks import ScriptBlock

_TEXTS = {
    "cd..": "Set-Location ..",
    "cd\\": "Set-Location \\",
    "cd~": "Set-Location ~",
    "Clear-Host": '[Console]::Write("$([char]27)[H$([char]27)[2J$([char]27)[3J")',
    "exec": "Switch-Process -WithCommand $args",
    "help": "Get-Help @args",
    "oss": (
        "[CmdletBinding()]param([ValidateRange(2, 2147483647)][int]$Width, [Parameter(ValueFromPipeline)][psobject]$InputObject)\n"
        "begin { $all = [System.Collections.ArrayList]::new() } process { [void]$all.Add($InputObject) }\n"
        "end { [void]$PSBoundParameters.Remove('InputObject'); $all | Out-String -Stream @PSBoundParameters }"
    ),
    "Pause": "$null = Read-Host 'Press Enter to continue...'",
    "prompt": "\"PS $($ExecutionContext.SessionState.Path.CurrentLocation)$('>' * ($NestedPromptLevel + 1)) \"",
    "TabExpansion2": (
        "[CmdletBinding()]param([Parameter(Mandatory, Position = 0)][string]$inputScript, [Parameter(Position = 1)][int]$cursorColumn, "
        "[Parameter(Position = 2)][hashtable]$options)\n"
        "[System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options)"
    ),
}


class DefaultFunction(FunctionInfo):
    """Be a function whose text is parsed when it is needed."""

    def __init__(self, name: str, text: str, context: Any) -> None:
        CommandInfo.__init__(self, name)
        self.description = ""
        self._text = text
        self._context = context
        self._block: ScriptBlock | None = None

    @property
    def script_block(self) -> ScriptBlock:  # type: ignore[override]  # made later here
        """Give the block, parsed at first use."""
        if self._block is None:
            source = f"function {self.name} {{{self._text}}}" if self.name.replace("-", "").isalnum() else self._text
            made: ScriptBlock = self._context.make_script_block(source)
            if source is not self._text:
                block = made.ast.end_block
                assert block is not None
                made = ScriptBlock(block.statements[0].body)  # type: ignore[attr-defined]  # the one function in the text
            self._block = made
        return self._block

    @property
    def definition(self) -> str:
        """Give its text."""
        return self._text


def install(X: Any) -> None:
    """Put the functions into the global scope."""
    scope = X.global_scope
    if scope.functions is None:
        scope.functions = {}
    for name, text in _TEXTS.items():
        scope.functions[name.lower()] = DefaultFunction(name, text, X)
