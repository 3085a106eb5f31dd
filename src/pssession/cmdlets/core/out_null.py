"""Out-Null. Source: the command's help."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class OutNullCommand(Cmdlet):
    """Let objects disappear."""
