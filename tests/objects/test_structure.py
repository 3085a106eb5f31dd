"""What `structure` gives is what a dataclass gives."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from pssession.objects.structure import as_dict, field, replace, structure


@structure(frozen=True, slots=True)
class Point:
    x: int = 0
    y: int = 0


@structure(slots=True, kw_only=True)
class Bag:
    name: str
    items: list[int] = field(default_factory=list)


@structure(slots=True, kw_only=True)
class Sack(Bag):
    size: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Like:
    x: int = 0
    y: int = 0


def test_positions_names_and_defaults_fill_fields() -> None:
    assert (Point(1).x, Point(1).y, Point(y=2).y) == (1, 2 - 2, 2)


def test_what_is_not_a_field_is_refused() -> None:
    with pytest.raises(TypeError):
        Point(z=1)  # type: ignore[call-arg]  # that is the test
    with pytest.raises(TypeError):
        Bag("by position")  # type: ignore[misc]  # that is the test
    with pytest.raises(TypeError):
        Bag()  # type: ignore[call-arg]  # that is the test


def test_a_frozen_object_is_equal_hashed_and_stays() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(2, 1)
    assert len({Point(1, 2), Point(1, 2)}) == 1
    with pytest.raises(AttributeError):
        Point().x = 1  # type: ignore[misc]  # that is the test
    with pytest.raises(AttributeError):
        del Point().x


def test_each_object_has_its_own_default() -> None:
    first, second = Bag(name="a"), Bag(name="b")
    first.items.append(1)
    assert second.items == []


def test_fields_of_a_base_come_first() -> None:
    assert repr(Sack(name="s", size=2)) == "Sack(name='s', items=[], size=2)"
    assert as_dict(Sack(name="s")) == {"name": "s", "items": [], "size": 1}
    assert Bag(name="s") != Sack(name="s")


def test_it_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Bag(name="a").other = 1  # type: ignore[attr-defined]  # that is the test


def test_it_can_be_copied_pickled_and_changed() -> None:
    point = Point(1, 2)
    assert copy.copy(point) == point == pickle.loads(pickle.dumps(point))
    assert replace(point, y=3) == Point(1, 3)


def test_it_looks_like_a_dataclass() -> None:
    assert repr(Point(1, 2)) == repr(Like(1, 2)).replace("Like", "Point")
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
