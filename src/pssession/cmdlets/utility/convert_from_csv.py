"""ConvertFrom-Csv. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.csv_reading import CsvReader, DuplicateHeader
from pssession.cmdlets.utility.csv_writing import delimiter_of
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ExtendedTypeSystemException
from pssession.engine.values.conversions import to_string


class ConvertFromCsvCommand(Cmdlet):
    """Read objects from lines of CSV."""

    def begin(self) -> None:
        self._texts: list[str] = []

    def process(self) -> None:
        self._texts += [to_string(item) for item in self.input_object]

    def end(self) -> None:
        try:
            reader = CsvReader(delimiter_of(self), self.header, self.write_warning)
            self.write_all(reader.objects("\n".join(self._texts)))
        except DuplicateHeader as problem:
            words = f'The member "{problem.args[0]}" is already present.'
            self.throw_terminating(
                self.error("AlreadyPresentPSMemberInfoInternalCollectionAdd", "NotSpecified", words, None, ExtendedTypeSystemException)
            )
