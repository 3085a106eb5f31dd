"""What scripts read of the tree, the tokens and the parser is what PowerShell 7.6.9 gave them."""

from __future__ import annotations

from pathlib import Path

from pssession import cmdlets
from pssession.engine.interpreter import Interpreter
from pssession.objects import Host, StreamKind
from pssession.testing.conformance.behaviour import Collected

DATA = Path(__file__).parents[2] / "data" / "language"


def test_properties_and_methods_of_trees_tokens_and_errors() -> None:
    sink = Collected()
    Interpreter(Host(), catalogue=cmdlets.CATALOGUE).invoke((DATA / "members.ps1").read_text(encoding="utf-8"), sink=sink)
    assert sink.streams[StreamKind.ERROR] == []
    written = "\n".join(str(item) for item in sink.streams[StreamKind.OUTPUT]) + "\n"
    assert written.split("\n") == (DATA / "members.txt").read_text(encoding="utf-8").split("\n")
