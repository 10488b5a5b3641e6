"""An item that says what it said before is passed over; whatever differs is noted, if only to be remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.reach import Reach
from bridge.core.model.snapshot import Item
from bridge.core.sync.diff import edits
from tests.unit.core.builders import FULL, OFFEN, PLAINLY, Cooperation, item, shows, terms


@pytest.fixture
def spread() -> Cooperation:
    """One task at two places, with nothing left to do."""
    together = Cooperation(terms(FULL, PLAINLY))
    together.spread(item("f1", "Dach", lane=f"{FULL}/{OFFEN}", revision="7"))
    return together


def _after(spread: Cooperation, link: Link, reach: Reach, revision: str = "7") -> Link | None:
    """The link after the full place said of the item what it showed all the time; None where it was passed over."""
    memory: Memory = replace(spread.memory, links={**spread.memory.links, FULL: {spread.task.id: link}})
    changes, rows = edits(memory, shows(FULL, Item(link.ref, link.seen, revision=revision)), reach)
    assert not changes
    return rows.links.get(FULL, {}).get(spread.task.id)


def test_what_says_the_same_is_passed_over(spread: Cooperation) -> None:
    """A reading of a whole place remembers nothing anew where nothing happened."""
    assert _after(spread, spread.link(FULL), spread.terms.reaches[FULL]) is None


def test_who_changed_something_and_changed_it_back_leaves_a_revision(spread: Cooperation) -> None:
    """Without it no write would ever be agreed to again."""
    after = _after(spread, spread.link(FULL), spread.terms.reaches[FULL], "9")
    assert after
    assert after.revision == "9"


def test_what_was_tried_and_is_not_there_is_no_longer_held_for_ours(spread: Cooperation) -> None:
    """Should a person set just that later, it is their edit."""
    link = spread.link(FULL)
    after = _after(spread, replace(link, tried=replace(link.seen, title="Giebel")), spread.terms.reaches[FULL])
    assert after
    assert after.tried is None


def test_a_field_that_the_place_came_to_hold_is_noted(spread: Cooperation) -> None:
    """From then on people's edits of it count."""
    link, reach = spread.link(FULL), spread.terms.reaches[FULL]
    after = _after(spread, replace(link, held=reach.holds - {"labels"}), reach)
    assert after
    assert after.held == reach.holds


def test_an_item_that_is_there_again_as_it_was_has_come_back(spread: Cooperation) -> None:
    """Also where it was archived before it went: somebody put it there again."""
    seen = replace(spread.link(FULL).seen, archived=True)
    link = replace(spread.link(FULL), seen=seen, standing=Standing.LEFT)
    memory = replace(spread.memory, links={**spread.memory.links, FULL: {spread.task.id: link}})
    changes, rows = edits(memory, shows(FULL, Item(link.ref, seen, revision="7")), spread.terms.reaches[FULL])
    assert [change.name for change in changes] == ["archived"]
    assert rows.links[FULL][spread.task.id].standing is Standing.LIVE
