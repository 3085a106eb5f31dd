"""Plays the page about_PSSessions on this machine: every block is typed into a real client process, and what is shown is what came.

    python tools/demo            the whole page; ends 0 only if each promise held
    python tools/demo --plain    without colours

Server01, Server02 and Server03 are names of this machine (a host map says so). Nothing outside a temporary folder is touched.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path
from time import perf_counter

from player import Player
from stage import Stage

from pssession.cli.display import wants_colors
from pssession.testing.scratch_machine import ScratchMachine

PAGE = Path(__file__).with_name("page.toml")


def main() -> int:
    """Play the page; give the exit status."""
    parser = argparse.ArgumentParser(description="Play the page about_PSSessions on this machine.")
    parser.add_argument("--plain", action="store_true", help="no colours")
    parser.add_argument("--page", type=Path, default=PAGE, help="another page to play")
    arguments = parser.parse_args()
    scenes = tomllib.loads(arguments.page.read_text("utf-8"))["scene"]
    begun = perf_counter()
    with ScratchMachine() as machine, tempfile.TemporaryDirectory(prefix="pss-home-") as home:
        stage = Stage(colored=not arguments.plain and wants_colors(sys.stdout))
        with Player(machine, Path(home), stage) as player:
            for scene in scenes:
                player.play(scene)
        return stage.curtain(perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
