"""The messages of a pipeline: making it, feeding it, its streams and its state. Source: MS-PSRP 2.2.2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pssession.objects import (
    Array,
    DebugRecord,
    ErrorRecord,
    InformationRecord,
    PipelineDescription,
    ProgressRecord,
    PSInvocationState,
    PSObject,
    VerboseRecord,
    WarningRecord,
)
from pssession.objects.structure import structure
from pssession.protocol.psrp.enumerations import APARTMENT_STATE, COMMAND_TYPES, REMOTE_STREAM_OPTIONS, enumeration
from pssession.protocol.psrp.header import Destination, MessageType
from pssession.protocol.psrp.hosts.info import read_host_info, write_host_info
from pssession.protocol.psrp.messages.row import NOTHING, Field, Row, constant, members, single
from pssession.protocol.psrp.powershell import read_powershell, write_powershell
from pssession.protocol.psrp.properties import bag, loose_text, plain, read_bool, read_int, read_list, typed
from pssession.protocol.psrp.records.error_record import read_error_record, write_error_record
from pssession.protocol.psrp.records.information_record import read_information_record, write_information_record
from pssession.protocol.psrp.records.informational_record import read_informational_record, write_informational_record
from pssession.protocol.psrp.records.progress_record import read_progress_record, write_progress_record
from pssession.protocol.psrp.versions import Pair

_SERVER, _CLIENT = Destination.SERVER, Destination.CLIENT


@structure(frozen=True, slots=True, kw_only=True)
class CreatePipeline:
    """Ask a server to run something; apartment state 2 is unknown."""

    description: PipelineDescription
    apartment_state: int = 2


@structure(frozen=True, slots=True, kw_only=True)
class GetCommandMetadata:
    """Ask a server which commands it has; names are wildcards, types are flags of CommandTypes."""

    names: Sequence[str] | None = None
    command_types: int = 383
    namespaces: Sequence[str] | None = None
    modules: Sequence[Any] | None = None
    arguments: Sequence[Any] | None = None


@structure(frozen=True, slots=True, kw_only=True)
class PipelineInput:
    """Carry one object to a pipeline."""

    value: Any


@structure(frozen=True, slots=True, kw_only=True)
class EndOfPipelineInput:
    """Say that a pipeline gets no more objects."""


@structure(frozen=True, slots=True, kw_only=True)
class PipelineOutput:
    """Carry one object from a pipeline."""

    value: Any


@structure(frozen=True, slots=True, kw_only=True)
class ErrorMessage:
    """Carry an error that did not end its pipeline."""

    value: ErrorRecord


@structure(frozen=True, slots=True, kw_only=True)
class DebugMessage:
    """Carry a debug message."""

    value: DebugRecord


@structure(frozen=True, slots=True, kw_only=True)
class VerboseMessage:
    """Carry a verbose message."""

    value: VerboseRecord


@structure(frozen=True, slots=True, kw_only=True)
class WarningMessage:
    """Carry a warning."""

    value: WarningRecord


@structure(frozen=True, slots=True, kw_only=True)
class ProgressMessage:
    """Carry how far an activity is."""

    value: ProgressRecord


@structure(frozen=True, slots=True, kw_only=True)
class InformationMessage:
    """Carry a message of the information stream."""

    value: InformationRecord


@structure(frozen=True, slots=True, kw_only=True)
class PipelineState:
    """Tell the state of a pipeline, and the error that ended it."""

    state: PSInvocationState
    error: ErrorRecord | None = None


def _write_create(message: CreatePipeline, version: Pair) -> PSObject:
    description = message.description
    made = [
        ("PowerShell", write_powershell(description, version)),
        ("NoInput", description.no_input),
        ("ApartmentState", enumeration(APARTMENT_STATE, message.apartment_state)),
        ("RemoteStreamOptions", enumeration(REMOTE_STREAM_OPTIONS, description.stream_options)),
        ("AddToHistory", description.add_to_history),
        ("HostInfo", write_host_info(description.host_info)),
    ]
    if version >= (2, 2):
        made.append(("IsNested", description.is_nested))
    return bag(*made)


def _read_create(value: Any) -> CreatePipeline:
    description = typed(value, "PowerShell", read_powershell)
    description.no_input = typed(value, "NoInput", read_bool, True)
    description.stream_options = typed(value, "RemoteStreamOptions", read_int, 0)
    description.add_to_history = typed(value, "AddToHistory", read_bool, False)
    description.host_info = typed(value, "HostInfo", read_host_info, None)
    description.is_nested = typed(value, "IsNested", read_bool, description.is_nested)
    return CreatePipeline(description=description, apartment_state=typed(value, "ApartmentState", read_int, 2))


def _strings(values: Sequence[str] | None) -> Array | None:
    return None if values is None else Array(values, "System.String")


def _objects(values: Sequence[Any] | None) -> list[Any] | None:
    return None if values is None else list(values)


def _read_strings(value: Any, name: str) -> list[str]:
    # One name may come without a list around it.
    single_ = plain(value)
    return [single_] if isinstance(single_, str) else [loose_text(item, name) for item in read_list(value, name)]


def _command_types(value: int) -> PSObject:
    return enumeration(COMMAND_TYPES, value)


def _write_error(record: ErrorRecord) -> PSObject:
    return write_error_record(record, message_details=True)


def _read_state(value: Any, name: str) -> PSInvocationState:
    number = read_int(value, name)
    return PSInvocationState(number) if 0 <= number <= 6 else PSInvocationState.FAILED


def _informational(kind: type[Any]) -> Callable[[Any], Any]:
    return lambda value: read_informational_record(value, kind)


_M = MessageType
ROWS: tuple[Row, ...] = (
    Row(_M.CREATE_PIPELINE, CreatePipeline, _SERVER, _write_create, _read_create),
    members(
        _M.GET_COMMAND_METADATA,
        GetCommandMetadata,
        _SERVER,
        Field("Name", "names", _read_strings, _strings, None),
        Field("CommandType", "command_types", read_int, _command_types, 383),
        Field("Namespace", "namespaces", _read_strings, _strings, None),
        Field("FullyQualifiedModule", "modules", read_list, _objects, None),
        Field("ArgumentList", "arguments", read_list, _objects, None),
    ),
    single(_M.PIPELINE_INPUT, PipelineInput, _SERVER),
    constant(_M.END_OF_PIPELINE_INPUT, EndOfPipelineInput, _SERVER, NOTHING),
    single(_M.PIPELINE_OUTPUT, PipelineOutput, _CLIENT),
    single(_M.ERROR_RECORD, ErrorMessage, _CLIENT, _write_error, read_error_record),
    single(_M.DEBUG_RECORD, DebugMessage, _CLIENT, write_informational_record, _informational(DebugRecord)),
    single(_M.VERBOSE_RECORD, VerboseMessage, _CLIENT, write_informational_record, _informational(VerboseRecord)),
    single(_M.WARNING_RECORD, WarningMessage, _CLIENT, write_informational_record, _informational(WarningRecord)),
    single(_M.PROGRESS_RECORD, ProgressMessage, _CLIENT, write_progress_record, read_progress_record),
    single(_M.INFORMATION_RECORD, InformationMessage, _CLIENT, write_information_record, read_information_record),
    members(
        _M.PIPELINE_STATE,
        PipelineState,
        _CLIENT,
        Field("PipelineState", "state", _read_state, int),
        Field("ExceptionAsErrorRecord", "error", read_error_record, write_error_record, None, True),
    ),
)
