"""How a session's machine is put together: which carrier, and what its PSRP client says at the beginning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pssession.objects import HostInfo, OutputBufferingMode, PrimitiveDictionary
from pssession.protocol.attach import Attach, AttachClient, Mode
from pssession.protocol.psrp.client import ClientPool
from pssession.session.events import Wishes
from pssession.session.lines import LineCarrier
from pssession.session.machine import SessionMachine


def _pool(wishes: Wishes) -> ClientPool:
    arguments: Mapping[str, Any] | None = wishes.application_arguments
    return ClientPool(
        wishes.session_id,
        host_info=wishes.host_info or HostInfo(),
        application_arguments=None if arguments is None else PrimitiveDictionary(arguments),
        adapter=wishes.adapter,
    )


def piped_session(wishes: Wishes) -> SessionMachine:
    """Make the machine of a session whose engine hangs on our pipe."""
    return SessionMachine(LineCarrier(), _pool(wishes), session_id=wishes.session_id, name=wishes.name)


def new_session(wishes: Wishes) -> SessionMachine:
    """Make the machine of a new durable session."""
    attach = Attach(
        mode=Mode.NEW,
        session_id=wishes.session_id,
        name=wishes.name,
        engine=tuple(wishes.engine),
        idle_timeout_seconds=wishes.idle_timeout_seconds,
        output_buffering=wishes.output_buffering,
        configuration_name=wishes.configuration_name,
    )
    return SessionMachine(AttachClient(attach), _pool(wishes), session_id=wishes.session_id, name=wishes.name)


def taken_up_session(
    session_id: UUID, *, output_buffering: OutputBufferingMode = OutputBufferingMode.NONE, adapter: Any = None
) -> SessionMachine:
    """Make the machine of a session that exists."""
    attach = Attach(mode=Mode.CONNECT, session_id=session_id, output_buffering=output_buffering)
    return SessionMachine(AttachClient(attach), None, session_id=session_id, pool_options={"adapter": adapter})
