"""Sessions are made, listed, left, found by other clients, taken up and removed, with PowerShell's ids and words.

Ids, states and texts: PowerShell 7.6 as recorded; what it has on Windows only: its documentation and source.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pssession.testing.scratch_machine import ScratchMachine

_OF = "Microsoft.PowerShell.Commands.{}Command"
_NEW, _GET, _REMOVE = _OF.format("NewPSSession"), _OF.format("GetPSSession"), _OF.format("RemovePSSession")
_CONNECT, _DISCONNECT = _OF.format("ConnectPSSession"), _OF.format("DisconnectPSSession")


def test_a_session_without_a_name_is_called_after_its_number(client: Any) -> None:
    assert client.run("$s = New-PSSession; $s.Id, $s.Name, $s.ComputerName, $s.State, $s.Availability") == [
        *("1", "Runspace1", "localhost", "Opened", "Available")
    ]


def test_names_go_to_targets_by_place_and_the_rest_are_called_after_their_numbers(client: Any) -> None:
    assert client.run("(New-PSSession localhost, 127.0.0.1 -Name One).Name") == ["One", "Runspace2"]


def test_numbers_are_not_used_again_and_failures_use_them_up(client: Any) -> None:
    code = "$a = New-PSSession; Remove-PSSession $a; New-PSSession -ComputerName NoSuch 2>$null; (New-PSSession).Id"
    assert client.run(code) == ["3"]


def test_sessions_for_one_command_take_no_number(client: Any) -> None:
    assert client.run("icm localhost { 1 }; icm localhost { 2 } -AsJob | Wait-Job | Receive-Job") == ["1", "2"]
    assert client.run("(New-PSSession).Id; (icm . { 3 } -InDisconnectedSession).Id") == ["1", "2"]


def test_get_gives_the_object_that_new_gave(client: Any) -> None:
    assert client.run("$s = New-PSSession; [object]::ReferenceEquals($s, (Get-PSSession -Id $s.Id))") == ["True"]


def test_a_session_that_was_left_comes_back_with_what_it_had(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$s = New-PSSession -Name Keep; icm $s { $x = 7 }; $null = Disconnect-PSSession $s")
    assert client.run('"$($s.State) $($s.Availability)"') == ["Disconnected None"]
    assert new_client().run("$k = Connect-PSSession -ComputerName localhost -Name Keep; icm $k { $x }") == ["7"]


def test_a_session_in_use_shows_busy_elsewhere_and_is_not_taken(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$s = New-PSSession -Name Used")
    other = new_client()
    assert other.run('Get-PSSession -ComputerName localhost | % { "$($_.Name) $($_.State) $($_.Availability)" }') == [
        "Used Disconnected Busy"
    ]
    assert other.run("Connect-PSSession -ComputerName localhost -Name Used") == []
    assert other.errors == [f"PSSessionConnectFailed,{_CONNECT}"]
    assert other.run("Get-PSSession -ComputerName localhost | Remove-PSSession") == []
    assert other.errors == [f"InvalidOperation,{_REMOVE}"]
    assert client.run("icm $s { 1 }") == ["1"]


def test_a_session_that_another_client_took_is_shown_busy_here(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$s = New-PSSession -Name Moves; $null = Disconnect-PSSession $s")
    new_client_ = new_client()
    new_client_.run("$k = Connect-PSSession -ComputerName localhost -Name Moves")
    assert client.run('Get-PSSession -ComputerName localhost | % { "$($_.State) $($_.Availability)" }') == ["Disconnected Busy"]
    client.run("Connect-PSSession $s")
    assert [one.rpartition(",")[0] for one in client.errors] == ["CannotConnectAlreadyConnected,PSSessionConnectFailed"]


def test_a_query_gives_a_session_the_same_number_each_time(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$s = New-PSSession -Name N")
    other = new_client()
    numbers = other.run("(Get-PSSession -ComputerName localhost).Id; (Get-PSSession -ComputerName localhost).Id; @(Get-PSSession).Count")
    assert numbers[0] == numbers[1]
    assert numbers[2] == "0"


def test_an_idle_time_out_is_said_in_milliseconds_and_counts_from_leaving(client: Any) -> None:
    code = (
        "$s = New-PSSession; $null = Disconnect-PSSession $s -IdleTimeoutSec 120; $s.IdleTimeout; "
        "($s.ExpiresOn - $s.DisconnectedOn).TotalSeconds"
    )
    assert client.run(code) == ["120000", "120"]
    assert client.run("$null = Connect-PSSession $s; $null -eq $s.DisconnectedOn; icm $s { 5 }") == ["True", "5"]


def test_the_variable_for_options_holds_for_all_sessions(client: Any) -> None:
    assert client.run("$PSSessionOption = New-PSSessionOption -IdleTimeout 120000; (New-PSSession).IdleTimeout") == ["120000"]


def test_results_of_a_session_that_was_left_are_delivered_once(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$null = icm -ComputerName localhost { 1..3 } -InDisconnectedSession -SessionName Q")
    other = new_client()
    assert other.run("Receive-PSSession -ComputerName localhost -Name Q") == ["1", "2", "3"]
    assert other.run("Receive-PSSession -ComputerName localhost -Name Q") == []
    assert other.errors == []


def test_input_reaches_a_command_that_is_left_at_once(client: Any) -> None:
    client.run("$null = 1..3 | icm -ComputerName localhost { $input | % { $_ * 2 } } -InDisconnectedSession -SessionName Fed")
    assert client.run("Receive-PSSession -Name Fed") == ["2", "4", "6"]


def test_a_removed_session_is_closed_and_its_process_gone(client: Any, clean_machine: ScratchMachine) -> None:
    assert client.run("$s = New-PSSession; Remove-PSSession $s; $s.State; $s.Availability; @(Get-PSSession).Count") == [
        "Closed",
        "None",
        "0",
    ]


def test_sessions_of_a_computer_can_be_removed_by_number_as_the_page_writes_it(client: Any) -> None:
    assert client.run(
        "$null = New-PSSession; $null = New-PSSession; Remove-PSSession -ComputerName localhost -Id 1; (Get-PSSession).Id"
    ) == ["2"]


def test_what_if_removes_nothing(client: Any) -> None:
    assert client.run("$s = New-PSSession; Remove-PSSession $s -WhatIf; $s.State") == ["Opened"]
    assert client.host.shown == ['What if: Performing the operation "Remove" on target "localhost".']


def test_a_client_that_ends_closes_what_is_idle_and_leaves_what_runs(client: Any, machine: ScratchMachine) -> None:
    from pssession.cmdlets.remoting.repository import repository_of

    client.run("$a = New-PSSession -Name Idle; $b = New-PSSession -Name Runs; $j = icm $b { Start-Sleep 60 } -AsJob")
    repository_of(client._interpreter.context).let_go()
    assert client.run('Get-PSSession -ComputerName localhost | % { "$($_.Name) $($_.State)" }') == ["Runs Disconnected"]


_REFUSED = [
    (
        "Get-PSSession -Name Nope",
        f"RemoteRunspaceNotAvailableForSpecifiedName,{_GET}",
        "The remote session with the name Nope  is not available.",
    ),
    (
        "Get-PSSession -Id 99",
        f"RemoteRunspaceNotAvailableForSpecifiedSessionId,{_GET}",
        "The remote session with the session ID 99 is not available.",
    ),
    ("Get-PSSession -State Opened", f"AmbiguousParameterSet,{_GET}", None),
    ("Remove-PSSession -ComputerName NoSuch", f"RemoteRunspaceNotAvailableForSpecifiedComputer,{_REMOVE}", None),
    ("New-PSSession -ComputerName 'not a name'", f"PSSessionInvalidComputerName,{_NEW}", None),
    ("New-PSSession -ComputerName Server01", "CannotConnect,PSSessionOpenFailed", None),
    ("New-PSSession -HostName Server01", "PSSessionOpenFailed", None),
    ("New-PSSession -ConfigurationName Nope", "InvalidResourceUri,PSSessionOpenFailed", None),
    ("icm -ComputerName Server01 { 1 }", "CannotConnect,PSSessionStateBroken", None),
    ("Get-PSSession -ComputerName Server01", f"CannotConnect,RemotePSSessionQueryFailed,{_GET}", None),
    ("New-PSSession -Authentication Basic", f"InvalidOperation,{_NEW}", None),
    ("New-PSSession -SessionOption (New-PSSessionOption -IdleTimeout 5000)", f"Argument,{_NEW}", None),
    ("New-PSSession -SSHConnection @{ Port = 22 }", f"Argument,{_NEW}", None),
    ("Enter-PSSession -ComputerName Server01", "CreateRemoteRunspaceFailed", None),
    ("$s = New-PSSession; Disconnect-PSSession $s -IdleTimeoutSec 5", f"CannotDisconnectSessionWithInvalidIdleTimeout,{_DISCONNECT}", None),
    ("$s = New-PSSession; Remove-PSSession $s; Disconnect-PSSession $s", f"CannotDisconnectSessionWhenNotOpened,{_DISCONNECT}", None),
    ("$s = New-PSSession; Remove-PSSession $s; Connect-PSSession $s", f"PSSessionConnectFailed,{_CONNECT}", None),
]


@pytest.mark.parametrize(("code", "error_id", "words"), _REFUSED, ids=[row[0] for row in _REFUSED])
def test_what_cannot_be_done_has_powershells_id(client: Any, code: str, error_id: str, words: str | None) -> None:
    client.run(code)
    assert client.errors == [error_id]
    if words is not None:
        assert client.messages == [words]


def test_a_session_that_is_not_there_takes_the_error_of_the_target(client: Any) -> None:
    client.run("New-PSSession -ComputerName Server01")
    assert client.messages[0].startswith("[Server01] Connecting to remote server Server01 failed with the following error message : ")
    assert client.run("$Error[0].CategoryInfo.ToString()") == [
        "OpenError: (System.Management.Automation.RemoteRunspace:RemoteRunspace) [New-PSSession], PSRemotingTransportException"
    ]


def test_the_host_map_makes_a_name_this_machine(client: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hosts.toml"
    path.write_text('[hosts.Server01]\ntransport = "unix"\n[hosts.Server02]\ntransport = "wsman"\nport = 5985\n')
    monkeypatch.setenv("PSSESSION_CONFIG", str(path))
    assert client.run("$s = New-PSSession -ComputerName SERVER01; $s.ComputerName; (icm $s { 1 }).PSComputerName") == [
        "SERVER01",
        "SERVER01",
    ]
    client.run("New-PSSession -ComputerName Server02")
    assert client.errors == ["CannotConnect,PSSessionOpenFailed"]


def test_connecting_with_a_session_option_changes_what_becomes_of_output(client: Any, new_client: Callable[[], Any]) -> None:
    client.run("$s = New-PSSession -Name Fills; $null = Disconnect-PSSession $s")
    option = "-SessionOption (New-PSSessionOption -OutputBufferingMode Drop)"
    assert client.run(f"(Connect-PSSession -ComputerName localhost -Name Fills {option}).OutputBufferingMode") == ["Drop"]
    client.run("Get-PSSession | Disconnect-PSSession | Out-Null")
    assert new_client().run("(Connect-PSSession -ComputerName localhost -Name Fills).OutputBufferingMode") == ["Drop"]
