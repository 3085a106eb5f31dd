"""The script file of -FilePath: checked, read here, and parsed, so that only its text travels.

Source: PathResolver and GetScriptBlockFromFile of PowerShell 7.6; texts and ids as recorded (remote.args).
"""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.remoting.remoting_command import RemotingCommand
from pssession.engine.errors import ArgumentException
from pssession.engine.values.wildcards import has_wildcard

_NOT_A_SCRIPT = (
    "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with a .ps1 file name extension and "
    "try the command again."
)
_NOT_A_FILE = "The path specified as the value of the FilePath parameter is not from the FileSystem provider."
_WILDCARDS = "Wildcard characters are not supported for the FilePath parameter. Specify a path without wildcard characters."


def read_script(command: RemotingCommand, path: str) -> Any:
    """Read a script file and give its script block.

    Raises:
        CmdletInvocationException: It is no script file, or is not there.
        ParseException: It is not PowerShell.
    """
    if has_wildcard(path):
        _refuse(command, _WILDCARDS)
    context = command.context
    place = context.providers.resolve(path)[0]
    if place.provider.name != "FileSystem":
        _refuse(command, _NOT_A_FILE)
    if not place.path.lower().endswith(".ps1"):
        _refuse(command, _NOT_A_SCRIPT)
    with open(place.path, encoding="utf-8-sig", errors="replace", newline="") as file:
        text = file.read()
    return context.parse_script(text, place.path)


def _refuse(command: RemotingCommand, words: str) -> None:
    command.refuse("System.ArgumentException", f"{words} (Parameter 'filePath')", ArgumentException)
