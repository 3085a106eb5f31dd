"""Streams carry bytes whole and in order, whatever waits for whom, and say clearly that the other end is gone."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.faces import Blocking, Ready, run

from pssession.errors import ConnectionLost, TransportError
from pssession.transport.loop_memory import async_memory_pair
from pssession.transport.loop_stdio import AsyncChildStream
from pssession.transport.loop_unix import AsyncUnixStream
from pssession.transport.memory import memory_pair
from pssession.transport.stdio import ChildStream
from pssession.transport.time_limit import TimeLimit
from pssession.transport.unix import UnixStream

BIG = os.urandom(1 << 20) * 8


async def connect(face: str, path: str) -> Any:
    return await AsyncUnixStream.connect(path) if face == "async" else Blocking(UnixStream.connect(path))


async def start(face: str, *command: str) -> Any:
    return await AsyncChildStream.start(command) if face == "async" else Blocking(ChildStream.start(command))


async def receive(stream: Any, size: int) -> bytes:
    data = b""
    while len(data) < size:
        await stream.wait()
        data += stream.read()
    return data


def echo(connection: socket.socket) -> None:
    """Send back whatever comes; wait for room before reading on, as a peer with small buffers does."""
    with connection:
        while data := connection.recv(65536):
            connection.sendall(data)


def test_a_socket_carries_more_than_both_ends_buffer(face: str, listener: socket.socket) -> None:
    async def test() -> None:
        stream = await connect(face, listener.getsockname())
        threading.Thread(target=echo, args=(listener.accept()[0],), daemon=True).start()
        stream.write(BIG)
        await stream.drain()
        assert stream.unsent == 0
        assert await receive(stream, len(BIG)) == BIG
        await stream.aclose()

    run(face, test)


def test_small_pieces_stay_in_order(face: str, listener: socket.socket) -> None:
    async def test() -> None:
        stream = await connect(face, listener.getsockname())
        threading.Thread(target=echo, args=(listener.accept()[0],), daemon=True).start()
        sent = b""
        for number in range(2000):
            piece = f"{number},".encode()
            sent += piece
            stream.write(piece)
        await stream.drain()
        assert await receive(stream, len(sent)) == sent
        await stream.aclose()

    run(face, test)


def test_what_arrived_before_the_end_is_still_read(face: str, listener: socket.socket) -> None:
    async def test() -> None:
        stream = await connect(face, listener.getsockname())
        peer = listener.accept()[0]
        peer.sendall(b"last words")
        peer.close()
        assert await receive(stream, 10) == b"last words"
        await stream.wait()
        with pytest.raises(ConnectionLost, match=r"s\.sock"):
            stream.read()
        await stream.aclose()

    run(face, test)


def test_writing_to_nobody_is_a_lost_connection(face: str, listener: socket.socket) -> None:
    async def test() -> None:
        stream = await connect(face, listener.getsockname())
        listener.accept()[0].close()

        async def flood() -> None:
            while True:
                stream.write(BIG)
                await stream.drain()

        with pytest.raises(ConnectionLost):
            await flood()
        await stream.aclose()

    run(face, test)


def test_a_socket_that_is_not_there_and_one_nobody_listens_on_differ(face: str, tmp_path: Path) -> None:
    async def test() -> None:
        with pytest.raises(FileNotFoundError):
            await connect(face, str(tmp_path / "none.sock"))
        dead = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        dead.bind(str(tmp_path / "dead.sock"))
        dead.close()
        with pytest.raises(ConnectionRefusedError):
            await connect(face, str(tmp_path / "dead.sock"))
        (tmp_path / "file.sock").write_text("no socket")
        with pytest.raises((ConnectionRefusedError, TransportError)):
            await connect(face, str(tmp_path / "file.sock"))

    run(face, test)


def test_a_child_is_spoken_to_over_its_standard_input_and_output(face: str) -> None:
    async def test() -> None:
        stream = await start(face, "cat")
        stream.write(BIG[:300_000])
        await stream.drain()
        assert await receive(stream, 300_000) == BIG[:300_000]
        await stream.aclose()

    run(face, test)


def test_a_child_that_dies_says_why(face: str) -> None:
    async def test() -> None:
        stream = await start(face, sys.executable, "-c", "import sys; sys.exit('no licence found')")
        await stream.wait()
        with pytest.raises(ConnectionLost, match="ended with status 1: no licence found"):
            stream.read()
        await stream.aclose()

    run(face, test)


def test_a_command_that_is_not_there_is_named(face: str) -> None:
    async def test() -> None:
        with pytest.raises(TransportError, match="no-such-engine"):
            await start(face, "no-such-engine")

    run(face, test)


def test_a_child_may_complain_at_length_without_being_read(face: str) -> None:
    async def test() -> None:
        stream = await start(face, sys.executable, "-c", "import sys; sys.stderr.write('x' * 1_000_000); print('done')")
        assert await receive(stream, 5) == b"done\n"
        await stream.aclose()

    run(face, test)


def test_memory_carries_both_ways(face: str) -> None:
    async def test() -> None:
        here: Any
        there: Any
        here, there = async_memory_pair() if face == "async" else map(Blocking, memory_pair())
        here.write(b"ab")
        here.write(b"c")
        assert await receive(there, 3) == b"abc"
        there.write(b"d")
        there.close_nowait()
        assert await receive(here, 1) == b"d"
        with pytest.raises(ConnectionLost):
            here.read()

    run(face, test)


def test_a_wait_ends_when_its_scope_has_no_time_left(listener: socket.socket) -> None:
    stream = UnixStream.connect(listener.getsockname())
    with pytest.raises(TimeoutError), TimeLimit(0.01):
        stream.wait()
    with TimeLimit(0.01), pytest.raises(TimeoutError), TimeLimit(100):
        stream.wait()
    with TimeLimit(0), TimeLimit(5, shield=True):
        stream.wake()
        stream.wait()
    stream.close()


def test_a_wait_is_ended_by_another_thread(listener: socket.socket) -> None:
    stream = UnixStream.connect(listener.getsockname())
    waiting = threading.Thread(target=stream.wait)
    waiting.start()
    stream.wake()
    waiting.join(10)
    assert not waiting.is_alive()
    assert stream.read() == b""
    stream.close()


def test_ready_is_ready() -> None:
    async def test() -> None:
        assert await Ready(lambda: 1) == 1

    run("blocking", test)
