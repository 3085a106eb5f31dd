"""The public test kit: machines in pairs, feeders of bytes, streams with faults, sessions of one's own. See `docs/reference/testing.md`.

Nothing here needs a test framework, and nothing of the package imports it.
"""

from pssession.testing.faults import AsyncFaultyStream, FaultyStream
from pssession.testing.feeders import FEEDS, Feed, byte_by_byte, in_halves, in_pieces, whole
from pssession.testing.paired import PairedClient, PairedWorker, Wire
from pssession.testing.scratch_machine import ScratchMachine
from pssession.testing.scripted_engine import ScriptedEngine
from pssession.testing.spools import MemorySpool

__all__ = [
    "FEEDS",
    "AsyncFaultyStream",
    "FaultyStream",
    "Feed",
    "MemorySpool",
    "PairedClient",
    "PairedWorker",
    "ScratchMachine",
    "ScriptedEngine",
    "Wire",
    "byte_by_byte",
    "in_halves",
    "in_pieces",
    "whole",
]
