"""What comes back from a session, as the client's streams show it: tagged with where it came from, errors under their own ids.

Source: about_Remote_Output; PSComputerName, RunspaceId and OriginInfo as PowerShell 7.6 has them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import RemoteException
from pssession.objects import ErrorRecord, InvocationInfo, OriginInfo, PropertyBag, PSObject, StreamKind


class Origin:
    """Say where output comes from.

    Args:
        computer_name: What PSComputerName says.
        runspace_id: The session's instance id.
        shows_computer: Whether the default display shows the computer.
    """

    __slots__ = ("computer_name", "runspace_id", "shows_computer")

    def __init__(self, computer_name: str, runspace_id: UUID, *, shows_computer: bool = True) -> None:
        self.computer_name = computer_name
        self.runspace_id = runspace_id
        self.shows_computer = shows_computer

    def tag(self, value: Any) -> Any:
        """Put the origin on an object; null stays null."""
        if value is None:
            return None
        made = value if type(value) is PSObject else PSObject(value)
        bag = made.extended
        if bag is None:
            bag = made.extended = PropertyBag()
        bag["PSComputerName"] = self.computer_name
        bag["RunspaceId"] = self.runspace_id
        bag["PSShowComputerName"] = self.shows_computer
        return made

    def mark(self, record: ErrorRecord) -> ErrorRecord:
        """Put the origin on an error; what it says of itself stays."""
        if not isinstance(record.exception, RemoteException):
            made = RemoteException(record.message, record.fully_qualified_error_id, record.category, record.target_object)
            made.serialized_remote_exception = record.exception
            made.error_record = record
            record.exception = made
        record.origin_info = OriginInfo(computer_name=self.computer_name, runspace_id=self.runspace_id)
        if record.invocation_info is None:
            record.invocation_info = InvocationInfo()
        return record


def deliver(cmdlet: Cmdlet, kind: StreamKind, value: Any, origin: Origin) -> None:
    """Write one item to the cmdlet's streams."""
    if kind is StreamKind.OUTPUT:
        cmdlet.write(origin.tag(value))
    elif kind is StreamKind.ERROR:
        cmdlet.write_error(origin.mark(value))
    elif kind is StreamKind.PROGRESS:
        cmdlet.write_progress(value)
    elif kind is StreamKind.INFORMATION:
        cmdlet.write_information(value)
    else:
        cmdlet.runtime.write_message(kind.name.lower(), value)
