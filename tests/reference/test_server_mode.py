"""The real PowerShell as a client of `pypwsh -s`: what it shows is what it shows of its own server.

Each script runs twice, against both servers; `$s` is the session.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.reference

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
    "close": "Remove-PSSession $s -ErrorAction SilentlyContinue; $s.State",
}


def run(psref: str, folder: Path, program: str, arguments: str, script: str) -> str:
    file = folder / "client.ps1"
    file.write_text(OPEN.format(program=program, arguments=arguments) + script)
    done = subprocess.run([psref, "-f", str(file)], capture_output=True, text=True, timeout=90, stdin=subprocess.DEVNULL)
    return re.sub(r"(?m)^(PSComputerName|RunspaceId).*\n", "", done.stdout + done.stderr)


@pytest.mark.parametrize("name", SCRIPTS)
def test_powershell_sees_its_own_server(name: str, psref: str, tmp_path: Path) -> None:
    ours = run(psref, tmp_path, str(PYPWSH), "'-s'", SCRIPTS[name])
    theirs = run(psref, tmp_path, psref, "'-s'", SCRIPTS[name])
    assert ours == theirs
