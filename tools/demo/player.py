"""Plays scenes: types each block into its client's process, and looks whether what came is what was promised."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any

from stage import Stage

from pssession.testing.scratch_machine import ScratchMachine
from pssession.testing.shell_client import ShellClient, plain

_FLAGS = re.IGNORECASE | re.MULTILINE
_SERVERS = ("Server01", "Server02", "Server03")
_END_SECONDS = 5.0


class Player(AbstractContextManager["Player"]):
    """Play the scenes of a page.

    Args:
        machine: Where the sessions are.
        home: A folder to be the user's home.
        stage: Shows everything.
    """

    def __init__(self, machine: ScratchMachine, home: Path, stage: Stage) -> None:
        self._stage = stage
        self._stack = ExitStack()
        self._clients: dict[str, ShellClient] = {}
        self._saved: dict[str, str] = {}
        self._home = home
        (home / "notes.txt").write_text("A line.\n")
        (home / "photos").mkdir()
        hosts = home / ".hosts.toml"
        hosts.write_text("".join(f'[hosts.{name}]\ntransport = "unix"\n\n' for name in _SERVERS))
        self._environment = {**machine.environment, "HOME": str(home), "PSSESSION_CONFIG": str(hosts)}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def play(self, scene: Mapping[str, Any]) -> None:
        """Play one scene."""
        self._stage.title(scene["title"], scene.get("text", ""))
        for step in scene["step"]:
            kind = next(kind for kind in _KINDS if kind in step)
            try:
                complaint = _KINDS[kind](self, step)
            except (TimeoutError, RuntimeError, OSError, subprocess.SubprocessError) as error:
                complaint = str(error)
            self._stage.promise(step.get("promise", ""), complaint)

    # The kinds of steps; each gives what there is to complain about.

    def _block(self, step: Mapping[str, Any]) -> str:
        name = step["client"]
        if name not in self._clients:
            self._clients[name] = self._stack.enter_context(ShellClient(self._environment, colors=self._stage.colored))
        self._stage.typed(f"{name}>", step["block"])
        return self._judge(step, self._clients[name].run(step["block"]))

    def _play(self, step: Mapping[str, Any]) -> str:
        with ShellClient(self._environment, colors=self._stage.colored, prompting=True) as client:
            # The prompt shows what is typed.
            return self._judge(step, client.play(step["play"].lstrip("\n")))

    def _library(self, step: Mapping[str, Any]) -> str:
        code = step["library"].strip("\n")
        self._stage.typed("python>", code)
        return self._judge(step, self._output([sys.executable, "-c", f"import pssession, time\n{code}"]))

    def _command(self, step: Mapping[str, Any]) -> str:
        self._stage.typed("$", f"pssession {step['command']}")
        return self._judge(step, self._output([sys.executable, "-m", "pssession.cli.pssession", *shlex.split(step["command"])]))

    def _output(self, command: list[str]) -> str:
        nothing, together, pipe = subprocess.DEVNULL, subprocess.STDOUT, subprocess.PIPE
        done = subprocess.run(command, env=self._environment, stdin=nothing, stdout=pipe, stderr=together, timeout=60, text=True)
        return done.stdout.removesuffix("\n")

    def _leave(self, step: Mapping[str, Any]) -> str:
        self._clients.pop(step["leave"]).leave()
        self._stage.happened(f"client {step['leave']} ends")
        return ""

    def _kill(self, step: Mapping[str, Any]) -> str:
        self._clients.pop(step["kill"]).kill()
        self._stage.happened(f"client {step['kill']} is killed")
        return ""

    def _alive(self, step: Mapping[str, Any]) -> str:
        return "" if self._lives(step["alive"]) else "its process has ended"

    def _gone(self, step: Mapping[str, Any]) -> str:
        deadline = monotonic() + _END_SECONDS
        while self._lives(step["gone"]) and monotonic() < deadline:
            sleep(0.02)
        return "its process lives" if self._lives(step["gone"]) else ""

    def _lives(self, name: str) -> bool:
        try:
            os.kill(int(self._saved[name]), 0)
        except ProcessLookupError:
            return False
        return True

    def _judge(self, step: Mapping[str, Any], shown: str) -> str:
        self._stage.came(shown)
        text = "\n".join(line.rstrip() for line in plain(shown).split("\n")).strip("\n")
        if step.get("quiet") and text:
            return "it shows something"
        for pattern in step.get("shows", ()):
            if not re.search(self._filled(pattern), text, _FLAGS):
                return f"it does not show {pattern!r}"
        for pattern in step.get("lacks", ()):
            if re.search(self._filled(pattern), text, _FLAGS):
                return f"it shows {pattern!r}"
        if "save" in step:
            self._saved[step["save"]] = text
        return ""

    def _filled(self, pattern: str) -> str:
        for name, value in self._saved.items():
            pattern = pattern.replace(f"{{{name}}}", re.escape(value))
        return pattern


_KINDS: dict[str, Callable[[Player, Mapping[str, Any]], str]] = {
    "block": Player._block,
    "play": Player._play,
    "library": Player._library,
    "command": Player._command,
    "leave": Player._leave,
    "kill": Player._kill,
    "alive": Player._alive,
    "gone": Player._gone,
}
