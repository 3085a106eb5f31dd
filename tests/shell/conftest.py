"""Somebody at a terminal, for the tests of the prompt."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.shell.person import Person

SitDown = Callable[..., Person]


@pytest.fixture
def home() -> Iterator[Path]:
    """Give a folder with a short path: sockets lie in it."""
    folder = Path(tempfile.mkdtemp(prefix="psh"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


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
