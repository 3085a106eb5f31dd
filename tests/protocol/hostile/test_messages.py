"""Messages with any content, in any state: a machine moves to a state of its table, or says that the peer broke the protocol."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pssession import objects as o
from pssession.errors import ProtocolError, SessionStateError
from pssession.protocol.clixml import ClearText, ClixmlError, dump
from pssession.protocol.psrp.client import ClientPool
from pssession.protocol.psrp.header import Destination, MessageType, pack
from pssession.protocol.psrp.messages import ROWS, decode, encode
from pssession.protocol.psrp.server import ServerPool
from pssession.protocol.psrp.states import CLIENT_PIPELINE, CLIENT_POOL, SERVER_PIPELINE, SERVER_POOL, PoolState

quick = settings(deadline=None, derandomize=True, max_examples=300)
POOL, PIPELINE, KEY = UUID(int=1), UUID(int=2), ClearText()
SCENARIOS = ["open-close", "output", "errors", "streams", "host-read", "host-raw", "host-secret", "events", "metadata", "pool", "types-in"]
SCENARIOS += ["secure-to-server-v23", "secure-to-client-v23", "arguments", "statements", "debugger"]


@pytest.fixture(scope="module")
def every_message(recorded: Any) -> list[bytes]:
    """Give one message of each type and shape that was recorded."""
    found: dict[tuple[int, int], bytes] = {}
    for scenario in SCENARIOS:
        for message in recorded(scenario).messages():
            found.setdefault((int.from_bytes(message[4:8], "little"), len(message) // 512), message)
    return sorted(found.values())


NAMES = sorted(
    {
        *("protocolversion", "PSVersion", "SerializationVersion", "MinRunspaces", "MaxRunspaces", "PSThreadOptions", "ApartmentState"),
        *("HostInfo", "ApplicationArguments", "ci", "mi", "mp", "mr", "me", "PublicKey", "EncryptedSessionKey", "RunspaceState"),
        *("ExceptionAsErrorRecord", "PipelineState", "PowerShell", "Cmds", "Cmd", "Args", "N", "V", "NoInput", "IsNested", "IsScript"),
        *("_isHostNull", "_hostDefaultData", "data", "T", "mae", "mal", "x", "y", "Exception", "FullyQualifiedErrorId"),
        *("InformationalRecord_Message", "InformationalRecord_SerializeInvocationInfo", "Activity", "ActivityId", "Type", "MessageData"),
        *("ErrorCategory_Category", "InvocationInfo", "SerializeExtendedInfo", "SetMinMaxRunspacesResponse", "Name", "Tags", "Source"),
    }
)
SIMPLE = [None, True, 0, 1, 2, 4, 11, 14, 23, 26, 46, 49, 56, -100, 2**31 - 1, "", "2.3", "x", "AAAA", "{}"]
SIMPLE += [o.Version(2, 3), o.Int64(1), o.Char(0xD800), POOL, o.SecureString("s"), o.ByteArray(b"1")]
POOLS, PIPELINES = [POOL, POOL, POOL, UUID(int=0), UUID(int=9)], [None, PIPELINE, UUID(int=5)]
TYPES = [*MessageType, 0x00010003, 0x00041012]


def value(draw: Random, depth: int = 3) -> Any:
    """Make a value of the members that messages have, in no order of its own."""
    kind = draw.randrange(6) if depth else 0
    if kind < 2:
        return draw.choice(SIMPLE)
    if kind == 2:
        return [value(draw, depth - 1) for _ in range(draw.randrange(4))]
    if kind == 3:
        return o.Hashtable((draw.choice([*NAMES, *range(10)]), value(draw, depth - 1)) for _ in range(draw.randrange(4)))
    return o.PSObject.custom({draw.choice(NAMES): value(draw, depth - 1) for _ in range(draw.randrange(8))})


def strange(draw: Random, destination: Destination | None = None) -> bytes:
    """Make a message of a known type with a body that need not be its own."""
    end = destination or draw.choice(list(Destination))
    body = value(draw)
    content = b"" if body is None else dump(body, key=KEY).encode()
    return pack(end, draw.choice(TYPES), draw.choice(POOLS), draw.choice(PIPELINES)) + content


seeds = st.integers(0, 2**32).map(Random)


def test_any_body_is_read_or_refused() -> None:
    draw = Random(1)
    for _ in range(2000):
        with suppress(ProtocolError):
            decode(strange(draw), key=KEY)


@settings(quick, max_examples=400)
@given(st.data())
def test_recorded_messages_with_bytes_changed(every_message: list[bytes], data: st.DataObject) -> None:
    message = bytearray(data.draw(st.sampled_from(every_message)))
    for _ in range(data.draw(st.integers(1, 3))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(message), key=KEY)
    except ProtocolError:
        pass


# Machines.


def client_in(state: PoolState) -> ClientPool:
    """Make a client's machine that is in a state, with a pipeline that runs."""
    pool = ClientPool.adopt(POOL, version=(2, 3))
    pool.adopt_pipeline(PIPELINE, input_open=True)
    pool.state = state
    return pool


def server_in(state: PoolState) -> ServerPool:
    """Make a server's machine that is in a state, with a pipeline that runs."""
    pool = ServerPool()
    for message in (greeting(), init(), create()):
        pool.receive_message(message)
        if pool.state is PoolState.NEGOTIATION_SUCCEEDED:
            pool.accept({})
    assert PIPELINE in pool.pipelines
    pool.state = state
    return pool


def greeting() -> bytes:
    from pssession.protocol.psrp.messages import SessionCapability

    return encode(SessionCapability(protocol_version=o.Version(2, 3)), POOL, destination=Destination.SERVER)


def init() -> bytes:
    from pssession.protocol.psrp.messages import InitRunspacePool

    return encode(InitRunspacePool(), POOL)


def create() -> bytes:
    from pssession.protocol.psrp.messages import CreatePipeline

    return encode(CreatePipeline(description=o.PipelineDescription.script("1")), POOL, PIPELINE)


@pytest.mark.parametrize("state", list(PoolState))
def test_any_recorded_message_in_any_state_of_a_client(every_message: list[bytes], state: PoolState) -> None:
    for message in every_message:
        pool = client_in(state)
        try:
            pool.receive_message(message[:8] + POOL.bytes_le + PIPELINE.bytes_le + message[40:])
            pool.receive_message(message[:8] + POOL.bytes_le + bytes(16) + message[40:])
        except ProtocolError:
            pass
        assert pool.state in CLIENT_POOL
        assert pool.pipelines[PIPELINE].state in CLIENT_PIPELINE


@pytest.mark.parametrize("state", [state for state in PoolState if state in SERVER_POOL])
def test_any_recorded_message_in_any_state_of_a_server(every_message: list[bytes], state: PoolState) -> None:
    for message in every_message:
        pool = server_in(state)
        for pipeline in (PIPELINE, UUID(int=5), UUID(int=0)):
            try:
                pool.receive_message(message[:8] + POOL.bytes_le + pipeline.bytes_le + message[40:])
            except ProtocolError:
                pass
        assert pool.state in SERVER_POOL
        assert all(pipeline.state in SERVER_PIPELINE for pipeline in pool.pipelines.values())


OURS = ("open", "connect", "close", "disconnect", "reconnect", "exchange_key", "get_available_runspaces", "reset_runspace_state")
OURS += ("start", "input", "end_input", "stop", "close_pipeline")
CARRIERS = ("disconnected", "reconnected", "connection_lost", "close_ack")
deeds = st.sampled_from(OURS + CARRIERS)


def act(pool: ClientPool, deed: str) -> None:
    """Do one of the things that a user or a carrier may do."""
    pipeline = pool.pipelines.get(PIPELINE)
    if deed == "start":
        pool.pipeline(o.PipelineDescription.script("1"), UUID(int=5)).start() if UUID(int=5) not in pool.pipelines else None
    elif deed == "close_ack":
        pool.receive_close_ack(None)
    elif deed in ("input", "end_input", "stop", "close_pipeline"):
        if pipeline is not None:
            {"input": lambda: pipeline.send_input(o.SecureString("s")), "end_input": pipeline.end_input, "stop": pipeline.stop}.get(
                deed, pipeline.close
            )()
    else:
        getattr(pool, deed)()


@settings(quick, max_examples=120)  # an exchange of keys takes its time
@given(st.lists(st.one_of(deeds, seeds), max_size=12), st.booleans())
def test_a_client_under_any_sequence_of_deeds_and_messages(steps: list[str | Random], adopted: bool) -> None:
    pool = client_in(PoolState.OPENED) if adopted else ClientPool(POOL)
    for step in steps:
        if isinstance(step, Random):
            with suppress(ProtocolError):
                pool.receive_message(strange(step, Destination.CLIENT))
        else:
            with suppress(SessionStateError, ProtocolError):
                act(pool, step)
        assert pool.state in CLIENT_POOL
        assert all(pipeline.state in CLIENT_PIPELINE for pipeline in pool.pipelines.values())
        pool.messages_to_send()


@quick
@given(st.lists(seeds, max_size=10), st.booleans())
def test_a_server_under_any_sequence_of_messages(steps: list[Random], opened: bool) -> None:
    pool = server_in(PoolState.OPENED) if opened else ServerPool()
    for step in steps:
        with suppress(ProtocolError):
            pool.receive_message(strange(step, Destination.SERVER))
        assert pool.state in SERVER_POOL
        pool.messages_to_send()


@quick
@given(st.binary(max_size=120), st.sampled_from([None, PIPELINE]))
def test_bytes_that_are_no_fragments(data: bytes, pipeline: UUID | None) -> None:
    server_in(PoolState.OPENED).receive_data(data, pipeline)
    try:
        client_in(PoolState.OPENED).receive_data(data, pipeline)
    except ProtocolError:
        pass


def test_every_row_has_a_number_and_a_class_of_its_own() -> None:
    assert len({row.type for row in ROWS}) == len({row.message for row in ROWS}) == len(ROWS) == len(MessageType)


def test_a_secret_without_a_key_is_never_written() -> None:
    with pytest.raises(ClixmlError):
        dump(o.SecureString("secret"))
