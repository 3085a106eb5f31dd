"""The usage text of `pypwsh`."""

from __future__ import annotations

USAGE = """\
Usage: pypwsh [-Login] [[-File] <filePath> [args]]
              [-Command { - | <script-block> [-args <arg-array>] | <string> [<CommandParameters>] } ]
              [-CommandWithArgs <string> [<CommandParameters>]]
              [-EncodedCommand <Base64EncodedCommand>] [-EncodedArguments <Base64EncodedArguments>]
              [-InputFormat {Text | XML}] [-OutputFormat {Text | XML}]
              [-Interactive] [-NonInteractive] [-NoExit] [-NoLogo] [-NoProfile]
              [-WorkingDirectory <directoryPath>] [-Version] [-s] [-sshs]

       pypwsh -h | -Help | -?

Switches may be shortened as long as they are clear: -c, -f, -nop, -noni, -nol, -noe, -wd, -v.

Examples:
    pypwsh                                        a prompt, in a terminal
    pypwsh -Command "Get-Process | Select-Object -First 3"
    pypwsh -File ./backup.ps1 -Target /srv        a script with its parameters
    echo 'Get-Date' | pypwsh -Command -           code from standard input
    pypwsh -s                                     serve one session over standard input and output

The exit status is that of `exit` where the code said it; else 0 when the last command did well, 1 when not.
Command lines that cannot be understood end with 64. Sessions are described in `Get-Help about_PSSessions`."""
