"""Invoke-Expression: run a text here. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class InvokeExpressionCommand(Cmdlet):
    """Parse a text and run it in the scope of the caller."""

    def process(self) -> None:
        block = self.context.make_script_block(self.command)
        self.context.invoke_script_block(block, in_place=True, out=self.write)
