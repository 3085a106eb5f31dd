"""Update-FormatData. Source: the command's help; about_Format.ps1xml; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.format_files import views_of as views_in
from pssession.cmdlets.utility.xml_files import XmlFileError, parse
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ItemNotFoundException
from pssession.engine.formatting.session import views_of


class UpdateFormatDataCommand(Cmdlet):
    """Put views of format files before or behind those of the session."""

    def process(self) -> None:
        views = views_of(self.context)
        for paths, error_id, put in (
            (self.prepend_path, "FormatPrependPathException", views.prepend),
            (self.append_path, "FormatAppendPathException", views.append),
        ):
            for path in paths or ():
                try:
                    put(views_in(parse(self, path)))
                except XmlFileError as problem:
                    self.write_error(self.error(error_id, "InvalidOperation", problem.words, path, ItemNotFoundException))
