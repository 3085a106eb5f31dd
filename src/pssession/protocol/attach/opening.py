"""The lines by which a connection begins: what a client wants, and the worker's answer.

Each is one XML element on one line, ended by LF. `Attach` asks; `AttachAck`, `AttachRefused`, `Session` and `Removed` answer. Unknown
attributes and children are passed over, so that a later version may say more.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple
from uuid import UUID, uuid4

from pssession.errors import ProtocolError
from pssession.objects import OutputBufferingMode, PSInvocationState, RunspaceAvailability, RunspacePoolState
from pssession.protocol.attach.elements import Element, Fields, read_element, word, write_child, write_element

VERSION = 1
BEGINNING = b"<Attach"
# A client says little; an answer brings what the session said about itself when it began.
ATTACH_LIMIT = 256 * 1024
ANSWER_LIMIT = 16 * 1024 * 1024


class Mode(Enum):
    """Say what a connection is for."""

    NEW = "new"
    CONNECT = "connect"
    RECONNECT = "reconnect"
    QUERY = "query"
    REMOVE = "remove"


class Reason(Enum):
    """Say why a client is not let in."""

    BUSY = "Busy"
    TAKEN_OVER = "TakenOver"
    NOT_FOUND = "NotFound"
    EXISTS = "Exists"
    VERSION = "Version"
    MALFORMED = "Malformed"
    ENGINE = "Engine"
    FAILED = "Failed"
    ENDED = "Ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """Say what a client wants.

    Attributes:
        client_id: Chosen by the client at random; by it the client that comes back is known.
        received: For a client that comes back: the last number that it has.
        name, engine, idle_timeout_seconds, configuration_name: For a new session; None for the worker's own choice.
        output_buffering: For one that is made or taken up; NONE for the worker's own choice, or what it was.
        version: The version of these lines.
    """

    mode: Mode
    session_id: UUID
    client_id: UUID = field(default_factory=uuid4)
    received: int = 0
    name: str = ""
    engine: Sequence[str] = ()
    idle_timeout_seconds: float | None = None
    output_buffering: OutputBufferingMode = OutputBufferingMode.NONE
    configuration_name: str = "Microsoft.PowerShell"
    version: int = VERSION


class PipelineLine(NamedTuple):
    """Describe a pipeline of a session that is taken up."""

    pipeline_id: UUID
    state: PSInvocationState
    input_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachAck:
    """Let a client in.

    Attributes:
        received: The last number of the client's that the worker has.
        acknowledged: The last of its own numbers that was acknowledged.
        protocol_version, greeting, pipelines, first_call_id: See `events.Attached`.
    """

    session_id: UUID
    name: str = ""
    resumed: bool = False
    received: int = 0
    acknowledged: int = 0
    idle_timeout_seconds: float = 0.0
    output_buffering: OutputBufferingMode = OutputBufferingMode.BLOCK
    protocol_version: tuple[int, int] | None = None
    greeting: Sequence[bytes] = ()
    pipelines: Sequence[PipelineLine] = ()
    first_call_id: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachRefused:
    """Do not let a client in."""

    reason: Reason
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Describe a session to somebody who only asks. Times are seconds since 1970, UTC; None where there is none.

    Attributes:
        running: Whether a command runs in it.
        engine: "builtin", or the command of its engine.
        disconnected_on: Since when nobody is attached.
        expires_on: When its time is up if nobody comes.
    """

    session_id: UUID
    name: str = ""
    state: RunspacePoolState = RunspacePoolState.DISCONNECTED
    availability: RunspaceAvailability = RunspaceAvailability.NONE
    process_id: int = 0
    running: bool = False
    engine: str = "builtin"
    configuration_name: str = "Microsoft.PowerShell"
    idle_timeout_seconds: float = 0.0
    output_buffering: OutputBufferingMode = OutputBufferingMode.BLOCK
    created: float | None = None
    disconnected_on: float | None = None
    expires_on: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Say that a session was removed as asked."""


Answer = AttachAck | AttachRefused | Description | Removed


def write_attach(attach: Attach) -> bytes:
    """Write what a client wants."""
    attributes: dict[str, object] = {"Version": attach.version, "Mode": attach.mode.value, "ClientId": attach.client_id}
    attributes["SessionId"] = attach.session_id
    children: list[str] = []
    if attach.mode is Mode.NEW:
        attributes |= {
            "Name": attach.name,
            "IdleTimeout": attach.idle_timeout_seconds,
            "OutputBuffering": word(attach.output_buffering),
            "Configuration": attach.configuration_name,
        }
        children = [write_child("Engine", word) for word in attach.engine]
    elif attach.mode is Mode.CONNECT:
        attributes["OutputBuffering"] = word(attach.output_buffering)
    elif attach.mode is Mode.RECONNECT:
        attributes["Received"] = attach.received
    return write_element("Attach", attributes, children).encode() + b"\n"


def _write_ack(answer: AttachAck) -> str:
    version = answer.protocol_version
    pipelines = [
        write_element("Pipeline", {"Id": found.pipeline_id, "State": word(found.state), "InputOpen": int(found.input_open)})
        for found in answer.pipelines
    ]
    greeting = [write_child("Greeting", b2a_base64(message, newline=False).decode("ascii")) for message in answer.greeting]
    attributes = {
        "Version": VERSION,
        "SessionId": answer.session_id,
        "Name": answer.name,
        "Resumed": int(answer.resumed),
        "Received": answer.received,
        "Acknowledged": answer.acknowledged,
        "IdleTimeout": answer.idle_timeout_seconds,
        "OutputBuffering": word(answer.output_buffering),
        "ProtocolVersion": None if version is None else f"{version[0]}.{version[1]}",
        "FirstCallId": answer.first_call_id,
    }
    return write_element("AttachAck", attributes, [*pipelines, *greeting])


def _write_refused(answer: AttachRefused) -> str:
    return write_element("AttachRefused", {"Version": VERSION, "Reason": answer.reason.value, "Message": answer.message})


def _write_description(answer: Description) -> str:
    attributes = {
        "Version": VERSION,
        "SessionId": answer.session_id,
        "Name": answer.name,
        "State": word(answer.state),
        "Availability": word(answer.availability),
        "ProcessId": answer.process_id,
        "Running": int(answer.running),
        "Engine": answer.engine,
        "Configuration": answer.configuration_name,
        "IdleTimeout": answer.idle_timeout_seconds,
        "OutputBuffering": word(answer.output_buffering),
        "Created": answer.created,
        "DisconnectedOn": answer.disconnected_on,
        "ExpiresOn": answer.expires_on,
    }
    return write_element("Session", attributes)


def write_answer(answer: Answer) -> bytes:
    """Write the worker's answer."""
    match answer:
        case AttachAck():
            text = _write_ack(answer)
        case AttachRefused():
            text = _write_refused(answer)
        case Description():
            text = _write_description(answer)
        case Removed():
            text = write_element("Removed", {"Version": VERSION})
    return text.encode() + b"\n"


def read_attach(line: bytes) -> Attach:
    """Read what a client wants.

    Raises:
        ProtocolError: The line is none of ours. One of another version is read as far as it goes.
    """
    element = read_element(line)
    if element.name != "Attach":
        raise ProtocolError(f"A connection began with {element.name:.80}, not with Attach.")
    fields = Fields(element.name, element.attributes)
    version = fields.number("Version")
    try:
        mode = Mode(fields.text("Mode"))
    except ValueError:
        raise ProtocolError(f"There is no mode {fields.text('Mode'):.80} of Attach.") from None
    return Attach(
        mode=mode,
        session_id=fields.identity("SessionId"),
        client_id=fields.identity("ClientId"),
        received=fields.number("Received", 0),
        name=fields.text("Name"),
        engine=tuple(text for name, _, text in element.children if name == "Engine"),
        idle_timeout_seconds=fields.real("IdleTimeout"),
        output_buffering=fields.enumeration("OutputBuffering", OutputBufferingMode, OutputBufferingMode.NONE),
        configuration_name=fields.text("Configuration", "Microsoft.PowerShell"),
        version=version,
    )


def _read_ack(element: Element, fields: Fields) -> AttachAck:
    pipelines: list[PipelineLine] = []
    greeting: list[bytes] = []
    for name, attributes, text in element.children:
        if name == "Pipeline":
            one = Fields(name, attributes)
            state = one.enumeration("State", PSInvocationState, PSInvocationState.RUNNING)
            pipelines.append(PipelineLine(one.identity("Id"), state, bool(one.number("InputOpen", 0))))
        elif name == "Greeting":
            try:
                greeting.append(a2b_base64(text, strict_mode=True))
            except (Base64Error, ValueError):
                raise ProtocolError("A greeting is not base64.") from None
    return AttachAck(
        session_id=fields.identity("SessionId"),
        name=fields.text("Name"),
        resumed=bool(fields.number("Resumed", 0)),
        received=fields.number("Received", 0),
        acknowledged=fields.number("Acknowledged", 0),
        idle_timeout_seconds=fields.real("IdleTimeout") or 0.0,
        output_buffering=fields.enumeration("OutputBuffering", OutputBufferingMode, OutputBufferingMode.BLOCK),
        protocol_version=fields.pair("ProtocolVersion"),
        greeting=tuple(greeting),
        pipelines=tuple(pipelines),
        first_call_id=fields.number("FirstCallId", 1),
    )


def _read_refused(element: Element, fields: Fields) -> AttachRefused:
    try:
        reason = Reason(fields.text("Reason"))
    except ValueError:
        # A later worker's reason: its words say what it is.
        reason = Reason.FAILED
    return AttachRefused(reason=reason, message=fields.text("Message"))


def _read_description(element: Element, fields: Fields) -> Description:
    return Description(
        session_id=fields.identity("SessionId"),
        name=fields.text("Name"),
        state=fields.enumeration("State", RunspacePoolState, RunspacePoolState.DISCONNECTED),
        availability=fields.enumeration("Availability", RunspaceAvailability, RunspaceAvailability.NONE),
        process_id=fields.number("ProcessId", 0),
        running=bool(fields.number("Running", 0)),
        engine=fields.text("Engine", "builtin"),
        configuration_name=fields.text("Configuration", "Microsoft.PowerShell"),
        idle_timeout_seconds=fields.real("IdleTimeout") or 0.0,
        output_buffering=fields.enumeration("OutputBuffering", OutputBufferingMode, OutputBufferingMode.BLOCK),
        created=fields.real("Created"),
        disconnected_on=fields.real("DisconnectedOn"),
        expires_on=fields.real("ExpiresOn"),
    )


def _read_removed(element: Element, fields: Fields) -> Removed:
    return Removed()


_ANSWERS: dict[str, Callable[[Element, Fields], Answer]] = {
    "AttachAck": _read_ack,
    "AttachRefused": _read_refused,
    "Session": _read_description,
    "Removed": _read_removed,
}


def read_answer(line: bytes) -> Answer:
    """Read the worker's answer.

    Raises:
        ProtocolError: The line is none of ours, or of another version.
    """
    element = read_element(line)
    reader = _ANSWERS.get(element.name)
    if reader is None:
        raise ProtocolError(f"A connection was answered with {element.name:.80}.")
    fields = Fields(element.name, element.attributes)
    if fields.number("Version") != VERSION:
        raise ProtocolError(f"The session speaks version {fields.number('Version')} of the attach protocol, we speak {VERSION}.")
    return reader(element, fields)
