"""What the session commands share: finding sessions by what was given, opening and taking them up, and the errors of both.

Source: PSRemotingCmdlet of PowerShell 7.6; texts and ids as recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn
from uuid import UUID

from pssession.cmdlets.remoting import hosts
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.repository import SessionRepository, repository_of
from pssession.cmdlets.remoting.session_host import SessionHost
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, PSArgumentException, PSRemotingTransportException
from pssession.engine.serialization import view
from pssession.engine.values import wildcards
from pssession.engine.values.enums import number_of
from pssession.errors import PSSessionError
from pssession.objects import ErrorCategory, ErrorRecord, InvocationInfo, OutputBufferingMode

_HELP = "For more information, see the about_Remote_Troubleshooting Help topic."


class InvalidRunspaceStateException(DotNetException):
    """Say that a session is not in the state that a command needs."""

    full_name = "System.Management.Automation.Runspaces.InvalidRunspaceStateException"


class RemotingCommand(Cmdlet):
    """Be the base of commands about sessions."""

    @property
    def repository(self) -> SessionRepository:
        """Give the sessions of this runspace."""
        return repository_of(self.context)

    # Names of computers.

    def check_computer_names(self, names: list[str]) -> list[str]:
        """Give the names as sessions show them; ends the command where one cannot be a computer's."""
        resolved = [hosts.normalize(name) for name in names]
        if not all(map(hosts.is_valid, resolved)):
            words = (
                "One or more computer names are not valid. If you are trying to pass a URI, use the -ConnectionUri parameter, or pass "
                "URI objects instead of strings."
            )
            self.throw_terminating(self.error("PSSessionInvalidComputerName", "InvalidArgument", words, None, PSArgumentException))
        return resolved

    def transport_error(self, computer: str, reason: str, error_id: str, target: Any, *, activity: str) -> ErrorRecord:
        """Make the error of a computer that cannot be reached; its id stays as it is."""
        words = f"Connecting to remote server {computer} failed with the following error message : {reason} {_HELP}"
        record = self.error(error_id, ErrorCategory.OpenError, words, target, PSRemotingTransportException)
        from pssession.objects import ErrorDetails

        record.error_details = ErrorDetails(message=f"[{computer}] {words}")
        record.activity = activity
        record.invocation_info = InvocationInfo()
        return record

    def broken(self, computer: str, problem: Exception) -> ErrorRecord:
        """Make the error of a command whose session cannot be reached."""
        return self.transport_error(computer, str(problem), "PSSessionStateBroken", computer, activity="")

    def job_failure(self, computer: str, reason: str) -> ErrorRecord:
        """Make the error of a session that broke under a command."""
        words = f"Processing data from remote server {computer} failed with the following error message: {reason} {_HELP}"
        return self.error("JobFailure", ErrorCategory.OpenError, words, None, PSRemotingTransportException)

    # Making sessions.

    def open_session(
        self, computer: str, name: str, options: Any = None, *, engine: str | list[str] = "builtin", durable: bool = True
    ) -> PSSession:
        """Make a session on a computer.

        Raises:
            PSSessionError: It cannot be made.
        """
        import pssession
        from pssession.errors import TransportError

        if not hosts.is_local(computer):
            raise TransportError(
                f"nothing on {computer} listens for sessions that can be reached from here: no transport to other computers is configured."
            )
        wishes: dict[str, Any] = {}
        if options is not None:
            if options.idle_timeout.ticks > 0:
                wishes["idle_timeout"] = options.idle_timeout.ticks / 10_000_000
            wishes["output_buffering"] = OutputBufferingMode(number_of(options.output_buffering_mode))
            if options.application_arguments is not None:
                wishes["application_arguments"] = _mapping(options.application_arguments)
        number = self.repository.next_id()
        shown = name or f"Runspace{number}"
        host = SessionHost(self.context, computer)
        session = pssession.connect(name=shown, engine=engine, durable=durable, host=host, adapter=view, **wishes).open()
        made = PSSession(number=number, name=shown, computer_name=computer, session=session)
        host.session = made
        return made

    def take_up(self, found: PSSession) -> None:
        """Connect a session that is disconnected.

        Raises:
            PSSessionError: It is gone, or in use.
        """
        if found.session is not None:
            found.session.connect()
        else:
            import pssession

            host = SessionHost(self.context, found.computer_name)
            host.session = found
            found.session = pssession.reconnect(str(found.instance_id), host=host, adapter=view).open()
        found.disconnected_on = found.expires_on = None

    def query(self, computer: str) -> list[PSSession]:
        """List the sessions that this user has on a computer.

        Raises:
            PSSessionError: It cannot be asked.
        """
        from pssession.client.directory import list_sessions
        from pssession.errors import TransportError

        if not hosts.is_local(computer):
            raise TransportError(f"nothing on {computer} listens for sessions that can be reached from here.")
        found = []
        for info in list_sessions():
            known = self.repository.by_instance_id(info.session_id)
            if known is not None and known.session is not None and not _is_stale(known, info):
                found.append(known)
                continue
            number = self.repository.next_id(info.session_id)
            name = info.name or f"Runspace{number}"
            found.append(PSSession(number=number, name=name, computer_name=computer, info=info))
        return found

    # Finding sessions.

    def found_by_name(self, names: list[str]) -> Iterator[PSSession]:
        """Find kept sessions by name; writes an error for a plain name that fits none."""
        for name in names:
            matching = self.repository.by_name(name)
            if not matching and not wildcards.has_wildcard(name):
                self.missing(
                    "RemoteRunspaceNotAvailableForSpecifiedName", f"The remote session with the name {name}  is not available.", name
                )
            yield from matching

    def found_by_id(self, numbers: list[int]) -> Iterator[PSSession]:
        """Find kept sessions by id; writes an error for one that is not there."""
        for number in numbers:
            found = self.repository.by_id(number)
            if found is None:
                words = f"The remote session with the session ID {number} is not available."
                self.missing("RemoteRunspaceNotAvailableForSpecifiedSessionId", words, number)
            else:
                yield found

    def found_by_instance_id(self, wanted: list[UUID]) -> Iterator[PSSession]:
        """Find kept sessions by instance id; writes an error for one that is not there."""
        for instance_id in wanted:
            found = self.repository.by_instance_id(instance_id)
            if found is None:
                words = f"Remote session is not available for {instance_id}."
                self.missing("RemoteRunspaceNotAvailableForSpecifiedRunspaceId", words, instance_id)
            else:
                yield found

    def missing(self, error_id: str, words: str, target: Any) -> None:
        """Write the error of a session that is not there."""
        self.write_error(self.error(error_id, "InvalidArgument", words, target, PSArgumentException))

    def matching(self) -> list[PSSession]:
        """Find kept sessions by the parameter set in use: Name, Id, InstanceId or Session."""
        kind = self.parameter_set
        if kind in ("Name", "SessionName"):
            return list(self.found_by_name(_listed(self.name)))
        if kind == "Id":
            return list(self.found_by_id(_listed(self.id)))
        if kind == "InstanceId":
            return list(self.found_by_instance_id(_listed(self.instance_id)))
        return [one for one in _listed(self.session) if isinstance(one, PSSession)]

    def refuse(self, error_id: str, words: str, kind: type[Any] = PSArgumentException, target: Any = None) -> NoReturn:
        """End the command."""
        self.throw_terminating(self.error(error_id, "InvalidArgument", words, target, kind))


def _is_stale(known: PSSession, info: Any) -> bool:
    from pssession.objects import RunspaceAvailability, RunspacePoolState

    state = known.current_state
    if state is RunspacePoolState.BROKEN:
        return True
    return state is RunspacePoolState.DISCONNECTED and info.availability is RunspaceAvailability.BUSY


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _mapping(value: Any) -> Mapping[str, Any]:
    return {str(name): item for name, item in value.items()}


__all__ = ["InvalidRunspaceStateException", "PSSessionError", "RemotingCommand"]
