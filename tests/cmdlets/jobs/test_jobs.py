"""Commands run as jobs: their states, what is received from them, and how they are stopped, left and removed.

States, texts and the order of things: PowerShell 7.6 as recorded (remote.job) and as its engine was asked.
"""

from __future__ import annotations

from typing import Any

import pytest

_OF = "Microsoft.PowerShell.Commands.{}Command"


def test_a_job_is_numbered_before_its_parts_and_named_after_its_number(client: Any) -> None:
    code = (
        "$s = New-PSSession; $j = icm $s { 5 } -AsJob; $null = Wait-Job $j; "
        'Get-Job -IncludeChildJob | % { "$($_.Id) $($_.Name) $($_.Location) [$($_.PSJobTypeName)]" }'
    )
    assert client.run(code) == ["1 Job1 localhost [RemoteJob]", "2 Job2 localhost []"]


def test_results_are_kept_only_when_asked(client: Any) -> None:
    code = (
        "$j = icm -ComputerName localhost { 1..3 } -AsJob; $null = Wait-Job $j; (Receive-Job $j -Keep).Count; "
        "(Receive-Job $j).Count; @(Receive-Job $j).Count; $j.HasMoreData"
    )
    assert client.run(code) == ["3", "3", "0", "False"]


def test_a_throw_fails_the_job_and_its_error_comes_each_time(client: Any) -> None:
    client.run("$j = icm -ComputerName localhost { 'out'; throw 'hard' } -AsJob; $null = Wait-Job $j")
    assert client.run("$j.State; $j.ChildJobs[0].State; $j.ChildJobs[0].Error.Count; Receive-Job $j") == ["Failed", "Failed", "0", "out"]
    assert client.errors == ["hard"]
    client.run("Receive-Job $j")
    assert client.errors == ["hard"]


def test_an_error_that_ends_nothing_completes_the_job(client: Any) -> None:
    code = (
        "$j = icm -ComputerName localhost { Write-Error soft; 'out' } -AsJob; $null = Wait-Job $j; $j.State; "
        "$j.ChildJobs[0].Error.Count; Receive-Job $j"
    )
    assert client.run(code) == ["Completed", "1", "out"]
    assert [one.partition(",")[0] for one in client.errors] == ["Microsoft.PowerShell.Commands.WriteErrorException"]


def test_waiting_says_which_part_an_object_came_from(client: Any) -> None:
    code = (
        "$j = icm -ComputerName localhost { 1 } -AsJob; $r = Receive-Job $j -Wait; $r.PSSourceJobInstanceId -eq $j.ChildJobs[0].InstanceId"
    )
    assert client.run(code) == ["True"]


def test_a_stopped_job_leaves_its_session_usable(client: Any) -> None:
    code = "$s = New-PSSession; $j = icm $s { Start-Sleep 60 } -AsJob; $s.Availability; Stop-Job $j; $j.State; $s.State; icm $s { 1 }"
    assert client.run(code) == ["Busy", "Stopped", "Opened", "1"]


def test_a_question_blocks_the_job_until_it_is_received(client: Any) -> None:
    client.run("$j = icm -ComputerName localhost { 'I am ' + (Read-Host who) } -AsJob; Wait-Job $j")
    assert client.errors == [f"BlockedJobsDeadlockWithWaitJob,{_OF.format('WaitJob')}"]
    assert client.run("$j.State") == ["Blocked"]
    client.host.lines = ["Ada"]
    assert client.run("Receive-Job $j -Wait; $j.State") == ["I am Ada", "Completed"]


def test_a_blocked_job_can_be_stopped(client: Any) -> None:
    client.run("$j = icm -ComputerName localhost { Read-Host who } -AsJob; $null = Wait-Job $j")
    assert client.run("Stop-Job $j; $j.State") == ["Stopped"]


def test_a_job_is_left_and_taken_up_with_its_session(client: Any) -> None:
    code = (
        "$s = New-PSSession; $j = icm $s { Read-Host who; 2 } -AsJob; $null = Wait-Job $j; "
        "$null = Disconnect-PSSession $s; $s.State; $null = Wait-Job $j; $j.State"
    )
    assert client.run(code) == ["Disconnected", "Disconnected"]
    assert client.warnings == [
        "One or more jobs are in a suspended or disconnected state, and cannot continue without additional user input.  Specify the -Force "
        "parameter to continue to a completed, failed, or stopped state."
    ]
    client.host.lines = ["Ada"]
    assert client.run("$null = Connect-PSSession $s; Receive-Job $j -Wait; $j.State") == ["Ada", "2", "Completed"]


def test_receiving_a_session_with_a_job_of_this_client_gives_the_job(client: Any) -> None:
    code = (
        "$s = New-PSSession; $j = icm $s { Start-Sleep 0.2; 8 } -AsJob; $null = Disconnect-PSSession $s; "
        "$r = Receive-PSSession $s; $r.Id -eq $j.Id; Receive-Job $r -Wait"
    )
    assert client.run(code) == ["True", "8"]


def test_what_runs_in_a_session_can_become_a_job(client: Any) -> None:
    client.run("$null = icm -ComputerName localhost { 1..2 } -InDisconnectedSession -SessionName Q")
    assert client.run("$j = Receive-PSSession -Name Q -OutTarget Job -JobName Mine; $j.Name; Receive-Job $j -Wait") == ["Mine", "1", "2"]


def test_removing_a_session_completes_the_job_in_it(client: Any) -> None:
    assert client.run("$s = New-PSSession; $j = icm $s { Start-Sleep 60 } -AsJob; Remove-PSSession $s; $null = Wait-Job $j; $j.State") == [
        "Completed"
    ]


def test_a_second_command_in_a_busy_session_fails_as_a_job(client: Any) -> None:
    client.run("$s = New-PSSession; $a = icm $s { Start-Sleep 60 } -AsJob; $b = icm $s { 2 } -AsJob; $null = Wait-Job $b; Receive-Job $b")
    assert client.errors == ["RemotePipelineExecutionFailed"]
    assert client.run("$a.State; $b.State") == ["Running", "Failed"]


def test_a_computer_that_is_not_there_fails_its_part_alone(client: Any) -> None:
    code = "$j = icm -ComputerName localhost, NoSuch { 1 } -AsJob; $null = Wait-Job $j; $j.State; $j.ChildJobs.State; Receive-Job $j"
    assert client.run(code) == ["Failed", "Completed", "Failed", "1"]
    assert client.errors == ["CannotConnect,PSSessionStateBroken"]


def test_a_session_that_is_made_for_a_job_is_not_listed_and_ends_with_it(client: Any, clean_machine: Any) -> None:
    assert client.run(
        "$j = icm -ComputerName localhost { 1 } -AsJob; @(Get-PSSession).Count; Receive-Job $j -Wait -AutoRemoveJob; @(Get-Job).Count"
    ) == ["0", "1", "0"]


def test_start_job_runs_here_under_the_name_of_this_machine(client: Any) -> None:
    code = "$x = 7; $j = Start-Job { $using:x; $args[0] } -ArgumentList 4; Receive-Job $j -Wait; $j.PSJobTypeName; $j.Location"
    assert client.run(code) == ["7", "4", "BackgroundJob", "localhost"]


_REFUSED = [
    ("Receive-Job $j -Wait -Keep", "ParameterBindingFailed", "ReceiveJob"),
    ("Receive-Job $j -AutoRemoveJob", "InvalidOperation", "ReceiveJob"),
    ("Receive-Job $j -Force", "InvalidOperation", "ReceiveJob"),
    ("Remove-Job $j", "JobObjectNotFinishedCannotBeRemoved", "RemoveJob"),
    ("Remove-Job $j.ChildJobs[0] -Force", "CannotRemoveJob", "RemoveJob"),
    ("Get-Job -Name nosuch", "JobWithSpecifiedNameNotFound", "GetJob"),
    ("Get-Job -Id 99", "JobWithSpecifiedSessionNotFound", "GetJob"),
    ("Get-Job -InstanceId 00000000-0000-0000-0000-000000000000", "JobWithSpecifiedInstanceIdNotFound", "GetJob"),
    ("Start-Job { 1 } -RunAs32", "RunAs32NotSupported", "StartJob"),
    ("Start-Job { 1 } -WorkingDirectory /nosuch", "DirectoryNotFoundException", "StartJob"),
]


@pytest.mark.parametrize(("code", "error_id", "command"), _REFUSED, ids=[row[0] for row in _REFUSED])
def test_what_cannot_be_done_has_powershells_id(client: Any, code: str, error_id: str, command: str) -> None:
    client.run("$s = New-PSSession; $j = icm $s { Start-Sleep 60 } -AsJob")
    client.run(code)
    assert client.errors == [f"{error_id},{_OF.format(command)}"]
