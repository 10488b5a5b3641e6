"""Two sides that were full before, whatever stood there: everything confirmed, nothing lost, nothing doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.snapshot import Item
from bridge.core.model.stay import Matching, Pair, Stay
from bridge.core.sync.decide import decide
from bridge.core.sync.propose import Proposals, for_newcomer, twice
from bridge.core.sync.rows import with_rows
from tests.unit.core.builders import FERTIG, FULL, NARROW, OFFEN, SPACE, Cooperation, item, said, shows, terms, text

LANES = (OFFEN, FERTIG)
TITLES = st.sampled_from(["Halle", "halle!", "Wand", "Dach"])
PIECES = st.tuples(
    TITLES,
    st.none() | st.dates(date(2026, 12, 1), date(2026, 12, 2)),
    st.sampled_from(LANES),
    st.frozensets(st.sampled_from(["Bau", "Druck"])),
    st.sampled_from(["", "Am Giebel.", "Am Dach."]),
    st.integers(0, 2),
)
SIDE = st.lists(PIECES, max_size=4)
Piece = tuple[str, date | None, str, frozenset[str], str, int]


def items(place: PlaceId, pieces: list[Piece]) -> list[Item]:
    """What people made there, each with comments of its own."""
    return [
        item(
            f"{place}{number}", title, lane=f"{place}/{lane}", due=due, labels=labels, description=text(words),
            comments=tuple(said(f"{place}{number}c{each}", f"{place} {number} {each}") for each in range(comments)),
            all_comments=True,
        )
        for number, (title, due, lane, labels, words, comments) in enumerate(pieces)
    ]  # fmt: skip


def check_nothing_lost(together: Cooperation, ours: list[Item], theirs: list[Item], pairs: int) -> None:
    """Every item's title, labels and comments are with a living task; each task stands once at each place."""
    living = {task.id: task for task in together.memory.tasks.values() if not task.fields.archived}
    assert len(living) == len(ours) + len(theirs) - pairs
    assert {comment.text for task in living.values() for comment in task.comments.values()} == {
        comment.text for each in (*ours, *theirs) for comment in each.comments
    }
    for place, made in ((FULL, ours), (NARROW, theirs)):
        links = together.memory.links.get(place, {})
        assert {task for task, link in links.items() if link.standing is Standing.LIVE} >= living.keys()
        refs = [link.ref for link in links.values() if link.ref]
        assert len(set(refs)) == len(refs)
        below = together.memory.comment_links.get(place, {})
        for task in living.values():
            assert all(below[each].standing is Standing.LIVE and below[each].task == task.id for each in task.comments)
        shown = {link.ref: living[task] for task, link in links.items() if task in living}
        for each in made:
            assert each.fields
            assert each.ref in shown
            assert each.fields.labels <= shown[each.ref].fields.labels


def check_calm(together: Cooperation) -> None:
    snapshots = []
    for place in together.terms.space.places:
        links = together.memory.links.get(place.id, {}).values()
        known = [Item(link.ref, link.seen, own=link.ours) for link in links if link.standing is Standing.LIVE]
        snapshots.append(shows(place.id, *known, complete=True, at=together.later()))
    decision = together.decide(*snapshots)
    assert not any(decision.operations.values()), decision.operations
    assert not decision.changes


def confirm(together: Cooperation, found: Proposals) -> int:
    pairs: dict[TaskId, Pair] = {each.other.id: Pair(each.into.id) for each in found.pairs}
    together.store.confirm(SPACE, Memory(stays={NARROW: Stay(confirmed=True)}, pairs=pairs))
    return len(pairs)


@settings(max_examples=150, deadline=None)
@given(SIDE, SIDE)
def test_both_sides_full_before_the_first_sync(here: list[Piece], there: list[Piece]) -> None:
    """All that is proposed is confirmed: one task each, with everything that either side said."""
    ours, theirs = items(FULL, here), items(NARROW, there)
    known = terms(FULL, NARROW)
    full, narrow = known.space.places
    matching = replace(known.space, places=(full, replace(narrow, matching=Matching.MATCH)))
    together = Cooperation(replace(known, space=matching))
    first, second = (
        shows(place, *made, complete=True, lanes=LANES) for place, made in ((FULL, ours), (NARROW, theirs))
    )
    memory = with_rows(Memory(), decide(Memory(), (first,), known).agreed)
    memory = with_rows(memory, decide(memory, (second,), known).agreed)
    pairs = confirm(together, for_newcomer(memory, NARROW, known.zone))
    together.write(together.decide(first, second))
    check_nothing_lost(together, ours, theirs, pairs)
    check_calm(together)


@settings(max_examples=150, deadline=None)
@given(SIDE, SIDE)
def test_created_twice_in_a_running_space(here: list[Piece], there: list[Piece]) -> None:
    """Mirrored both ways already, then confirmed: each place keeps what its people made."""
    ours, theirs = items(FULL, here), items(NARROW, there)
    together = Cooperation(terms(FULL, NARROW))
    together.write(
        together.decide(
            shows(FULL, *ours, complete=True, lanes=LANES), shows(NARROW, *theirs, complete=True, lanes=LANES)
        )
    )
    pairs = confirm(together, twice(together.memory, together.terms.zone))
    together.write(together.decide(*together.quiet(FULL, NARROW)))
    check_nothing_lost(together, ours, theirs, pairs)
    check_calm(together)
