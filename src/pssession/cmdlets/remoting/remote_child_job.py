"""The part of a job that runs in one session.

A thread takes what the command gives, so that the session goes on while nobody receives. When the session is disconnected the thread ends
and the job waits; when it is connected again by this client another thread goes on.

Source: PSRemotingChildJob of PowerShell 7.6; about_Remote_Jobs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pssession.cmdlets.jobs.job import Job, JobState
from pssession.cmdlets.jobs.results import STOPPED, HostCall, JobHost, Result
from pssession.cmdlets.remoting.delivery import Origin, deliver
from pssession.cmdlets.remoting.job_failures import busy, not_opened
from pssession.cmdlets.remoting.session_host import SessionHost
from pssession.errors import PSSessionError, SessionBusy
from pssession.objects import ErrorRecord, PSInvocationState, RunspacePoolState, StreamKind

if TYPE_CHECKING:
    from pssession.client.blocking.run import Run
    from pssession.cmdlets.remoting.pssession_object import PSSession
    from pssession.engine.commands.cmdlet import Cmdlet

# Makes the error of a session that cannot be reached from the computer's name and what went wrong.
Failure = Callable[[str, Exception], ErrorRecord]


class Place:
    """Say where a part of a job runs.

    Args:
        computer_name: As typed.
        session: The session there; None for one that is yet to be made.
        opens: Makes it.
        shows_computer: Whether the default display shows the computer.
    """

    def __init__(
        self,
        computer_name: str,
        session: PSSession | None = None,
        *,
        opens: Callable[[], PSSession] | None = None,
        shows_computer: bool = True,
    ) -> None:
        self.computer_name = computer_name
        self.session = session
        self.opens = opens
        self.shows_computer = shows_computer

    @property
    def is_temporary(self) -> bool:
        """Tell whether the session ends with the command."""
        return self.opens is not None


class RemoteChildJob(Job):
    """Be the part of a job that runs in one session.

    Args:
        place: Where it runs.
        starts: Makes the command in the session, answered by a host.
        fails: Makes the error of a session that cannot be reached.
        gate: Lets so many parts run at a time as the throttle limit says.
    """

    def __init__(
        self,
        place: Place,
        starts: Callable[[PSSession, JobHost], Run],
        fails: Failure,
        gate: threading.Semaphore,
        *,
        number: int,
        command: str,
        changed: threading.Condition,
    ) -> None:
        super().__init__(number=number, name="", command=command, changed=changed)
        self.place = place
        self.failure: ErrorRecord | None = None
        self._starts = starts
        self._fails = fails
        self._gate = gate
        self._host = JobHost(self._keep, self._ask, self._close_session)
        self._run: Run | None = None
        self._question: HostCall | None = None
        self._is_stopped = False
        self._closes = False

    @property
    def location(self) -> str:  # type: ignore[override]  # the base has none
        """Name the computer."""
        return self.place.computer_name

    def runs_in(self, session: PSSession) -> bool:
        """Tell whether a session is where it runs."""
        held = self.place.session
        return held is not None and held.instance_id == session.instance_id

    @property
    def runspace(self) -> Any:
        """Give the session's runspace."""
        return None if self.place.session is None else self.place.session.runspace

    @property
    def origin(self) -> Origin | None:
        """Say where the results come from, None before there is a session."""
        session = self.place.session
        if session is None:
            return None
        return Origin(session.computer_name, session.instance_id, shows_computer=self.place.shows_computer)

    # Its thread.

    def begin(self) -> None:
        """Start the command; one whose turn has come has started when this returns."""
        self.move(JobState.RUNNING)
        has_turn = self._gate.acquire(blocking=False)
        if has_turn and not self.place.is_temporary and not self._start():
            self._gate.release()
            return
        threading.Thread(target=self._live, args=(has_turn,), name=self.name, daemon=True).start()

    def resume(self) -> None:
        """Go on with what the session's command gave since it was left; the session is connected."""
        session = self.place.session
        assert session is not None
        assert session.session is not None
        self._run = session.session.receive(host=self._host)
        self.move(JobState.RUNNING)
        threading.Thread(target=self._follow, name=self.name, daemon=True).start()

    def _live(self, has_turn: bool) -> None:
        if not has_turn:
            self._gate.acquire()
        try:
            if self._run is not None or self._start():
                self._follow()
        finally:
            self._gate.release()

    def _start(self) -> bool:
        if self._is_stopped:
            self.move(JobState.STOPPED)
            return False
        try:
            if self.place.session is None and self.place.opens is not None:
                self.place.session = self.place.opens()
            assert self.place.session is not None
            if self.place.session.current_state is not RunspacePoolState.OPENED:
                self._fail_with(not_opened(self.place.session))
                return False
            run = self._starts(self.place.session, self._host)
            run.start()
            self._run = run
        except SessionBusy as error:
            self._fail_with(busy(str(error)))
            return False
        except (PSSessionError, ValueError) as error:
            self._fail_with(self._fails(self.place.computer_name, error))
            return False
        if self._is_stopped:
            run.stop_nowait()
        return True

    def _follow(self) -> None:
        run, origin = self._run, self.origin
        assert run is not None
        assert origin is not None
        try:
            while (item := run.next_item()) is not None:
                self.add(item.kind, _marked(origin, item.kind, item.value))
        except PSSessionError as error:
            self._lose(error)
        else:
            self._end(run, origin)
        finally:
            if self.is_finished:
                self._let_go()

    def _end(self, run: Run, origin: Origin) -> None:
        if run.state is PSInvocationState.FAILED and run.reason is not None and not self._is_stopped:
            self._fail_with(origin.mark(run.reason))
        elif self._is_stopped or (run.state is PSInvocationState.STOPPED and not self._is_closed):
            self.move(JobState.STOPPED)
        else:
            self.move(JobState.COMPLETED)

    @property
    def _is_closed(self) -> bool:
        session = self.place.session
        return session is not None and session.current_state in (RunspacePoolState.CLOSED, RunspacePoolState.CLOSING)

    def _lose(self, error: PSSessionError) -> None:
        """Take the state that fits a session that is no longer there. Source: observed, pwsh 7.6: closed here means Completed."""
        session = self.place.session
        state = None if session is None else session.current_state
        if self._is_stopped:
            self.move(JobState.STOPPED)
        elif state in (RunspacePoolState.DISCONNECTED, RunspacePoolState.DISCONNECTING):
            self.move(JobState.DISCONNECTED)
        elif self._is_closed or self._closes:
            self.move(JobState.COMPLETED)
        elif isinstance(error, LeftBehind):
            self.move(JobState.DISCONNECTED)
        else:
            self._fail_with(self._fails(self.place.computer_name, error))

    def _fail_with(self, record: ErrorRecord) -> None:
        self.failure = record
        self.move(JobState.FAILED, record.exception)

    def _let_go(self) -> None:
        session = self.place.session
        with self.changed:
            if not self.place.is_temporary or session is None or session.is_closed:
                return
            session.is_closed = True
        if session.session is not None:
            session.session.close()

    def _close_session(self) -> None:
        # `exit` in a command closes the session, as PowerShell's client does when it is told that it should exit.
        session = self.place.session
        if session is not None and session.session is not None:
            session.session.close_nowait()

    # Its host.

    def _keep(self, call: HostCall) -> None:
        self.add(None, call)

    def _ask(self, call: HostCall) -> Any:
        self._question = call
        if self._is_stopped:
            raise STOPPED
        self.add(None, call)
        self.move(JobState.BLOCKED)
        try:
            return call.wait()
        finally:
            self._question = None
            self.move(JobState.RUNNING)

    # What commands do with it.

    def deliver(self, cmdlet: Cmdlet, result: Result) -> None:
        kind, value = result
        origin = self.origin
        if kind is None:
            value.perform(SessionHost(cmdlet.context, self.place.computer_name))
        elif origin is not None:
            deliver(cmdlet, kind, value, origin)

    def deliver_failure(self, cmdlet: Cmdlet) -> None:
        if self.failure is not None:
            cmdlet.write_error(self.failure)

    def stop(self) -> None:
        """Ask for the command's stop; a session that was left is taken up for it.

        Raises:
            PSSessionError: It cannot be taken up.
        """
        session = self.place.session
        if self.current_state is JobState.DISCONNECTED and session is not None and session.session is not None:
            session.session.connect()
            self.resume()
        self._is_stopped = True
        question = self._question
        if question is not None:
            question.cancel(STOPPED)
        if self._run is not None:
            self._run.stop_nowait()

    def leave(self) -> None:
        """Let the thread end because the session is about to be disconnected."""
        question = self._question
        if question is not None:
            question.cancel(LeftBehind())

    def let_close(self) -> None:
        """Let the thread end because the session is about to be closed."""
        self._closes = True
        self.leave()

    def release(self) -> None:
        if not self.is_finished:
            self.stop()
        self._let_go()


class LeftBehind(PSSessionError):
    """Say that a question stays unanswered because the session is being left; whoever takes it up is asked again."""


def _marked(origin: Origin, kind: StreamKind, value: Any) -> Any:
    if kind is StreamKind.OUTPUT:
        return origin.tag(value)
    return origin.mark(value) if kind is StreamKind.ERROR else value
