"""The real PowerShell as a session's engine: it is left, and another process takes it up, as with the built-in one."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

import pssession
from pssession.client.directory import list_sessions
from pssession.errors import PipelineStopped, SessionError
from pssession.testing import ScratchMachine

pytestmark = pytest.mark.reference


def receive_elsewhere(token: str, path: str) -> None:
    """Take a session up and write down what its command gave."""
    with pssession.reconnect(token) as session:
        Path(path).write_text(" ".join(str(item.value) for item in session.receive()))


def in_another_process(function: object, *arguments: str) -> None:
    process = get_context("fork").Process(target=function, args=arguments)  # type: ignore[arg-type]
    process.start()
    process.join()
    assert process.exitcode == 0


def test_a_session_of_the_real_one_outlives_its_client(psref: str, clean_machine: ScratchMachine, tmp_path: Path) -> None:
    session = pssession.connect(engine=[psref, "-s"], name="Real").open()
    assert session.private_data["PSVersionTable"]["PSEdition"] == "Core"
    session.invoke("$kept = 42")
    session.run("1..5 | ForEach-Object { Start-Sleep -Milliseconds 20; $_ }; $kept", acknowledge=False).start()
    token = session.disconnect()
    (info,) = list_sessions()
    assert (info.name, info.engine) == ("Real", f"{psref} -s")
    in_another_process(receive_elsewhere, token, str(tmp_path / "received"))
    assert (tmp_path / "received").read_text() == "1 2 3 4 5 42"
    session.connect()
    assert session.invoke("$kept + 1").output == [43]
    session.close()


def test_a_consumer_of_the_real_one_that_acknowledged_nothing_gets_all_again(psref: str, clean_machine: ScratchMachine) -> None:
    session = pssession.connect(engine=[psref, "-s"]).open()
    run = session.run("1..3", acknowledge=False)
    first = [(item.sequence, item.value) for item in run]
    token = session.disconnect()
    with pssession.reconnect(token) as again:
        run = again.receive(acknowledge=False)
        second = list(run)
        assert [(item.sequence, item.value) for item in second] == first
        run.acknowledge(second[-1])
        again.disconnect()
    with pssession.reconnect(token) as at_last:
        assert at_last.unreceived == 0
        at_last.close()


def test_a_command_of_the_real_one_is_stopped_by_who_took_it_up(psref: str, clean_machine: ScratchMachine) -> None:
    session = pssession.connect(engine=[psref, "-s"]).open()
    session.run("1; Start-Sleep -Seconds 600", acknowledge=False).start()
    with pssession.reconnect(session.disconnect()) as again:
        run = again.receive()
        assert next(run).value == 1
        run.stop()
        with pytest.raises(PipelineStopped):
            next(run)
        assert again.invoke("2").output == [2]
        again.close()


def test_the_real_one_that_dies_is_reported(psref: str, clean_machine: ScratchMachine) -> None:
    session = pssession.connect(engine=[psref, "-s"]).open()
    with pytest.raises(SessionError, match="the engine's process has ended with status -9"):
        session.invoke("[System.Diagnostics.Process]::GetCurrentProcess().Kill(); Start-Sleep -Seconds 60")
    session.close()


LEAVES = """
$s = New-PSSession -ConfigurationName Real -Name Work
Invoke-Command $s { $kept = 42 }
$null = Invoke-Command $s { 1..3; $kept } -AsJob
(Disconnect-PSSession $s).State
"""
TAKES = """
$s = Get-PSSession -ComputerName localhost -Name Work | Connect-PSSession
(Receive-PSSession $s) -join ' '
Invoke-Command $s { $kept + 1; $PSVersionTable.PSEdition }
$s.ConfigurationName
Remove-PSSession $s
"""


def test_new_pssession_takes_it_by_the_name_of_a_configuration(psref: str, clean_machine: ScratchMachine, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[configurations.Real]\nengine = ["{psref}", "-s"]\n')

    def pypwsh(script: str) -> list[str]:
        command = [str(Path(sys.executable).with_name("pypwsh")), "-NoProfile", "-Command", script]
        environment = {**clean_machine.environment, "PSSESSION_CONFIG": str(settings)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]

    assert pypwsh(LEAVES) == ["Disconnected"]
    assert pypwsh(TAKES) == ["1 2 3 42", "43", "Core", "Real"]
