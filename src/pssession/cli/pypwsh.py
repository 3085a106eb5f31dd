"""`pypwsh`: PowerShell's own command line on this engine.

Only what decides the mode is imported here; each mode imports what it runs.

Source: about_Pwsh; PowerShell 7.6 as recorded (cli goldens).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pssession.shell.command_line import INITIALIZATION_FAILED, CommandLine, CommandLineError, parse

PROGRAM_VERSION = "7.6.5"
DEFAULT_CONFIGURATION = "microsoft.powershell"


def main(words: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status."""
    # What a shell runs is short-lived: collecting garbage more rarely costs memory that goes back soon, and saves a tenth of the time.
    import gc

    gc.set_threshold(50_000, 20, 100)
    try:
        line = parse(sys.argv[1:] if words is None else words)
        return _run(line)
    except CommandLineError as error:
        return _refuse(error)
    except BrokenPipeError:
        # Whoever read our output has gone; nothing that is left to say can reach it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _run(line: CommandLine) -> int:
    if line.mode == "version":
        print(f"PowerShell {PROGRAM_VERSION}")
        return 0
    if line.mode == "help":
        from pssession.cli.usage import USAGE

        print(USAGE)
        return 0
    if line.working_directory is not None:
        _enter(line.working_directory)
    if line.configuration_name is not None and line.configuration_name.lower() != DEFAULT_CONFIGURATION:
        message = f"The shell cannot be started. A failure occurred during initialization:\n{_no_configuration(line.configuration_name)}"
        raise CommandLineError(message, INITIALIZATION_FAILED, usage=False)
    if line.mode:
        from pssession.cli.server_mode import serve

        return serve(subsystem=line.mode == "subsystem")
    from pssession.shell.program import run

    return run(line)


def _no_configuration(name: str) -> str:
    return f"Cannot create or open the configuration session {name}."


def _enter(folder: str) -> None:
    try:
        os.chdir(os.path.expanduser(folder))
    except OSError:
        message = f"Cannot find path '{os.path.abspath(folder)}' because it does not exist."
        raise CommandLineError(message, INITIALIZATION_FAILED, usage=False) from None


def _refuse(error: CommandLineError) -> int:
    print(error, file=sys.stderr)
    if error.usage:
        from pssession.cli.usage import USAGE

        print(USAGE)
    return error.status


if __name__ == "__main__":
    sys.exit(main())
