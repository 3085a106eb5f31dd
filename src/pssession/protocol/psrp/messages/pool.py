"""The messages of a session: opening, connecting, keys, limits, state, events. Source: MS-PSRP 2.2.2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pssession.objects import ErrorRecord, HostInfo, PrimitiveDictionary, PSObject, Version
from pssession.objects import RunspacePoolState as State
from pssession.objects.structure import field, structure
from pssession.protocol.psrp.enumerations import APARTMENT_STATE, PS_THREAD_OPTIONS, enumeration
from pssession.protocol.psrp.header import Destination, MessageType
from pssession.protocol.psrp.hosts.info import read_host_info, write_host_info
from pssession.protocol.psrp.messages.row import Field, Row, call_id, constant, integer, listed, members, read_answer, text, version
from pssession.protocol.psrp.primitives import primitive_dictionary, read_primitive_dictionary
from pssession.protocol.psrp.properties import (
    has,
    loose_text,
    plain,
    read_any,
    read_int,
    read_list,
    read_optional_text,
    read_uuid,
)
from pssession.protocol.psrp.records.error_record import read_error_record, write_error_record
from pssession.protocol.psrp.versions import Pair

_SERVER, _CLIENT = Destination.SERVER, Destination.CLIENT


@structure(frozen=True, slots=True, kw_only=True)
class SessionCapability:
    """Say which versions an end speaks; the first message each way."""

    protocol_version: Version
    ps_version: Version = field(default_factory=lambda: Version(2, 0))
    serialization_version: Version = field(default_factory=lambda: Version(1, 1, 0, 1))
    time_zone: Any = None


@structure(frozen=True, slots=True, kw_only=True)
class InitRunspacePool:
    """Ask a server to open a session; apartment state 2 is unknown."""

    min_runspaces: int = 1
    max_runspaces: int = 1
    thread_options: int = 0
    apartment_state: int = 2
    host_info: HostInfo | None = None
    application_arguments: PrimitiveDictionary | None = None


@structure(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """Ask for the session key."""

    public_key: str


@structure(frozen=True, slots=True, kw_only=True)
class EncryptedSessionKey:
    """Answer PublicKey."""

    encrypted_session_key: str


@structure(frozen=True, slots=True, kw_only=True)
class PublicKeyRequest:
    """Ask a client of protocol version 2.1 to begin the exchange of keys."""


@structure(frozen=True, slots=True, kw_only=True)
class ConnectRunspacePool:
    """Ask a server for a session that another client has left; without numbers its limits stay."""

    min_runspaces: int | None = None
    max_runspaces: int | None = None


@structure(frozen=True, slots=True, kw_only=True)
class RunspacePoolInitData:
    """Tell the limits of a session to a client that connects."""

    min_runspaces: int
    max_runspaces: int


@structure(frozen=True, slots=True, kw_only=True)
class SetMaxRunspaces:
    """Ask for another upper limit."""

    max_runspaces: int
    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class SetMinRunspaces:
    """Ask for another lower limit."""

    min_runspaces: int
    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class GetAvailableRunspaces:
    """Ask how many runspaces are free."""

    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class ResetRunspaceState:
    """Ask for a runspace as it was in the beginning."""

    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class RunspaceAvailability:
    """Answer the four above: whether it was done, or how many are free."""

    response: bool | int
    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class RunspacePoolState:
    """Tell the state of a session."""

    state: State
    error: ErrorRecord | None = None


@structure(frozen=True, slots=True, kw_only=True)
class ApplicationPrivateData:
    """Tell a client about the server: versions, the debugger's state."""

    data: PrimitiveDictionary | None = None


@structure(frozen=True, slots=True, kw_only=True)
class UserEvent:
    """Forward an event of the server's event manager."""

    event_identifier: int = 0
    source_identifier: str = ""
    time_generated: Any = None
    sender: Any = None
    source_arguments: Sequence[Any] | None = None
    message_data: Any = None
    computer_name: str | None = None
    runspace_id: UUID | None = None


def _read_state(value: Any, name: str) -> State:
    number = read_int(value, name)
    # A number of a later version says that something is wrong with the session, and not with us.
    return State(number) if 0 <= number <= 8 else State.BROKEN


def _thread_options(value: int) -> PSObject:
    return enumeration(PS_THREAD_OPTIONS, value)


def _apartment_state(value: int) -> PSObject:
    return enumeration(APARTMENT_STATE, value)


def _write_connect(message: ConnectRunspacePool, version_: Pair) -> Any:
    if message.min_runspaces is None and message.max_runspaces is None:
        return ""
    return _CONNECT.write(message, version_)


def _read_connect(value: Any) -> ConnectRunspacePool:
    if isinstance(value, PSObject) and (has(value, "MinRunspaces") or has(value, "MaxRunspaces")):
        made: ConnectRunspacePool = _CONNECT.read(value)
        return made
    return ConnectRunspacePool()


_M = MessageType
_CONNECT = members(
    _M.CONNECT_RUNSPACEPOOL,
    ConnectRunspacePool,
    _SERVER,
    integer("MinRunspaces", "min_runspaces", None, omitted=True),
    integer("MaxRunspaces", "max_runspaces", None, omitted=True),
)

ROWS: tuple[Row, ...] = (
    members(
        _M.SESSION_CAPABILITY,
        SessionCapability,
        None,
        version("protocolversion", "protocol_version"),
        version("PSVersion", "ps_version"),
        version("SerializationVersion", "serialization_version"),
        Field("TimeZone", "time_zone", lambda value, name: plain(value), None, None, True),
    ),
    members(
        _M.INIT_RUNSPACEPOOL,
        InitRunspacePool,
        _SERVER,
        integer("MinRunspaces", "min_runspaces"),
        integer("MaxRunspaces", "max_runspaces"),
        Field("PSThreadOptions", "thread_options", read_int, _thread_options, 0),
        Field("ApartmentState", "apartment_state", read_int, _apartment_state, 2),
        Field("ApplicationArguments", "application_arguments", read_primitive_dictionary, primitive_dictionary, None),
        Field("HostInfo", "host_info", read_host_info, write_host_info, None),
    ),
    members(_M.PUBLIC_KEY, PublicKey, _SERVER, text("PublicKey", "public_key")),
    members(_M.ENCRYPTED_SESSION_KEY, EncryptedSessionKey, _CLIENT, text("EncryptedSessionKey", "encrypted_session_key")),
    constant(_M.PUBLIC_KEY_REQUEST, PublicKeyRequest, _CLIENT, ""),
    Row(_M.CONNECT_RUNSPACEPOOL, ConnectRunspacePool, _SERVER, _write_connect, _read_connect),
    members(
        _M.RUNSPACEPOOL_INIT_DATA,
        RunspacePoolInitData,
        _CLIENT,
        integer("MinRunspaces", "min_runspaces"),
        integer("MaxRunspaces", "max_runspaces"),
    ),
    members(_M.SET_MAX_RUNSPACES, SetMaxRunspaces, _SERVER, integer("MaxRunspaces", "max_runspaces"), call_id()),
    members(_M.SET_MIN_RUNSPACES, SetMinRunspaces, _SERVER, integer("MinRunspaces", "min_runspaces"), call_id()),
    members(_M.GET_AVAILABLE_RUNSPACES, GetAvailableRunspaces, _SERVER, call_id()),
    members(_M.RESET_RUNSPACE_STATE, ResetRunspaceState, _SERVER, call_id()),
    members(
        _M.RUNSPACE_AVAILABILITY,
        RunspaceAvailability,
        _CLIENT,
        Field("SetMinMaxRunspacesResponse", "response", read_answer),
        call_id(),
    ),
    members(
        _M.RUNSPACEPOOL_STATE,
        RunspacePoolState,
        _CLIENT,
        Field("RunspaceState", "state", _read_state, int),
        Field("ExceptionAsErrorRecord", "error", read_error_record, write_error_record, None, True),
    ),
    members(
        _M.APPLICATION_PRIVATE_DATA,
        ApplicationPrivateData,
        _CLIENT,
        Field("ApplicationPrivateData", "data", read_primitive_dictionary, primitive_dictionary, None),
    ),
    members(
        _M.USER_EVENT,
        UserEvent,
        _CLIENT,
        integer("PSEventArgs.EventIdentifier", "event_identifier", 0),
        Field("PSEventArgs.SourceIdentifier", "source_identifier", loose_text, None, ""),
        Field("PSEventArgs.TimeGenerated", "time_generated", read_any, None, None),
        Field("PSEventArgs.Sender", "sender", read_any, None, None),
        Field("PSEventArgs.SourceArgs", "source_arguments", read_list, listed, None),
        Field("PSEventArgs.MessageData", "message_data", read_any, None, None),
        Field("PSEventArgs.ComputerName", "computer_name", read_optional_text, None, None),
        Field("PSEventArgs.RunspaceId", "runspace_id", read_uuid, None, None),
    ),
)


def private_version(data: PrimitiveDictionary | None) -> Version | None:
    """Give the protocol version that the private data names; PowerShell goes by this one."""
    table = None if data is None else plain(data.get("PSVersionTable"))
    found = table.get("PSRemotingProtocolVersion") if isinstance(table, PrimitiveDictionary) else None
    return found if isinstance(found, Version) else None
