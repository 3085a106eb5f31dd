"""What Format-Table, Format-List, Format-Wide and Format-Custom share: from objects to format documents.

The shapes themselves stand in `engine.formatting`; what is asked for, in each command's own file.
Source: about_Format.ps1xml; error ids as PowerShell 7.6 was recorded (fmt.calc).
"""

from __future__ import annotations

from typing import Any, ClassVar

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import NotSupportedException, PipelineStoppedException
from pssession.engine.formatting.properties import IllegalProperty, read_properties, read_property
from pssession.engine.formatting.session import items_of, reader_of, shaper_for, views_of
from pssession.engine.formatting.shapes import FormatOptions, Shaper
from pssession.objects import ErrorDetails

_CONTROLS = {"table": "Table", "list": "List", "wide": "Wide", "custom": "Custom"}


class FormatCommand(Cmdlet):
    """Write format documents for the objects that come.

    Attributes:
        kind: Which shape: "table", "list", "wide" or "custom".
    """

    kind: ClassVar[str]

    def begin(self) -> None:
        self._shaper: Shaper | None = None
        try:
            asked = self.property if isinstance(self.property, list) else [self.property] if self.property is not None else []
            properties = read_properties(asked, self.kind)
            group = read_property(self.group_by, "group") if self.group_by is not None else None
        except IllegalProperty as problem:
            record = self.error(problem.error_id, "InvalidArgument", NotSupportedException())
            record.error_details = ErrorDetails(message=problem.details)
            self.throw_terminating(record)
        self._expand = str(self.expand or "EnumOnly")
        self._options = FormatOptions(
            kind=self.kind,
            properties=properties,
            group_by=group,
            view=self.view,
            show_error=bool(self.show_error),
            display_error=bool(self.display_error),
            force=bool(self.force),
        )
        self.choose(self._options)

    def choose(self, options: FormatOptions) -> None:
        """Take in what only this command can be asked for."""

    def process(self) -> None:
        if not self.is_bound("InputObject"):
            return
        value = self.input_object
        items = items_of(value, self._expand)
        if items is None:
            self._feed(value)
            return
        for item in items:
            self._feed(item)

    def end(self) -> None:
        if self._shaper is not None:
            self.write_all(self._shaper.finish())

    def _feed(self, value: Any) -> None:
        if value is None:
            return
        if self._shaper is None:
            self._shaper = shaper_for(self.context, self._options)
            self._check_view(value)
        self.write_all(self._shaper.feed(value))

    def _check_view(self, value: Any) -> None:
        name = self._options.view
        if name is None:
            return
        names = reader_of(self.context).type_names(value)
        control = _CONTROLS[self.kind]
        if views_of(self.context).find(names, control + "Control", name) is None:
            record = self.error("FormatViewNotFound", "ObjectNotFound", PipelineStoppedException(), name)
            words = f"The view name {name} cannot be found. There are no existing {control} views for {names[0]} objects."
            record.error_details = ErrorDetails(message=words)
            self.throw_terminating(record)
