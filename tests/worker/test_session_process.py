"""A session's process from outside: who is let in, what bad peers get, what is left when somebody dies."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest

import pssession
from pssession.client.blocking.session import Session
from pssession.client.directory import find_session, list_sessions, remove_session
from pssession.client.options import SessionOptions
from pssession.errors import PSSessionError, SessionBusy, SessionError, SessionNotFound, SessionStateError, TransportError
from pssession.objects import OutputBufferingMode, RunspaceAvailability, RunspacePoolState
from pssession.protocol.attach import Attach, AttachRefused, Mode
from pssession.protocol.attach.frames import FrameBuffer, FrameType
from pssession.protocol.attach.opening import read_answer, write_attach
from pssession.testing import ScratchMachine
from pssession.transport.unix import UnixStream


def raw(path: str) -> socket.socket:
    """Connect with nothing but a socket."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(20)
    connection.connect(path)
    return connection


def all_of(connection: socket.socket) -> bytes:
    """Take everything until the other side closes."""
    found = b""
    while data := connection.recv(65536):
        found += data
    return found


def attach_to(clean_machine: ScratchMachine, session_id: UUID, **given: object) -> tuple[socket.socket, bytes]:
    """Attach by hand; give the connection and what came behind the answer."""
    connection = raw(clean_machine.folder.session(session_id))
    connection.sendall(write_attach(Attach(mode=Mode.CONNECT, session_id=session_id, **given)))  # type: ignore[arg-type]
    data = b""
    while b"\n" not in data:
        data += connection.recv(65536)
    line, _, rest = data.partition(b"\n")
    assert not isinstance(read_answer(line), AttachRefused)
    return connection, rest


def process_of(session: Session) -> int:
    found = find_session(session.id)
    assert found is not None
    return found.process_id


# Who is let in.


def test_sockets_are_for_their_user_alone(clean_machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        assert stat.S_IMODE(os.stat(clean_machine.folder.path).st_mode) == 0o700
        assert stat.S_IMODE(os.stat(clean_machine.folder.session(session.id)).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(clean_machine.folder.zygote).st_mode) == 0o600


def test_a_second_client_is_refused_while_the_first_is_attached(clean_machine: ScratchMachine) -> None:
    with pssession.connect(name="Work") as session:
        with pytest.raises(SessionBusy, match="The session Work is in use by another client"):
            pssession.reconnect(session.token).open()
        assert session.invoke("1").output == [1]


def test_a_session_in_use_is_not_removed(clean_machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        with pytest.raises(SessionBusy):
            remove_session(session.id)
        assert session.invoke("1").output == [1]


def test_another_version_of_the_protocol_is_refused(clean_machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        connection = raw(clean_machine.folder.session(session.id))
        connection.sendall(write_attach(Attach(mode=Mode.QUERY, session_id=session.id, version=9)))
        assert b"Reason='Version'" in all_of(connection)


def _serve_as_nobody(path: str) -> None:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(f"{path}.new")
        server.listen()
        os.rename(f"{path}.new", path)
        connection, _ = server.accept()
        # Not a byte may come.
        os._exit(0 if connection.recv(1) == b"" else 1)


def _connect_as_nobody(path: str) -> None:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(path)
        try:
            client.sendall(b"<Attach")
            said = client.recv(100)
        except (ConnectionResetError, BrokenPipeError):
            said = b""
        os._exit(0 if said == b"" else 1)


def as_nobody(function: Callable[[str], None], path: str) -> object:
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    process = get_context("fork").Process(target=function, args=(path,))
    process.start()
    return process


def test_a_socket_of_another_user_gets_not_a_byte(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    for path in (folder, *folder.parents):
        if path.owner() == Path.home().owner() and path.is_relative_to("/tmp"):
            os.chmod(path, 0o777)
    path = str(folder / "s")
    process = as_nobody(_serve_as_nobody, path)
    while not os.path.exists(path):
        os.sched_yield()
    with pytest.raises(TransportError, match=r"belongs to another user \(uid 65534\)"):
        UnixStream.connect(path)
    process.join()  # type: ignore[attr-defined]
    assert process.exitcode == 0  # type: ignore[attr-defined]


def test_another_user_is_not_spoken_to() -> None:
    with ScratchMachine() as machine, pssession.connect() as session:
        path = machine.folder.session(session.id)
        # What the folder and the socket would have kept from them.
        for one in (machine.root, machine.folder.path, path):
            os.chmod(one, 0o777)
        process = as_nobody(_connect_as_nobody, path)
        process.join()  # type: ignore[attr-defined]
        assert process.exitcode == 0  # type: ignore[attr-defined]
        assert session.invoke("1").output == [1]


# What bad peers get.


@pytest.mark.parametrize(
    "garbage",
    [b"GET / HTTP/1.1\r\n\r\n", b"\x00\x01\x02", b"<Attach Version='1'>\n", b"<Attach Version='1' Mode='dance' />\n", b"<Data/>\n"],
)
def test_a_beginning_that_is_none_is_answered_with_the_reason(clean_machine: ScratchMachine, garbage: bytes) -> None:
    with pssession.connect() as session:
        connection = raw(clean_machine.folder.session(session.id))
        connection.sendall(garbage)
        assert b"<AttachRefused Version='1' Reason='Malformed'" in all_of(connection) or garbage == b"<Data/>\n"
        assert session.invoke("1").output == [1]


@pytest.mark.parametrize(
    "garbage", [b"\xff\0\0\0\0", b"\x01\0\0\0\x02ab", b"\x01\xff\xff\xff\xff", b"\x02\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xff"]
)
def test_frames_that_are_none_end_the_connection_with_a_reason_and_the_session_lives_on(
    clean_machine: ScratchMachine, garbage: bytes
) -> None:
    session = pssession.connect().open()
    session.invoke("$kept = 42")
    session.disconnect()
    connection, rest = attach_to(clean_machine, session.id)
    connection.sendall(garbage)
    kinds = [kind for kind, _ in FrameBuffer().receive_data(rest + all_of(connection))]
    assert kinds[-1:] == [FrameType.FAULT]
    session.connect()
    assert session.invoke("$kept").output == [42]
    session.close()


def test_a_message_that_is_no_psrp_harms_nothing(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    session.disconnect()
    connection, _ = attach_to(clean_machine, session.id)
    payload = (3).to_bytes(8, "big") + bytes(16) + b"\0" + b"\xff" * 60
    connection.sendall(b"\x01" + len(payload).to_bytes(4, "big") + payload)
    connection.close()
    session.connect()
    assert session.invoke("1").output == [1]
    session.close()


def test_a_client_that_is_told_of_a_fault_finds_its_session_disconnected(clean_machine: ScratchMachine) -> None:
    streams: list[UnixStream] = []

    def reach(path: str) -> UnixStream:
        streams.append(UnixStream.connect(path))
        return streams[-1]

    session = Session.open(SessionOptions(), reach)
    session.invoke("$kept = 42")
    streams[-1].write(b"\xff\0\0\0\0")
    with pytest.raises(SessionError, match="disconnected: the session closed the connection: A frame of type 255 came from a client"):
        session.invoke("1")
    assert session.state is RunspacePoolState.DISCONNECTED
    session.connect()
    assert session.invoke("$kept").output == [42]
    session.close()


def test_connections_that_say_nothing_do_not_keep_others_out(clean_machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        silent = [raw(clean_machine.folder.session(session.id)) for _ in range(20)]
        assert find_session(session.id) is not None
        assert session.invoke("1").output == [1]
        for one in silent:
            one.close()


# Who dies.


def test_a_session_whose_process_dies_is_reported_and_its_socket_goes(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    os.kill(process_of(session), signal.SIGKILL)
    with pytest.raises(SessionError, match="process has ended"):
        session.invoke("1")
    assert session.state is RunspacePoolState.BROKEN
    assert list_sessions() == []
    assert clean_machine.leftovers() == []


def test_a_session_that_dies_while_nobody_looks_leaves_nothing(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    process_id = process_of(session)
    token = session.disconnect()
    os.kill(process_id, signal.SIGKILL)
    assert clean_machine.leftovers() == []
    with pytest.raises(SessionNotFound):
        pssession.reconnect(token).open()


def test_a_session_that_dies_without_its_parent_is_cleared_away_by_who_asks(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    process_id = process_of(session)
    token = session.disconnect()
    clean_machine.kill_zygote()
    os.kill(process_id, signal.SIGKILL)
    while process_id in clean_machine.processes():
        os.sched_yield()
    with pytest.raises(SessionNotFound, match="process has ended"):
        pssession.reconnect(token).open()
    assert clean_machine.files() == []


def test_the_sockets_of_the_dead_are_cleared_away_by_the_next_zygote(clean_machine: ScratchMachine) -> None:
    clean_machine.kill_zygote()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(clean_machine.folder.session(uuid4()))
    with pssession.connect() as session:
        assert [info.session_id for info in list_sessions()] == [session.id]
        assert clean_machine.files() == [f"{session.id}.sock"]


def test_a_terminated_session_says_good_bye_to_its_files(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    os.kill(process_of(session), signal.SIGTERM)
    with pytest.raises(SessionError):
        session.invoke("1")
    assert clean_machine.leftovers() == []


# What cannot be made.


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_runtime_folder_that_cannot_be_written_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o500)
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", str(tmp_path / "run"))
    with pytest.raises(TransportError, match="cannot be written to; say: chmod 700"):
        pssession.connect().open()


def test_a_runtime_folder_that_cannot_be_made_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", str(tmp_path / "file" / "run"))
    with pytest.raises(TransportError, match="cannot be made"):
        pssession.connect().open()


def test_a_folder_with_too_long_a_name_for_sockets_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", str(tmp_path / ("x" * 120)))
    with pytest.raises(TransportError, match="too long"):
        pssession.connect().open()


def test_a_missing_engine_is_an_error_that_names_it(clean_machine: ScratchMachine) -> None:
    with pytest.raises(PSSessionError, match="/no/such/engine cannot be started: No such file or directory"):
        pssession.connect(engine=["/no/such/engine", "-s"]).open()


def test_an_engine_that_ends_at_once_is_an_error_that_says_so(clean_machine: ScratchMachine) -> None:
    with pytest.raises(PSSessionError, match="ended with status 3"):
        pssession.connect(engine=[sys.executable, "-c", "raise SystemExit(3)"]).open()


def test_an_engine_that_talks_nonsense_is_an_error_that_says_so(clean_machine: ScratchMachine) -> None:
    with pytest.raises(PSSessionError):
        pssession.connect(engine=[sys.executable, "-c", "print('hello', flush=True); input()"]).open()


# What it says about itself.


def test_a_query_tells_what_somebody_who_is_not_attached_may_know(clean_machine: ScratchMachine) -> None:
    with pssession.connect(name="Work", idle_timeout=120, output_buffering=OutputBufferingMode.DROP) as session:
        (info,) = list_sessions()
        assert (info.session_id, info.name, info.state, info.availability) == (
            session.id,
            "Work",
            RunspacePoolState.DISCONNECTED,
            RunspaceAvailability.BUSY,
        )
        assert (info.idle_timeout_seconds, info.output_buffering, info.engine, info.running) == (
            120,
            OutputBufferingMode.DROP,
            "builtin",
            False,
        )
        assert info.disconnected_on is None
        assert info.expires_on is None
        session.disconnect(idle_timeout_seconds=300, output_buffering=OutputBufferingMode.BLOCK)
        (info,) = list_sessions()
        assert info.availability is RunspaceAvailability.NONE
        assert (info.idle_timeout_seconds, info.output_buffering) == (300, OutputBufferingMode.BLOCK)
        assert info.disconnected_on is not None
        assert info.expires_on is not None
        assert (info.expires_on - info.disconnected_on).total_seconds() == pytest.approx(300)
        session.connect()


def test_a_session_that_was_taken_over_and_left_again_can_be_taken_back(clean_machine: ScratchMachine) -> None:
    session = pssession.connect().open()
    token = session.disconnect()
    with pssession.reconnect(token) as other:
        other.invoke("$kept = 42")
        with pytest.raises(SessionBusy):
            session.connect()
        assert session.state is RunspacePoolState.DISCONNECTED
    session.connect()
    assert session.invoke("$kept").output == [42]
    session.close()
    with pytest.raises(SessionStateError):
        session.connect()
    with pytest.raises(SessionNotFound):
        pssession.reconnect(token).open()
