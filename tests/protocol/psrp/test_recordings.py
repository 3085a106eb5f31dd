"""What PowerShell 7.6 said to itself, said again by our machines: each message, each conversation from either end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from pssession.objects import PSInvocationState, RunspacePoolState
from pssession.protocol.clixml import ClearText
from pssession.protocol.outofproc import ClientCarrier, ServerCarrier
from pssession.protocol.outofproc.client import LINE_BYTES
from pssession.protocol.outofproc.events import (
    CloseAcknowledged,
    CloseReceived,
    CommandAcknowledged,
    CommandReceived,
    DataReceived,
    Ended,
    ErrorReceived,
    SignalReceived,
)
from pssession.protocol.psrp import events, requests
from pssession.protocol.psrp.client import ClientPool
from pssession.protocol.psrp.header import MessageType, body, peek
from pssession.protocol.psrp.messages import decode, encode
from pssession.protocol.psrp.server import ServerPool
from pssession.protocol.psrp.states import ENDED, PoolState

Recorded = Callable[[str], Any]
KEY = ClearText()
# A script block arrives as its text. Default choices are sent as an array with its lengths, which PowerShell itself cannot read; ours is a
# list, which it can.
CHANGED = re.compile(r"<SBK|<Obj N=\"mp\".*<MS><Obj N=\"mae\"")


def tree(message: bytes) -> Any:
    """Give a message's value as tuples: without the numbers of objects, members by name, references to type names as the names."""
    names: dict[str, Any] = {}

    def of(element: ElementTree.Element) -> Any:
        if element.tag == "TNRef":
            return names[element.attrib["RefId"]]
        children = [of(child) for child in element]
        if element.tag in ("MS", "Props"):
            children.sort(key=lambda child: str(child[1]))
        attributes = tuple(pair for pair in sorted(element.attrib.items()) if pair[0] != "RefId" or element.tag == "Ref")
        if element.tag == "TN":
            made = names[element.attrib["RefId"]] = (element.tag, (), "", tuple(children))
            return made
        text = "" if children else (element.text or "").removeprefix("Deserialized.")
        return (element.tag, attributes, text, tuple(children))

    content = body(message)
    return of(ElementTree.fromstring(content)) if content else None


def test_a_message_that_is_read_is_written_again_as_it_was(scenario: str, recorded: Recorded) -> None:
    checked = 0
    for message in recorded(scenario).messages():
        if CHANGED.search(message.decode("utf-8", "replace")):
            continue
        header, read = decode(message, key=KEY)
        assert read is not None
        again = encode(read, header.runspace_pool_id, header.pipeline_id, destination=header.destination, key=KEY)
        assert again[:40] == message[:40]
        assert tree(again) == tree(message)
        checked += 1
    assert checked > 4


def is_key(line: Any) -> bool:
    """Tell whether keys are exchanged here: what follows was written under a key that nobody has any more."""
    return line.element is not None and b'N="PublicKey"' in line.element.data


class _Server:
    """Let our server hear what PowerShell's client said; where the real one answered does not matter."""

    def __init__(self, recording: Any) -> None:
        self.carrier, self.pool = ServerCarrier(), ServerPool()
        self.wanted: list[requests.Request] = []
        self.closed: list[object] = []
        self.recording = recording

    def play(self) -> None:
        for line in self.recording.lines:
            if is_key(line):
                return
            if line.direction == "C>S":
                for event in self.carrier.receive_data(line.data):
                    self._take(event)
            self._answer_calls(line)
        for event in self.carrier.receive_eof():
            assert isinstance(event, Ended)

    def _answer_calls(self, line: Any) -> None:
        """Make the calls that the real server made, so that their answers are awaited."""
        if line.direction == "S>C" and line.element is not None and line.element.name == "Data":
            for pipeline_id, pipeline in self.pool.pipelines.items():
                if line.element.id == pipeline_id and b'<I64 N="ci">' in line.element.data and b'<I64 N="ci">-100' not in line.element.data:
                    pipeline.calls.begin()

    def _take(self, event: Any) -> None:
        if isinstance(event, DataReceived):
            for request in self.pool.receive_data(event.data, event.pipeline_id, event.stream):
                assert not isinstance(request, (requests.Rejected, requests.Ignored))
                self.wanted.append(request)
                if isinstance(request, requests.OpenRequested):
                    self.pool.accept({})
        elif isinstance(event, SignalReceived):
            self.wanted += self.pool.receive_signal(event.pipeline_id)
        elif isinstance(event, CloseReceived):
            self.closed.append(event.pipeline_id)
            if event.pipeline_id in self.pool.pipelines:
                pipeline = self.pool.pipelines[event.pipeline_id]
                if not pipeline.has_ended:
                    pipeline.complete()
                self.pool.forget(event.pipeline_id)
            elif event.pipeline_id is None:
                self.pool.close()
        else:
            assert isinstance(event, CommandReceived)
        if not isinstance(event, CommandReceived):
            self.carrier.acknowledge(event)


def test_our_server_understands_all_that_powershells_client_says(scenario: str, recorded: Recorded) -> None:
    server = _Server(recorded(scenario))
    server.play()
    if scenario.endswith("-v23"):
        return
    said = [peek(message).type for message in server.recording.messages("C>S")]
    kinds = [type(request) for request in server.wanted]
    assert kinds.count(requests.PipelineRequested) == said.count(MessageType.CREATE_PIPELINE)
    assert kinds.count(requests.MetadataRequested) == said.count(MessageType.GET_COMMAND_METADATA)
    assert kinds.count(requests.InputReceived) == said.count(MessageType.PIPELINE_INPUT)
    assert kinds.count(requests.HostResponseReceived) == said.count(MessageType.PIPELINE_HOST_RESPONSE)
    assert server.pool.state is PoolState.CLOSED or None not in server.closed


def test_our_client_understands_all_that_powershells_server_says(scenario: str, recorded: Recorded) -> None:
    recording = recorded(scenario)
    carrier = ClientCarrier()
    pool_id = peek(recording.messages("C>S")[0]).runspace_pool_id
    pool = ClientPool(pool_id, version=(2, 3) if scenario.endswith("-v23") else (2, 4))
    pool.open()
    told: list[events.Event] = []
    for line in recording.lines:
        direction, data, element = line
        if is_key(line):
            return
        if direction == "C>S":
            if element is not None and element.name == "Command":
                carrier.send(element.id, b"")
                pool.adopt_pipeline(element.id)
            elif element is not None and element.name == "Close" and element.id in pool.pipelines:
                pool.pipelines[element.id].close()
            continue
        for event in carrier.receive_data(data):
            if isinstance(event, DataReceived):
                told += pool.receive_data(event.data, event.pipeline_id, event.stream)
            elif isinstance(event, CloseAcknowledged):
                told += pool.receive_close_ack(event.pipeline_id)
            else:
                assert isinstance(event, (CommandAcknowledged, ErrorReceived)) or type(event).__name__ == "SignalAcknowledged"
    said = [peek(message).type for message in recording.messages("S>C")]
    assert sum(isinstance(event, events.HostCallReceived) for event in told) == said.count(MessageType.PIPELINE_HOST_CALL)
    states = [event.state for event in told if isinstance(event, events.PoolStateChanged)]
    assert states[0] is RunspacePoolState.OPENED
    ended = [event for event in told if isinstance(event, events.PipelineStateChanged)]
    assert all(isinstance(event.state, PSInvocationState) and event.state in ENDED for event in ended)
    assert pool.version == ((2, 3) if scenario.endswith("-v23") else (2, 4))


def test_our_client_fills_lines_and_waits_for_acknowledgements_as_powershells_does(recorded: Recorded) -> None:
    """The input of a pipeline goes out in lines of 32 KiB, the next one when the one before was acknowledged."""
    recording = recorded("input-early-end")
    data_lines = [line.element for line in recording.lines if line.direction == "C>S" and line.element and line.element.name == "Data"]
    sizes = [len(element.data) for element in data_lines if len(element.data) > 30_000]
    assert sizes
    assert set(sizes) == {LINE_BYTES}
    identity = next(element.id for element in data_lines if len(element.data) == LINE_BYTES)
    stream = b"".join(element.data for element in data_lines if element.id == identity)
    carrier = ClientCarrier()
    carrier.send(identity, stream)
    written = carrier.data_to_send()
    assert b"<Data" not in written
    carrier.receive_data(f"<CommandAck PSGuid='{identity}' />\n".encode())
    pieces = []
    while line := carrier.data_to_send():
        assert line.count(b"\n") == 1
        pieces.append(line)
        carrier.receive_data(f"<DataAck PSGuid='{identity}' />\n".encode())
    assert len(pieces) == -(-len(stream) // LINE_BYTES)
