"""Do each piece of work in a process of its own, forked, a few at a time, each with a time limit.

Source: none; a row must not see what another one left behind.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = dict[str, Any]
Work = Callable[[Row], Row]


class _Child:
    __slots__ = ("data", "deadline", "pid", "pipe", "place")

    def __init__(self, place: int, pid: int, pipe: int, deadline: float) -> None:
        self.place = place
        self.pid = pid
        self.pipe = pipe
        self.deadline = deadline
        self.data = bytearray()


def results(rows: Iterable[Row], work: Work, *, jobs: int, limit: float) -> Iterator[tuple[Row, Row | None]]:
    """Give each row with its result, in the order of the rows; None where the work failed or took too long."""
    waiting = list(rows)
    done: dict[int, Row | None] = {}
    children: dict[int, _Child] = {}
    started = given = 0
    while given < len(waiting):
        while len(children) < jobs and started < len(waiting):
            child = _start(started, waiting[started], work, limit)
            children[child.pipe] = child
            started += 1
        for pipe in _ready(children):
            child = children[pipe]
            chunk = os.read(pipe, 1 << 16)
            if chunk:
                child.data += chunk
                continue
            del children[pipe]
            done[child.place] = _finish(child)
        now = time.monotonic()
        for child in [one for one in children.values() if one.deadline < now]:
            os.killpg(child.pid, signal.SIGKILL)
            del children[child.pipe]
            _finish(child)
            done[child.place] = None
        while given in done:
            yield waiting[given], done.pop(given)
            given += 1


def _ready(children: dict[int, _Child]) -> list[int]:
    ready, _, _ = select.select(list(children), [], [], 0.2)
    return list(ready)


def _start(place: int, row: Row, work: Work, limit: float) -> _Child:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.close(reading)
        _be_child(row, work, writing)
    os.close(writing)
    return _Child(place, pid, reading, time.monotonic() + limit)


def _be_child(row: Row, work: Work, writing: int) -> None:
    """Do the work and end the process, whatever happens."""
    code = 1
    try:
        empty = os.open(os.devnull, os.O_RDWR)
        os.dup2(empty, 0)
        data = json.dumps(work(row), ensure_ascii=True).encode("utf-8", "surrogatepass")
        with os.fdopen(writing, "wb") as file:
            file.write(data)
        code = 0
    except BaseException:
        if os.environ.get("CONFORMANCE_TRACE"):
            import traceback

            traceback.print_exc()
    finally:
        os._exit(code)


def _finish(child: _Child) -> Row | None:
    os.close(child.pipe)
    os.waitpid(child.pid, 0)
    try:
        made: Row = json.loads(child.data.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return made
