"""Import-Csv. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.csv_reading import CsvReader, DuplicateHeader
from pssession.cmdlets.utility.csv_writing import delimiter_of
from pssession.cmdlets.utility.text_files import found_paths, read_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ExtendedTypeSystemException


class ImportCsvCommand(Cmdlet):
    """Read objects from files of CSV."""

    def process(self) -> None:
        for path in found_paths(self, self.path, self.literal_path):
            text = read_text(self, path, self.encoding)
            if text is None:
                continue
            try:
                self.write_all(CsvReader(delimiter_of(self), self.header, self.write_warning).objects(text))
            except DuplicateHeader as problem:
                words = f'The member "{problem.args[0]}" is already present.'
                error_id = "AlreadyPresentPSMemberInfoInternalCollectionAdd"
                self.throw_terminating(self.error(error_id, "NotSpecified", words, None, ExtendedTypeSystemException))
