"""Invoke-Command: run a script block here, in sessions, or on computers. Source: features of Invoke-Command in PowerShell 7.6."""

from __future__ import annotations

from functools import partial
from typing import Any

from pssession.cmdlets.remoting.delivery import Origin, deliver
from pssession.cmdlets.remoting.fan_out import DEFAULT_THROTTLE, ENDED, Branch, follow
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.script_to_send import describe
from pssession.engine.errors import ArgumentException, InvalidOperationException, PipelineStoppedException, PSInvalidOperationException
from pssession.engine.values.enums import enum_text
from pssession.errors import SessionError
from pssession.objects import AUTOMATION_NULL, PipelineDescription, PSInvocationState, RunspaceAvailability, RunspacePoolState

_REMOTE_NAMES = ("ComputerName", "FilePathComputerName")
_SESSIONS = ("Session", "FilePathRunspace")
_SSH = ("SSHHost", "FilePathSSHHost", "SSHHostHashParam", "FilePathSSHHostHash")


class InvokeCommandCommand(RemotingCommand):
    """Run a command somewhere."""

    def begin(self) -> None:
        self._input: list[Any] = []
        self._branches: list[Branch] = []
        self._is_remote = self.parameter_set != "InProcess"
        if self._is_remote:
            self._check_switches()

    def process(self) -> None:
        if self.is_bound("InputObject") and self.input_object is not AUTOMATION_NULL:
            self._input.append(self.input_object)

    def end(self) -> None:
        if not self._is_remote:
            self._run_here()
        else:
            self._run_there()

    def stop(self) -> None:
        for branch in self._branches:
            branch.run.stop_nowait()

    def _check_switches(self) -> None:
        if self.in_disconnected_session and (self.as_job or self.is_bound("JobName")):
            words = "You cannot use the Invoke-Command cmdlet with both the AsJob and Disconnected parameters in the same command."
            self._invalid(words)
        if self.is_bound("SessionName") and not self.in_disconnected_session:
            self._invalid("The SessionName parameter can only be used with the Disconnected switch parameter.")

    def _invalid(self, words: str) -> None:
        self.refuse("System.InvalidOperationException", words, InvalidOperationException)

    # Here.

    def _run_here(self) -> None:
        self.context.invoke_script_block(
            self.script_block,
            list(self.argument_list or ()),
            input=self._input if self.is_bound("InputObject") else None,
            in_place=bool(self.no_new_scope),
            out=self.write,
        )

    # There.

    def _run_there(self) -> None:
        description = self._description()
        if self.as_job or self.is_bound("JobName"):
            self._start_job(description)
            return
        if self.parameter_set in _SESSIONS:
            temporary: list[PSSession] = []
            targets = [one for one in self.session if self._is_usable(one)]
            if not targets:
                words = (
                    "No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available "
                    "to run commands."
                )
                self.refuse("InvalidOperation", words, PSInvalidOperationException)
        else:
            targets = temporary = self._open_all()
        if self.in_disconnected_session:
            self._start_and_leave(targets, description)
            return
        try:
            if targets:
                self._follow(targets, description)
        finally:
            for one in temporary:
                if one.session is not None:
                    one.session.close()

    def _description(self) -> PipelineDescription:
        if self.is_bound("FilePath"):
            return describe(self.context, _read_script(self), self.argument_list)
        return describe(self.context, self.script_block, self.argument_list)

    def _computers(self) -> list[str]:
        if self.parameter_set in _SSH:
            return list(self.host_name or ["localhost"])
        if self.parameter_set in _REMOTE_NAMES:
            return self.check_computer_names(list(self.computer_name or ["localhost"]))
        self.refuse("NotSupported", f"The parameter set {self.parameter_set} needs a transport that this computer does not have.")

    def _open(self, computer: str, name: str = "") -> PSSession:
        if self.parameter_set in _SSH:
            raise SessionError("The SSH client session has ended with error message: no connection to other computers is configured.")
        return self.open_session(computer, name, self.session_option)

    def _open_all(self) -> list[PSSession]:
        wanted = list(self.session_name or ())
        made: list[PSSession] = []
        for computer in self._computers():
            try:
                made.append(self._open(computer, wanted.pop(0) if wanted else ""))
            except (PSSessionError, ValueError) as error:
                prefix = "" if isinstance(error, SessionError) else "CannotConnect,"
                self.write_error(self.transport_error(computer, str(error), f"{prefix}PSSessionStateBroken", computer, activity=""))
        return made

    def _is_usable(self, session: PSSession) -> bool:
        state, availability = session.current_state, session.current_availability
        title = f"{session.name}, {session.instance_id}, {session.computer_name}"
        if state is not RunspacePoolState.OPENED:
            words = (
                f"Because the session state for session {title} is not equal to Open, you cannot run a command in the session.  The "
                f"session state is {enum_text(session.state)}."
            )
            self.write_error(self.error("InvokeCommandCommandInvalidSessionState", "InvalidOperation", words, session))
            return False
        if availability is not RunspaceAvailability.AVAILABLE and not self.as_job:
            words = f"The session {title} is not available to run commands.  The session availability is {enum_text(session.availability)}."
            self.write_error(self.error("InvokeCommandCommandInvalidSessionAvailability", "InvalidOperation", words, session))
            return False
        return True

    def _start_job(self, description: PipelineDescription) -> None:
        from pssession.cmdlets.remoting.remote_child_job import Place
        from pssession.cmdlets.remoting.remote_job import start_remote_job

        shows = not self.hide_computer_name
        if self.parameter_set in _SESSIONS:
            places = [Place(one.computer_name, one, shows_computer=shows) for one in self.session]
        else:
            places = [Place(computer, opens=partial(self._open, computer), shows_computer=shows) for computer in self._computers()]
        text = self.script_block.text if self.script_block is not None else self.file_path
        given = self._input if self.is_bound("InputObject") else None
        throttle = self.throttle_limit or DEFAULT_THROTTLE
        self.write(start_remote_job(self, places, description, text, self.job_name or "", given, self.broken, throttle=throttle))

    def _start_and_leave(self, targets: list[PSSession], description: PipelineDescription) -> None:
        for one in targets:
            assert one.session is not None
            one.session.run(description, input=self._input if self.is_bound("InputObject") else None).start()
            one.session.disconnect()
            self.repository.add(one)
            self.write(one)

    def _follow(self, targets: list[PSSession], description: PipelineDescription) -> None:
        given = self._input if self.is_bound("InputObject") else None
        shows = not self.hide_computer_name
        for one in targets:
            assert one.session is not None
            origin = Origin(one.computer_name, one.instance_id, shows_computer=shows)
            self._branches.append(Branch(one.session.run(description, input=given), origin))
        try:
            for branch, item in follow(self._branches, self.throttle_limit or DEFAULT_THROTTLE):
                if item is ENDED:
                    self._end(branch)
                else:
                    deliver(self, item.kind, item.value, branch.origin)
                self.context.check_stop()
        finally:
            for branch in self._branches:
                branch.run.close()

    def _end(self, branch: Branch) -> None:
        if branch.failure is not None:
            computer = branch.origin.computer_name
            words = f"Processing data from remote server {computer} failed with the following error message: {branch.failure}"
            self.write_error(self.transport_error(computer, words, "PSSessionStateBroken", computer, activity=""))
            return
        if branch.run.state is PSInvocationState.STOPPED and self.context.stopping:
            raise PipelineStoppedException()
        reason = branch.run.reason
        if reason is None:
            return
        record = branch.origin.mark(reason)
        if len(self._branches) == 1:
            self.throw_terminating(record)
        self.write_error(record)


def _read_script(command: InvokeCommandCommand) -> str:
    path = str(command.file_path)
    if not path.lower().endswith(".ps1"):
        words = (
            "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with a .ps1 file name "
            "extension and try the command again. (Parameter 'filePath')"
        )
        command.refuse("System.ArgumentException", words, ArgumentException)
    return "\n".join(command.context.read_lines(path))
