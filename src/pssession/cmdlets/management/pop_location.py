"""Pop-Location. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.providers.path_errors import record_of


class PopLocationCommand(ItemCommand):
    """Go back to the location pushed last."""

    def process(self) -> None:
        try:
            with self.reporting():
                went = self.providers.pop(self.stack_name)
                if self.pass_thru and went is not None:
                    self.write(went)
        except PSArgumentException as problem:
            self.write_error(record_of(problem))
