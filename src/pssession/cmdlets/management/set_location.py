"""Set-Location. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException, PSInvalidOperationException
from pssession.engine.providers.path_errors import record_of


class SetLocationCommand(ItemCommand):
    """Go to a place, or choose a stack of places."""

    def process(self) -> None:
        providers = self.providers
        try:
            if self.parameter_set == "Stack":
                providers.use_stack(self.stack_name or "")
                if self.pass_thru:
                    self.write(providers.stack())
                return
            with self.reporting():
                literal = self.literal_path is not None
                path = self.literal_path if literal else self.path
                went = providers.set_location(providers.home_path() if path is None else path, literal=literal)
                if self.pass_thru:
                    self.write(went)
        except (PSArgumentException, PSInvalidOperationException) as problem:
            self.write_error(record_of(problem))
