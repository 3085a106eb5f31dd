"""A session that was entered: what is typed runs there, is formatted there, and is shown here through its host calls.

Source: Enter-PSSession of PowerShell 7.6; features of the interactive prompt, `[name]: PS path>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pssession.client.items import Error, Output
from pssession.errors import PSSessionError
from pssession.objects import Argument, Command, PipelineDescription, PSInvocationState

if TYPE_CHECKING:
    from pssession.shell.console_host import ConsoleHost
    from pssession.shell.target import Completion

_OUTPUT, _ERROR = 1, 2
_PLAIN_PROMPT = "PS> "
# Texts alone travel: a session of any kind can give them.
_COMPLETE = (
    "param($text, $cursor) $found = TabExpansion2 $text $cursor; $found.ReplacementIndex; $found.CompletionMatches | "
    'ForEach-Object { $_.CompletionText; $_.ListItemText; "$($_.ResultType)"; $_.ToolTip }'
)


class EnteredSession:
    """Run lines in a session.

    Args:
        runspace: What Enter-PSSession pushed: it has `session` (the client's), `computer_name`, and `leave()` where it was made for this.
        host: Shows what comes.
    """

    def __init__(self, runspace: Any, host: ConsoleHost) -> None:
        self._runspace = runspace
        self._host = host
        self._run: Any = None
        self._is_left = False

    def run_text(self, text: str, *, history: bool = False) -> bool:
        """Run a text there; its output comes as the host calls of Out-Default."""
        script = Command(name=text, is_script=True, use_local_scope=False, merge_my=_ERROR, merge_to=_OUTPUT)
        description = PipelineDescription(
            statements=[[script, Command(name="Out-Default")]], add_to_history=history, history=text if history else None
        )
        run = self._follow(description, self._show)
        if run is None:
            return False
        if run.reason is not None and run.state is PSInvocationState.FAILED:
            self._host.show_error(run.reason)
        return run.reason is None

    def _follow(self, what: PipelineDescription | str, take: Any) -> Any:
        """Run something to its end; None where the session broke meanwhile."""
        session = self._runspace.session
        try:
            run = self._run = session.run(what, host=self._host)
            while (item := run.next_item()) is not None:
                take(item)
        except PSSessionError as error:
            self._give_up(error)
            return None
        finally:
            self._run = None
            self._host.end_progress()
            if self._is_left:
                self._runspace.leave()
        return run

    def _give_up(self, error: PSSessionError) -> None:
        """Say that the session is gone, and go back to the shell's own."""
        name = self._runspace.computer_name
        self._host.write_error_line(f"[{name}] {error}\nThe session was left.")
        if self._host.entered is self:
            self._host.pop_runspace()

    def _show(self, item: Any) -> None:
        if isinstance(item, Error):
            self._host.show_error(item.value)
        elif isinstance(item, Output):
            self._host.write_line(str(item.value))

    def prompt_text(self) -> str | None:
        """Give the session's own prompt behind its name; None where the session broke."""
        values: list[str] = []

        def take(item: Any) -> None:
            if isinstance(item, Output):
                values.append(str(item.value))

        if self._follow("prompt", take) is None:
            return None
        return f"[{self._runspace.computer_name}]: {''.join(values) or _PLAIN_PROMPT}"

    def complete(self, text: str, cursor: int) -> tuple[int, list[Completion]]:
        """Ask the session's own engine, by TabExpansion2 as PowerShell's prompt does."""
        found: list[Any] = []

        def take(item: Any) -> None:
            if isinstance(item, Output):
                found.append(item.value)

        script = Command(name=_COMPLETE, is_script=True, arguments=[Argument(value=text), Argument(value=cursor)])
        self._follow(PipelineDescription(statements=[[script]]), take)
        if not found:
            return cursor, []
        start, *rest = found
        pieces = [str(one) for one in rest]
        return int(start), [(pieces[at], pieces[at + 1], pieces[at + 2], pieces[at + 3]) for at in range(0, len(pieces) - 3, 4)]

    def stop(self) -> None:
        """End what runs there."""
        self._host.interrupt()
        running = self._run
        if running is not None:
            running.stop_nowait()

    def leave(self) -> None:
        """Let go of the session, once what runs there is done; one that was made for this ends."""
        self._is_left = True
        if self._run is None:
            self._runspace.leave()
