"""Get-Help: what commands do, and topics. Source: Get-Help of PowerShell 7.6 as observed; the texts are this package's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pssession.cmdlets.help import comments, library
from pssession.cmdlets.help.objects import VIEWS, Subject, full, parameters, row, short
from pssession.engine.commands import discovery
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSArgumentException, exception_class
from pssession.engine.formatting.session import views_of
from pssession.engine.values.wildcards import has_wildcard, matches

_SERVICE = "help views"
_DEFAULT = "about_PSSessions"
_NOT_FOUND = exception_class("Microsoft.PowerShell.Commands.HelpNotFoundException")
_OF_CATEGORY = {"cmdlet": ("Cmdlet",), "function": ("Function",), "filter": ("Filter",), "alias": ("Alias",), "helpfile": ("HelpFile",)}


class GetHelpCommand(Cmdlet):
    """Look help up by name."""

    def begin(self) -> None:
        if _SERVICE not in self.context.services:
            self.context.services[_SERVICE] = True
            views_of(self.context).append(json.loads(files("pssession.cmdlets.help").joinpath("views.json").read_bytes()))

    def process(self) -> None:
        name = str(self.name or _DEFAULT)
        subjects = list(self._subjects(name))
        topics = [one for one in library.topics() if matches(name, one)] if self._wants("HelpFile") else []
        if not subjects and not topics and not has_wildcard(name):
            topics = [one for one in library.topics() if name.lower() in one.lower()] if self._wants("HelpFile") else []
        if not subjects and not topics:
            if not has_wildcard(name):
                self._not_found(name)
            return
        if self.is_bound("Parameter"):
            self._show_parameters(subjects)
        elif len(subjects) + len(topics) > 1 or has_wildcard(name):
            self._list(subjects, topics)
        elif subjects:
            self.write(full(subjects[0], self._view()))
        else:
            self.write(library.topic_text(topics[0]))

    def _view(self) -> str:
        return next((view for switch, view in VIEWS.items() if self.bound.get(switch)), "")

    def _wants(self, category: str) -> bool:
        if not self.is_bound("Category"):
            return True
        wanted = [one for given in self.category for one in _OF_CATEGORY.get(str(given).lower(), (str(given),))]
        return category in wanted or "All" in wanted

    # Finding.

    def _subjects(self, name: str) -> Iterator[Subject]:
        if not has_wildcard(name):
            found = discovery.find_or_none(self.context, name)
            if found is not None and found.command_type in ("Cmdlet", "Function", "Filter") and self._wants(found.command_type):
                yield self._subject(found)
            return
        if self._wants("Function"):
            seen: dict[str, Any] = {}
            for scope in self.context.scope.chain():
                for folded, one in (scope.functions or {}).items():
                    seen.setdefault(folded, one)
            yield from (self._subject(seen[folded]) for folded in sorted(seen) if matches(name, seen[folded].name))
        if self._wants("Cmdlet"):
            yield from (self._subject(one) for one in discovery.cmdlets(self.context) if matches(name, one.name))

    def _subject(self, command: Any) -> Subject:
        text, said = library.command_text(command.name), {}
        if command.command_type != "Cmdlet":
            comment = comments.read(str(command.definition))
            if comment is not None:
                text, said = comment.text, comment.parameters
        names = sorted(
            alias.name
            for scope in self.context.scope.chain()
            for alias in (scope.aliases or {}).values()
            if alias.definition.lower() == command.name.lower()
        )
        return Subject(command.name, command.command_type, command.module_name or "", command.metadata, text, names, said)

    # Showing.

    def _list(self, subjects: list[Subject], topics: list[str]) -> None:
        self.write_all(row(one) for one in sorted(subjects, key=lambda one: one.name.lower()))
        for topic in topics:
            self.write(short({"Name": topic, "Category": "HelpFile", "ModuleName": "", "Synopsis": library.topic_summary(topic)}))

    def _show_parameters(self, subjects: list[Subject]) -> None:
        patterns = [str(one) for one in self.parameter]
        for subject in subjects:
            found = parameters(subject, *patterns)
            if not found:
                words = f"No parameter matches criteria {','.join(patterns)}."
                self.write_error(self.error("NoParmsFound", "InvalidArgument", words, full(subject), PSArgumentException))
            self.write_all(found)

    def _not_found(self, name: str) -> None:
        words = (
            f'Get-Help could not find {name} in a help file in this session. To download updated help topics type: "Update-Help". To get '
            "help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."
        )
        self.write_error(self.error("HelpNotFound", "ResourceUnavailable", words, None, _NOT_FOUND))
