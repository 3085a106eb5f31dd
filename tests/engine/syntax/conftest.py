"""Nothing was defined before a text is parsed."""

from __future__ import annotations

import pytest

from pssession.engine.values import types
from pssession.engine.values.ports import ports


@pytest.fixture(autouse=True)
def no_classes_of_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the classes of runspaces that other tests had."""
    monkeypatch.setattr(ports, "find_script_type", lambda name: None)
    types.forget_missing()
