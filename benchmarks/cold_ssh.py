"""An OpenSSH server for the anchor `cold ssh`: on loopback, with throw-away keys; only where sshd is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time

_WAIT_SECONDS = 5.0


class ColdSSH:
    """Have a server.

    Attributes:
        command: The client's command line, without what it is to run.
    """

    def __init__(self, folder: tempfile.TemporaryDirectory[str], server: subprocess.Popen[bytes], command: list[str]) -> None:
        self._folder = folder
        self._server = server
        self.command = command

    @classmethod
    def start(cls) -> ColdSSH | None:
        """Start one; None where it cannot be had."""
        sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if sshd is None or shutil.which("ssh") is None:
            return None
        folder = tempfile.TemporaryDirectory(prefix="ssh-")
        home = folder.name
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{home}/{name}"], check=True)
        shutil.copy(f"{home}/user.pub", f"{home}/authorized")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with open(f"{home}/config", "w", encoding="utf-8") as file:
            file.write(
                f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home}/host\nAuthorizedKeysFile {home}/authorized\n"
                f"PidFile {home}/pid\nStrictModes no\nUsePAM no\n"
            )
        server = subprocess.Popen([sshd, "-D", "-f", f"{home}/config", "-E", f"{home}/log"])
        words = ["ssh", "-F", "/dev/null", "-p", str(port), "-i", f"{home}/user", "-o", "StrictHostKeyChecking=no"]
        made = cls(folder, server, [*words, "-o", f"UserKnownHostsFile={home}/known", "-o", "LogLevel=ERROR", "127.0.0.1"])
        deadline = time.monotonic() + _WAIT_SECONDS
        while subprocess.run([*made.command, "true"], stderr=subprocess.DEVNULL).returncode:
            if time.monotonic() > deadline:
                made.close()
                return None
            time.sleep(0.05)
        return made

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait()
        self._folder.cleanup()
