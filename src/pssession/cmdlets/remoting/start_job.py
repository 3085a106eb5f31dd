"""Start-Job: run a script block in a session of this machine that ends with it. Source: Start-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

import os
from typing import Any

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remote_child_job import Place
from pssession.cmdlets.remoting.remote_job import start_remote_job
from pssession.cmdlets.remoting.remoting_command import RemotingCommand
from pssession.cmdlets.remoting.script_to_send import describe
from pssession.cmdlets.remoting.transport_errors import broken
from pssession.engine.errors import DirectoryNotFoundException, ItemNotFoundException, PSNotSupportedException
from pssession.objects import AUTOMATION_NULL, Argument, Command, PipelineDescription

_HERE = "localhost"
_FILES = ("FilePathComputerName", "LiteralFilePathComputerName")


class StartJobCommand(RemotingCommand):
    """Start a job of type BackgroundJob."""

    def begin(self) -> None:
        self._input: list[Any] = []
        if self.parameter_set not in ("ComputerName", *_FILES):
            self.refuse("NotSupported", f"The parameter set {self.parameter_set} needs what this computer does not have.")
        if self.run_as32:
            words = (
                "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit 'pwsh' if you need to run "
                "PowerShell in a 32-bit process."
            )
            self.throw_terminating(self.error("RunAs32NotSupported", "InvalidOperation", words, None, PSNotSupportedException))
        self._folder = self._working_directory()

    def process(self) -> None:
        if self.is_bound("InputObject") and self.input_object is not AUTOMATION_NULL:
            self._input.append(self.input_object)

    def end(self) -> None:
        script = self._script() if self.parameter_set in _FILES else self.script_block
        description = describe(self.context, script, self.argument_list)
        text = script if isinstance(script, str) else script.text
        place = Place(_HERE, opens=self._open, shows_computer=False)
        given = self._input if self.is_bound("InputObject") else None
        name = self.name or ""
        self.write(start_remote_job(self, [place], description, text, name, given, broken, job_type="BackgroundJob"))

    def _working_directory(self) -> str:
        location = self.context.location
        here = str(location.path) if location is not None else os.getcwd()
        if not self.is_bound("WorkingDirectory"):
            return here
        wanted = os.path.join(here, str(self.working_directory))
        if not os.path.isdir(wanted):
            words = f"Cannot find the WorkingDirectory path {self.working_directory}."
            self.throw_terminating(self.error("DirectoryNotFoundException", "InvalidOperation", words, None, DirectoryNotFoundException))
        return wanted

    def _script(self) -> str:
        path = str(self.file_path if self.is_bound("FilePath") else self.literal_path)
        if not os.path.exists(os.path.join(self._folder, path)):
            words = f"Cannot find path '{path}' because it does not exist."
            self.throw_terminating(self.error("PathNotFound", "ObjectNotFound", words, path, ItemNotFoundException))
        return "\n".join(self.context.read_lines(os.path.join(self._folder, path)))

    def _open(self) -> PSSession:
        made = self.open_session(_HERE, temporary=True)
        session = made.session
        assert session is not None
        session.invoke(_placed(self._folder), check=False)
        if self.initialization_script is not None:
            session.invoke(self.initialization_script.text, check=False)
        return made


def _placed(folder: str) -> PipelineDescription:
    return PipelineDescription(statements=[[Command(name="Set-Location", arguments=[Argument(name="LiteralPath", value=folder)])]])
