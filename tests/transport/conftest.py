"""Streams of every kind in both faces, each with a plain socket or process at the other end."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(params=["blocking", "async"])
def face(request: pytest.FixtureRequest) -> str:
    """Name the face that a test runs on."""
    return str(request.param)


@pytest.fixture
def listener(tmp_path: Path) -> Any:
    """Listen on a unix socket."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(tmp_path / "s.sock"))
    server.listen()
    yield server
    server.close()
