"""A client was killed while its command ran; another takes the session up and has all that was kept. The anchor is the fork limit F."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from bed import Bed
from harness import Row, in_turn, middle, timed

import pssession

GOAL_MS = 20.0
_OBJECTS = 100
_VICTIM = f"""
import pssession, time
session = pssession.connect().open()
session.run("1..{_OBJECTS}").start()
print(session.id, flush=True)
time.sleep(60)
"""


def measure(bed: Bed) -> list[Row]:
    """Measure it."""

    def ours() -> float:
        victim = subprocess.Popen([sys.executable, "-c", _VICTIM], stdout=subprocess.PIPE, text=True)
        assert victim.stdout is not None
        token = victim.stdout.readline().strip()
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        # The command has ended and the session knows that its client is gone, so that nothing but taking it up is measured.
        while (info := pssession.find_session(token)) is not None and (info.running or info.disconnected_on is None):
            time.sleep(0.005)
        opened = []

        def take_up() -> None:
            session = pssession.reconnect(token).open()
            opened.append(session)
            assert session.receive().result().output == list(range(1, _OBJECTS + 1))

        taken = timed(take_up)
        opened.pop().close()
        return taken

    def fork() -> float:
        def make() -> None:
            child = bed.forks.open()
            assert child.ask("1+1") == "2"
            child.close()

        return timed(make)

    found = in_turn({"ours": ours, "F": fork}, bed.rounds(15))
    mine, anchor = middle(found, "ours", 1e3), middle(found, "F", 1e3)
    assert mine is not None
    assert anchor is not None
    return [
        Row(
            what=f"re-attach after kill -9, {_OBJECTS} buffered objects",
            unit="ms",
            ours=mine,
            anchor=("F", anchor),
            goal=f"<= {GOAL_MS:g} ms",
            held=mine <= GOAL_MS,
            note="PowerShell on Linux cannot do it",
        )
    ]
