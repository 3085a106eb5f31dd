"""What the proofs have in common: a session that gives numbered objects, consumers in processes of their own, and their log.

A log is a file of records: the sequence number under which an object came and the object, or for an acknowledgement that went out 0 and
the number in it. A record is written by one call, so that a killed process leaves no half of one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from struct import Struct

import pssession
from pssession.client.blocking.session import Session
from pssession.client.options import SessionOptions
from pssession.client.token import read_token
from pssession.protocol.attach.frames import NUMBER, FrameBuffer, FrameType
from pssession.testing import FaultyStream
from pssession.transport.unix import UnixStream

_RECORD = Struct(">QQ")
_FORK = get_context("fork")


def in_another_process(function: Callable[..., None], *arguments: object) -> BaseProcess:
    """Start a process that calls a function; it is a client of its own."""
    process = _FORK.Process(target=function, args=arguments)
    process.start()
    return process


def stream_of(count: int) -> str:
    """Start a session that gives the numbers from 1 on, leave it, and give its token."""
    session = pssession.connect(name="Stream").open()
    session.run(f"1..{count}", acknowledge=False).start()
    return session.disconnect()


class Log:
    """Keep records in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self) -> Callable[[int, int], None]:
        """Give what appends a record."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC)
        return lambda sequence, value: os.write(descriptor, _RECORD.pack(sequence, value)) and None

    def records(self) -> list[tuple[int, int]]:
        """Give all records."""
        data = self._path.read_bytes() if self._path.exists() else b""
        return list(_RECORD.iter_unpack(data))

    def objects(self) -> list[tuple[int, int]]:
        """Give sequence number and value of each object."""
        return [record for record in self.records() if record[0]]

    def acknowledged(self) -> int:
        """Give the highest number that was acknowledged."""
        return max((number for sequence, number in self.records() if not sequence), default=0)

    def last_sequence(self) -> int:
        """Give the sequence number of the last object."""
        return max((sequence for sequence, _ in self.objects()), default=0)


class RecordingStream(FaultyStream):
    """Note in a log which acknowledgements went out."""

    def __init__(self, inner: UnixStream, note: Callable[[int, int], None]) -> None:
        super().__init__(inner)
        self._note = note
        self._frames: FrameBuffer | None = None

    def write(self, data: bytes) -> None:
        super().write(data)
        if self._frames is None:
            # The opening line comes first, by itself.
            _, _, data = data.partition(b"\n")
            self._frames = FrameBuffer()
        for kind, payload in self._frames.receive_data(data):
            if kind == FrameType.ACK:
                self._note(0, NUMBER.unpack(payload)[0])


def take_up(token: str, log: Log) -> tuple[Session, Callable[[int, int], None]]:
    """Take a session up, and note what is acknowledged."""
    note = log.open()
    address = read_token(token)
    session = Session.reconnect(address, SessionOptions(), lambda path: RecordingStream(UnixStream.connect(path), note))
    return session, note
