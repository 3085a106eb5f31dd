"""Set-StrictMode: what the running scope lets pass. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.objects import Version


class SetStrictModeCommand(Cmdlet):
    """Set the version of strictness in the caller's scope."""

    def end(self) -> None:
        context = self.context
        context.strict_used = True
        context.scope.strict = 0.0 if self.off else _number(self.version)


def _number(version: Version) -> float:
    return version.major + version.minor / 10
