"""The pages of docs/reference say what the code says."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import pssession
from pssession import errors

reference_pages = importlib.import_module("reference_pages")

ROOT = Path(__file__).resolve().parents[2]
ERRORS = (ROOT / "docs/reference/errors.md").read_text("utf-8")
EXCEPTIONS = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, errors.PSSessionError)]


@pytest.mark.parametrize("name", reference_pages.PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    is_fresh = (ROOT / "docs/reference" / name).read_text("utf-8") == reference_pages.PAGES[name]()
    assert is_fresh, "run: python tools/reference_pages.py"


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_every_exception_has_its_line(kind: type[Exception]) -> None:
    assert f"\n| `{kind.__name__}` |" in ERRORS


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_the_tree_shows_an_exception_below_its_base(kind: type[Exception]) -> None:
    tree = ERRORS.partition("```text\n")[2].partition("```")[0].splitlines()
    depth_of = {line.lstrip("│├└─ "): len(line) - len(line.lstrip("│├└─ ")) for line in tree}
    above = [line.lstrip("│├└─ ") for line in tree[: list(depth_of).index(kind.__name__)]]
    base = kind.__mro__[1].__name__
    expected = base if base in depth_of else None
    parents = [name for name in above if depth_of[name] < depth_of[kind.__name__]]
    assert (parents[-1] if parents else None) == expected


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_every_exception_is_public(kind: type[Exception]) -> None:
    assert getattr(pssession, kind.__name__) is kind


def test_every_public_name_is_on_the_librarys_page_or_that_of_errors() -> None:
    page = (ROOT / "docs/reference/library.md").read_text("utf-8") + ERRORS
    assert [name for name in pssession.__all__ if name not in page] == []


def test_every_variable_of_the_environment_is_described() -> None:
    page = (ROOT / "docs/reference/environment.md").read_text("utf-8")
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"environ(?:\.get\(|\[)\s*\"(PSSESSION_[A-Z_]+)\"", source))
    assert sorted(name for name in named if name not in page) == []
