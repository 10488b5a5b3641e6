"""A memory that is older than the tools knows its own comments again, and takes tasks from their originals."""

from __future__ import annotations

import pytest

from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.operation import CreateComment, CreateItem
from bridge.core.model.snapshot import ItemComment, Snapshot
from tests.unit.core.builders import FULL, NARROW, NOW, PLAINLY, Cooperation, item, said, shows, terms

SAID = ("Am Giebel zuerst.", "Kommt am Montag.", "Am Giebel zuerst.")


def told_at(place: PlaceId) -> Snapshot:
    """The original, below which people have said these."""
    comments = tuple(said(f"said-{number}", words) for number, words in enumerate(SAID))
    return shows(place, item("original", "Dach", comments=comments, all_comments=True, helpers=("b",)), complete=True)


def copied(at: PlaceId, origin: PlaceId) -> tuple[Snapshot, int]:
    """The place with what our account wrote there, by a memory that is gone; and how many comments that were."""
    first = Cooperation(terms(origin, at))
    decision = first.decide(told_at(origin), shows(at, complete=True))
    made = decision.operations[at]
    (created,) = [each for each in made if isinstance(each, CreateItem)]
    written = [each for each in made if isinstance(each, CreateComment)]
    below = tuple(
        ItemComment(Ref(f"ours-{number}"), None, each.text, NOW, own=True) for number, each in enumerate(written)
    )
    ours = item(
        "copy", created.fields.title, marker=created.task, own=True, comments=below, all_comments=True,
        description=created.fields.description,
    )  # fmt: skip
    return shows(at, ours, complete=True), len(written)


@pytest.mark.parametrize(("at", "origin"), [(FULL, NARROW), (NARROW, FULL), (PLAINLY, FULL), (FULL, PLAINLY)])
def test_pl_25_a_memory_that_was_lost_says_nothing_twice_and_takes_nobody_off(at: PlaceId, origin: PlaceId) -> None:
    """Whichever place is read first, and also where several comments stand in one."""
    copy, number = copied(at, origin)
    assert number
    for snapshots in ((told_at(origin), copy), (copy, told_at(origin))):
        again = Cooperation(terms(origin, at))
        decision = again.decide(*snapshots)
        assert not [each for each in decision.operations[at] if isinstance(each, CreateComment | CreateItem)]
        assert not decision.operations[origin]
        assert again.task.origin == origin
        assert again.task.fields.lead or again.task.fields.helpers


def test_a_comment_of_ours_that_says_something_else_is_taken_for_nobodys() -> None:
    """What was said since is written."""
    copy, _ = copied(PLAINLY, FULL)
    again = Cooperation(terms(FULL, PLAINLY))
    again.decide(told_at(FULL), copy)
    later = (*told_at(FULL).items[Ref("original")].comments, said("said-9", "Und morgen?"))
    new = shows(FULL, item("original", "Dach", comments=later, all_comments=True, helpers=("b",)), complete=True)
    decision = again.decide(new, copy)
    assert len([each for each in decision.operations[PLAINLY] if isinstance(each, CreateComment)]) == 1
