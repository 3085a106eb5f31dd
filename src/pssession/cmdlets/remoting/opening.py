"""Making and taking up sessions: what the parameters wish for, where a computer's name leads, and the session as scripts see it.

Source: features 2.0.5, 2.1 and 3.3 of PowerShell 7.6's session commands.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Any

from pssession.client.configurations import engine_of
from pssession.cmdlets.remoting import hosts
from pssession.cmdlets.remoting.pssession_object import DEFAULT_CONFIGURATION, PSSession
from pssession.cmdlets.remoting.repository import SessionRepository
from pssession.cmdlets.remoting.session_host import SessionHost
from pssession.cmdlets.remoting.transport_errors import no_configuration, nobody_listens, other_user
from pssession.engine.commands.automatic import told_version_table
from pssession.engine.serialization import view
from pssession.engine.values.calendar import TICKS_PER_SECOND
from pssession.engine.values.dotnet.session_options import PSSessionOption
from pssession.engine.values.enums import number_of
from pssession.errors import ConfigurationNotFound
from pssession.objects import OutputBufferingMode

LEAST_IDLE_SECONDS = 60
MOST_IDLE_SECONDS = 2_147_483


class Wishes:
    """Hold what a new session is to be like.

    Attributes:
        option: The session options.
        configuration: The configuration's name, without its schema.
        user: Whom a credential names, "" without one.
        network_access: Whether -EnableNetworkAccess was given.
        engine: "builtin", or the command of another engine.
    """

    def __init__(
        self,
        option: PSSessionOption | None = None,
        *,
        configuration: str = DEFAULT_CONFIGURATION,
        user: str = "",
        network_access: bool = False,
        engine: str | Sequence[str] = "builtin",
    ) -> None:
        self.option = option or PSSessionOption()
        self.configuration = configuration
        self.user = user
        self.network_access = network_access
        self.engine = engine

    @property
    def idle_seconds(self) -> float | None:
        """Give how long the session shall live while nobody is attached; None leaves it to the server."""
        ticks = self.option.idle_timeout.ticks
        return ticks / TICKS_PER_SECOND if ticks >= 0 else None

    @property
    def is_too_short(self) -> bool:
        """Tell whether the idle time-out is below what any server takes."""
        seconds = self.idle_seconds
        return seconds is not None and seconds < LEAST_IDLE_SECONDS

    def for_client(self) -> dict[str, Any]:
        """Give what the client is asked for."""
        option = self.option
        found: dict[str, Any] = {
            "engine": self.engine,
            "idle_timeout": self.idle_seconds,
            "output_buffering": OutputBufferingMode(number_of(option.output_buffering_mode)),
            "configuration_name": self.configuration,
        }
        given = option.application_arguments
        arguments = {} if given is None else {str(name): item for name, item in given.items()}
        # Scripts over there find in $PSSenderInfo what kind of client they have.
        found["application_arguments"] = {**arguments, "PSVersionTable": told_version_table()}
        return found


def open_session(context: Any, repository: SessionRepository, computer: str, name: str, wishes: Wishes, *, temporary: bool) -> PSSession:
    """Make a session on a computer; its number is used up even where that fails. One that nobody keeps has none.

    Raises:
        PSSessionError: It cannot be made.
    """
    import pssession

    number = 0 if temporary else repository.next_id()
    if not hosts.is_local(computer):
        nobody_listens(computer)
    if wishes.user and not _is_own(wishes.user):
        other_user(wishes.user)
    try:
        engine_of(wishes.configuration)
    except ConfigurationNotFound:
        no_configuration(wishes.configuration, computer)
    shown = name or (f"Runspace{number}" if number else repository.next_temporary_name())
    host = SessionHost(context, computer)
    session = pssession.connect(name=shown, host=host, adapter=view, **wishes.for_client()).open()
    made = PSSession(number=number, name=shown, computer_name=computer, session=session)
    made.configuration_name = wishes.configuration
    made.is_local_only = wishes.network_access
    made.is_temporary = temporary
    host.session = made
    if not temporary:
        repository.know(made)
    return made


def _is_own(user: str) -> bool:
    try:
        return user.rpartition("\\")[2].partition("@")[0] == getpass.getuser()
    except (KeyError, OSError):
        return False


def take_up(context: Any, found: PSSession, output_buffering: OutputBufferingMode = OutputBufferingMode.NONE) -> None:
    """Connect a session that is disconnected.

    Raises:
        PSSessionError: It is gone, or in use.
    """
    if found.session is not None:
        found.session.connect(output_buffering=output_buffering)
    else:
        import pssession

        host = SessionHost(context, found.computer_name)
        host.session = found
        found.session = pssession.reconnect(str(found.instance_id), output_buffering=output_buffering, host=host, adapter=view).open()
    found.disconnected_on = found.expires_on = None


def query(repository: SessionRepository, computer: str) -> list[PSSession]:
    """List the sessions that this user has on a computer, oldest first; those that are known here as they are known.

    Raises:
        PSSessionError: It cannot be asked.
    """
    from pssession.client.directory import list_sessions

    if not hosts.is_local(computer):
        nobody_listens(computer)
    found = []
    for info in list_sessions():
        known = repository.by_instance_id(info.session_id)
        if known is not None and known.session is not None and not known.is_stale(info):
            found.append(known)
        else:
            # A session keeps the number under which this client saw it first.
            number = repository.next_id(info.session_id)
            found.append(PSSession(number=number, name=info.name or f"Runspace{number}", computer_name=computer, info=info))
    return found
