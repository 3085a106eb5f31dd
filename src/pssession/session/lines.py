"""The line protocol as a session's carrier: for an engine that hangs on our own pipe and dies with it.

Messages get numbers as they come, so that consumers see the same as elsewhere; but nothing is kept and nothing comes again. A lost
connection is a broken session.
"""

from __future__ import annotations

from uuid import UUID

from pssession.errors import ProtocolError
from pssession.objects import OutputBufferingMode
from pssession.protocol.outofproc import ClientCarrier
from pssession.protocol.outofproc.events import CloseAcknowledged, DataReceived, ErrorReceived
from pssession.protocol.psrp.fragments import Defragmenter, Fragmenter
from pssession.session.carrier import Carrier, CarrierEvent, Gone, MessageCame, PipelineClosed


class LineCarrier(Carrier):
    """Carry a session's messages as lines."""

    can_come_back = False
    was_let_in = True

    def __init__(self) -> None:
        self._lines = ClientCarrier()
        self._fragmenter = Fragmenter()
        self._defragmenters: dict[tuple[UUID | None, str], Defragmenter] = {}
        self._number = 0

    def send(self, pipeline_id: UUID | None, data: bytes, stream: str) -> None:
        """Send a whole message."""
        self._lines.send(pipeline_id, b"".join(self._fragmenter.split(data)), stream)

    def signal(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline's stop."""
        self._lines.signal(pipeline_id)

    def close(self, pipeline_id: UUID | None) -> None:
        """Ask for the end of a pipeline, or of the session."""
        self._lines.close(pipeline_id)

    def leave(self, idle_timeout_seconds: float | None, output_buffering: OutputBufferingMode | None) -> None:
        """Refuse: this session dies with its connection.

        Raises:
            ProtocolError: Always.
        """
        raise ProtocolError("This session hangs on a pipe of this process and cannot be disconnected.")

    def acknowledge(self, sequence: int) -> None:
        """Do nothing: nothing is kept."""

    def resume(self) -> None:
        """Refuse: there is nothing to come back to.

        Raises:
            ProtocolError: Always.
        """
        raise ProtocolError("This session hung on a pipe and is gone with it.")

    def begin_again(self) -> None:
        """Refuse, as `resume` does."""
        self.resume()

    def receive_data(self, data: bytes) -> list[CarrierEvent]:
        """Take bytes of lines.

        Raises:
            ProtocolError: They break the protocol.
        """
        found: list[CarrierEvent] = []
        for event in self._lines.receive_data(data):
            match event:
                case DataReceived(pipeline_id=pipeline_id, stream=stream):
                    defragmenter = self._defragmenters.get((pipeline_id, stream))
                    if defragmenter is None:
                        defragmenter = self._defragmenters[pipeline_id, stream] = Defragmenter()
                    for message in defragmenter.receive_data(event.data):
                        self._number += 1
                        found.append(MessageCame(sequence=self._number, data=message))
                case CloseAcknowledged(pipeline_id=None):
                    found.append(Gone())
                case CloseAcknowledged(pipeline_id=pipeline_id) if pipeline_id is not None:
                    for key in [key for key in self._defragmenters if key[0] == pipeline_id]:
                        del self._defragmenters[key]
                    found.append(PipelineClosed(pipeline_id=pipeline_id))
                case ErrorReceived(message=message):
                    found.append(Gone(reason=message))
                case _:
                    pass
        return found

    def bytes_to_send(self) -> bytes:
        """Give the lines that may go now, once."""
        return self._lines.data_to_send()
