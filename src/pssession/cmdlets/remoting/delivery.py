"""What comes back from a session, as the client's streams show it: tagged with where it came from, errors under their own ids.

Source: about_Remote_Output; PSComputerName, RunspaceId and OriginInfo as PowerShell 7.6 has them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import RemoteException
from pssession.engine.serialization import revived
from pssession.objects import ErrorRecord, HostInformationMessage, OriginInfo, PropertyBag, PSObject, RemotingErrorRecord, StreamKind
from pssession.objects.structure import as_dict
from pssession.protocol.psrp.records.error_record import category_message
from pssession.protocol.psrp.records.information_record import write_host_information_message

_FORWARDED = "FORWARDED"


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
        value = revived(value)
        made = value if type(value) is PSObject else PSObject(value)
        bag = made.extended
        if bag is None:
            bag = made.extended = PropertyBag()
        bag.put("PSComputerName", self.computer_name)
        bag.put("RunspaceId", self.runspace_id)
        # pwsh 7.6: what the object says itself of this one is kept.
        if bag.find("PSShowComputerName") is None:
            bag["PSShowComputerName"] = self.shows_computer
        return made

    def mark(self, record: ErrorRecord) -> RemotingErrorRecord:
        """Make the record that the error stream gets; what the error says of itself stays, and one that is marked stays as it is."""
        if isinstance(record, RemotingErrorRecord):
            return record
        facts = as_dict(told_locally(record))
        if not isinstance(record.exception, PSObject):
            # The error was made on this side, about the session.
            facts["exception"] = record.exception
        facts["origin_info"] = OriginInfo(computer_name=self.computer_name, runspace_id=self.runspace_id, instance_id=UUID(int=0))
        return RemotingErrorRecord(**facts)


def told_locally(record: ErrorRecord) -> ErrorRecord:
    """Make a record of this side from one that came: its exception is a RemoteException around what came."""
    facts = as_dict(record)
    came = record.exception
    # pwsh 7.6: an error without words says its category.
    words = _words(came) or category_message(record.category, record.target_name, record.target_type, record.activity, record.reason)
    made = RemoteException(words, record.fully_qualified_error_id, record.category, record.target_object)
    made.serialized_remote_exception = came
    made.serialized_remote_invocation_info = record.told_invocation_info
    facts["exception"] = made
    if not record.serialize_extended_info:
        # Only a client that asked for it gets the place; the rest is for who looks into the exception.
        facts["invocation_info"] = None
    found = ErrorRecord(**facts)
    made.error_record = found
    return found


def ends_the_command(record: ErrorRecord) -> bool:
    """Tell whether an error that ended a pipeline ends the command that started it, too: what `throw` made of a RuntimeException."""
    came = record.exception
    return isinstance(came, PSObject) and came.get("WasThrownFromThrowStatement") is True


def terminating(record: ErrorRecord) -> RemoteException:
    """Make the exception that ends the command; its record says nothing of where it came from, as PowerShell's does not."""
    found = told_locally(record)
    made = found.exception
    assert isinstance(made, RemoteException)
    # It goes through the command as it is, and ends the script where nobody catches it.
    made.was_thrown_from_throw_statement = True
    return made


def _words(exception: Any) -> str:
    if isinstance(exception, PSObject):
        found = exception.get("Message")
        return found if isinstance(found, str) else exception.text or ""
    return str(getattr(exception, "message", None) or exception or "")


def _as_it_came(message: HostInformationMessage) -> PSObject:
    made = write_host_information_message(message)
    made.type_names = [f"Deserialized.{name}" for name in made.type_names or ()]
    return made


def deliver(cmdlet: Cmdlet, kind: StreamKind, value: Any, origin: Origin) -> None:
    """Write one item to the cmdlet's streams."""
    if kind is StreamKind.OUTPUT:
        cmdlet.write(origin.tag(value))
    elif kind is StreamKind.ERROR:
        cmdlet.write_error(origin.mark(value))
    elif kind is StreamKind.PROGRESS:
        cmdlet.write_progress(value)
    elif kind is StreamKind.INFORMATION:
        if "PSHOST" in value.tags and _FORWARDED not in value.tags:
            # The host has shown it already, by a call of its own.
            value.tags = [*value.tags, _FORWARDED]
        if isinstance(value.message_data, HostInformationMessage):
            value.message_data = _as_it_came(value.message_data)
        cmdlet.write_information(value)
    else:
        # pwsh 7.6: the host has shown it by a call of its own; only the variable of -WarningVariable gets the record.
        cmdlet.keep_message(kind.value, value)
