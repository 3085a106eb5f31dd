"""Invoke-Command: run a script block here, in sessions, or on computers. Source: features of Invoke-Command in PowerShell 7.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

from pssession.client.words import BY_HAND
from pssession.cmdlets.remoting.delivery import Origin, deliver, ends_the_command, terminating
from pssession.cmdlets.remoting.fan_out import DEFAULT_THROTTLE, ENDED, Branch, FanOut, Found
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import InvalidRunspaceStateException, PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.script_file import read_script
from pssession.cmdlets.remoting.script_to_send import describe
from pssession.cmdlets.remoting.transport_errors import broken, job_failure
from pssession.engine.errors import (
    ArgumentException,
    InvalidOperationException,
    PipelineStoppedException,
    PSInvalidOperationException,
    StopUpstream,
)
from pssession.engine.values.enums import enum_text
from pssession.objects import AUTOMATION_NULL, Array, PipelineDescription, PSInvocationState, RunspaceAvailability, RunspacePoolState

_SESSIONS = ("Session", "FilePathRunspace")
# A command of ours that has said all it has to say may still be on its way to its end: so long is waited for that.
_SETTLING_SECONDS = 0.2


class InvokeCommandCommand(RemotingCommand):
    """Run a command somewhere."""

    _description: PipelineDescription
    _work: FanOut | None = None
    _targets: Sequence[PSSession] = ()
    _temporary: Sequence[PSSession] = ()
    _is_cut = False

    def begin(self) -> None:
        # Objects that wait: for all of them, or for a session that still runs a command of this very pipeline.
        self._held: list[Any] = []
        self._is_remote = self.parameter_set != "InProcess"
        if not self._is_remote:
            return
        self._check_switches()
        self._description = self._described()
        self._is_direct = not self._is_job and not self.in_disconnected_session
        if self._is_direct:
            self._find_targets()

    def process(self) -> None:
        value = self.input_object if self.is_bound("InputObject") else AUTOMATION_NULL
        if not self._is_remote or not self._is_direct:
            if value is not AUTOMATION_NULL:
                self._held.append(value)
            return
        if self._work is None and self._has_free_targets:
            self._start()
        if self._work is None:
            self._held.append(value)
        elif value is not AUTOMATION_NULL:
            self._work.give(value)
            self._deliver(self._work.ready())

    def end(self) -> None:
        if not self._is_remote:
            self._run_here()
        elif self._is_job:
            self._start_job()
        elif self.in_disconnected_session:
            self._start_and_leave()
        else:
            self._finish()

    def stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def clean(self) -> None:
        work = self._work
        if work is not None:
            if self._is_cut and not self.is_stopping:
                # pwsh 7.6: a command whose output nobody wants any more runs to its end all the same.
                work.end_input()
                for _ in work.rest():
                    pass
            work.close()
            for branch in work.branches:
                branch.target.end_as_wanted()
        for one in self._temporary:
            if one.session is not None:
                one.session.close()
                one.is_closed = True

    # What is refused.

    def _check_switches(self) -> None:
        if self.in_disconnected_session and self._is_job:
            words = "You cannot use the Invoke-Command cmdlet with both the AsJob and Disconnected parameters in the same command."
            self._invalid(words)
        if self.is_bound("SessionName") and not self.in_disconnected_session:
            self._invalid("The SessionName parameter can only be used with the Disconnected switch parameter.")

    def _invalid(self, words: str) -> NoReturn:
        self.refuse("System.InvalidOperationException", words, InvalidOperationException)

    @property
    def _is_job(self) -> bool:
        return bool(self.as_job) or self.is_bound("JobName")

    @property
    def _has_input(self) -> bool:
        return self.is_bound("InputObject") or self.invocation.expecting_input

    # Here.

    def _run_here(self) -> None:
        self.context.invoke_script_block(
            self.script_block,
            list(self.argument_list or ()),
            input=self._held if self._has_input else None,
            in_place=bool(self.no_new_scope),
            out=self.write,
        )

    # There.

    def _described(self) -> PipelineDescription:
        script = read_script(self, str(self.file_path)) if self.is_bound("FilePath") else self.script_block
        return describe(self.context, script, self.argument_list)

    def _find_targets(self) -> None:
        if self.parameter_set not in _SESSIONS:
            self._temporary = self._open_all()
            self._targets = self._temporary
            return
        if len({one.instance_id for one in self.session}) < len(self.session):
            target = Array(self.session, "System.Management.Automation.Runspaces.PSSession")
            self.refuse(
                "RemoteRunspaceInfoHasDuplicates", "Specified RemoteRunspaceInfo objects have duplicates.", ArgumentException, target
            )
        self._targets = [one for one in self.session if self._is_usable(one)]
        if not self._targets:
            words = (
                "No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available "
                "to run commands."
            )
            self.refuse("InvalidOperation", words, PSInvalidOperationException)

    @property
    def _has_free_targets(self) -> bool:
        return all(one.current_availability is RunspaceAvailability.AVAILABLE for one in self._targets)

    def _is_usable(self, session: PSSession) -> bool:
        title = f"{session.name}, {session.instance_id}, {session.computer_name}"
        if session.current_state is not RunspacePoolState.OPENED:
            words = (
                f"Because the session state for session {title} is not equal to Open, you cannot run a command in the session.  The "
                f"session state is {enum_text(session.state)}."
            )
            kind = InvalidRunspaceStateException
            self.write_error(self.error("InvokeCommandCommandInvalidSessionState", "InvalidOperation", words, session, kind))
            return False
        assert session.session is not None
        if not session.session.until_available(_SETTLING_SECONDS):
            words = f"The session {title} is not available to run commands.  The session availability is {enum_text(session.availability)}."
            kind = InvalidRunspaceStateException
            self.write_error(self.error("InvokeCommandCommandInvalidSessionAvailability", "InvalidOperation", words, session, kind))
            return False
        return True

    def _start(self) -> None:
        if not self._targets:
            return
        shows = not self.hide_computer_name
        branches = []
        for one in self._targets:
            assert one.session is not None
            origin = Origin(one.computer_name, one.instance_id, shows_computer=shows)
            given = BY_HAND if self._has_input else None
            branches.append(Branch(one, one.session.run(self._description, input=given), origin))
        self._work = FanOut(branches, self.throttle_limit or DEFAULT_THROTTLE, has_input=self._has_input)
        self._work.start()

    def _finish(self) -> None:
        if self._work is None:
            # pwsh 7.6: without a single object a command that expects some is not even started.
            if self._has_input and not self._held:
                return
            self._start()
        work = self._work
        if work is None:
            return
        for value in self._held:
            work.give(value)
        work.end_input()
        self._deliver(work.rest())

    def _deliver(self, found: Iterator[Found]) -> None:
        try:
            for branch, item in found:
                if item is ENDED:
                    self._end(branch)
                else:
                    deliver(self, item.kind, item.value, branch.origin)
                self.context.check_stop()
        except StopUpstream:
            self._is_cut = True
            raise

    def _end(self, branch: Branch) -> None:
        branch.target.end_as_wanted()
        if branch.failure is not None:
            self.write_error(branch.origin.mark(job_failure(branch.origin.computer_name, str(branch.failure))))
            return
        run = branch.run
        if run.state is PSInvocationState.STOPPED and self.is_stopping:
            raise PipelineStoppedException()
        reason = run.reason
        if reason is None:
            return
        assert self._work is not None
        if len(self._work.branches) == 1 and ends_the_command(reason):
            raise terminating(reason)
        self.write_error(branch.origin.mark(reason))

    # On computers.

    def _open_all(self) -> list[PSSession]:
        computers, wishes = self.targets(), self.wishes()
        wanted = list(self.session_name or ())
        made: list[PSSession] = []
        for computer in computers:
            try:
                name = wanted.pop(0) if wanted else ""
                made.append(self.open_session(computer, name, wishes, temporary=not self.in_disconnected_session))
            except (PSSessionError, ValueError) as problem:
                self.write_error(broken(computer, problem))
        return made

    # As a job, and in sessions that are left.

    def _start_job(self) -> None:
        from pssession.cmdlets.remoting.remote_child_job import Place
        from pssession.cmdlets.remoting.remote_job import start_remote_job

        shows = not self.hide_computer_name
        if self.parameter_set in _SESSIONS:
            places = [Place(one.computer_name, one, shows_computer=shows) for one in self.session]
        else:
            computers, wishes = self.targets(), self.wishes()
            places = [
                Place(computer, opens=partial(self.open_session, computer, "", wishes, temporary=True), shows_computer=shows)
                for computer in computers
            ]
        text = self.script_block.text if self.script_block is not None else self.file_path
        given = self._held if self._has_input else None
        throttle = self.throttle_limit or DEFAULT_THROTTLE
        job = start_remote_job(self, places, self._description, text, self.job_name or "", given, broken, throttle=throttle)
        self.write(job)

    def _start_and_leave(self) -> None:
        for one in self._open_all():
            assert one.session is not None
            # The run is held on to until the session is left: one that nobody holds is stopped.
            run = one.session.run(self._description, input=BY_HAND if self._has_input else None)
            run.start()
            if self._has_input:
                for value in self._held:
                    run.send_input(value)
                run.end_input()
            one.disconnect()
            self.repository.add(one)
            self.write(one)
