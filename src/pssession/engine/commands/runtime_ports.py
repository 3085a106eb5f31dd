"""What the values ask of the run time: running scripts, finding classes, the current folder.

Source: `values.ports`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from pssession.engine.commands import runtime_types
from pssession.engine.commands.script_blocks import CURRENT, ScriptBlock, running
from pssession.engine.commands.variables import Variable
from pssession.engine.values.ports import ports
from pssession.engine.values.session_types import SessionTypes, members_of


def connect() -> None:
    """Fill the ports in, and describe the run time's own types."""
    runtime_types.install()
    ports.call_script = _call_script
    ports.call_getter = _call_getter
    ports.call_member_script = _call_member_script
    ports.is_script = _is_script
    ports.make_script = _make_script
    ports.find_script_type = _find_script_type
    ports.location = _location
    ports.set_matches = _set_matches
    ports.extended_members = _extended_members
    ports.session_type = _session_type


def _is_script(value: Any) -> bool:
    return type(value) is ScriptBlock


def _call_script(script: ScriptBlock, arguments: Sequence[Any], item: Any) -> list[Any]:
    collected: list[Any] = []
    script.run(running(), arguments, collected.append, item=item, has_item=True)
    return collected


def _call_member_script(script: ScriptBlock, owner: Any, arguments: Sequence[Any]) -> list[Any]:
    collected: list[Any] = []
    X = running()
    catching = X.catching
    # pwsh 7.6: an error ends the script of a member, and whoever asked for the member hears of it.
    X.catching = True
    try:
        script.run(X, arguments, collected.append, this=owner)
    finally:
        X.catching = catching
    return collected


def _call_getter(script: ScriptBlock, owner: Any) -> list[Any]:
    """Run a property's script: what ends a statement ends the script, and what is only reported is heard by nobody."""
    X = running()
    collected: list[Any] = []
    held = X.catching, X.streams
    X.catching, X.streams = True, X.streams.replaced(write_error=_drop)
    try:
        script.run(X, (), collected.append, this=owner)
    finally:
        X.catching, X.streams = held
    return collected


def _drop(record: Any) -> None:
    return None


def _make_script(text: str) -> Any:
    return running().make_script_block(text)


def _find_script_type(name: str) -> Any:
    X = getattr(CURRENT, "context", None)
    return X.script_types.get(name.lower()) if X is not None and X.script_types else None


def _location() -> str:
    X = getattr(CURRENT, "context", None)
    if X is None or X.providers is None:
        return os.getcwd()
    return str(X.providers.file_system_location)


def session_types(context: Any) -> SessionTypes:
    """Give the type data that a session added, made at first use."""
    found = context.services.get(SessionTypes)
    if found is None:
        found = context.services[SessionTypes] = SessionTypes()
    assert isinstance(found, SessionTypes)
    return found


def _added() -> SessionTypes | None:
    X = getattr(CURRENT, "context", None)
    return None if X is None else X.services.get(SessionTypes)


def _extended_members(name: str) -> Any:
    return members_of(_added(), name)


def _session_type(name: str) -> Any:
    added = _added()
    return None if added is None else added.find(name)


def _set_matches(matches: Any) -> None:
    S = running().scope
    found = S.variables.get("matches")
    if found is None:
        S.variables["matches"] = Variable("Matches", matches)
    else:
        found.force(matches)
