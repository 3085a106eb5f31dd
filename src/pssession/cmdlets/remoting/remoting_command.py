"""What the session commands share: computers, wishes and kept sessions by what was given, and the errors of those that are not there.

Source: PSRemotingCmdlet of PowerShell 7.6; texts and ids as recorded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn
from uuid import UUID

from pssession.client.configurations import bare_name
from pssession.cmdlets.remoting import hosts, opening
from pssession.cmdlets.remoting.opening import LEAST_IDLE_SECONDS, Wishes
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.repository import SessionRepository, repository_of
from pssession.cmdlets.remoting.transport_errors import id_of, no_ssh, nobody_listens
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import (
    ArgumentException,
    DotNetException,
    ItemNotFoundException,
    PSArgumentException,
    PSInvalidOperationException,
)
from pssession.engine.values import wildcards
from pssession.engine.values.dotnet.session_options import PSSessionOption
from pssession.engine.values.enums import enum_text
from pssession.errors import PSSessionError
from pssession.objects import OutputBufferingMode

_SSH_SETS = ("SSHHost", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash")
_URI_SETS = ("Uri", "FilePathUri", "ConnectionUri")
_NEED_CREDENTIAL = ("Basic", "Digest")


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

    def check_computer_names(self, names: Iterable[str]) -> list[str]:
        """Give the names as sessions show them; ends the command where one cannot be a computer's."""
        resolved = [hosts.normalize(name) for name in names]
        if not all(map(hosts.is_valid, resolved)):
            words = (
                "One or more computer names are not valid. If you are trying to pass a URI, use the -ConnectionUri parameter, or pass "
                "URI objects instead of strings."
            )
            self.throw_terminating(self.error("PSSessionInvalidComputerName", "InvalidArgument", words, None, PSArgumentException))
        return resolved

    def targets(self) -> list[str]:
        """Name the computers that the parameters mean, as sessions show them."""
        kind = self.parameter_set
        if kind in _SSH_SETS:
            return self._ssh_targets()
        if kind.startswith(_URI_SETS):
            return [str(uri) for uri in _listed(self.connection_uri)]
        if "VM" in kind or "ContainerId" in kind:
            words = f"The parameter set {kind} is about virtual machines and containers, which this computer cannot reach."
            self.refuse("NotSupported", words, PSInvalidOperationException)
        return self.check_computer_names(_listed(self.computer_name) or ["localhost"])

    def _ssh_targets(self) -> list[str]:
        names = _listed(self.host_name)
        key = self.bound.get("KeyFilePath")
        if key is not None and not os.path.exists(self._local_path(str(key))):
            words = f"Cannot find path '{key}' because it does not exist."
            self.throw_terminating(self.error("PathNotFound", "ObjectNotFound", words, key, ItemNotFoundException))
        for table in _listed(self.ssh_connection):
            names.append(self._host_of(table))
        return [str(name).partition("@")[2] or str(name) for name in names]

    def _local_path(self, path: str) -> str:
        location = self.context.location
        return os.path.join("" if location is None else str(location.path), os.path.expanduser(path))

    def _host_of(self, table: Any) -> str:
        """Give the host of one -SSHConnection table; ends the command where the table makes no sense."""
        found = ""
        for key, value in table.items():
            name = str(key).lower()
            if not name or value is None or value == "":
                self._refuse_table("The provided SSHConnection hashtable parameter name or element is null or empty.")
            if name not in _SSH_KEYS:
                self._refuse_table(f"The provided SSHConnection hashtable parameter {key} is not supported.")
            if name in ("computername", "hostname"):
                found = str(value)
        if not found:
            self._refuse_table("The provided SSHConnection hashtable is missing the required ComputerName or HostName parameter.")
        return found

    def _refuse_table(self, words: str) -> NoReturn:
        self.refuse("Argument", words)

    # Making sessions.

    def wishes(self) -> Wishes:
        """Gather what a new session is to be like; ends the command where the parameters contradict each other."""
        self._check_authentication()
        option = self.bound.get("SessionOption")
        if option is None:
            option = self.context.variable("PSSessionOption")
        shell = self.bound.get("ConfigurationName") or self.context.variable("PSSessionConfigurationName") or ""
        credential = self.bound.get("Credential")
        made = Wishes(
            option if isinstance(option, PSSessionOption) else None,
            configuration=bare_name(str(shell)),
            user="" if credential is None else str(credential.user_name),
            network_access=bool(self.bound.get("EnableNetworkAccess")),
        )
        if made.is_too_short:
            words = (
                f"The specified IdleTimeout session option {int(made.idle_seconds or 0)} (seconds) is not a valid period.  Specify an "
                f"IdleTimeout value that is greater than or equal to the minimum allowed {LEAST_IDLE_SECONDS} (seconds)."
            )
            self.refuse("Argument", words)
        return made

    def _check_authentication(self) -> None:
        kind = enum_text(self.authentication) if self.is_bound("Authentication") else "Default"
        has_credential = self.is_bound("Credential")
        if kind in _NEED_CREDENTIAL and not has_credential:
            self._refuse_operation(
                f"{kind} authentication requires an explicit user name and password.  Specify the user name and password by using the "
                "-Credential parameter and try the command again."
            )
        if self.is_bound("CertificateThumbprint"):
            for other in ("Credential", "Authentication"):
                if self.is_bound(other):
                    self._refuse_operation(f"A CertificateThumbprint cannot be specified when {other} is specified.")

    def _refuse_operation(self, words: str) -> NoReturn:
        self.refuse("InvalidOperation", words, PSInvalidOperationException)

    def open_session(self, computer: str, name: str = "", wishes: Wishes | None = None, *, temporary: bool = False) -> PSSession:
        """Make a session on a computer; a temporary one is not kept and takes no number.

        Raises:
            PSSessionError: It cannot be made.
        """
        is_ssh, is_uri = self.parameter_set in _SSH_SETS, self.parameter_set.startswith(_URI_SETS)
        if (is_ssh or is_uri) and not temporary:
            self.repository.next_id()
        if is_ssh:
            no_ssh(computer)
        if is_uri:
            nobody_listens(computer)
        return opening.open_session(self.context, self.repository, computer, name, wishes or Wishes(), temporary=temporary)

    def take_up(self, found: PSSession, output_buffering: OutputBufferingMode = OutputBufferingMode.NONE) -> None:
        """Connect a session that is disconnected, and let the jobs that wait in it go on.

        Raises:
            PSSessionError: It is gone, or in use.
        """
        from pssession.cmdlets.remoting.remote_job import jobs_of

        opening.take_up(self.context, found, output_buffering)
        for part in jobs_of(self, found):
            part.resume()

    # Asking computers.

    def query(self, computer: str) -> list[PSSession]:
        """List the sessions that this user has on a computer.

        Raises:
            PSSessionError: It cannot be asked.
        """
        if self.parameter_set.startswith(_URI_SETS):
            nobody_listens(computer)
        return opening.query(self.repository, computer)

    def queried(self, computers: Iterable[str], what: str) -> Iterator[tuple[str, list[PSSession]]]:
        """Ask computers for this user's sessions; writes an error for each that cannot be asked.

        Args:
            computers: Their names.
            what: The second part of the error's id.
        """
        for computer in computers:
            try:
                yield computer, self.query(computer)
            except PSSessionError as problem:
                words = f"The remote session query failed for {computer} with the following error message: {problem}"
                self.write_error(self.error(id_of(problem, what), "InvalidOperation", words, computer))

    # Finding kept sessions.

    def found_by_name(self, names: Iterable[str]) -> Iterator[PSSession]:
        """Find kept sessions by name; writes an error for a plain name that fits none."""
        for name in names:
            matching = self.repository.by_name(name)
            if not matching and not wildcards.has_wildcard(name):
                self.missing(
                    "RemoteRunspaceNotAvailableForSpecifiedName", f"The remote session with the name {name}  is not available.", name
                )
            yield from matching

    def found_by_id(self, numbers: Iterable[int]) -> Iterator[PSSession]:
        """Find kept sessions by id; writes an error for one that is not there."""
        for number in numbers:
            found = self.repository.by_id(number)
            if found is None:
                words = f"The remote session with the session ID {number} is not available."
                self.missing("RemoteRunspaceNotAvailableForSpecifiedSessionId", words, number)
            else:
                yield found

    def found_by_instance_id(self, wanted: Iterable[UUID]) -> Iterator[PSSession]:
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
        self.write_error(self.error(error_id, "InvalidArgument", words, target, ArgumentException))

    def matching(self) -> list[PSSession]:
        """Find kept sessions by the parameter set in use: Name, Id, InstanceId or Session."""
        finders: dict[str, tuple[Callable[[Any], Iterator[PSSession]], str]] = {
            "Name": (self.found_by_name, "name"),
            "SessionName": (self.found_by_name, "name"),
            "Id": (self.found_by_id, "id"),
            "InstanceId": (self.found_by_instance_id, "instance_id"),
        }
        finder = finders.get(self.parameter_set)
        if finder is not None:
            return list(finder[0](_listed(getattr(self, finder[1]))))
        return [one for one in _listed(self.session) if isinstance(one, PSSession)]

    def refuse(self, error_id: str, words: str, kind: type[Any] = PSArgumentException, target: Any = None) -> NoReturn:
        """End the command."""
        category = "InvalidOperation" if issubclass(kind, PSInvalidOperationException) else "InvalidArgument"
        self.throw_terminating(self.error(error_id, category, words, target, kind))


_SSH_KEYS = frozenset(
    ("computername", "hostname", "username", "keyfilepath", "identityfilepath", "port", "subsystem", "connectingtimeout", "options")
)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


__all__ = ["InvalidRunspaceStateException", "PSSessionError", "RemotingCommand"]
