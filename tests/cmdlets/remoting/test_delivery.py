"""What comes from a session says where it is from, and keeps what it says of itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from pssession.cmdlets.remoting.delivery import Origin, ends_the_command, terminating
from pssession.engine.errors import RemoteException
from pssession.objects import ErrorCategory, ErrorRecord, InvocationInfo, PropertyBag, PSObject, RemotingErrorRecord

SESSION = UUID("00000000-0000-0000-0000-000000000007")
ORIGIN = Origin("Server01", SESSION)


def came(*, thrown: bool | None = None, message: str = "boo", **facts: Any) -> ErrorRecord:
    """Make a record as the wire gives it: its exception is a bag of properties."""
    properties = PropertyBag(Message=message)
    if thrown is not None:
        properties["WasThrownFromThrowStatement"] = thrown
    exception = PSObject(adapted=properties, type_names=["Deserialized.System.Exception"])
    return ErrorRecord(exception=exception, fully_qualified_error_id="Id,Command", **facts)


@pytest.mark.parametrize("value", [5, "text", PSObject(adapted=PropertyBag(a=1))])
def test_every_value_is_tagged(value: Any) -> None:
    made = ORIGIN.tag(value)
    assert (made.get("PSComputerName"), made.get("RunspaceId"), made.get("PSShowComputerName")) == ("Server01", SESSION, True)


def test_null_stays_null() -> None:
    assert ORIGIN.tag(None) is None


def test_a_value_that_has_a_computer_name_gets_ours_in_its_place() -> None:
    made = ORIGIN.tag(PSObject(extended=PropertyBag(pscomputername="elsewhere", PSShowComputerName=False)))
    assert dict(made.extended) == {"pscomputername": "Server01", "PSShowComputerName": False, "RunspaceId": SESSION}


def test_an_error_becomes_a_remote_exception_in_a_record_with_its_origin() -> None:
    record = ORIGIN.mark(came(category=ErrorCategory.InvalidData, activity="Get-Thing", invocation_info=InvocationInfo()))
    assert isinstance(record, RemotingErrorRecord)
    assert isinstance(record.exception, RemoteException)
    assert record.exception.message == "boo"
    assert (record.fully_qualified_error_id, record.category, record.activity) == ("Id,Command", ErrorCategory.InvalidData, "Get-Thing")
    assert (record.origin_info.computer_name, record.origin_info.runspace_id) == ("Server01", SESSION)
    assert record.invocation_info is None


def test_an_error_is_marked_once() -> None:
    record = ORIGIN.mark(came())
    assert Origin("Other", SESSION).mark(record) is record


def test_an_error_without_words_says_its_category() -> None:
    record = ORIGIN.mark(came(message="", category=ErrorCategory.OperationStopped, target_type="String", reason="RuntimeException"))
    assert record.exception.message == "OperationStopped: (:String) [], RuntimeException"


@pytest.mark.parametrize(("thrown", "ends"), [(True, True), (False, False), (None, False)])
def test_only_what_throw_made_of_a_runtime_exception_ends_the_command(thrown: bool | None, ends: bool) -> None:
    assert ends_the_command(came(thrown=thrown)) is ends


def test_what_ends_the_command_says_nothing_of_its_origin() -> None:
    made = terminating(came(thrown=True))
    assert made.was_thrown_from_throw_statement
    assert type(made.error_record) is ErrorRecord
    assert made.error_record.origin_info is None
