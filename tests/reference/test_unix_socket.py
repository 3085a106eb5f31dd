"""The real PowerShell as a client of our server on a Unix socket, where the lines are the same as on a pipe."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.reference

PYPWSH = Path(sys.executable).with_name("pypwsh")
SCRIPT = """
$s = New-UnixPSSession -Path '{path}'
icm $s {{ $x = 41 }}
icm $s {{ $x + 1 }}
1..3 | icm $s {{ process {{ $_ * 2 }} }}
(icm $s {{ 'y' * 200000 }}).Length
Remove-PSSession $s
$s.State
"""


def serve_once(listener: socket.socket) -> None:
    """Give the first connection to a server of its own."""
    connection, _ = listener.accept()
    with connection:
        subprocess.run([str(PYPWSH), "-s"], stdin=connection, stdout=connection, stderr=subprocess.DEVNULL, timeout=60)


def test_it_opens_uses_and_closes_a_session(psref: str, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(1)
        server = threading.Thread(target=serve_once, args=(listener,))
        server.start()
        file = tmp_path / "client.ps1"
        file.write_text(SCRIPT.format(path=path))
        done = subprocess.run([psref, "-f", str(file)], capture_output=True, text=True, timeout=60, input="")
        server.join(60)
    assert done.stdout + done.stderr == "42\n2\n4\n6\n200000\nClosed\n"
    assert not server.is_alive()
