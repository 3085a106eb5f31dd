"""Clear-Content. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

import os

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import NotSupportedException
from pssession.engine.providers.file_problems import Reporting
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import ProviderError


class ClearContentCommand(ItemCommand):
    """Take the content away and leave the item."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                if self.should_process(f"Item: {place.path}", "Clear Content"):
                    self._clear(place)

    def _clear(self, place: Place) -> None:
        path = place.path
        if place.provider.name != "FileSystem":
            place.provider.provider.put(self.context, path, None, force=bool(self.force))
            return
        if os.path.isdir(path):
            words = f"Unable to clear content of '{path}' because it is a directory. Clear-Content is only supported on files."
            raise ProviderError("ClearDirectoryContent", "InvalidOperation", NotSupportedException(words), path)
        with Reporting("ClearContentIOError", "WriteError", path):
            if self.force and not os.access(path, os.W_OK):
                os.chmod(path, os.stat(path).st_mode | 0o200)
            os.truncate(path, 0)
