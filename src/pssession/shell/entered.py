"""A session that was entered: what is typed runs there, formatted there, and is shown here through its host calls.

Source: Enter-PSSession of PowerShell 7.6; features of the interactive prompt, `[name]: PS path>`.
"""

from __future__ import annotations

from typing import Any

from pssession.client.items import Error, Output
from pssession.errors import PSSessionError
from pssession.objects import Command, Host, PipelineDescription

_OUTPUT, _ERROR = 1, 2


class EnteredSession:
    """Run lines in a session.

    Args:
        runspace: What Enter-PSSession pushed: it has `session` (the client's), `computer_name`, and `leave()` where it was made for this.
        host: Shows what comes.
    """

    def __init__(self, runspace: Any, host: Host) -> None:
        self._runspace = runspace
        self._host = host
        self._run: Any = None

    def run_text(self, text: str, *, history: bool = False) -> bool:
        """Run a text there; its output comes as the host calls of Out-Default."""
        script = Command(name=text, is_script=True, use_local_scope=False, merge_my=_ERROR, merge_to=_OUTPUT)
        description = PipelineDescription(
            statements=[[script, Command(name="Out-Default")]], add_to_history=history, history=text if history else None
        )
        try:
            self._run = self._runspace.session.run(description, host=self._host)
            for item in self._run:
                self._show(item)
            reason = self._run.reason
        except PSSessionError as error:
            self._host.write_error_line(str(error))
            self._host.pop_runspace()
            return False
        finally:
            self._run = None
        if reason is not None:
            self._host.write_error_line(str(reason))
        return reason is None

    def _show(self, item: Any) -> None:
        if isinstance(item, Error):
            self._host.write_error_line(str(item.value))
        elif isinstance(item, Output):
            self._host.write_line(str(item.value))

    def prompt_text(self) -> str:
        """Give the session's own prompt behind its name."""
        try:
            values = [str(item.value) for item in self._runspace.session.run("prompt", host=self._host) if isinstance(item, Output)]
        except PSSessionError as error:
            self._host.write_error_line(str(error))
            values = []
        return f"[{self._runspace.computer_name}]: {''.join(values) or 'PS> '}"

    def stop(self) -> None:
        """End what runs there."""
        running = self._run
        if running is not None:
            running.stop_nowait()

    def leave(self) -> None:
        """Let go of the session; one that was made for this ends."""
        self._runspace.leave()
