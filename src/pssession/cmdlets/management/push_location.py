"""Push-Location. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException, PSInvalidOperationException
from pssession.engine.providers.path_errors import record_of


class PushLocationCommand(ItemCommand):
    """Keep the current location and go to another."""

    def process(self) -> None:
        providers = self.providers
        providers.push(self.stack_name)
        literal = self.literal_path is not None
        path = self.literal_path if literal else self.path
        if path is None:
            if self.pass_thru:
                self.write(providers.location)
            return
        try:
            with self.reporting():
                went = providers.set_location(path, literal=literal)
                if self.pass_thru:
                    self.write(went)
        except (PSArgumentException, PSInvalidOperationException) as problem:
            self.write_error(record_of(problem))
