"""The real PowerShell as a client of `pypwsh -s`: what it shows is what it shows of its own server.

Each script runs twice, in a session `$s` of each server.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.reference, pytest.mark.xdist_group("server mode")]

PYPWSH = Path(sys.executable).with_name("pypwsh")
OPEN = "$s = New-PipePSSession -Name N -FilePath '{program}' -ArgumentList {arguments} -OpenTimeout 30\n"
STREAMED = """
$ps = [powershell]::Create(); $ps.Runspace = $s.Runspace
$out = [System.Management.Automation.PSDataCollection[psobject]]::new()
$in = [System.Management.Automation.PSDataCollection[psobject]]::new(); $in.Complete()
"""

SCRIPTS = {
    "opens": "$s.State; $s.ApplicationPrivateData.PSVersionTable.PSRemotingProtocolVersion.ToString()",
    "output": "icm $s { 1; 'two'; 2.5; $true; $null; ,@(1,2) } | % { \"$($_.pstypenames) $_\" }",
    "property bags": 'icm $s { [pscustomobject]@{ x = 1; y = @{ z = 2 } } } | % { "$($_.x) $($_.y.z) $($_.pstypenames[0])" }',
    "arguments": "icm $s { param($a, $b) \"$a-$b\"; $args } -ArgumentList 1, 'two', 3",
    "using values": "$v = 5; $h = @{ n = 7, 8 }; icm $s { \"$using:v $($using:h.n) $($using:h['n'][1])\" }",
    "input": "1..5 | icm $s { begin { 'b' } process { $_ * 2 } end { 'e' } }",
    "input as $input": "1..3000 | icm $s { $n = 0; foreach ($i in $input) { $n += $i }; $n }",
    "state stays": 'icm $s { $x = 42; function f { "f$x" } }; icm $s { f }',
    "large text": "('x' * 200000 | icm $s { process { $_.Length } }); (icm $s { 'y' * 200000 }).Length",
    "many objects": "(icm $s { 1..3000 }).Count",
    "throw": "try { icm $s { 'a'; throw 'boo' } } catch { \"caught $_ $($_.FullyQualifiedErrorId) $($_.Exception.GetType().Name)\" }",
    "exception types": (
        "icm $s { throw [System.ArgumentException]::new('m', 'p') } -ErrorVariable ev -ErrorAction SilentlyContinue\n"
        '"$($ev[0]) $($ev[0].CategoryInfo.Category) $($ev[0].Exception.SerializedRemoteException.pstypenames[0])"'
    ),
    "unknown command": (
        'try { icm $s { Nope-Command } -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Category)" }'
    ),
    "several statements": (
        "$ps = [powershell]::Create(); $ps.Runspace = $s.Runspace\n"
        "$ps.AddScript('$a = 1').AddStatement().AddScript('$a + 1').Invoke()\n"
        "$ps.Commands.Clear(); $ps.AddScript(\"'a'; 3\").Invoke()"
    ),
    "stop": STREAMED
    + (
        "$null = $ps.AddScript(\"'a'; while (1) { }\").BeginInvoke($in, $out)\n"
        "while ($out.Count -lt 1) { [Threading.Thread]::Sleep(5) }\n"
        "$ps.Stop(); \"$($ps.InvocationStateInfo.State) $out\"; icm $s { 'alive' }"
    ),
    "stop at once": STREAMED + "$null = $ps.AddScript('while (1) { }').BeginInvoke($in, $out); $ps.Stop(); $ps.InvocationStateInfo.State",
    "finally runs after a stop": STREAMED
    + (
        "$null = $ps.AddScript(\"'a'; try { while (1) { } } finally { 'fin' }\").BeginInvoke($in, $out)\n"
        "while ($out.Count -lt 1) { [Threading.Thread]::Sleep(5) }\n"
        '$ps.Stop(); "$($ps.InvocationStateInfo.State) $out"'
    ),
    "records are shown once": "icm $s { Write-Warning 'w'; Write-Host 'h'; Write-Verbose 'v' -Verbose; 1 } *>&1 | % { \"$_\" }",
    "reset": 'icm $s { $zz = 1 }; $s.Runspace.ResetRunspaceState(); icm $s { "[$zz]" }',
    "read-host": 'icm $s { $x = Read-Host; "[$x]" }',
    "read-host with a prompt": "icm $s { $x = Read-Host 'Name'; \"[$x]\" }",
    "read-host for a secret": "icm $s { $x = Read-Host 'Pw' -AsSecureString; \"$($x.GetType().Name) $($x.Length)\" }",
    "get-credential": "icm $s { $c = Get-Credential bob; $c.UserName; $c.GetNetworkCredential().Password }",
    "progress": "icm $s { Write-Progress -Activity a -Status s -PercentComplete 50; Write-Progress -Activity a -Completed; 1 }",
    "pipelines one after the other": (
        '$ps = 1..3 | % { $p = [powershell]::Create(); $p.Runspace = $s.Runspace; $null = $p.AddScript("$_"); $p }\n'
        "($ps | % { $_.Invoke() }) -join ','"
    ),
    "a job": "icm $s { 'a'; 1 } -AsJob | Wait-Job | Receive-Job",
    "large input": "(1..2000 | icm $s { process { 'z' * 100 } }).Count",
    "large objects": "$x = icm $s { ,(1..20000) }; $x.Count; (icm $s { 'q' * 3000000 }).Length",
    "secrets come": (
        "$x = icm $s { [pscredential]::new('u', (ConvertTo-SecureString abc -AsPlainText -Force)) }\n"
        '"$($x.GetType().Name) $($x.UserName) $($x.GetNetworkCredential().Password)"'
    ),
    "secrets go": (
        '$c = ConvertTo-SecureString abc -AsPlainText -Force\nicm $s { param($c) "$($c.GetType().Name) $($c.Length)" } -ArgumentList $c'
    ),
    "types": (
        "icm $s { [datetime]'2020-01-02'; [timespan]'1:2:3'; [guid]::Empty; [version]'1.2'; [uri]'http://h/'; [char]'c'; 5l; [byte]1\n"
        "1.5d; [float]2.5; [decimal]1.10; [bigint]7; [byte[]](1,2); @{a=1}; [ordered]@{b=1}; [DayOfWeek]1; { sb } } |\n"
        '% { "$($_.GetType().FullName) $_" }'
    ),
    "exit": "icm $s { exit 3 }; while ($s.State -eq 'Closing') { [Threading.Thread]::Sleep(5) }; $s.State",
    "capabilities": "$s.Availability; $s.Runspace.GetCapabilities()",
    "close": "Remove-PSSession $s -ErrorAction SilentlyContinue; $s.State",
}


MARK = "#### "
# What ends its session, or must see a new one, has one of its own.
ENDING = ("opens", "exit", "close", "reset")
# What is typed while a script runs.
TYPED = {
    "read-host": "hello\n",
    "read-host with a prompt": "ada\n",
    "read-host for a secret": "secret\n",
    "get-credential": "secret\n",
}


def play(psref: str, folder: Path, program: str) -> dict[str, str]:
    """Run all scripts that nobody has to type for, in one client; give what each showed."""
    names = [name for name in SCRIPTS if name not in TYPED]
    opening = OPEN.format(program=program, arguments="'-s'")
    lines = [opening]
    for number, name in enumerate(names):
        file = folder / f"{number}.ps1"
        file.write_text((opening if name in ENDING else "") + SCRIPTS[name])
        lines.append(f"[Console]::Out.WriteLine('{MARK}{name}'); [Console]::Error.WriteLine('{MARK}{name}')")
        lines.append(f"& '{file}'")
    driver = folder / "driver.ps1"
    driver.write_text("\n".join(lines))
    done = subprocess.run([psref, "-f", str(driver)], capture_output=True, text=True, timeout=110, input="")
    shown = dict.fromkeys(names, "")
    for stream in (done.stdout, done.stderr):
        for part in stream.split(MARK)[1:]:
            name, _, text = part.partition("\n")
            shown[name] += comparable(text)
    return shown


def comparable(text: str) -> str:
    """Leave out what differs between any two sessions; a pipe has no computer's name, so the client calls it by its program's."""
    text = re.sub(r"(?m)^(PSComputerName|RunspaceId).*\n", "", text)
    text = re.sub(r"\S*/\d+\.ps1", "FILE", text)
    return re.sub("remote computer [A-Z]+", "remote computer X", text)


@pytest.fixture(scope="module")
def both(psref: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Give what all scripts showed: with our server, and with the real one."""
    return play(psref, tmp_path_factory.mktemp("ours"), str(PYPWSH)), play(psref, tmp_path_factory.mktemp("theirs"), psref)


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name not in TYPED])
def test_powershell_sees_its_own_server(name: str, both: tuple[dict[str, str], dict[str, str]]) -> None:
    ours, theirs = both
    assert ours[name] == theirs[name]


def run(psref: str, folder: Path, program: str, name: str) -> str:
    file = folder / "1.ps1"
    file.write_text(OPEN.format(program=program, arguments="'-s'") + SCRIPTS[name])
    done = subprocess.run([psref, "-f", str(file)], capture_output=True, text=True, timeout=60, input=TYPED[name])
    return comparable(done.stdout + done.stderr)


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_answers_as_it_answers_its_own_server(name: str, psref: str, tmp_path: Path) -> None:
    assert run(psref, tmp_path, str(PYPWSH), name) == run(psref, tmp_path, psref, name)
