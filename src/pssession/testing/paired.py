"""A whole session without a process: its client's machine, its durable half and a scripted engine, with a wire between that can be cut.

    worker = PairedWorker({"numbers": lambda: range(10)})
    client = PairedClient(worker, new_session(Wishes(session_id=uuid4())), cuts=[700, 1200])
    client.until(lambda: client.machine.state is RunspacePoolState.OPENED)

Nothing waits and nothing runs beside: the same seed makes the same conversation, whatever the machine it runs on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from pssession.protocol.attach import Attach, AttachRefused, AttachServer, Mode, Reason
from pssession.protocol.attach.events import AttachRequested
from pssession.protocol.attach.server import Phase
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.session.events import AttachOvertaken, Event
from pssession.session.machine import SessionMachine
from pssession.testing.fuse import Fuse
from pssession.testing.scripted_engine import Script, ScriptedEngine
from pssession.testing.spools import MemorySpool
from pssession.worker.durable import DurableSession, Limits
from pssession.worker.durable.instructions import Deliver, Forget, Instruction, Stop
from pssession.worker.durable.outbox import Room
from pssession.worker.durable.reception import Moment, Reception
from pssession.worker.durable.spooling import Spool
from pssession.worker.engines.port import EngineOwner

_PORTION_BYTES = 64 * 1024


class PairedWorker(EngineOwner):
    """Be what makes sessions and, once it was asked to, a session.

    Args:
        scripts: What each command line gives.
        limits: How much is kept and how long.
        spool: Keeps what is over the memory budget.
        eager: Whether a command runs to its end at once; otherwise each `step` lets it give one more object, as long as there is room.

    Attributes:
        now: The time, in seconds; tests move it.
        durable: The session, None before it was made.
        engine: Its engine.
    """

    def __init__(
        self, scripts: Mapping[str, Script], *, limits: Limits | None = None, spool: Spool | None = None, eager: bool = True
    ) -> None:
        self.now = 0.0
        self.durable: DurableSession | None = None
        self.engine = ScriptedEngine(self, scripts, eager=eager)
        self._limits = limits or Limits()
        self._spool = spool if spool is not None else MemorySpool()
        self._reception: Reception | None = None
        self._instructions: deque[Instruction] = deque()

    @property
    def is_attached(self) -> bool:
        """Tell whether a client is attached."""
        return self._reception is not None and self._reception.attached is not None

    # The engine's words.

    def send(self, message: OutgoingMessage) -> None:
        """Keep a message."""
        if self.durable is not None:
            self._instructions += self.durable.send(message, self.now)

    def closed(self, pipeline_id: UUID | None) -> None:
        """Take note that a pipeline, or the session, is closed."""
        if self.durable is not None:
            self.durable.closed(pipeline_id)

    def failed(self, reason: str) -> None:
        """Take note that the engine is no more."""
        if self.durable is not None:
            self.durable.fail(reason)

    # Clients.

    def hear(self, machine: AttachServer, data: bytes) -> None:
        """Take bytes of a connection."""
        if self._reception is not None:
            self._instructions += self._reception.hear(machine, data, self._moment())
        else:
            for event in machine.receive_data(data):
                if isinstance(event, AttachRequested):
                    self._make(machine, event.attach)
        self._perform()

    def _make(self, machine: AttachServer, attach: Attach) -> None:
        if attach.mode is not Mode.NEW:
            machine.answer(AttachRefused(reason=Reason.NOT_FOUND, message="There is no session."))
            return
        self.durable = DurableSession(attach, limits=self._limits, spool=self._spool, now=self.now)
        self._reception = Reception(self.durable)
        self._instructions += self._reception.welcome(machine, attach, self._moment())

    def lose(self, machine: AttachServer) -> None:
        """Take note that a connection is gone."""
        if self._reception is not None:
            self._instructions += self._reception.lose(machine, self._moment())
            self._perform()

    def pump(self, machine: AttachServer) -> bytes:
        """Give what a connection is sent next."""
        reception = self._reception
        if reception is not None:
            reception.pump(_PORTION_BYTES)
            reception.say_farewell()
        return machine.bytes_to_send()

    def step(self) -> None:
        """Let what runs give one more object, where there is room for it."""
        if self.durable is not None and self.durable.room(self.now) is not Room.WAIT:
            self.engine.step()
            self._perform()

    def _moment(self) -> Moment:
        return Moment(self.now, self.now)

    def _perform(self) -> None:
        while self._instructions:
            match self._instructions.popleft():
                case Deliver(pipeline_id=pipeline_id, stream=stream, data=data):
                    self.engine.receive(pipeline_id, stream, data)
                case Stop(pipeline_id=pipeline_id):
                    self.engine.signal(pipeline_id)
                case Forget(pipeline_id=pipeline_id):
                    self.engine.close(pipeline_id)


class Wire:
    """Connect a client to a worker until so many bytes have gone over it, in both directions together.

    Args:
        worker: The far end.
        cut_after: How many bytes; None for a wire that holds.

    Attributes:
        carried: How many bytes went over it.
        is_cut: Whether it is of no more use. What was under way is lost.
    """

    def __init__(self, worker: PairedWorker, cut_after: int | None = None) -> None:
        self.is_cut = False
        self._worker = worker
        self._fuse = Fuse(cut_after)
        self._machine = AttachServer()

    def send(self, data: bytes) -> None:
        """Carry bytes to the worker."""
        data = self._fuse.let_through(data)
        if data:
            self._worker.hear(self._machine, data)
        self._finish()

    def receive(self) -> bytes:
        """Carry bytes to the client."""
        data = b"" if self.is_cut else self._fuse.let_through(self._worker.pump(self._machine))
        if self._machine.phase in (Phase.OVER, Phase.CUT) and not data:
            self.is_cut = True
        self._finish()
        return data

    @property
    def carried(self) -> int:
        """Count the bytes that went through."""
        return self._fuse.carried

    def _finish(self) -> None:
        if self._fuse.is_blown:
            self.cut()

    def cut(self) -> None:
        """Cut it now."""
        if not self.is_cut:
            self.is_cut = True
            self._worker.lose(self._machine)


class PairedClient:
    """Drive a session's machine against a worker; goes on over a new wire whenever one is cut.

    Args:
        worker: The far end.
        machine: The session's machine, as `pssession.session.making` makes it.
        cuts: After how many bytes each wire is cut, one after the other; those that follow hold.
        piece_bytes: The machine is given at most so many bytes at once.

    Attributes:
        wire: The wire in use.
        carried: How many bytes went over the wires, in both directions.
    """

    def __init__(self, worker: PairedWorker, machine: SessionMachine, *, cuts: Iterable[int] = (), piece_bytes: int = 1 << 30) -> None:
        self.machine = machine
        self._worker = worker
        self._cuts = iter(cuts)
        self._piece_bytes = piece_bytes
        self._carried = 0
        self.wire = self._connect()

    def _connect(self) -> Wire:
        return Wire(self._worker, next(self._cuts, None))

    @property
    def carried(self) -> int:
        """Count the bytes that went over all wires."""
        return self._carried + self.wire.carried

    def step(self) -> list[Event]:
        """Send what is to be sent, let the worker go on, take what comes; give what the machine says."""
        events: list[Event] = []
        self.wire.send(self.machine.bytes_to_send())
        self._worker.step()
        data = self.wire.receive()
        for start in range(0, len(data), self._piece_bytes):
            events += self.machine.receive_data(data[start : start + self._piece_bytes])
        if self.wire.is_cut or any(isinstance(event, AttachOvertaken) for event in events):
            events += self._come_back()
        return events

    def _come_back(self) -> list[Event]:
        self.wire.cut()
        self._carried += self.wire.carried
        events = self.machine.connection_lost("the wire was cut")
        self.wire = self._connect()
        if self.machine.may_begin_again and self._worker.durable is None:
            self.machine.begin_again()
        else:
            self.machine.resume()
        return events

    def until(self, condition: Callable[[], bool], heard: Callable[[Event], None] | None = None, *, most: int = 1_000_000) -> None:
        """Step until a condition holds.

        Args:
            condition: Looked at between steps.
            heard: Takes each event.
            most: After so many steps it is taken for hanging.

        Raises:
            TimeoutError: It hangs.
        """
        for _ in range(most):
            if condition():
                return
            for event in self.step():
                if heard is not None:
                    heard(event)
        raise TimeoutError("the conversation hangs")

    def die(self) -> None:
        """End as a process does that is killed: nothing more is said, and what was under way is lost."""
        self.wire.cut()
