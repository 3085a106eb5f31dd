"""What a session shows on its host: objects as lines, errors as error lines, in the order in which they come.

Out-Default and Out-Host work through this, and so may whoever runs a script for a console. Other streams (warnings and the like)
are the host's own calls and do not come by here.
Source: Out-Default as PowerShell 7.6 was seen; about_Output_Streams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pssession.objects import ErrorRecord, PSObject

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context
    from pssession.engine.formatting.formatter import Formatter

_MARK = "writeErrorStream"
# These need no formatting, and most scripts give nothing else: the formatter is not even loaded for them.
_PLAIN = frozenset((str, int, bool))


class HostOutput:
    """Show what comes, as it comes.

    Args:
        context: The session; its host shows the lines.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._formatter: Formatter | None = None
        self._width = 0
        self._colored = False
        self._text = context.host.write_line

    def feed(self, value: object) -> None:
        """Show one object; a collection item by item."""
        if self._formatter is None and type(value) in _PLAIN:
            self._text(str(value))
            return
        if self._is_new_error(value):
            base = value.base if type(value) is PSObject else value
            assert isinstance(base, ErrorRecord)
            self.error(base)
            return
        from pssession.engine.formatting.session import items_of

        formatter = self._formatter or self._start()
        items = items_of(value)
        if items is None:
            formatter.feed(value)
            return
        for item in items:
            formatter.feed(item)

    def error(self, record: ErrorRecord) -> None:
        """Show an error on the host's error lines."""
        from pssession.engine.formatting.errors import PLAIN, VIRTUAL_TERMINAL
        from pssession.engine.formatting.session import error_text

        formatter = self._formatter or self._start()
        colors = VIRTUAL_TERMINAL if self._colored else PLAIN
        # The view ends some texts with a line of their own, which a host's error lines leave out.
        formatter.feed_error(error_text(self._context, record, width=self._width, colors=colors).removesuffix("\n"))

    def close(self) -> None:
        """Show what is still held back."""
        if self._formatter is not None:
            self._formatter.close()
            self._formatter = None

    def _start(self) -> Formatter:
        from pssession.engine.formatting.session import formatter_for, host_width, shows_colors

        context = self._context
        self._width = host_width(context)
        self._colored = shows_colors(context)
        host = context.host
        # pwsh 7.6: the last cell of a line stays empty, since a screen may go on to the next line when it is filled.
        self._formatter = formatter_for(
            context, width=self._width - 1, line=host.write_line, colored=self._colored, streaming=True, error=host.write_error_line
        )
        return self._formatter

    def _is_new_error(self, value: object) -> bool:
        """Tell whether a record came over the error stream: it is marked, or it is the last error and was not shown yet."""
        base = value.base if type(value) is PSObject else value
        if not isinstance(base, ErrorRecord):
            return False
        if type(value) is PSObject and value.get(_MARK) is True:
            return True
        services, errors = self._context.services, self._context.errors
        if errors and errors[0] is base and services.get(_MARK) is not base:
            services[_MARK] = base
            return True
        return False
