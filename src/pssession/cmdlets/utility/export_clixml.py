"""Export-Clixml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os
import stat
from typing import Any

from pssession.cmdlets.utility.text_files import full_path, write_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import IOException
from pssession.engine.serialization import CMDLET_DEPTH, write


class ExportClixmlCommand(Cmdlet):
    """Write objects to a file of CLIXML."""

    def begin(self) -> None:
        self._items: list[Any] = []
        self._path = full_path(self, self.path or self.literal_path)
        self._wanted = self.should_process(self._path)
        if self._wanted and self.no_clobber and os.path.exists(self._path):
            words = f"The file '{self._path}' already exists."
            self.throw_terminating(self.error("NoClobber", "ResourceExists", words, self._path, IOException))

    def process(self) -> None:
        self._items.append(self.input_object)

    def end(self) -> None:
        if not self._wanted:
            return
        restore = self._make_writable()
        write_text(self, self._path, write(self._items, self.depth or CMDLET_DEPTH), self.encoding)
        if restore is not None:
            os.chmod(self._path, restore)

    def _make_writable(self) -> int | None:
        """With -Force let a file be written that may not be; give the mode that it gets back."""
        if not self.force or not os.path.isfile(self._path):
            return None
        mode = os.stat(self._path).st_mode
        if mode & stat.S_IWUSR:
            return None
        os.chmod(self._path, mode | stat.S_IWUSR)
        return mode
