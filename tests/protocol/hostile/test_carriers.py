"""Bytes in any pieces and with any damage: the carriers and the fragments give events or raise ProtocolError, and keep little."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pssession.errors import LimitExceeded, ProtocolError
from pssession.protocol.attach import Attach, AttachAck, AttachClient, AttachServer, Mode
from pssession.protocol.attach.events import AttachRequested
from pssession.protocol.attach.frames import FrameBuffer, FrameType, write_frame
from pssession.protocol.outofproc import ClientCarrier, ServerCarrier
from pssession.protocol.psrp.fragments import Defragmenter, Fragmenter

quick = settings(deadline=None, derandomize=True, max_examples=200)
SESSION, CLIENT, PIPELINE = UUID(int=1), UUID(int=2), UUID(int=3)
SCENARIOS = ["open-close", "output", "stop", "input", "host-read", "busy"]


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    """Cut bytes at some places."""
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(places)]


def damaged(data: bytes, draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    """Change, drop or insert a few bytes."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(made)))
        how = draw(st.integers(0, 2))
        if how == 0:
            made[place : place + 1] = bytes([draw(st.integers(0, 255))])
        elif how == 1:
            del made[place : place + draw(st.integers(1, 40))]
        else:
            made[place:place] = draw(st.binary(max_size=30))
    return bytes(made)


cuts = st.lists(st.integers(0, 3000), max_size=8)


@settings(quick, max_examples=100)
@given(st.sampled_from(SCENARIOS), cuts, st.data())
def test_damaged_lines_to_a_server(recorded: Any, scenario: str, cuts: list[int], data: st.DataObject) -> None:
    server = ServerCarrier()
    for piece in pieces(damaged(recorded(scenario).bytes_of("C>S"), data.draw), cuts):
        server.receive_data(piece)
    server.receive_eof()
    assert server.ended is not None
    server.data_to_send()


@settings(quick, max_examples=100)
@given(st.sampled_from(SCENARIOS), cuts, st.data())
def test_damaged_lines_to_a_client(recorded: Any, scenario: str, cuts: list[int], data: st.DataObject) -> None:
    client = ClientCarrier()
    client.send(PIPELINE, b"x")
    try:
        for piece in pieces(damaged(recorded(scenario).bytes_of("S>C"), data.draw), cuts):
            client.receive_data(piece)
            client.data_to_send()
    except ProtocolError:
        pass


@quick
@given(st.binary(max_size=300))
def test_bytes_that_are_no_lines(data: bytes) -> None:
    ServerCarrier().receive_data(data + b"\n")
    try:
        ClientCarrier().receive_data(data + b"\n")
    except ProtocolError:
        pass


@pytest.mark.parametrize("carrier", [ServerCarrier, ClientCarrier])
def test_a_line_without_end_is_not_kept_for_ever(carrier: Any) -> None:
    end = carrier(line_limit_bytes=1000)
    with pytest.raises(LimitExceeded) if carrier is ClientCarrier else _nothing():
        for _ in range(20):
            end.receive_data(b"<Data " + b"x" * 100)
    assert carrier is ClientCarrier or end.ended is not None


class _nothing:  # noqa: N801  # a context as pytest.raises is one
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


messages = st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=5)


@quick
@given(messages, st.integers(22, 120), cuts)
def test_fragments_cut_anywhere_give_the_messages_again(given_messages: list[bytes], size: int, cuts: list[int]) -> None:
    fragmenter, defragmenter = Fragmenter(size=size), Defragmenter()
    data = b"".join(fragment for message in given_messages for fragment in fragmenter.split(message))
    assert [message for piece in pieces(data, cuts) for message in defragmenter.receive_data(piece)] == given_messages
    assert defragmenter.pending_bytes == 0


@quick
@given(messages, st.integers(22, 120), cuts, st.data())
def test_damaged_fragments(given_messages: list[bytes], size: int, cuts: list[int], data: st.DataObject) -> None:
    fragmenter, defragmenter = Fragmenter(size=size), Defragmenter(object_limit_bytes=1000)
    for piece in pieces(damaged(b"".join(f for m in given_messages for f in fragmenter.split(m)), data.draw), cuts):
        try:
            defragmenter.receive_data(piece)
        except ProtocolError:
            pass
        assert defragmenter.pending_bytes < 1000 + 2 * 3000


def attached_server() -> AttachServer:
    client, server = AttachClient(Attach(mode=Mode.NEW, session_id=SESSION, client_id=CLIENT)), AttachServer()
    (event,) = server.receive_data(client.bytes_to_send())
    assert isinstance(event, AttachRequested)
    server.accept(AttachAck(session_id=SESSION))
    return server


def attached_client() -> AttachClient:
    client, server = AttachClient(Attach(mode=Mode.NEW, session_id=SESSION, client_id=CLIENT)), AttachServer()
    server.receive_data(client.bytes_to_send())
    server.accept(AttachAck(session_id=SESSION))
    client.receive_data(server.bytes_to_send())
    return client


frames = st.lists(st.tuples(st.sampled_from([*FrameType, 0, 77]), st.binary(max_size=60)), max_size=6)


@quick
@given(frames, cuts)
def test_frames_of_any_content_to_a_worker(given_frames: list[tuple[int, bytes]], cuts: list[int]) -> None:
    server = attached_server()
    try:
        for piece in pieces(b"".join(write_frame(FrameType(kind) if kind in _KINDS else kind, body) for kind, body in given_frames), cuts):
            server.receive_data(piece)
    except ProtocolError as error:
        server.fail(error)
    server.bytes_to_send()


@quick
@given(frames, cuts)
def test_frames_of_any_content_to_a_client(given_frames: list[tuple[int, bytes]], cuts: list[int]) -> None:
    client = attached_client()
    try:
        for piece in pieces(b"".join(write_frame(FrameType(kind) if kind in _KINDS else kind, body) for kind, body in given_frames), cuts):
            client.receive_data(piece)
    except ProtocolError:
        pass
    client.bytes_to_send()


_KINDS = frozenset(int(kind) for kind in FrameType)


@quick
@given(st.binary(max_size=200), st.booleans())
def test_openings_that_are_none(data: bytes, begun: bool) -> None:
    line = (b"<Attach " if begun else b"") + data + b"\n"
    try:
        AttachServer().receive_data(line)
    except ProtocolError:
        pass
    client = AttachClient(Attach(mode=Mode.NEW, session_id=SESSION, client_id=CLIENT))
    client.bytes_to_send()
    try:
        client.receive_data(line)
    except ProtocolError:
        pass


def test_a_frame_that_is_announced_too_great_is_refused_before_it_is_here() -> None:
    with pytest.raises(LimitExceeded):
        FrameBuffer(100).receive_data(b"\x01\xff\xff\xff\xff")
