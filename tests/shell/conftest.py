"""Somebody at a terminal, for the tests of the prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.shell.person import Person

from pssession.testing.scratch_machine import ScratchMachine

SitDown = Callable[..., Person]


@pytest.fixture
def home() -> Iterator[Path]:
    """Give a folder with a short path, for sockets lie in it; whatever was started there is ended."""
    with ScratchMachine() as machine:
        yield machine.root


@pytest.fixture
def sit_down(home: Path) -> Iterator[SitDown]:
    """Give a function that starts the program at a terminal and waits for its prompt."""
    people: list[Person] = []

    def sit(*words: str, **options: str) -> Person:
        person = Person(home, *words, **options)
        people.append(person)
        person.wait_for()
        return person

    yield sit
    for person in people:
        person.close()
