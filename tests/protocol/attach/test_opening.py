"""What is written as an opening line or an answer is read back the same; what is none is refused as such."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pssession.errors import ProtocolError
from pssession.objects import OutputBufferingMode, PSInvocationState, RunspaceAvailability, RunspacePoolState
from pssession.protocol.attach import Attach, AttachAck, AttachRefused, Description, Mode, Reason, Removed
from pssession.protocol.attach.opening import Answer, PipelineLine, read_answer, read_attach, write_answer, write_attach

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\x7f￾￿"))
ID = str(UUID(int=1)).encode()
numbers = st.integers(0, (1 << 64) - 1)
seconds = st.none() | st.floats(0, 1e9)
buffering = st.sampled_from(OutputBufferingMode)
pipelines = st.builds(PipelineLine, st.uuids(), st.sampled_from(PSInvocationState), st.booleans())
attaches = st.one_of(
    st.builds(
        Attach,
        mode=st.just(Mode.NEW),
        session_id=st.uuids(),
        client_id=st.uuids(),
        name=texts,
        engine=st.lists(texts).map(tuple),
        idle_timeout_seconds=seconds,
        output_buffering=buffering,
        configuration_name=texts,
    ),
    st.builds(Attach, mode=st.just(Mode.RECONNECT), session_id=st.uuids(), client_id=st.uuids(), received=numbers),
    st.builds(Attach, mode=st.sampled_from([Mode.CONNECT, Mode.QUERY, Mode.REMOVE]), session_id=st.uuids(), client_id=st.uuids()),
)
answers = st.one_of(
    st.builds(
        AttachAck,
        session_id=st.uuids(),
        name=texts,
        resumed=st.booleans(),
        received=numbers,
        acknowledged=numbers,
        idle_timeout_seconds=st.floats(0, 1e9),
        output_buffering=buffering,
        protocol_version=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 99)),
        greeting=st.lists(st.binary()).map(tuple),
        pipelines=st.lists(pipelines).map(tuple),
        first_call_id=numbers,
    ),
    st.builds(AttachRefused, reason=st.sampled_from(Reason), message=texts),
    st.builds(
        Description,
        session_id=st.uuids(),
        name=texts,
        state=st.sampled_from(RunspacePoolState),
        availability=st.sampled_from(RunspaceAvailability),
        process_id=st.integers(0, 1 << 22),
        running=st.booleans(),
        engine=texts,
        configuration_name=texts,
        idle_timeout_seconds=st.floats(0, 1e9),
        output_buffering=buffering,
        created=seconds,
        disconnected_on=seconds,
        expires_on=seconds,
    ),
    st.just(Removed()),
)


@given(attaches)
def test_what_a_client_wants_is_read_as_it_was_written(attach: Attach) -> None:
    line = write_attach(attach)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_attach(line) == attach


@given(answers)
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    line = write_answer(answer)
    assert line.count(b"\n") == 1
    assert read_answer(line) == answer


def test_what_xml_cannot_have_in_a_name_becomes_a_question_mark() -> None:
    attach = Attach(mode=Mode.NEW, session_id=UUID(int=1), name="a\x00b\ud800c\td")
    assert read_attach(write_attach(attach)).name == "a?b?c\td"


@given(st.binary())
def test_any_bytes_are_an_answer_or_break_the_protocol(line: bytes) -> None:
    for read in (read_answer, read_attach):
        with pytest.raises(ProtocolError):
            read(line)


@pytest.mark.parametrize(
    "line",
    [
        b"<Attach Version='1' Mode='new' />",
        b"<Attach Version='x' Mode='new' ClientId='%b' SessionId='%b'/>" % (ID, ID),
        b"<Attach Version='1' Mode='steal' ClientId='%b' SessionId='%b'/>" % (ID, ID),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><Attach Version='1'>&b;</Attach>",
        b"<Attach><a><b/></a></Attach>",
        b"<Other />",
    ],
)
def test_a_line_that_lacks_something_breaks_the_protocol(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_attach(line)


def test_an_answer_of_another_version_is_refused_in_words() -> None:
    with pytest.raises(ProtocolError, match="speaks version 7"):
        read_answer(b"<Removed Version='7' />")


def test_a_later_workers_reason_is_read_by_its_words() -> None:
    assert read_answer(b"<AttachRefused Version='1' Reason='Moon' Message='new moon' />") == AttachRefused(
        reason=Reason.FAILED, message="new moon"
    )
