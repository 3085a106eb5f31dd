"""Starting processes: ProcessStartInfo, and a command line read as .NET reads it.

Source: System.Diagnostics.ProcessStartInfo; how PowerShell 7.6 on Linux takes -ArgumentList apart.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import IO, Any

from pssession import objects as o
from pssession.engine.errors import DotNetException, exception_class
from pssession.engine.values.conversions import to_string
from pssession.engine.values.tables import TypeTable

Stream = int | IO[bytes] | None


class ProcessStartInfo:
    """Say how a process is to be started."""

    dotnet_type = "System.Diagnostics.ProcessStartInfo"

    def __init__(self, file_name: str = "", arguments: Any = "") -> None:
        self.file_name = file_name
        self.arguments = arguments if isinstance(arguments, str) else ""
        self.argument_list = o.GenericList([] if isinstance(arguments, str) else [to_string(one) for one in arguments], "System.String")
        self.working_directory = ""
        self.use_shell_execute = self.create_no_window = False
        self.redirect_standard_input = self.redirect_standard_output = self.redirect_standard_error = False
        self.environment = o.Dictionary(os.environ)
        self.verb = self.user_name = ""

    @property
    def words(self) -> list[str]:
        """Give the program and its arguments one by one."""
        return [self.file_name, *(self.argument_list or split(self.arguments))]


def split(text: str) -> list[str]:
    """Take a command line apart: blanks divide, double quotes hold together, a backslash keeps a quote."""
    out: list[str] = []
    word: list[str] = []
    quoted = begun = False
    index = 0
    while index < len(text):
        letter = text[index]
        if letter == "\\":
            end = index
            while end < len(text) and text[end] == "\\":
                end += 1
            count = end - index
            if end < len(text) and text[end] == '"':
                word.append("\\" * (count // 2))
                if count % 2:
                    word.append('"')
                    end += 1
            else:
                word.append("\\" * count)
            begun = True
            index = end
            continue
        if letter == '"':
            if quoted and text[index + 1 : index + 2] == '"':
                word.append('"')
                index += 1
            else:
                quoted = not quoted
            begun = True
        elif letter in " \t" and not quoted:
            if begun:
                out.append("".join(word))
                word, begun = [], False
        else:
            word.append(letter)
            begun = True
        index += 1
    if begun:
        out.append("".join(word))
    return out


def launch(
    words: list[str],
    folder: str,
    environment: dict[str, str],
    *,
    stdin: Stream = subprocess.DEVNULL,
    stdout: Stream = subprocess.DEVNULL,
    stderr: Stream = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program; who asked for it waits for it.

    Args:
        words: The program and its arguments.
        folder: Where it runs; also where a relative program is looked for.
        environment: Its environment.
        stdin, stdout, stderr: What it reads and writes; None for this process's own.

    Raises:
        Win32Exception: It cannot be started.
    """
    program = words[0]
    if "/" in program:
        program = os.path.join(folder, program)
    else:
        local = os.path.join(folder, program)
        found = shutil.which(program, path=environment.get("PATH", os.defpath))
        program = found or (local if os.access(local, os.X_OK) and os.path.isfile(local) else program)
    try:
        return subprocess.Popen(
            [program, *words[1:]],
            cwd=folder,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=stdin is not None,
        )
    except OSError as problem:
        raise _refused(words[0], folder, problem) from problem


def _refused(program: str, folder: str, problem: OSError) -> DotNetException:
    kind = exception_class("System.ComponentModel.Win32Exception")
    assert kind is not None
    words = f"An error occurred trying to start process '{program}' with working directory '{folder}'. {problem.strerror}"
    return kind(words)


TABLES = (TypeTable("System.Diagnostics.ProcessStartInfo", python=ProcessStartInfo, new=ProcessStartInfo),)
