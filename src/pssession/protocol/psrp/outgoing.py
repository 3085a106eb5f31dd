"""What a machine wants sent: messages, and the two things that carriers say in their own words."""

from __future__ import annotations

from uuid import UUID

from pssession.objects.structure import structure

DEFAULT = "Default"
PROMPT_RESPONSE = "PromptResponse"


@structure(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """Carry a whole message, header and CLIXML, not yet cut into fragments.

    Attributes:
        pipeline_id: The pipeline that it belongs to; None for the session.
        stream: `PromptResponse` for a client's answers to host calls, which overtake input that is still waiting.
    """

    pipeline_id: UUID | None
    data: bytes
    stream: str = DEFAULT


@structure(frozen=True, slots=True, kw_only=True)
class OutgoingSignal:
    """Ask the carrier to have a pipeline stopped."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class OutgoingClose:
    """Ask the carrier to close a pipeline, or the session where there is none."""

    pipeline_id: UUID | None


Outgoing = OutgoingMessage | OutgoingSignal | OutgoingClose
