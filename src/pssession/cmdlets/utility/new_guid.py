"""New-Guid: make a GUID. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import uuid

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException
from pssession.engine.values.conversions import convert


class NewGuidCommand(Cmdlet):
    """Make a random GUID, an empty one, or one from a text."""

    def process(self) -> None:
        if not self.is_bound("InputObject"):
            self.write(uuid.UUID(int=0) if self.empty else uuid.uuid4())
            return
        try:
            self.write(convert(self.input_object, "System.Guid"))
        except DotNetException as problem:
            inner = problem.inner if isinstance(problem.inner, DotNetException) else problem
            self.write_error(self.error("StringNotRecognizedAsGuid", "InvalidArgument", inner))
