"""What a command line asks of a shell: a command, a script file, standard input, or a prompt; and the exit status of each.

Source: ConsoleHost of PowerShell 7.6 as recorded (cli goldens); about_Pwsh.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pssession.objects import AUTOMATION_NULL, Argument
from pssession.shell.console import Console, Interruption
from pssession.shell.console_host import ConsoleHost

if TYPE_CHECKING:
    from pssession.shell.command_line import CommandLine


def run(line: CommandLine) -> int:
    """Do what the command line says and give the exit status."""
    terminal = sys.stdin.isatty()
    prompting = (line.command is None and line.file is None) or line.file == "-" or line.no_exit
    interactive = line.interactive if line.interactive is not None else prompting or terminal or line.command is not None
    host = ConsoleHost(interactive=interactive)
    console = _open(line, host)
    if not line.no_profile:
        _load_profile(console)
    status = 0
    if line.command == "-":
        from pssession.shell.statements import StandardInput

        return StandardInput(console, prompting=False).run()
    if line.command is not None:
        status = _command(console, line, terminal)
    elif line.file is not None and line.file != "-":
        status = _file(console, line, terminal)
    if console.exit_code is not None:
        return console.exit_code & 0xFF
    if line.no_exit or (line.command is None and (line.file is None or line.file == "-")):
        return _prompt(console, line, terminal)
    if host.exit_code is not None:
        return host.exit_code & 0xFF
    return status


def _open(line: CommandLine, host: ConsoleHost) -> Console:
    if line.output_format == "XML":
        from pssession.shell.xml_output import XmlConsole

        return XmlConsole(host)
    return Console(host)


def _load_profile(console: Console) -> None:
    """Run the profiles that exist; a mistake in one is shown and does not end the program."""
    folder = os.path.join(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"), "powershell")
    for name in ("profile.ps1", "Microsoft.PowerShell_profile.ps1"):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            console.run_command(path, ())


# Standard input belongs to the code's own reading, and to the programs it starts, unless the code asks for it as objects.
_WANTS_INPUT = re.compile(r"\$input\b|\bprocess\s*\{", re.IGNORECASE)


def _command(console: Console, line: CommandLine, terminal: bool) -> int:
    text = line.command or ""
    if line.arguments:
        console.interpreter.context.set_variable("args", list(line.arguments))
    given: Iterable[object] | None = None
    if _WANTS_INPUT.search(text) and not terminal:
        try:
            given = standard_objects() if line.input_format == "XML" else StandardLines()
        except InputNotReadable as problem:
            console.host.write_error_line(str(problem))
            return 1
    with Interruption(console.stop):
        well = console.run_text(text, input=given)
    return 0 if well else 1


def _file(console: Console, line: CommandLine, terminal: bool) -> int:
    from pssession.shell.command_line import not_a_script

    assert line.file is not None
    path = os.path.abspath(os.path.expanduser(line.file))
    if not os.path.isfile(path):
        raise not_a_script(line.file)
    context = console.interpreter.context
    context.exits_leave_files = True
    with Interruption(console.stop):
        console.run_command(path, list(_arguments(line.arguments)))
    context.exits_leave_files = False
    if console.failed:
        return 1
    return 0


def _arguments(words: Iterable[object]) -> Iterator[Argument]:
    """Read the words behind a script's name: what begins with a dash names a parameter, all else is text."""
    for word in words:
        if not isinstance(word, str) or len(word) < 2 or word[0] not in "-–—―" or word[1].isdigit():
            yield Argument(value=word)
            continue
        name, colon, value = word[1:].partition(":")
        if not colon:
            yield Argument(name=name, value=AUTOMATION_NULL)
        elif value.lower() in ("$true", "$false"):
            yield Argument(name=name, value=value.lower() == "$true")
        else:
            yield Argument(name=name, value=value)


def _prompt(console: Console, line: CommandLine, terminal: bool) -> int:
    if terminal and sys.stdout.isatty():
        from pssession.shell.prompt import Prompt

        return Prompt(console, logo=not line.no_logo).run()
    from pssession.shell.statements import StandardInput

    return StandardInput(console, prompting=True).run()


class InputNotReadable(Exception):
    """Say why standard input is not what -InputFormat promised."""


def standard_objects() -> list[object]:
    """Read the objects that standard input holds as CLIXML.

    Raises:
        InputNotReadable: It holds none.
    """
    from pssession.errors import ProtocolError
    from pssession.protocol import clixml

    # pwsh 7.6: the first line is the mark "#< CLIXML", whatever stands in it.
    sys.stdin.readline()
    text = sys.stdin.read()
    if not text.strip():
        raise InputNotReadable("Root element is missing.")
    try:
        return list(clixml.loads(text))
    except ProtocolError as problem:
        raise InputNotReadable(str(problem)) from None


class StandardLines:
    """Give the lines of standard input, read only when somebody asks for them."""

    dotnet_enumerable = True

    def __iter__(self) -> Iterator[object]:
        for text in sys.stdin:
            yield text.removesuffix("\n").removesuffix("\r")
