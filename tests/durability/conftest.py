"""How often the proofs of durability are repeated: a few times in an ordinary run, in full with `--durability-full`."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Rounds:
    """Say how often each proof is repeated.

    Attributes:
        cuts: The connection is cut so often.
        kills: A client is killed so often.
        reconnects: A session is left and taken up so often.
        zygote_kills: The process that forks sessions is killed so often.
        sessions: So many sessions are open at once.
        simulations: So many conversations are simulated.
        stride: Every so-manieth byte position is tried.
        objects: The stream has so many objects.
    """

    cuts: int
    kills: int
    reconnects: int
    zygote_kills: int
    sessions: int
    simulations: int
    stride: int
    objects: int


QUICK = Rounds(cuts=25, kills=6, reconnects=15, zygote_kills=3, sessions=12, simulations=20, stride=97, objects=1_000)
FULL = Rounds(cuts=1_000, kills=200, reconnects=1_000, zygote_kills=25, sessions=200, simulations=2_000, stride=1, objects=10_000)


@pytest.fixture(scope="session")
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """Give how often."""
    return FULL if request.config.getoption("--durability-full") else QUICK
