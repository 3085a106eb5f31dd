"""CLIXML beside psrpcore: 10,000 objects of five properties, written and read, one text an object as PSRP sends them.

    python benchmarks/codec.py [--objects N] [--rounds N] [--json]

Each round measures both codecs one after the other, so that a machine whose speed drifts gives the same ratio. The figures are CPU time;
the ratio is that of the medians. The goals are 10 for writing and 4 for reading, the ambition 15 and 8.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

from pssession.objects import PSObject
from pssession.protocol.clixml import dump, load

GOALS = {"encode": 10.0, "decode": 4.0}


class Anchor(NamedTuple):
    """Hold the other codec: the same objects as it wants them, and its two directions."""

    objects: list[Any]
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


class Figure(NamedTuple):
    """Hold one result: seconds for all objects, ours and the anchor's."""

    name: str
    ours: float
    anchor: float

    @property
    def ratio(self) -> float:
        """Say how many times faster ours is."""
        return self.anchor / self.ours


def values(number: int) -> dict[str, Any]:
    """Give the five properties of one object."""
    return {
        "Name": f"process-{number}",
        "Id": number,
        "CPU": number * 0.125,
        "Running": number % 2 == 0,
        "Path": f"/usr/lib/process/{number}/main",
    }


def psrpcore(count: int) -> Anchor:
    """Make psrpcore's side."""
    from xml.etree import ElementTree

    from psrpcore._crypto import PSRemotingCrypto
    from psrpcore.types import PSCustomObject, PSDouble, deserialize, serialize

    cipher = PSRemotingCrypto()

    def convert(number: int) -> Any:
        given = values(number)
        # Its own float is a Single; the wire's type is to be the same on both sides.
        return PSCustomObject(**given | {"CPU": PSDouble(given["CPU"])})

    def encode(value: Any) -> bytes:
        return bytes(ElementTree.tostring(serialize(value, cipher)))

    def decode(text: bytes) -> Any:
        return deserialize(ElementTree.fromstring(text), cipher)

    return Anchor([convert(number) for number in range(count)], encode, decode)


def ours(count: int) -> Anchor:
    """Make our side."""

    def encode(value: Any) -> bytes:
        return dump(value).encode()

    return Anchor([PSObject.custom(values(number)) for number in range(count)], encode, load)


def seconds(work: Callable[[Any], Any], items: list[Any]) -> float:
    """Give the CPU time of doing something to each item, as a receiver of a stream does: results are not kept."""
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


def measure(count: int = 10_000, rounds: int = 5) -> list[Figure]:
    """Run both codecs side by side.

    Raises:
        ImportError: psrpcore is not installed; it comes with the extra `dev`.
    """
    mine, theirs = ours(count), psrpcore(count)
    texts, their_texts = [mine.encode(item) for item in mine.objects], [theirs.encode(item) for item in theirs.objects]
    taken: dict[str, list[float]] = {name: [] for name in ("encode", "anchor encode", "decode", "anchor decode")}
    for _ in range(rounds):
        taken["encode"].append(seconds(mine.encode, mine.objects))
        taken["anchor encode"].append(seconds(theirs.encode, theirs.objects))
        taken["decode"].append(seconds(mine.decode, texts))
        taken["anchor decode"].append(seconds(theirs.decode, their_texts))
    return [Figure(name, median(taken[name]), median(taken[f"anchor {name}"])) for name in GOALS]


def main() -> int:
    """Print the figures; 1 where one of them misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = measure(given.objects, given.rounds)
    if given.json:
        print(json.dumps([{**figure._asdict(), "ratio": round(figure.ratio, 2), "goal": GOALS[figure.name]} for figure in figures]))
    else:
        for figure in figures:
            rate, anchor = given.objects / figure.ours, given.objects / figure.anchor
            print(
                f"clixml {figure.name}: {rate:9,.0f} objects/s, psrpcore {anchor:7,.0f} objects/s, "
                f"ratio {figure.ratio:5.1f} (goal {GOALS[figure.name]:g})"
            )
    return int(any(figure.ratio < GOALS[figure.name] for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
