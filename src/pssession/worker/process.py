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

from pssession.errors import ProtocolError
from pssession.protocol.attach import Attach, AttachAck, AttachRefused, Mode, Reason, Removed
from pssession.protocol.attach.events import (
    Acknowledged,
    AttachRequested,
    CloseReceived,
    DetachRequested,
    LinesBegun,
    MessageReceived,
    ServerEvent,
    SignalReceived,
)
from pssession.protocol.attach.opening import VERSION
from pssession.protocol.attach.server import Phase, wrong_version
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.worker.client import Client
from pssession.worker.durable import DurableSession
from pssession.worker.durable.instructions import Deliver, Forget, Instruction, Stop
from pssession.worker.durable.outbox import Room
from pssession.worker.durable.spooling import SpoolFailed
from pssession.worker.endpoint import Endpoint
from pssession.worker.engines.port import Engine, EngineOwner

# So much is handed to the socket at once; more waits in the outbox, where it can still be spooled or dropped.
_PORTION_BYTES = 256 * 1024
_CLIENTS = 64
# An engine that was asked to end gets so long before it is ended.
_CLOSE_SECONDS = 10.0
_READABLE = select.POLLIN | select.POLLHUP | select.POLLERR

EngineMaker = Callable[[EngineOwner], Engine]


class SessionProcess(EngineOwner):
    """Run one session until its end.

    Args:
        durable: Keeps the session.
        endpoint: Listens for clients.
        make_engine: Makes what runs its commands.
    """

    def __init__(self, durable: DurableSession, endpoint: Endpoint, make_engine: EngineMaker) -> None:
        self._durable = durable
        self._endpoint = endpoint
        self._lock = threading.Condition()
        self._clients: dict[int, Client] = {}
        self._attached: Client | None = None
        self._wishes: deque[Instruction] = deque()
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._close_deadline: float | None = None
        self._ending = False
        self._engine = make_engine(self)

    # What the engine says, in its threads.

    def send(self, message: OutgoingMessage) -> None:
        """Keep a message and send what can go; waits while there is no room."""
        with self._lock:
            while self._durable.room() is Room.WAIT and not self._ending:
                self._lock.wait()
            if self._ending:
                return
            try:
                self._wishes += self._durable.send(message)
            except SpoolFailed as error:
                self._durable.fail(f"output could not be kept: {error}")
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
        os.eventfd_write(self._wake, 1)

    # The loop.

    def begin(self, client: Client, attach: Attach) -> None:
        """Let in the client that made the session."""
        with self._lock:
            self._clients[client.connection.fileno()] = client
        self._handle(client, [AttachRequested(attach=attach)])

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

    def stop(self) -> None:
        """End the session: from a signal handler."""
        self._ending = True
        self._rouse()

    def _is_finished(self) -> bool:
        now = time.monotonic()
        with self._lock:
            durable = self._durable
            self._pump()
            if durable.farewell is not None:
                self._say_farewell(durable.farewell)
            if self._ending or durable.expired(now):
                return True
            if self._close_deadline is not None and now >= self._close_deadline:
                durable.closed(None)
                self._close_deadline = None
                self._say_farewell("")
            told_all = not any(client.connection.unsent_bytes and not client.connection.broken for client in self._clients.values())
            return durable.over and told_all

    def _say_farewell(self, reason: str) -> None:
        """Tell whoever is here that the session is no more, once everything else is said; nobody finds it any longer then."""
        if self._durable.over:
            self._endpoint.withdraw()
        attached = self._attached
        if attached is not None and not self._durable.unsent_bytes and attached.machine.phase is Phase.ATTACHED:
            self._endpoint.withdraw()
            attached.machine.removed(reason)
            attached.flush()
            if self._durable.broken:
                self._durable.closed(None)
        if self._durable.over:
            for client in self._clients.values():
                if client.removing:
                    client.machine.answer(Removed())
                    client.removing = False
                    client.flush()

    def _serve_once(self) -> None:
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        poll.register(self._endpoint.fileno(), select.POLLIN)
        with self._lock:
            for number, client in self._clients.items():
                poll.register(number, select.POLLIN | (select.POLLOUT if client.connection.unsent_bytes else 0))
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
        deadlines = [one for one in (self._durable.next_deadline(), self._close_deadline) if one is not None]
        if not deadlines:
            return None
        # poll counts milliseconds in 31 bits; a later deadline is looked at again then.
        return min(max(int((min(deadlines) - time.monotonic()) * 1000) + 1, 0), 2**31 - 1)

    def _accept(self) -> None:
        while (connection := self._endpoint.accept()) is not None:
            client = Client(connection)
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
        if happened & _READABLE:
            data = client.connection.read()
            if data is None:
                self._lose(client)
            elif data:
                self._handle(client, client.receive(data))

    def _lose(self, client: Client) -> None:
        """Take note that a connection is gone; the session waits for its client, or another."""
        with self._lock:
            client.connection.broken = True
            if client is self._attached:
                self._attached = None
                self._durable.detach(time.monotonic())
                self._wishes += self._durable.sweep()
                self._lock.notify_all()

    def _bury(self) -> None:
        with self._lock:
            for number, client in list(self._clients.items()):
                if client.is_done:
                    if client is self._attached:
                        self._attached = None
                        self._durable.detach(time.monotonic())
                        self._wishes += self._durable.sweep()
                        self._lock.notify_all()
                    client.connection.close()
                    del self._clients[number]

    # What clients say.

    def _handle(self, client: Client, events: list[ServerEvent]) -> None:
        with self._lock:
            queue = deque(events)
            while queue:
                event = queue.popleft()
                try:
                    queue.extend(self._take(client, event))
                except ProtocolError as error:
                    client.machine.fail(error)
                    queue.clear()
            self._pump()
            client.flush()
        self._perform()

    def _take(self, client: Client, event: ServerEvent) -> list[ServerEvent]:
        durable = self._durable
        match event:
            case AttachRequested(attach=attach):
                return self._ask(client, attach)
            case MessageReceived() | SignalReceived() | CloseReceived():
                self._wishes += durable.receive(event)
            case Acknowledged(sequence=sequence):
                durable.acknowledge(sequence)
                self._lock.notify_all()
            case DetachRequested(idle_timeout_seconds=idle, output_buffering=buffering):
                durable.detach(time.monotonic(), idle, buffering)
                self._wishes += durable.sweep()
                self._attached = None
                client.machine.detached()
                self._lock.notify_all()
            case LinesBegun():
                raise ProtocolError("This session is reached by the attach protocol, not by lines.")
        return []

    def _ask(self, client: Client, attach: Attach) -> list[ServerEvent]:
        durable, now = self._durable, time.monotonic()
        if attach.version != VERSION:
            client.machine.answer(wrong_version(attach.version))
            return []
        if attach.mode is Mode.QUERY:
            client.machine.answer(durable.describe(now, time.time(), os.getpid()))
            return []
        if attach.mode is Mode.REMOVE:
            refusal = durable.may_remove()
            if refusal is not None:
                client.machine.answer(refusal)
            else:
                client.removing = True
                self._wishes += durable.remove()
            return []
        answer = durable.attach(attach, now)
        if not isinstance(answer, AttachAck):
            client.machine.answer(answer)
            return []
        if self._attached is not None and self._attached is not client:
            # The same client came back before its former connection was known to be lost.
            self._attached.connection.broken = True
        self._attached = client
        return client.machine.accept(answer)

    # What goes out.

    def _pump(self) -> None:
        """Hand output to the socket of whoever is attached, as long as it takes it."""
        client, durable = self._attached, self._durable
        if client is None or client.machine.phase is not Phase.ATTACHED:
            return
        machine, connection = client.machine, client.connection
        said = False
        while connection.unsent_bytes < _PORTION_BYTES and not connection.broken:
            try:
                portion = durable.take(_PORTION_BYTES)
            except SpoolFailed as error:
                durable.fail(f"spooled output cannot be read: {error}")
                break
            if not portion:
                break
            said = True
            for number, data in portion:
                if data is None:
                    machine.send_dropped(number)
                else:
                    machine.send_message(number, data)
            client.flush()
        number = durable.acknowledgement(at_once=said)
        if number:
            machine.acknowledge(number)
        client.flush()

    # What the engine is told, without the lock.

    def _perform(self) -> None:
        while True:
            with self._lock:
                if not self._wishes:
                    return
                wish = self._wishes.popleft()
                if isinstance(wish, Forget) and wish.pipeline_id is None:
                    self._close_deadline = time.monotonic() + _CLOSE_SECONDS
                    self._lock.notify_all()
            match wish:
                case Deliver(pipeline_id=pipeline_id, stream=stream, data=data):
                    self._engine.receive(pipeline_id, stream, data)
                case Stop(pipeline_id=pipeline_id):
                    self._engine.signal(pipeline_id)
                case Forget(pipeline_id=pipeline_id):
                    self._engine.close(pipeline_id)
