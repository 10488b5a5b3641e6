"""Rows that did not change are not taken apart again; whatever did change is."""

from __future__ import annotations

from bridge.adapters.store.known import Known
from bridge.core.model.ids import SpaceId

HERE, THERE = SpaceId("here"), SpaceId("there")


class Read:
    """Makes values, and remembers of what."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> list[str]:
        """A value of its own each time."""
        self.texts.append(text)
        return [text]


def test_a_row_that_stayed_gives_the_very_same_value() -> None:
    """Who compares with what was read before need not look into it."""
    read = Read()
    known = Known[str, list[str]](read)
    [first], [again] = (list(known.read(HERE, [("roof", ("a",))])) for _ in range(2))
    assert again[1] is first[1]
    assert read.texts == ["a"]


def test_a_row_that_changed_is_read_again() -> None:
    """Whoever changed it, another process too: what counts is what the row says."""
    known = Known[str, list[str]](Read())
    list(known.read(HERE, [("roof", ("a",)), ("wall", ("b",))]))
    assert dict(known.read(HERE, [("roof", ("a",)), ("wall", ("c",))])) == {"roof": ["a"], "wall": ["c"]}


def test_nothing_outlives_its_row() -> None:
    """What was deleted is neither given out nor kept."""
    read = Read()
    known = Known[str, list[str]](read)
    list(known.read(HERE, [("roof", ("a",)), ("wall", ("b",))]))
    assert dict(known.read(HERE, [("wall", ("b",))])) == {"wall": ["b"]}
    list(known.read(HERE, [("roof", ("a",)), ("wall", ("b",))]))
    assert read.texts == ["a", "b", "a"]


def test_spaces_do_not_mix() -> None:
    """Two spaces may know different things of one key."""
    known = Known[str, list[str]](Read())
    list(known.read(HERE, [("roof", ("a",))]))
    assert dict(known.read(THERE, [("roof", ("b",))])) == {"roof": ["b"]}
    assert dict(known.read(HERE, [("roof", ("a",))])) == {"roof": ["a"]}
