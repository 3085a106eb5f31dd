"""A client and a server machine, face to face: what one says the other understands."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pssession.objects import (
    Command,
    ErrorRecord,
    HostMethod,
    PipelineDescription,
    PrimitiveDictionary,
    PSInvocationState,
    RunspacePoolState,
    SecureString,
    StreamKind,
    Version,
    WarningRecord,
)
from pssession.protocol.psrp import events, requests
from pssession.protocol.psrp.client import ClientPool
from pssession.protocol.psrp.fragments import Fragmenter
from pssession.protocol.psrp.outgoing import OutgoingClose, OutgoingMessage, OutgoingSignal
from pssession.protocol.psrp.server import ServerPool

PRIVATE = {"PSVersionTable": {"PSRemotingProtocolVersion": Version(2, 4), "PSVersion": Version(7, 6, 5)}}


class Pair:
    """Let two machines talk, through fragments of a chosen size."""

    def __init__(self, client: ClientPool, server: ServerPool, size: int = 32768) -> None:
        self.client, self.server = client, server
        self.there, self.back = Fragmenter(size=size), Fragmenter(size=size)
        self.wanted: list[requests.Request] = []
        self.told: list[events.Event] = []

    def pump(self) -> None:
        """Carry messages until both sides are silent."""
        while True:
            sent = self.client.messages_to_send()
            for item in sent:
                if isinstance(item, OutgoingMessage):
                    for fragment in self.there.split(item.data):
                        self.wanted += self.server.receive_data(fragment, item.pipeline_id, item.stream)
                elif isinstance(item, OutgoingSignal):
                    self.wanted += self.server.receive_signal(item.pipeline_id)
                elif isinstance(item, OutgoingClose):
                    self.wanted += self.server.receive_close(item.pipeline_id)
            answered = self.server.messages_to_send()
            for message in answered:
                for fragment in self.back.split(message.data):
                    self.told += self.client.receive_data(fragment, message.pipeline_id)
            if not sent and not answered:
                return

    def take(self) -> tuple[list[requests.Request], list[events.Event]]:
        """Give what both sides said since the last time."""
        self.pump()
        wanted, told = self.wanted, self.told
        self.wanted, self.told = [], []
        return wanted, told

    def open(self) -> Pair:
        """Open the session."""
        self.client.open()
        self.pump()
        self.server.accept(PRIVATE)
        self.take()
        return self


def opened(version: tuple[int, int] = (2, 4), size: int = 32768, **options: object) -> Pair:
    """Give two machines with a session open between them."""
    return Pair(ClientPool(version=version, **options), ServerPool(), size).open()  # type: ignore[arg-type]


def started(pair: Pair, text: str = "1+1", **options: object) -> UUID:
    """Start a script and give its id."""
    description = PipelineDescription.script(text)
    for name, value in options.items():
        setattr(description, name, value)
    pipeline = pair.client.pipeline(description)
    pipeline.start()
    return pipeline.id


def states(told: list[events.Event]) -> list[object]:
    return [event.state for event in told if isinstance(event, (events.PoolStateChanged, events.PipelineStateChanged))]


@pytest.mark.parametrize("version", [(2, 0), (2, 1), (2, 2), (2, 3), (2, 4)])
def test_a_session_opens_at_the_clients_version(version: tuple[int, int]) -> None:
    client, server = ClientPool(version=version, max_runspaces=3, application_arguments=PrimitiveDictionary({"a": 1})), ServerPool()
    pair = Pair(client, server)
    client.open()
    wanted, told = pair.take()
    assert told == [events.VersionAgreed(version=version)]
    (request,) = wanted
    assert isinstance(request, requests.OpenRequested)
    assert (request.init.max_runspaces, request.init.application_arguments) == (3, PrimitiveDictionary({"a": 1}))
    assert client.runspace_pool_state is RunspacePoolState.OPENING
    server.accept(PRIVATE)
    _, told = pair.take()
    assert [type(event) for event in told] == [events.PrivateDataReceived, events.PoolStateChanged]
    assert client.runspace_pool_state is server.runspace_pool_state is RunspacePoolState.OPENED
    assert client.private_data == PrimitiveDictionary({"PSVersionTable": PrimitiveDictionary(PRIVATE["PSVersionTable"])})
    assert (client.version, server.version, client.id) == (version, version, server.id)


def test_a_server_that_speaks_less_is_accepted_down_to_its_own_version() -> None:
    pair = Pair(ClientPool(), ServerPool(version=(2, 3))).open()
    assert pair.client.version == pair.server.version == (2, 3)


@pytest.mark.parametrize("size", [22, 100, 32768])
def test_a_pipeline_runs_in_fragments_of_any_size(size: int) -> None:
    pair = opened(size=size)
    pipeline_id = started(pair)
    (request,), _ = pair.take()
    assert isinstance(request, requests.PipelineRequested)
    assert request.description == PipelineDescription(
        statements=[[Command(name="1+1", is_script=True, arguments=())]], host_info=request.description.host_info
    )
    pipeline = pair.server.pipelines[pipeline_id]
    pipeline.write_output(2)
    pipeline.write_output(None)
    pipeline.write(StreamKind.WARNING, WarningRecord(message="careful"))
    pipeline.write_output(["a", 1])
    pipeline.complete()
    _, told = pair.take()
    assert [(event.stream, getattr(event.value, "base", event.value)) for event in told[:2]] == [
        (StreamKind.OUTPUT, 2),
        (StreamKind.OUTPUT, None),
    ]
    assert told[2].value.message == "careful"
    assert told[3].value.base == ["a", 1]
    assert told[4] == events.PipelineStateChanged(pipeline_id=pipeline_id, state=PSInvocationState.COMPLETED)


def test_input_arrives_in_order_and_ends() -> None:
    pair = opened()
    pipeline_id = started(pair, "$input", no_input=False)
    pipeline = pair.client.pipelines[pipeline_id]
    for value in (1, None, "three"):
        pipeline.send_input(value)
    pipeline.end_input()
    wanted, _ = pair.take()
    assert wanted[1:] == [
        *(requests.InputReceived(pipeline_id=pipeline_id, value=value) for value in (1, None, "three")),
        requests.InputEnded(pipeline_id=pipeline_id),
    ]


def test_several_statements_travel_from_version_2_2_on() -> None:
    statements = [[Command(name="a"), Command(name="b", is_script=True)], [Command(name="c")]]
    pair = opened((2, 2))
    pair.client.pipeline(PipelineDescription(statements=statements)).start()
    (request,), _ = pair.take()
    assert [[command.name for command in statement] for statement in request.description.statements] == [["a", "b"], ["c"]]
    old = opened((2, 1))
    with pytest.raises(ValueError, match=r"2\.2"):
        old.client.pipeline(PipelineDescription(statements=statements)).start()


def test_a_stop_is_a_signal_and_ends_in_stopped() -> None:
    pair = opened()
    pipeline_id = started(pair, "Start-Sleep 100")
    pair.take()
    pair.client.pipelines[pipeline_id].stop()
    wanted, _ = pair.take()
    assert wanted == [requests.StopRequested(pipeline_id=pipeline_id)]
    pair.server.pipelines[pipeline_id].stopped(ErrorRecord(exception=None, fully_qualified_error_id="PipelineStopped"))
    _, (event,) = pair.take()
    assert event.state is PSInvocationState.STOPPED
    assert event.error.fully_qualified_error_id == "PipelineStopped"
    pair.client.pipelines[pipeline_id].stop()
    assert pair.take() == ([], [])


def test_closing_a_running_pipeline_stops_it_first() -> None:
    pair = opened()
    pipeline_id = started(pair)
    pair.take()
    pair.client.pipelines[pipeline_id].close()
    wanted, _ = pair.take()
    assert wanted == [requests.StopRequested(pipeline_id=pipeline_id), requests.PipelineCloseRequested(pipeline_id=pipeline_id)]
    pair.server.pipelines[pipeline_id].stopped()
    assert pair.server.forget(pipeline_id) == []
    _, told = pair.take()
    assert told == []


def test_the_close_of_a_session_waits_for_its_pipelines() -> None:
    pair = opened()
    pipeline_id = started(pair)
    pair.take()
    pair.client.close()
    wanted, _ = pair.take()
    assert requests.PoolCloseRequested() not in wanted
    pair.server.pipelines[pipeline_id].stopped()
    assert pair.server.forget(pipeline_id) == [requests.PoolCloseRequested()]
    pair.server.close()
    _, told = pair.take()
    assert states(told) == [PSInvocationState.STOPPED, RunspacePoolState.CLOSED]


def test_host_calls_are_numbered_and_answered() -> None:
    pair = opened()
    pipeline_id = started(pair)
    pair.take()
    number = pair.server.pipelines[pipeline_id].call_host(HostMethod.READ_LINE)
    pair.server.pipelines[pipeline_id].call_host(HostMethod.WRITE_LINE_2, "hello", answered=False)
    pool_call = pair.server.call_host(HostMethod.GET_NAME)
    _, (read, write, name) = pair.take()
    assert (read.call_id, read.wants_answer, write.wants_answer, write.parameters) == (number, True, False, ("hello",))
    pair.client.answer(read, "a line")
    pair.client.answer(write, "nobody waits")
    pair.client.answer(name, error=ErrorRecord(exception=None, fully_qualified_error_id="No"))
    wanted, _ = pair.take()
    assert [(request.pipeline_id, request.call_id, request.result) for request in wanted] == [
        (pipeline_id, number, "a line"),
        (None, pool_call, None),
    ]
    assert wanted[1].error.fully_qualified_error_id == "No"


def test_limits_change_when_the_server_agrees() -> None:
    pair = opened(max_runspaces=2)
    call_id = pair.client.set_max_runspaces(5)
    assert pair.client.set_max_runspaces(2) is None
    available = pair.client.get_available_runspaces()
    reset = pair.client.reset_runspace_state()
    wanted, _ = pair.take()
    assert wanted == [
        requests.MaxRunspacesRequested(call_id=call_id, count=5),
        requests.AvailableRunspacesRequested(call_id=available),
        requests.ResetRequested(call_id=reset),
    ]
    pair.server.answer(call_id, True)
    pair.server.answer(available, 4)
    pair.server.answer(reset, False)
    _, told = pair.take()
    assert [(event.call_id, event.response) for event in told] == [(call_id, True), (available, 4), (reset, False)]
    assert pair.client.max_runspaces == 5


@pytest.mark.parametrize("version", [(2, 1), (2, 2), (2, 3), (2, 4)])
def test_a_secret_waits_for_the_session_key_in_both_directions(version: tuple[int, int]) -> None:
    pair = opened(version)
    pipeline_id = started(pair, "$input", no_input=False)
    pipeline = pair.client.pipelines[pipeline_id]
    pair.take()
    pair.server.pipelines[pipeline_id].write_output(SecureString("from the server"))
    pair.server.pipelines[pipeline_id].write_output("behind it")
    _, told = pair.take()
    received = [event.value for event in told if isinstance(event, events.StreamReceived)]
    assert received == [SecureString("from the server"), "behind it"]
    pipeline.send_input(SecureString("from the client"))
    pipeline.send_input("behind it")
    wanted, _ = pair.take()
    assert [request.value for request in wanted] == [SecureString("from the client"), "behind it"]


def test_a_client_that_has_a_secret_to_send_exchanges_keys_first() -> None:
    pair = opened((2, 3))
    description = PipelineDescription.script("param($s) $s", SecureString("x"))
    pair.client.pipeline(description).start()
    assert len(pair.client._outgoing) == 1
    wanted, told = pair.take()
    assert wanted[0].description.statements[0][0].arguments[0].value == SecureString("x")
    assert told == [events.SessionKeyExchanged()]


def test_a_second_client_connects_to_a_session_and_adopts_its_pipeline() -> None:
    pair = opened(max_runspaces=4)
    pipeline_id = started(pair)
    pair.take()
    pair.server.disconnect()
    second = Pair(ClientPool(pair.client.id), pair.server)
    second.client.connect()
    wanted, told = second.take()
    assert wanted == [requests.ConnectRequested(min_runspaces=None, max_runspaces=None)]
    pair.server.accept(PRIVATE)
    _, told = second.take()
    assert told[0] == events.LimitsReceived(min_runspaces=1, max_runspaces=4)
    assert second.client.runspace_pool_state is RunspacePoolState.OPENED
    second.client.adopt_pipeline(pipeline_id)
    pair.server.pipelines[pipeline_id].write_output("late")
    pair.server.pipelines[pipeline_id].complete()
    _, told = second.take()
    assert told[0].value == "late"
    assert told[1].state is PSInvocationState.COMPLETED


def test_a_client_adopts_an_open_session_without_a_word() -> None:
    pool = ClientPool.adopt(uuid4(), version=(2, 4), max_runspaces=3, first_call_id=1000)
    assert pool.runspace_pool_state is RunspacePoolState.OPENED
    assert pool.messages_to_send() == []
    assert pool.get_available_runspaces() == 1000


def test_disconnecting_and_coming_back_moves_the_pipelines_too() -> None:
    pair = opened()
    pipeline_id = started(pair)
    pair.take()
    pair.client.disconnect()
    assert states(pair.client.disconnected()) == [RunspacePoolState.DISCONNECTED, PSInvocationState.DISCONNECTED]
    pair.client.reconnect()
    assert states(pair.client.reconnected()) == [RunspacePoolState.OPENED, PSInvocationState.RUNNING]
    assert pair.client.pipelines[pipeline_id].state is PSInvocationState.RUNNING


def test_a_lost_connection_breaks_the_session_and_fails_its_pipelines() -> None:
    pair = opened()
    started(pair)
    told = pair.client.connection_lost("gone")
    assert states(told) == [RunspacePoolState.BROKEN, PSInvocationState.FAILED]
    assert {event.reason for event in told} == {"gone"}


def test_a_server_that_fails_says_so() -> None:
    pair = Pair(ClientPool(), ServerPool())
    pair.client.open()
    pair.take()
    pair.server.fail(ErrorRecord(exception=None, fully_qualified_error_id="NoRunspace"))
    _, (event,) = pair.take()
    assert event.state is RunspacePoolState.BROKEN
    assert event.error.fully_qualified_error_id == "NoRunspace"
