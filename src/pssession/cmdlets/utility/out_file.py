"""Out-File: objects as they are shown, into a file. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os
from typing import BinaryIO

from pssession.cmdlets.utility.text_files import as_dotnet, codec, full_path
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import IOException
from pssession.engine.formatting.session import formatter_for, host_width, items_of


class OutFileCommand(Cmdlet):
    """Write what objects are shown as to a file, line by line as they come."""

    def begin(self) -> None:
        self._file: BinaryIO | None = None
        path = full_path(self, self.file_path if self.literal_path is None else self.literal_path)
        if not self.should_process(path, "Output to File"):
            self._formatter = formatter_for(self.context, width=host_width(self.context), line=lambda text: None)
            return
        self._name, mark = codec(self.encoding)
        self._end = "" if self.no_newline else "\n"
        self._open(path, mark)
        self._formatter = formatter_for(self.context, width=self.width or host_width(self.context), line=self._line)

    def _open(self, path: str, mark: bytes) -> None:
        if self.no_clobber and not self.append and os.path.exists(path):
            problem = IOException(f"The file '{path}' already exists.")
            self.throw_terminating(self.error("NoClobber", "ResourceExists", problem, path))
        try:
            if self.force and os.path.exists(path) and not os.access(path, os.W_OK):
                os.chmod(path, os.stat(path).st_mode | 0o200)
            self._file = open(path, "ab" if self.append else "wb")  # noqa: SIM115  # held for the pipeline; `clean` closes it
            if mark and self._file.tell() == 0:
                self._file.write(mark)
        except OSError as problem:
            self.throw_terminating(self.error("FileOpenFailure", "OpenError", as_dotnet(problem, path), path))

    def _line(self, text: str) -> None:
        assert self._file is not None
        self._file.write((text + self._end).encode(self._name, "replace"))

    def process(self) -> None:
        if not self.is_bound("InputObject"):
            return
        items = items_of(self.input_object)
        for item in [self.input_object] if items is None else items:
            self._formatter.feed(item)

    def end(self) -> None:
        self._formatter.close()

    def clean(self) -> None:
        file = self.__dict__.get("_file")  # nothing has begun where binding failed
        if file is not None:
            file.close()
