"""What README.md and docs/ show is what comes: each page's examples are run on a machine of their own."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

documents = importlib.import_module("documents")

ROOT = Path(__file__).resolve().parents[2]
PAGES = [path.relative_to(ROOT) for path in documents.pages()]
LANGUAGES = {"console", "python", "powershell", "text", "sh", "toml", "xml", "json", ""}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_shows_what_comes(page: Path) -> None:
    with documents.PageRun(ROOT / page) as run:
        differing = [f"line {one.line}: shows\n{one.expected}but there came\n{one.came}" for one in run.results() if one.differs]
    assert differing == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_blocks_say_what_they_are(page: Path) -> None:
    languages = {block.language for block in documents.blocks_of((ROOT / page).read_text("utf-8"))}
    assert languages <= LANGUAGES


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text) if "://" not in target]
    missing = [target for target in targets if not ((ROOT / page).parent / target).exists()]
    assert missing == []


def test_make_knows_the_words_that_pages_name() -> None:
    words = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {word for page in PAGES for word in re.findall(r"\bmake ([a-z]+)\b`", (ROOT / page).read_text("utf-8"))}
    assert named <= words


@pytest.mark.parametrize(
    ("expected", "came", "fit"),
    [
        ("a\n", "a", True),
        ("a…c\n", "abbbc\n", True),
        ("a…c\n", "a\nc\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("…\n", "", True),
        ("", "a\n", False),
        ("a  \n\n", "\na\n", True),
    ],
)
def test_dots_stand_for_anything(expected: str, came: str, fit: bool) -> None:
    assert documents.fits(expected, came) is fit
