"""Programs get their arguments as PowerShell on Linux gives them, and what they say comes back as lines."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("/bin/echo 'a b' c", ["a b c"]),
        ("/bin/echo $null x ''", ["x "]),
        ("/bin/echo (1,2,3)", ["1 2 3"]),
        ("/bin/echo 1,2,3", ["1,2,3"]),
        ("/bin/echo $true 1.0 1e3 0x10 1kb", ["True 1.0 1e3 0x10 1kb"]),
        ("/bin/echo --foo=bar -x:1 /y", ["--foo=bar -x:1 /y"]),
        ("/bin/echo -x:$true", ["-x:True"]),
        ("/bin/echo -- -x", ["-- -x"]),
        ("/bin/echo *.nosuch", ["*.nosuch"]),
        ("$e=@('-c','echo $0 $1','A','B'); sh @e", ["A B"]),
        ("'in1','in2' | cat", ["in1", "in2"]),
        ("/bin/echo a | /bin/cat | ForEach-Object { $_ + '!' }", ["a!"]),
        ("sh -c 'printf \"a\\r\\nb\"' | ForEach-Object Length", ["1", "1"]),
        ("sh -c 'echo out; echo err >&2' 2>$null", ["out"]),
        ("sh -c 'echo err >&2' 2>&1 | ForEach-Object { $_.GetType().Name; \"$_\" }", ["ErrorRecord", "err"]),
        ("sh -c 'exit 1' || 'failed'", ["failed"]),
        ("/bin/false; $LASTEXITCODE; $?", ["1", "True"]),
        ("sh -c 'kill -9 $$'; $LASTEXITCODE", ["137"]),
        ("sh -c 'yes' | Select-Object -First 2", ["y", "y"]),
        (
            "$PSNativeCommandUseErrorActionPreference=$true; $ErrorActionPreference='Stop'; "
            "try { sh -c 'exit 2' } catch { $_.FullyQualifiedErrorId }",
            ["ProgramExitedWithNonZeroCode"],
        ),
    ],
)
def test_a_program_gives_what_powershell_gave(code: str, texts: list[str], run: Any) -> None:
    assert run(code).texts == texts


def test_much_input_and_output_do_not_block_each_other(run: Any) -> None:
    found = run('1..30000 | ForEach-Object { "line $_" } | cat')
    assert (len(found.texts), found.texts[-1]) == (30000, "line 30000")
