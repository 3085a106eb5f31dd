"""A session's process: its socket, its clients, its engine, its clock, around the durable machine that decides.

One thread waits for sockets; the engine calls in from its own. What both touch stands under one lock, which is never held while the engine
is called. An engine that has more to say than there is room for waits in `send`, and so does the pipeline behind it.

Source: `docs/reference/attach.md`; the life of a disconnected session as Windows' PowerShell has it.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from uuid import UUID

from pssession.protocol.attach import Attach, AttachRefused, Reason
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.worker.client import Client
from pssession.worker.durable import DurableSession
from pssession.worker.durable.instructions import Deliver, Forget, Instruction, Stop
from pssession.worker.durable.outbox import Room
from pssession.worker.durable.reception import Moment, Reception
from pssession.worker.durable.spooling import SpoolFailed
from pssession.worker.endpoint import Listener
from pssession.worker.engines.port import Engine, EngineOwner

# So much is handed to the socket at once; more waits in the outbox, where it can still be spooled or dropped.
_PORTION_BYTES = 256 * 1024
_CLIENTS = 64
# An engine that was asked to end gets so long before it is ended.
_CLOSE_SECONDS = 10.0
# Whoever connects says soon what they want, and takes their answer.
_TALK_SECONDS = 30.0
# Those who are told of the session's end have so long to take it in.
_FAREWELL_SECONDS = 5.0
_GONE = select.POLLHUP | select.POLLRDHUP | select.POLLERR

EngineMaker = Callable[[EngineOwner], Engine]


class SessionProcess(EngineOwner):
    """Run one session until its end.

    Args:
        durable: Keeps the session.
        endpoint: Listens for clients.
        make_engine: Makes what runs its commands.
    """

    def __init__(self, durable: DurableSession, endpoint: Listener, make_engine: EngineMaker) -> None:
        self._durable = durable
        self._reception = Reception(durable, process_id=os.getpid())
        self._endpoint = endpoint
        self._lock = threading.Condition()
        self._clients: dict[int, Client] = {}
        self._attached: Client | None = None
        self._wishes: deque[Instruction] = deque()
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._close_deadline: float | None = None
        self._farewell_deadline: float | None = None
        self._ending = False
        self._engine = make_engine(self)

    # What the engine says, in its threads.

    def send(self, message: OutgoingMessage) -> None:
        """Keep a message and send what can go; waits while there is no room."""
        with self._lock:
            durable, now = self._durable, time.monotonic()
            while durable.room(now, message.pipeline_id) is Room.WAIT and not self._ending:
                self._lock.wait(None if durable.patience_until is None else max(0.0, durable.patience_until - now))
                now = time.monotonic()
            if self._ending:
                return
            try:
                self._wishes += durable.send(message, now)
            except SpoolFailed as error:
                durable.fail(f"output could not be kept: {error}")
            self._pump()
            if self._wishes or self._needs_loop():
                self._rouse()

    def closed(self, pipeline_id: UUID | None) -> None:
        """Take note that a pipeline, or the session, is closed."""
        with self._lock:
            self._durable.closed(pipeline_id)
            self._lock.notify_all()
            self._rouse()

    def failed(self, reason: str) -> None:
        """Take note that the engine is no more."""
        with self._lock:
            self._durable.fail(reason)
            self._lock.notify_all()
            self._rouse()

    def _needs_loop(self) -> bool:
        attached = self._attached
        return attached is not None and (attached.connection.unsent_bytes > 0 or attached.connection.broken)

    def _rouse(self) -> None:
        if self._wake >= 0:
            os.eventfd_write(self._wake, 1)

    # The loop.

    def begin(self, client: Client, attach: Attach) -> None:
        """Let in the client that made the session."""
        with self._lock:
            self._clients[client.connection.fileno()] = client
            self._wishes += self._reception.welcome(client.machine, attach, _moment())
            self._settle(client)
        self._perform()

    def run(self) -> None:
        """Serve until the session is over."""
        try:
            while not self._is_finished():
                self._serve_once()
        finally:
            with self._lock:
                self._ending = True
                self._lock.notify_all()
            self._endpoint.withdraw()
            self._engine.end()
            for client in self._clients.values():
                client.connection.close()
            self._endpoint.close()
            with self._lock:
                wake, self._wake = self._wake, -1
                os.close(wake)

    def stop(self) -> None:
        """End the session: from a signal handler."""
        self._ending = True
        self._rouse()

    def _is_finished(self) -> bool:
        now = time.monotonic()
        with self._lock:
            durable = self._durable
            self._pump()
            if self._close_deadline is not None and now >= self._close_deadline:
                durable.closed(None)
                self._close_deadline = None
            self._say_farewell()
            if self._ending or durable.expired(now):
                return True
            if not durable.over:
                return False
            if self._farewell_deadline is None:
                self._farewell_deadline = now + _FAREWELL_SECONDS
            told_all = not any(client.connection.unsent_bytes for client in self._clients.values())
            return told_all or now >= self._farewell_deadline

    def _say_farewell(self) -> None:
        if self._durable.farewell is not None:
            self._reception.say_farewell()
            if self._durable.over:
                # Whoever hears of the end finds no name of it any more.
                self._endpoint.withdraw()
            for client in self._clients.values():
                client.flush()

    def _serve_once(self) -> None:
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        poll.register(self._endpoint.fileno(), select.POLLIN)
        with self._lock:
            for number, client in self._clients.items():
                poll.register(number, select.POLLIN | select.POLLRDHUP | (select.POLLOUT if client.connection.unsent_bytes else 0))
            patience = self._patience()
        for number, happened in poll.poll(patience):
            if number == self._wake:
                os.eventfd_read(self._wake)
            elif number == self._endpoint.fileno():
                self._accept()
            else:
                self._serve(self._clients[number], happened)
        self._perform()
        self._bury()

    def _patience(self) -> int | None:
        deadlines = [self._durable.next_deadline(), self._close_deadline, self._farewell_deadline]
        deadlines += [client.deadline for client in self._clients.values() if client is not self._attached]
        set_ones = [one for one in deadlines if one is not None]
        if not set_ones:
            return None
        # poll counts milliseconds in 31 bits; a later deadline is looked at again then.
        return min(max(int((min(set_ones) - time.monotonic()) * 1000) + 1, 0), 2**31 - 1)

    def _accept(self) -> None:
        while (connection := self._endpoint.accept()) is not None:
            client = Client(connection, time.monotonic() + _TALK_SECONDS)
            if len(self._clients) >= _CLIENTS:
                client.machine.answer(AttachRefused(reason=Reason.BUSY, message="Too many clients are connected to this session."))
                client.flush()
                client.connection.close()
                continue
            with self._lock:
                self._clients[client.connection.fileno()] = client

    def _serve(self, client: Client, happened: int) -> None:
        if happened & select.POLLOUT:
            with self._lock:
                client.connection.flush()
                if client is self._attached:
                    self._pump()
        if happened & ~select.POLLOUT:
            # What somebody said who is gone is heard to its end, before others ask whether the place is free.
            while self._hear(client) and happened & _GONE:
                pass

    def _hear(self, client: Client) -> bool:
        """Take what a client said; tell whether there was anything."""
        data = client.connection.read()
        with self._lock:
            if data is None:
                client.connection.broken = True
                self._lose(client)
            elif data:
                self._wishes += self._reception.hear(client.machine, data, _moment())
                self._settle(client)
        self._perform()
        return bool(data)

    def _settle(self, client: Client) -> None:
        """Do what follows from what a client said; the lock is held."""
        if client.machine is self._reception.attached:
            self._attached = client
        elif client is self._attached:
            # It has left, and takes with it what it was told.
            self._attached = None
            client.deadline = time.monotonic() + _TALK_SECONDS
        if self._reception.is_waiting(client.machine):
            client.deadline = None
        self._lock.notify_all()
        self._pump()
        client.flush()

    def _lose(self, client: Client) -> None:
        """Take note that a connection is gone; the lock is held."""
        self._wishes += self._reception.lose(client.machine, _moment())
        if client is self._attached:
            self._attached = None
        self._lock.notify_all()

    def _bury(self) -> None:
        now = time.monotonic()
        with self._lock:
            for number, client in list(self._clients.items()):
                late = client is not self._attached and client.deadline is not None and now >= client.deadline
                if client.is_done or late:
                    self._lose(client)
                    client.connection.close()
                    del self._clients[number]

    # What goes out.

    def _pump(self) -> None:
        """Hand output to the socket of whoever is attached, as long as it takes it."""
        client = self._attached
        if client is None:
            return
        connection, durable = client.connection, self._durable
        while connection.unsent_bytes < _PORTION_BYTES and not connection.broken:
            said = self._reception.pump(_PORTION_BYTES)
            client.flush()
            if not said or not durable.unsent_bytes:
                return

    # What the engine is told, without the lock.

    def _perform(self) -> None:
        while True:
            with self._lock:
                if not self._wishes:
                    return
                wish = self._wishes.popleft()
                if isinstance(wish, Forget) and wish.pipeline_id is None:
                    # Nobody new finds a session that is ending.
                    self._endpoint.withdraw()
                    self._close_deadline = time.monotonic() + _CLOSE_SECONDS
                    self._lock.notify_all()
            match wish:
                case Deliver(pipeline_id=pipeline_id, stream=stream, data=data):
                    self._engine.receive(pipeline_id, stream, data)
                case Stop(pipeline_id=pipeline_id):
                    self._engine.signal(pipeline_id)
                case Forget(pipeline_id=pipeline_id):
                    self._engine.close(pipeline_id)


def _moment() -> Moment:
    return Moment(time.monotonic(), time.time())
