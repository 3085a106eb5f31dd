"""The helpers that generated code may call are the helpers there are."""

from __future__ import annotations

from pssession.engine.commands.abi import ABI
from pssession.engine.compile.abi import names


def test_every_listed_helper_is_implemented_and_every_helper_is_listed() -> None:
    assert names() - ABI.keys() == set()
    assert ABI.keys() - names() == set()
