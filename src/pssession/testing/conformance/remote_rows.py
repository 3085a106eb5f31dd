"""A row about sessions: a client with the recorded host, its session `$s`, and `New-TestSession` for further ones.

Source: the README beside the recorded rows, "remote rows".
"""

from __future__ import annotations

from typing import Any

from pssession.objects import Host, StreamKind
from pssession.testing.conformance.behaviour import Collected, Row, new_interpreter, run_code, run_in_folder
from pssession.testing.conformance.golden_host import GoldenHost

_PREPARE = """\
function New-TestSession {
    param([string] $Name)
    $made = if ($Name) { New-PSSession -Name $Name } else { New-PSSession }
    Invoke-Command -Session $made -ScriptBlock { Set-Location -LiteralPath $args[0] } -ArgumentList $T
    $made
}
$s = New-TestSession main
"""


class Shown(Collected):
    """Keep everything by stream, and show on a host what a host shows.

    Args:
        host: Shows it; what reaches it as a warning, verbose or debug line is kept as well.
    """

    def __init__(self) -> None:
        super().__init__()
        self.host: Host = Host()

    def keep(self, kind: str, text: str) -> None:
        """Keep a message that came by way of the host."""
        self.streams[StreamKind(kind)].append(text)

    def write(self, kind: StreamKind, value: Any) -> None:
        """Keep one object."""
        line = _LINES.get(kind)
        if line is not None:
            getattr(self.host, line)(value.message)
            return
        super().write(kind, value)
        if kind is StreamKind.PROGRESS:
            self.host.write_progress(0, value)
        elif kind is StreamKind.INFORMATION:
            self.host.show_information(value)


_LINES = {
    StreamKind.WARNING: "write_warning_line",
    StreamKind.VERBOSE: "write_verbose_line",
    StreamKind.DEBUG: "write_debug_line",
}


def run_row(row: Row) -> Row:
    """Run a row with a session in this process, which ends afterwards; needs the bed that sessions are made in."""
    return run_in_folder(row, _run)


def _run(row: Row, folder: str, made: Row) -> None:
    from pssession.cmdlets.remoting.repository import repository_of

    sink = Shown()
    host = GoldenHost(row.get("answers", ()), sink.keep)
    sink.host = host
    interpreter = new_interpreter(host)
    try:
        outcome = run_code(interpreter, row, folder, made, sink, _PREPARE)
        if outcome is not None and outcome.exit_code is not None:
            host.set_should_exit(outcome.exit_code)
        if host.calls:
            made["host"] = host.calls
    finally:
        for one in repository_of(interpreter.context).all():
            if one.session is not None:
                one.session.close()
