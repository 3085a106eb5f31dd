"""Export-Csv. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os

from pssession.cmdlets.utility.csv_reading import records
from pssession.cmdlets.utility.csv_writing import delimiter_of, lines_of
from pssession.cmdlets.utility.text_files import full_path, read_text, write_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException, IOException


class ExportCsvCommand(Cmdlet):
    """Write objects to a file of CSV."""

    def begin(self) -> None:
        self._lines = lines_of(self)
        self._texts: list[str] = []
        self._started = False
        given = self.path or self.literal_path
        if given is None or (self.path is not None and self.literal_path is not None):
            words = "You must specify either the -Path or -LiteralPath parameters, but not both."
            self.throw_terminating(self.error("CannotSpecifyPathAndLiteralPath", "InvalidData", words, None, InvalidOperationException))
        self._path = full_path(self, given)
        if self.no_clobber and not self.append and os.path.exists(self._path):
            words = f"The file '{self._path}' already exists."
            self.throw_terminating(self.error("NoClobber", "ResourceExists", words, self._path, IOException))

    def process(self) -> None:
        item = self.input_object
        if item is None:
            return
        if not self._started:
            self._started = True
            self._start(item)
        self._texts.append(self._lines.line(item))

    def _start(self, item: object) -> None:
        lines = self._lines
        if self.append and os.path.exists(self._path) and os.path.getsize(self._path):
            known = read_text(self, self._path, self.encoding) or ""
            header = next((row for row in records(known, delimiter_of(self)) if not row[0].startswith("#")), [])
            lines.choose_columns(item)
            missing = [name for name in header if name.lower() not in {own.lower() for own in lines.names}]
            if missing and not self.force:
                words = (
                    f"Cannot append CSV content to the following file: {self._path}. The appended object does not have a property that "
                    f"corresponds to the following column: {missing[0]}. To continue with mismatched properties, add the -Force parameter, "
                    "and then retry the command."
                )
                error = self.error(
                    "CannotAppendCsvWithMismatchedPropertyNames", "InvalidData", words, missing[0], InvalidOperationException
                )
                self.throw_terminating(error)
            lines.names = list(header)
            return
        lines.choose_columns(item)
        if self.include_type_information:
            self._texts.append(lines.type_line(item))
        if not self.no_header:
            self._texts.append(lines.header())

    def end(self) -> None:
        if not self.should_process(self._path):
            return
        write_text(self, self._path, "".join(line + "\n" for line in self._texts), self.encoding, append=bool(self.append))
