"""The command line of `pypwsh`: PowerShell's own switches, their shortest forms and their error texts.

Pure: words in, `CommandLine` out. Source: about_Pwsh; PowerShell 7.6 as recorded (cli.switch, cli.file).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from pssession.objects.structure import field, structure

BAD_COMMAND_LINE = 64
INITIALIZATION_FAILED = 70
_FORMATS = ("Text", "XML", "None")


@structure(slots=True, kw_only=True)
class CommandLine:
    """Say what the program was asked to do.

    Attributes:
        command: Code to run, None without -Command; "-" reads it from standard input.
        file: Script to run, None without -File; "-" is a prompt that reads standard input.
        arguments: What stands behind the file, or behind -EncodedCommand as -EncodedArguments.
        mode: "" for a shell, else "server" (-s), "subsystem" (-sshs), "help" or "version".
    """

    command: str | None = None
    file: str | None = None
    arguments: list[object] = field(default_factory=list)
    mode: str = ""
    no_profile: bool = False
    interactive: bool | None = None
    no_logo: bool = False
    no_exit: bool = False
    login: bool = False
    working_directory: str | None = None
    input_format: str = "Text"
    output_format: str = "Text"
    output_format_given: bool = False
    configuration_name: str | None = None
    settings_file: str | None = None
    custom_pipe_name: str | None = None


class CommandLineError(Exception):
    """Say why the command line cannot be run.

    Attributes:
        status: The exit status.
        usage: Whether the usage text goes to standard output.
    """

    def __init__(self, message: str, status: int = BAD_COMMAND_LINE, *, usage: bool = True) -> None:
        super().__init__(message)
        self.status = status
        self.usage = usage


# Switch -> its shortest form. A word that lies between the two is the switch.
_SWITCHES = {
    "version": "v",
    "help": "h",
    "noexit": "noe",
    "noprofile": "nop",
    "nologo": "nol",
    "noninteractive": "noni",
    "interactive": "i",
    "login": "l",
    "servermode": "s",
    "sshservermode": "sshs",
    "namedpipeservermode": "nam",
    "socketservermode": "so",
    "command": "c",
    "commandwithargs": "commandwithargs",
    "encodedcommand": "e",
    "encodedarguments": "encodeda",
    "executionpolicy": "ex",
    "file": "f",
    "configurationname": "config",
    "configurationfile": "configurationfile",
    "custompipename": "cus",
    "settingsfile": "settings",
    "inputformat": "inp",
    "outputformat": "o",
    "windowstyle": "w",
    "workingdirectory": "wo",
    "mta": "mta",
    "sta": "sta",
}
_ALIASES = {
    "?": "help",
    "ec": "encodedcommand",
    "ea": "encodedarguments",
    "if": "inputformat",
    "of": "outputformat",
    "wd": "workingdirectory",
    "ep": "executionpolicy",
    "cwa": "commandwithargs",
}
_FLAGS = {
    "noexit": "no_exit",
    "noprofile": "no_profile",
    "nologo": "no_logo",
    "login": "login",
}


def _switch(word: str) -> str | None:
    """Name the switch that a word stands for, None where it stands for none."""
    if len(word) < 2 or word[0] not in "-/" or (word[0] == "/" and "/" in word[1:]):
        return None
    name = word.lstrip("-/").lower() if word[0] == "-" else word[1:].lower()
    if name in _ALIASES:
        return _ALIASES[name]
    for switch, shortest in _SWITCHES.items():
        if switch.startswith(name) and name.startswith(shortest):
            return switch
    return None


def parse(words: Sequence[str]) -> CommandLine:
    """Read the words behind the program's name.

    Raises:
        CommandLineError: With PowerShell's text and exit status.
    """
    line = CommandLine()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        switch = _switch(word)
        if switch is None:
            if word == "-":
                line.command = "-"
                return _without_more(line, rest)
            return _file(line, word, rest)
        if switch in _FLAGS:
            setattr(line, _FLAGS[switch], True)
        elif switch in ("interactive", "noninteractive"):
            line.interactive = switch == "interactive"
        elif switch in ("help", "version"):
            line.mode = switch
            return line
        elif switch in ("servermode", "sshservermode"):
            line.mode = "server" if switch == "servermode" else "subsystem"
        elif switch in ("mta", "sta"):
            raise CommandLineError(f"Parameter -{word.lstrip('-/')} is not supported on this platform.", usage=False)
        elif switch in ("command", "commandwithargs"):
            return _command(line, switch, rest)
        elif switch == "file":
            if not rest:
                raise CommandLineError(
                    "The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter "
                    "and then try the command again."
                )
            return _file(line, rest.pop(0), rest, explicit=True)
        else:
            _valued(line, switch, rest)
    return line


def _without_more(line: CommandLine, rest: Sequence[str]) -> CommandLine:
    if rest:
        raise CommandLineError("'-' was specified with the -Command parameter; no other arguments to -Command are permitted.")
    return line


def _command(line: CommandLine, switch: str, rest: list[str]) -> CommandLine:
    if not rest:
        raise CommandLineError("Cannot process the command because of a missing parameter. A command must follow -Command.")
    if switch == "commandwithargs":
        line.command, *arguments = rest
        line.arguments = list(arguments)
        return line
    if rest[0] == "-":
        line.command = "-"
        return _without_more(line, rest[1:])
    line.command = " ".join(rest)
    return line


def _file(line: CommandLine, word: str, rest: Sequence[str], *, explicit: bool = False) -> CommandLine:
    line.file = word
    if word == "-" and explicit:
        if rest:
            raise not_a_script(rest[0])
        return line
    line.arguments = list(rest)
    return line


def not_a_script(word: str) -> CommandLineError:
    """Make the error for a word that names no script."""
    return CommandLineError(
        f"The argument '{word}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was "
        "included, verify that the path is correct and try again."
    )


def _valued(line: CommandLine, switch: str, rest: list[str]) -> None:
    if not rest:
        raise CommandLineError(
            f"Cannot process the command because of a missing parameter. The -{_SPELLED.get(switch, switch)} parameter requires a value."
        )
    value = rest.pop(0)
    if switch in ("inputformat", "outputformat"):
        known = next((name for name in _FORMATS if name.lower() == value.lower()), None)
        if known is None:
            formats = "\n".join(_FORMATS)
            raise CommandLineError(
                f'Cannot process the command because of an incorrect parameter value. "{value}" is not a valid format.\n'
                f"Valid formats are:\n{formats}\n"
            )
        if switch == "inputformat":
            line.input_format = known
        else:
            line.output_format, line.output_format_given = known, True
    elif switch == "encodedcommand":
        line.command = _decoded(value, "EncodedCommand")
    elif switch == "encodedarguments":
        line.arguments = _encoded_arguments(value)
    elif switch == "workingdirectory":
        line.working_directory = value
    elif switch == "configurationname":
        line.configuration_name = value
    elif switch == "settingsfile":
        line.settings_file = value
    elif switch == "custompipename":
        line.custom_pipe_name = value
    # -ExecutionPolicy, -WindowStyle and the like are read and have no effect outside Windows.


_SPELLED = {
    "workingdirectory": "WorkingDirectory",
    "inputformat": "InputFormat",
    "outputformat": "OutputFormat",
    "encodedcommand": "EncodedCommand",
    "encodedarguments": "EncodedArguments",
    "executionpolicy": "ExecutionPolicy",
    "configurationname": "ConfigurationName",
    "custompipename": "CustomPipeName",
    "settingsfile": "SettingsFile",
    "windowstyle": "WindowStyle",
}


def _decoded(value: str, switch: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise _not_encoded(switch) from None


def _not_encoded(switch: str) -> CommandLineError:
    return CommandLineError(
        f"Cannot process the command because the value specified with -{switch} is not properly encoded. The value must be Base64 encoded."
    )


def _encoded_arguments(value: str) -> list[object]:
    from pssession.errors import ProtocolError
    from pssession.protocol import clixml

    text = _decoded(value, "EncodedArguments")
    try:
        decoded = clixml.loads(text)
    except ProtocolError:
        decoded = [None]
    if len(decoded) == 1 and isinstance(decoded[0], list):
        return list(decoded[0])
    raise _not_encoded("EncodedArguments")
