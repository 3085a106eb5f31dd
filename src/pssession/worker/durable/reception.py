"""Those who are connected to a session, without their sockets: who is attached, what each is answered, what goes out to whom.

Whoever has the bytes hands them in with the machine of the connection they came by, and sends what that machine has to say afterwards.
What a client does wrong ends its connection, with the reason; the session lives on.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from pssession.errors import ProtocolError
from pssession.protocol.attach import Attach, AttachAck, AttachServer, Mode, Removed
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
from pssession.worker.durable.instructions import Instruction
from pssession.worker.durable.session import DurableSession
from pssession.worker.durable.spooling import SpoolFailed


class Moment(NamedTuple):
    """Say what time it is.

    Attributes:
        now: Seconds of a clock that never jumps.
        wall: Seconds since 1970, UTC.
    """

    now: float
    wall: float = 0.0


class Reception:
    """Let clients in and out.

    Args:
        durable: The session.
        process_id: The session's process, for those who ask.

    Attributes:
        attached: The end of the connection that is attached, None where none is.
    """

    def __init__(self, durable: DurableSession, *, process_id: int = 0) -> None:
        self.attached: AttachServer | None = None
        self._durable = durable
        self._process_id = process_id
        self._removing: list[AttachServer] = []

    def is_waiting(self, machine: AttachServer) -> bool:
        """Tell whether somebody waits for the news that the session is gone."""
        return machine in self._removing

    # What comes in.

    def hear(self, machine: AttachServer, data: bytes, at: Moment) -> list[Instruction]:
        """Take bytes of a connection; what breaks the protocol ends the connection, not the session."""
        instructions: list[Instruction] = []
        try:
            self._take_all(machine, machine.receive_data(data), at, instructions)
        except ProtocolError as error:
            machine.fail(error)
            instructions += self.lose(machine, at)
        return instructions

    def welcome(self, machine: AttachServer, attach: Attach, at: Moment) -> list[Instruction]:
        """Answer a wish that was heard elsewhere: that of the client who made the session."""
        instructions: list[Instruction] = []
        try:
            self._take_all(machine, [AttachRequested(attach=attach)], at, instructions)
        except ProtocolError as error:
            machine.fail(error)
            instructions += self.lose(machine, at)
        return instructions

    def lose(self, machine: AttachServer, at: Moment) -> list[Instruction]:
        """Take note that a connection is gone; the session waits for its client, or another."""
        if machine in self._removing:
            self._removing.remove(machine)
        if machine is not self.attached:
            return []
        self.attached = None
        self._durable.detach(at.now)
        return self._durable.sweep()

    def _take_all(self, machine: AttachServer, events: Sequence[ServerEvent], at: Moment, instructions: list[Instruction]) -> None:
        queue = deque(events)
        while queue:
            event = queue.popleft()
            if type(event) is AttachRequested:
                queue.extend(self._ask(machine, event.attach, at, instructions))
            else:
                self._take(machine, event, at, instructions)

    def _take(self, machine: AttachServer, event: ServerEvent, at: Moment, instructions: list[Instruction]) -> None:
        durable = self._durable
        match event:
            case MessageReceived() | SignalReceived() | CloseReceived():
                instructions += durable.receive(event)
            case Acknowledged(sequence=sequence):
                durable.acknowledge(sequence)
            case DetachRequested(idle_timeout_seconds=idle, output_buffering=buffering):
                durable.detach(at.now, idle, buffering)
                instructions += durable.sweep()
                self.attached = None
                machine.detached()
            case LinesBegun():
                raise ProtocolError("This session is reached by the attach protocol, not by lines.")

    def _ask(self, machine: AttachServer, attach: Attach, at: Moment, instructions: list[Instruction]) -> list[ServerEvent]:
        durable = self._durable
        if attach.version != VERSION:
            machine.answer(wrong_version(attach.version))
            return []
        if attach.mode is Mode.QUERY:
            machine.answer(durable.describe(at.now, at.wall, self._process_id))
            return []
        if attach.mode is Mode.REMOVE:
            refusal = durable.may_remove()
            if refusal is not None:
                machine.answer(refusal)
            else:
                self._removing.append(machine)
                instructions += durable.remove()
            return []
        answer = durable.attach(attach, at.now)
        if not isinstance(answer, AttachAck):
            machine.answer(answer)
            return []
        if self.attached is not None:
            # The same client came back before its former connection was known to be lost.
            self.attached.cut()
        self.attached = machine
        return machine.accept(answer)

    # What goes out.

    def pump(self, limit_bytes: int) -> bool:
        """Say to whoever is attached what comes next, about as many bytes as asked for; tell whether there was anything."""
        machine, durable = self.attached, self._durable
        if machine is None or machine.phase is not Phase.ATTACHED:
            return False
        try:
            portion = durable.take(limit_bytes)
        except SpoolFailed as error:
            durable.fail(f"spooled output cannot be read: {error}")
            return False
        for number, data in portion:
            if data is None:
                machine.send_dropped(number)
            else:
                machine.send_message(number, data)
        received = durable.acknowledgement(at_once=bool(portion))
        if received:
            machine.acknowledge(received)
        return bool(portion)

    def say_farewell(self) -> None:
        """Tell everybody that the session is no more, once everything else is said."""
        durable = self._durable
        reason = durable.farewell
        if reason is None:
            return
        machine = self.attached
        if machine is not None and not durable.unsent_bytes and machine.phase is Phase.ATTACHED:
            machine.removed(reason)
            if durable.broken:
                durable.closed(None)
        if durable.over:
            for waiting in self._removing:
                waiting.answer(Removed())
            self._removing.clear()
