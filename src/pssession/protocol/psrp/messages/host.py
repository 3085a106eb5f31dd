"""The messages of host calls and their answers, of a session's host and of a pipeline's.

Source: MS-PSRP 2.2.2.15, 2.2.2.16, 2.2.2.27, 2.2.2.28.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession.errors import ProtocolError
from pssession.objects import ArrayList, ErrorRecord, HostMethod, Int64, PSObject
from pssession.objects.structure import structure
from pssession.protocol.psrp.enumerations import REMOTE_HOST_METHOD_ID, enumeration
from pssession.protocol.psrp.header import Destination, MessageType
from pssession.protocol.psrp.hosts.methods import read_parameters, read_result, write_parameters, write_result
from pssession.protocol.psrp.messages.row import Row
from pssession.protocol.psrp.properties import bag, lookup, read_int, read_list, typed
from pssession.protocol.psrp.records.error_record import read_error_record, write_error_record
from pssession.protocol.psrp.versions import Pair

# The number of a call that nobody answers.
NO_ANSWER = -100


@structure(frozen=True, slots=True, kw_only=True)
class HostCall:
    """Call the session's host; call id -100 wants no answer."""

    method: HostMethod
    parameters: Sequence[Any] = ()
    call_id: int = NO_ANSWER


@structure(frozen=True, slots=True, kw_only=True)
class PipelineHostCall(HostCall):
    """Call a pipeline's host."""


@structure(frozen=True, slots=True, kw_only=True)
class HostResponse:
    """Answer a call to the session's host, by a result or an error."""

    method: HostMethod
    call_id: int
    result: Any = None
    error: ErrorRecord | None = None


@structure(frozen=True, slots=True, kw_only=True)
class PipelineHostResponse(HostResponse):
    """Answer a call to a pipeline's host."""


def _method(value: Any) -> HostMethod:
    number = typed(value, "mi", read_int)
    try:
        return HostMethod(number)
    except ValueError:
        raise ProtocolError(f"There is no host call with the number {number}.") from None


def _write_call(message: HostCall, version: Pair) -> PSObject:
    return bag(
        ("ci", Int64(message.call_id)),
        ("mi", enumeration(REMOTE_HOST_METHOD_ID, message.method)),
        ("mp", ArrayList(write_parameters(message.method, message.parameters))),
    )


def _write_response(message: HostResponse, version: Pair) -> PSObject:
    members: list[tuple[str, Any]] = []
    if message.error is not None:
        members.append(("me", write_error_record(message.error)))
    elif message.result is not None:
        members.append(("mr", write_result(message.method, message.result)))
    return bag(*members, ("ci", Int64(message.call_id)), ("mi", enumeration(REMOTE_HOST_METHOD_ID, message.method)))


def _rows(call_type: MessageType, call: type[HostCall], response_type: MessageType, response: type[HostResponse]) -> tuple[Row, Row]:
    def read_call(value: Any) -> HostCall:
        method = _method(value)
        parameters = read_parameters(method, typed(value, "mp", read_list, []))
        return call(method=method, parameters=parameters, call_id=typed(value, "ci", read_int))

    def read_response(value: Any) -> HostResponse:
        method = _method(value)
        return response(
            method=method,
            call_id=typed(value, "ci", read_int),
            result=read_result(method, lookup(value, "mr")),
            error=typed(value, "me", read_error_record, None),
        )

    return (
        Row(call_type, call, Destination.CLIENT, _write_call, read_call),
        Row(response_type, response, Destination.SERVER, _write_response, read_response),
    )


ROWS: tuple[Row, ...] = (
    *_rows(MessageType.RUNSPACEPOOL_HOST_CALL, HostCall, MessageType.RUNSPACEPOOL_HOST_RESPONSE, HostResponse),
    *_rows(MessageType.PIPELINE_HOST_CALL, PipelineHostCall, MessageType.PIPELINE_HOST_RESPONSE, PipelineHostResponse),
)
