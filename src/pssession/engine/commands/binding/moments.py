"""Who and when, for information records: the clock, the user, the machine, the thread.

Source: System.Management.Automation.InformationRecord.
"""

from __future__ import annotations

import os
import time
from functools import cache
from typing import Any

from pssession.objects import DateTime

_EPOCH_TICKS = 621355968000000000


def now(context: Any) -> DateTime:
    """Give the session's time of day."""
    clock = getattr(context, "clock", None)
    seconds = clock() if clock is not None else time.time()
    offset = time.localtime(seconds).tm_gmtoff or 0
    return DateTime(_EPOCH_TICKS + int((seconds + offset) * 10_000_000), 2)


@cache
def user_name() -> str:
    """Name the user, as the environment does."""
    return os.environ.get("USER") or os.environ.get("LOGNAME") or str(os.getuid())


@cache
def computer_name() -> str:
    """Name this machine."""
    return os.uname().nodename


def thread_number() -> int:
    """Give the number that the system knows the running thread by."""
    from _thread import get_native_id

    return get_native_id()
