"""A client and a worker's end talk: each event comes whole, byte by byte and with a tail; what was not received comes again, once."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pssession.errors import LimitExceeded, ProtocolError
from pssession.objects import OutputBufferingMode, PSInvocationState
from pssession.protocol.attach import Attach, AttachAck, AttachClient, AttachRefused, AttachServer, Description, Mode, Reason, Removed
from pssession.protocol.attach.events import (
    Acknowledged,
    Attached,
    AttachRequested,
    CloseReceived,
    Described,
    DetachRequested,
    Faulted,
    Gone,
    Left,
    LinesBegun,
    MessageCame,
    MessageReceived,
    PipelineClosed,
    Refused,
    ServerEvent,
    SignalReceived,
)
from pssession.protocol.attach.frames import FrameBuffer, write_frame
from pssession.protocol.attach.opening import ATTACH_LIMIT, PipelineLine
from pssession.protocol.attach.server import Phase
from pssession.testing import FEEDS, Feed, byte_by_byte

SESSION, CLIENT, PIPELINE = UUID(int=1), UUID(int=2), UUID(int=3)


feeds = pytest.mark.parametrize("feed", FEEDS)


def plain(events: list[object]) -> list[object]:
    """Give events in a form that compares."""
    return [
        (event.sequence, event.data)
        if isinstance(event, MessageCame)
        else (event.number, event.pipeline_id, event.stream, event.data)
        if isinstance(event, MessageReceived)
        else event
        for event in events
    ]


def client_of(mode: Mode = Mode.NEW) -> AttachClient:
    return AttachClient(Attach(mode=mode, session_id=SESSION, client_id=CLIENT))


def ack(**given: object) -> AttachAck:
    return AttachAck(session_id=SESSION, **given)  # type: ignore[arg-type]


def attached(client: AttachClient, **given: object) -> tuple[AttachServer, list[object]]:
    """Let a client in; give the server's end and what the client was told."""
    server = AttachServer()
    for event in server.receive_data(client.bytes_to_send()):
        assert isinstance(event, AttachRequested)
    server.accept(ack(**given))
    return server, list(client.receive_data(server.bytes_to_send()))


@feeds
def test_a_new_client_speaks_before_it_is_answered(feed: Feed[object]) -> None:
    client, server = client_of(), AttachServer()
    client.send(None, b"capability", "Default")
    client.send(PIPELINE, b"answer", "PromptResponse")
    client.signal(PIPELINE)
    client.close(PIPELINE)
    client.close(None)
    (asked, *more) = feed(server.receive_data, client.bytes_to_send())
    assert asked == AttachRequested(attach=Attach(mode=Mode.NEW, session_id=SESSION, client_id=CLIENT))
    assert more == []
    assert plain(server.accept(ack())) == [
        (1, None, "Default", b"capability"),
        (2, PIPELINE, "PromptResponse", b"answer"),
        SignalReceived(number=3, pipeline_id=PIPELINE),
        CloseReceived(number=4, pipeline_id=PIPELINE),
        CloseReceived(number=5, pipeline_id=None),
    ]


@feeds
def test_what_the_session_sends_becomes_events(feed: Feed[object]) -> None:
    client, server = client_of(), AttachServer()
    client.close(PIPELINE)
    server.receive_data(client.bytes_to_send())
    server.accept(ack(name="Work", idle_timeout_seconds=7200.0))
    server.send_message(1, b"one")
    server.acknowledge(1)
    server.send_message(2, b"two")
    server.removed("it broke")
    assert plain(feed(client.receive_data, server.bytes_to_send())) == [
        Attached(session_id=SESSION, name="Work", idle_timeout_seconds=7200.0),
        (1, b"one"),
        PipelineClosed(pipeline_id=PIPELINE),
        (2, b"two"),
        Gone(reason="it broke"),
    ]
    assert server.phase is Phase.OVER
    assert client.pending_bytes == 0


@feeds
def test_leaving_and_acknowledging(feed: Feed[object]) -> None:
    client = client_of()
    server, _ = attached(client)
    client.acknowledge(7)
    client.acknowledge(7)
    client.leave(1.5, OutputBufferingMode.DROP)
    assert feed(server.receive_data, client.bytes_to_send()) == [
        Acknowledged(sequence=7),
        DetachRequested(idle_timeout_seconds=1.5, output_buffering=OutputBufferingMode.DROP),
    ]
    server.detached()
    assert feed(client.receive_data, server.bytes_to_send()) == [Left()]


def test_leaving_may_keep_the_settings() -> None:
    client = client_of()
    server, _ = attached(client)
    client.leave(None, OutputBufferingMode.NONE)
    assert server.receive_data(client.bytes_to_send()) == [DetachRequested(idle_timeout_seconds=None, output_buffering=None)]


def test_a_client_that_connects_speaks_after_it_was_answered_and_counts_on() -> None:
    client, server = client_of(Mode.CONNECT), AttachServer()
    client.send(None, b"hello", "Default")
    (asked,) = server.receive_data(client.bytes_to_send())
    assert isinstance(asked, AttachRequested)
    found = PipelineLine(PIPELINE, PSInvocationState.RUNNING, True)
    server.accept(ack(received=10, acknowledged=20, protocol_version=(2, 3), greeting=[b"\0data"], pipelines=[found], first_call_id=11))
    server.send_message(21, b"next")
    told, message = client.receive_data(server.bytes_to_send())
    assert isinstance(told, Attached)
    assert (told.received, told.version, tuple(told.greeting), told.first_call_id) == (20, (2, 3), (b"\0data",), 11)
    assert [(one.pipeline_id, one.state, one.input_open) for one in told.pipelines] == [found]
    assert plain([message]) == [(21, b"next")]
    client.send(None, b"again", "Default")
    assert plain(list(server.receive_data(client.bytes_to_send()))) == [(11, None, "Default", b"hello"), (12, None, "Default", b"again")]


def test_a_client_that_comes_back_sends_what_the_session_lacks_and_is_sent_what_it_lacks() -> None:
    client = client_of()
    server, _ = attached(client)
    client.send(None, b"one", "Default")
    client.send(None, b"two", "Default")
    client.bytes_to_send()
    server.send_message(1, b"first")
    client.receive_data(server.bytes_to_send())
    client.acknowledge(1)
    client.resume()
    client.send(None, b"three", "Default")

    server = AttachServer()
    (asked,) = server.receive_data(client.bytes_to_send())
    assert asked == AttachRequested(attach=Attach(mode=Mode.RECONNECT, session_id=SESSION, client_id=CLIENT, received=1))
    server.accept(ack(resumed=True, received=1))
    server.send_message(1, b"first")
    server.send_message(2, b"second")
    events = client.receive_data(server.bytes_to_send())
    assert isinstance(events[0], Attached)
    assert events[0].resumed
    assert plain(events[1:]) == [(2, b"second")]
    assert plain(list(server.receive_data(client.bytes_to_send()))) == [
        Acknowledged(sequence=1),
        (2, None, "Default", b"two"),
        (3, None, "Default", b"three"),
    ]


def test_who_left_while_the_connection_was_lost_says_so_again() -> None:
    client = client_of()
    attached(client)
    client.leave(None, None)
    client.bytes_to_send()
    client.resume()
    server, _ = attached(client, resumed=True)
    assert server.receive_data(client.bytes_to_send()) == [DetachRequested(idle_timeout_seconds=None, output_buffering=None)]


def test_a_number_that_came_before_is_dropped_and_a_gap_breaks_the_protocol() -> None:
    client = client_of()
    server, _ = attached(client)
    server.send_message(1, b"one")
    server.send_message(1, b"one")
    server.send_dropped(4)
    server.send_message(5, b"five")
    assert plain(list(client.receive_data(server.bytes_to_send()))) == [(1, b"one"), (5, b"five")]
    server.send_message(7, b"seven")
    with pytest.raises(ProtocolError, match="7 came after message 5"):
        client.receive_data(server.bytes_to_send())


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (AttachRefused(reason=Reason.BUSY, message="no"), Refused(reason="Busy", message="no")),
        (Description(session_id=SESSION), Described(description=Description(session_id=SESSION))),
        (Removed(), Gone()),
    ],
)
def test_an_answer_that_ends_the_conversation(answer: AttachRefused | Description | Removed, event: object) -> None:
    client, server = client_of(Mode.QUERY), AttachServer()
    server.receive_data(client.bytes_to_send())
    server.answer(answer)
    assert client.receive_data(server.bytes_to_send()) == [event]
    assert client.receive_data(b"whatever") == []


@pytest.mark.parametrize("beginning", [b"<Data Stream='Default'", b"<Command PSGuid='x' />\n", b"\xef\xbb\xbf<Close"])
def test_a_stock_client_gets_the_line_protocol(beginning: bytes) -> None:
    server = AttachServer()
    assert server.receive_data(beginning) == [LinesBegun(data=beginning.removeprefix(b"\xef\xbb\xbf"))]
    assert server.receive_data(b"rest") == [LinesBegun(data=b"rest")]


@pytest.mark.parametrize("garbage", [b"GET / HTTP/1.1\r\n", b"\0\0\0", b"<Attach\n", b"<Attach Version='1'>\n", b"\n", b"<!DOCTYPE x>"])
def test_other_beginnings_are_refused_with_a_reason(garbage: bytes) -> None:
    server = AttachServer()
    with pytest.raises(ProtocolError) as caught:
        byte_by_byte(server.receive_data, garbage)
    server.fail(caught.value)
    (event,) = client_of().receive_data(server.bytes_to_send())
    assert isinstance(event, Refused)
    assert event.reason == "Malformed"
    assert server.phase is Phase.OVER


def test_a_line_without_an_end_is_refused() -> None:
    server = AttachServer()
    with pytest.raises(LimitExceeded):
        server.receive_data(b"<Attach " + b" " * ATTACH_LIMIT)


@given(st.binary())
def test_any_bytes_behind_the_answer_are_events_or_break_the_protocol_with_a_reason(data: bytes) -> None:
    client = client_of()
    server, _ = attached(client)
    try:
        events: list[ServerEvent] = server.receive_data(data)
    except ProtocolError as error:
        broken = error
    else:
        assert len(events) <= len(data) / 5
        return
    server.fail(broken)
    assert client.receive_data(server.bytes_to_send()) == [Faulted(reason=str(broken))]


@given(st.binary())
def test_any_bytes_of_a_session_are_events_or_break_the_protocol(data: bytes) -> None:
    client = client_of()
    _, told = attached(client)
    try:
        client.receive_data(data)
    except ProtocolError:
        return


def test_a_frame_over_the_limit_is_refused_before_it_is_here() -> None:
    with pytest.raises(LimitExceeded):
        FrameBuffer(limit_bytes=10).receive_data(b"\x01\x00\x00\x00\x0b")


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=40))), st.lists(st.integers(1, 30), min_size=1))
def test_frames_may_be_cut_anywhere(frames: list[tuple[int, bytes]], cuts: list[int]) -> None:
    data = b"".join(write_frame(kind, payload) for kind, payload in frames)  # type: ignore[arg-type]
    buffer = FrameBuffer()
    found = []
    offset, turn = 0, 0
    while offset < len(data):
        size = cuts[turn % len(cuts)]
        found += buffer.receive_data(data[offset : offset + size])
        offset, turn = offset + size, turn + 1
    assert found == frames
