"""Run one command in several sessions and show what each says as it comes, with a host that answers questions.

python examples/watch.py
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pssession
from pssession.objects import FieldDescription, Hashtable

NAMES = ("web1", "web2", "web3")


class Answers(pssession.Host):
    """Answer every question with the session's name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        answers = Hashtable()
        for field in fields:
            answers[field.name] = self._name
        return answers


async def main() -> None:
    """Open the sessions, run the command, close them."""
    async with AsyncExitStack() as stack:
        openings = [pssession.connect(name=name, host=Answers(name)) for name in NAMES]
        sessions = [await stack.enter_async_context(opening) for opening in openings]
        async for session, item in pssession.fan_out(sessions, "$who = Read-Host 'Who'; \"$who says \" + 6 * 7"):
            print(f"{session.name}: {item}")


if __name__ == "__main__":
    asyncio.run(main())
