"""What the commands for content share: the places whose content is meant. Source: Microsoft.PowerShell.Commands.ContentCommandBase."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.places import Place
from pssession.engine.values.wildcards import has_wildcard


class ContentCommand(ItemCommand):
    """Be a command for content."""

    def content_places(self, *, may_be_new: bool = False) -> list[Place]:
        """Give the places that the paths mean; none at all is an error.

        Args:
            may_be_new: Take a path without wildcards as it is, whether it leads somewhere or not.
        """
        found: list[Place] = []
        selection = self.selection()
        given = list(self.paths())
        failed = False
        for path, literal in given:
            with self.reporting():
                if may_be_new and (literal or not has_wildcard(path)) and not selection.is_narrowed:
                    found.append(self.providers.place(path))
                    continue
                found += self.providers.resolve(path, literal=literal, selection=selection)
                continue
            failed = True
        if not found and not failed and given:
            paths = [path for path, _ in given]
            words = (
                f"An object at the specified path {', '.join(paths)} does not exist, "
                "or has been filtered by the -Include or -Exclude parameter."
            )
            self.write_error(
                self.error("ItemNotFound", "ObjectNotFound", words, self.path if self.literal_path is None else self.literal_path)
            )
        return found
