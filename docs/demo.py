"""The page about_PSSessions, played on this machine: every block is shown, its output is real, and each promise is checked.

    make demo          exit status 0 only if every promise held

Clients A, B and C are three processes of `pypwsh` that read what is typed from a pipe, as a prompt does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

PROMPT = re.compile(r"(?:^|\n)(?:\[[^\]\n]*\]: )?PS [^\n]*> $")
SECONDS = 60.0


class Client:
    """A `pypwsh` that reads what is typed from a pipe."""

    def __init__(self, program: str, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [program, "-NoProfile", "-NoLogo", "-File", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
        )
        self.prompt = self._until_prompt().lstrip("\n")

    def type(self, line: str) -> str:
        """Type one line; give what was shown, the echo and the next prompt left out."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        text = self._until_prompt()
        shown, _, prompt = text.rpartition("\n")
        self.prompt = prompt
        return shown.removeprefix(line).strip("\n")

    def _until_prompt(self) -> str:
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)
        data, deadline = b"", time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            part = self._process.stdout.read(65536)
            if part:
                data += part
                if PROMPT.search(data.decode("utf-8", "replace")):
                    return data.decode("utf-8", "replace")
            elif part == b"":
                raise SystemExit("the client ended: " + data.decode("utf-8", "replace"))
            else:
                time.sleep(0.005)
        raise SystemExit(f"no prompt within {SECONDS:g} s: " + data.decode("utf-8", "replace"))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def leave(self) -> None:
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(20)


def main() -> int:
    colored = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    bold, green, red, dim, reset = ("\x1b[1m", "\x1b[32m", "\x1b[31m", "\x1b[2m", "\x1b[0m") if colored else ("",) * 5
    program = shutil.which("pypwsh", path=str(Path(sys.executable).parent)) or "pypwsh"
    folder = tempfile.mkdtemp(prefix="pss-demo-")
    env = {**os.environ, "PSSESSION_RUNTIME_DIR": folder, "TERM": "dumb", "COLUMNS": "120"}
    clients: dict[str, Client] = {}
    kept = broken = 0
    try:
        for act in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["act"]:
            print(f"\n{bold}{act['title']}{reset}")
            for promise in act["promise"]:
                name, typed = promise["client"], promise["type"]
                client = clients.get(name) or clients.setdefault(name, Client(program, env))
                prompt = client.prompt
                if typed == "<kill>":
                    client.kill()
                    shown, held = f"{dim}(killed with SIGKILL){reset}", True
                else:
                    shown = client.type(typed)
                    wanted, unwanted = promise.get("shows"), promise.get("hides")
                    held = (not wanted or re.search(wanted, shown, re.MULTILINE) is not None) and (
                        not unwanted or re.search(unwanted, shown) is None
                    )
                kept, broken = kept + held, broken + (not held)
                print(f"\n  {green + '✓' if held else red + '✗'}{reset} {promise['text']}")
                print(f"    {dim}{name}{reset} {prompt}{typed}")
                for line in shown.splitlines():
                    print(f"      {line}")
    finally:
        for client in clients.values():
            client.leave()
    left = [path.name for path in Path(folder).glob("*.sock") if path.name != "zygote.sock"]
    if left:
        broken += 1
        print(f"\n{red}sessions left behind: {', '.join(left)}{reset}")
    print(f"\n{kept} promises kept, {broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
