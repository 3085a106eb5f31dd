"""Copy-Item on this machine. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.providers.path_errors import record_of
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import Copying, ProviderError
from pssession.objects import ProgressRecord


class CopyItemCommand(ItemCommand):
    """Copy items."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                self._copy(place)

    def _copy(self, place: Place) -> None:
        target = self.providers.place(self.destination or "")
        provider = place.provider.provider
        if target.provider is not place.provider:
            words = PSArgumentException("Source and destination path did not resolve to the same provider.")
            raise ProviderError("CopyItemSourceAndDestinationNotSameProvider", "InvalidArgument", words, place.path)
        action, what = provider.intent(self.context, "Copy", place.path, target.path)
        if not self.should_process(what, action):
            return
        how = Copying(
            recurse=bool(self.recurse),
            force=bool(self.force),
            keep_folders=bool(self.container) or not self.is_bound("Container"),
            passes=self.selection().passes_filter,
            failed=lambda problem: self.write_error(record_of(problem)),
        )
        has_files = False
        for item in provider.copy(self.context, place.path, target.path, how):
            has_files = has_files or not item.is_container
            if self.pass_thru:
                self.write_item(target, item)
        if has_files and provider.navigates:
            self.write_progress(ProgressRecord(activity=" ", status_description=" ", record_type=1))
