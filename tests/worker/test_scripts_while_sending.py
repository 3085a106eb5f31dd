"""Sending an object may run scripts of its properties; what they say is said, and nothing waits for itself."""

from __future__ import annotations

import pssession
from pssession.testing.scratch_machine import ScratchMachine

OBJECT = "$o = [pscustomobject]@{ a = 1 }; $o | Add-Member -MemberType ScriptProperty -Name p -Value { %s }; $o; 'after'"


def test_a_property_that_writes_an_error_is_sent_with_it(machine: ScratchMachine) -> None:
    with pssession.connect() as session, pssession.time_limit(20):
        result = session.invoke(OBJECT % "Write-Error 'from the property'; 6")
    assert (result.output[0].get("p"), result.output[1]) == (6, "after")


def test_a_property_that_fails_does_not_keep_its_object(machine: ScratchMachine) -> None:
    with pssession.connect() as session, pssession.time_limit(20):
        result = session.invoke(OBJECT % "[int]'no number'; 6")
    assert (result.output[0].get("a"), result.output[1]) == (1, "after")
