"""How much a session keeps and how long it lives, as far as its worker decides that."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound a session.

    Attributes:
        memory_budget_bytes: So much output that was not acknowledged is kept in memory; what is more goes to disk.
        spool_quota_bytes: So much goes to disk. When that is full too, the buffering mode decides.
        drop_quota_bytes: So much is kept, in memory and on disk, for a session with the buffering mode Drop that nobody is attached to.
            Who chose Drop wants the newest output soon, not all of it later.
        idle_timeout_seconds: How long a session lives while nobody is attached, unless it was told otherwise.
        greatest_idle_timeout_seconds: The longest that a client may ask for; MaxIdleTimeoutms of PowerShell's stock configuration.
        acknowledge_seconds: How long a command waits for a client that has got everything and acknowledges nothing, when all room is used.
        opening_seconds: How long a session lives whose client went away before it was open.
    """

    memory_budget_bytes: int = 8 * _MIB
    spool_quota_bytes: int = 1024 * _MIB
    drop_quota_bytes: int = 64 * _MIB
    idle_timeout_seconds: float = 7200.0
    greatest_idle_timeout_seconds: float = 2147483.647
    acknowledge_seconds: float = 60.0
    opening_seconds: float = 60.0
