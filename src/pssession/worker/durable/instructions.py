"""What the durable machine wants done with the engine: imperatives."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Hand a message of the client to the engine."""

    pipeline_id: UUID | None
    stream: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Stop a pipeline."""

    pipeline_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Close a pipeline, or for None the session."""

    pipeline_id: UUID | None


Instruction = Deliver | Stop | Forget
