"""Places that come into a space, leave it and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, Ref, TaskId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.snapshot import Item
from bridge.core.model.stay import Matching, Pair, Stay
from bridge.core.sync.decide import decide
from bridge.core.sync.joining import begins, waits
from bridge.core.sync.naming import task_id
from tests.unit.core.builders import (
    FERTIG,
    FULL,
    NARROW,
    NOW,
    OFFEN,
    SPACE,
    Cooperation,
    item,
    said,
    shows,
    terms,
    text,
)

LANES = (OFFEN, FERTIG)


def matched(matching: Matching, *names: PlaceId, of: PlaceId = NARROW) -> Cooperation:
    """A space of these places, one of which begins by matching."""
    found = terms(*(names or (FULL, NARROW)))
    places = tuple(replace(each, matching=matching) if each.id == of else each for each in found.space.places)
    return Cooperation(replace(found, space=replace(found.space, places=places)))


def without(together: Cooperation, place: PlaceId) -> Cooperation:
    """The same space after a place was taken out of the network file."""
    space = together.terms.space
    places = tuple(each for each in space.places if each.id != place)
    reaches = {name: reach for name, reach in together.terms.reaches.items() if name != place}
    hosts = {name: host for name, host in together.terms.hosts.items() if name != place}
    return replace(
        together, terms=replace(together.terms, space=replace(space, places=places), reaches=reaches, hosts=hosts)
    )


def confirmed(together: Cooperation, *pairs: tuple[TaskId, TaskId], place: PlaceId = NARROW) -> None:
    """A person's word: the place may begin, and these are the same."""
    rows = {other: Pair(into) for other, into in pairs}
    together.store.confirm(SPACE, Memory(stays={place: Stay(confirmed=True)}, pairs=rows))


def creates(decision: Decision, place: PlaceId) -> list[str]:
    """The titles of the items that are to be made there."""
    return [each.fields.title for each in decision.operations.get(place, ()) if isinstance(each, CreateItem)]


def calm(together: Cooperation, **items: tuple[Item, ...]) -> list[Operation]:
    """What is left to write after the places were read again, whole and as they are now."""
    snapshots = []
    for place in together.terms.space.places:
        links = together.memory.links.get(place.id, {})
        known = [Item(link.ref, link.seen, own=link.ours) for link in links.values() if link.standing is Standing.LIVE]
        snapshots.append(shows(place.id, *known, *items.get(place.id, ()), complete=True, at=together.later()))
    decision = together.decide(*snapshots)
    assert not decision.changes
    return [each for operations in decision.operations.values() for each in operations]


HERE, THERE = task_id(FULL, Ref("f1")), task_id(NARROW, Ref("n1"))


def test_a_place_that_matches_waits_for_a_person() -> None:
    """It is not to be touched before; one that creates, or was read before anybody asked, begins by itself."""
    together = matched(Matching.MATCH)
    full, narrow = together.terms.space.places
    assert waits(narrow, together.memory)
    assert not waits(full, together.memory)
    assert not waits(narrow, Memory(cursors={NARROW: shows(NARROW).cursor or ""}))  # type: ignore[dict-item]
    confirmed(together)
    assert not waits(narrow, together.memory)


def test_both_sides_full_become_one_and_nothing_is_doubled() -> None:
    """Confirmed: one task, one item at each place, the comments of both, and a calm cycle writes nothing."""
    together = matched(Matching.MATCH)
    confirmed(together, (THERE, HERE))
    ours = item("f1", "Gerüst stellen", labels=frozenset({"Bau"}), comments=(said("fc", "Hier."),), all_comments=True)
    theirs = item(
        "n1", "Gerüst stellen", due=date(2026, 12, 1), description=text("Am Giebel."),
        comments=(said("nc", "Dort."),), all_comments=True,
    )  # fmt: skip
    decision = together.decide(
        shows(FULL, ours, complete=True, lanes=LANES), shows(NARROW, theirs, complete=True, lanes=LANES)
    )
    assert not creates(decision, FULL)
    assert not creates(decision, NARROW)
    task = together.task
    assert (task.id, task.fields.due, task.fields.labels) == (HERE, date(2026, 12, 1), frozenset({"Bau"}))
    assert task.fields.description == text("Am Giebel.")
    assert {comment.text for comment in task.comments.values()} == {text("Hier."), text("Dort.")}
    assert [link.ref for link in (together.link(FULL), together.link(NARROW))] == ["f1", "n1"]
    assert (
        sum(isinstance(each, CreateComment) for each in (*decision.operations[FULL], *decision.operations[NARROW])) == 2
    )
    together.write(decision)
    assert not calm(together)


def test_of_two_different_values_one_is_kept_as_a_conflict() -> None:
    """The later one wins where the tools tell; the other is not lost."""
    together = matched(Matching.MATCH)
    confirmed(together, (THERE, HERE))
    older, newer = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 15, tzinfo=UTC)
    decision = together.decide(
        shows(FULL, item("f1", "Halle", due=date(2026, 12, 1), changed=older), complete=True, lanes=LANES),
        shows(NARROW, item("n1", "halle!", due=date(2026, 12, 8), changed=newer), complete=True, lanes=LANES),
    )
    assert (together.task.fields.title, together.task.fields.due) == ("halle!", date(2026, 12, 8))
    lost = {conflict.name: conflict.lost for conflict in decision.conflicts}
    assert (lost["title"].title, lost["due"].due) == ("Halle", date(2026, 12, 1))


def test_what_a_person_did_not_confirm_stays_two_tasks() -> None:
    """Match, then create: of the rest every item is a task and every task gets an item."""
    together = matched(Matching.MATCH)
    confirmed(together)
    decision = together.decide(
        shows(FULL, item("f1"), complete=True, lanes=LANES), shows(NARROW, item("n1"), complete=True, lanes=LANES)
    )
    assert (creates(decision, FULL), creates(decision, NARROW)) == (["Halle"], ["Halle"])


def test_matching_alone_creates_nothing_on_either_side() -> None:
    """Of the rest each side keeps what it has; what people create later is mirrored as everywhere."""
    together = matched(Matching.MATCH_ONLY)
    confirmed(together, (THERE, HERE))
    decision = together.decide(
        shows(FULL, item("f1"), item("f2", "Nur hier"), complete=True, lanes=LANES),
        shows(NARROW, item("n1"), item("n2", "Nur dort"), complete=True, lanes=LANES),
    )
    together.write(decision)
    assert not creates(decision, FULL)
    assert not creates(decision, NARROW)
    news = together.decide(shows(FULL, item("f3", "Neu hier")), shows(NARROW, item("n3", "Neu dort")))
    assert (creates(news, FULL), creates(news, NARROW)) == (["Neu dort"], ["Neu hier"])


def test_what_was_left_apart_stays_apart_when_the_place_is_read_whole_again() -> None:
    """A daily complete reading does not take it for new; a pair that is confirmed later does."""
    together = matched(Matching.MATCH_ONLY)
    confirmed(together)
    apart = item("n2", "Nur dort")
    here = item("f2", "Nur dort")
    snapshots = shows(FULL, here, complete=True, lanes=LANES), shows(NARROW, apart, complete=True, lanes=LANES)
    together.write(together.decide(*snapshots))
    assert not calm(together, narrow=(apart,))
    assert len(together.memory.tasks) == 1
    row = {task_id(NARROW, Ref("n2")): Pair(task_id(FULL, Ref("f2")))}
    together.store.confirm(SPACE, Memory(pairs=row))
    together.write(together.decide(shows(NARROW, apart, complete=True)))
    assert together.link(NARROW).ref == "n2"
    assert not calm(together)


def test_a_place_that_leaves_disturbs_nobody() -> None:
    """Tasks go on elsewhere; nothing is archived, and what was known of the place is kept."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    left = without(together, NARROW)
    decision = left.decide(*left.quiet(FULL))
    assert not decision.changes
    assert [type(each) for each in decision.operations[FULL]] in ([], [UpdateItem])
    assert left.memory.stays[NARROW].away
    assert not left.task.fields.archived
    assert left.link(NARROW).ref


def test_a_place_that_comes_back_finds_its_items() -> None:
    """Nothing is doubled, what people edited there meanwhile counts, and what went there is nobody's deletion."""
    together = Cooperation(terms(FULL, NARROW))
    both = [item("f1", "Eins"), item("f2", "Zwei"), item("f3", "Drei")]
    together.write(
        together.decide(shows(FULL, *both, complete=True, lanes=LANES), shows(NARROW, complete=True, lanes=LANES))
    )
    left = without(together, NARROW)
    left.decide(*left.quiet(FULL))
    assert begins(NARROW, together.memory)
    links = {together.memory.tasks[task].fields.title: link for task, link in together.memory.links[NARROW].items()}
    there = [
        Item(links["Eins"].ref, replace(links["Eins"].seen, due=date(2026, 12, 24)), own=True),
        Item(links["Zwei"].ref, links["Zwei"].seen, own=True),
        item("n9", "Neu dort"),
    ]
    decision = together.decide(
        *together.quiet(FULL), shows(NARROW, *there, complete=True, lanes=LANES, at=together.later())
    )
    titles = {task.fields.title: task for task in together.memory.tasks.values()}
    assert set(titles) == {"Eins", "Zwei", "Drei", "Neu dort"}
    assert titles["Eins"].fields.due == date(2026, 12, 24)
    assert not titles["Drei"].fields.archived
    assert (creates(decision, NARROW), creates(decision, FULL)) == (["Drei"], ["Neu dort"])
    together.write(decision)
    assert not together.memory.stays[NARROW].away
    assert not calm(together)


def test_a_new_place_finds_items_that_bear_our_marker() -> None:
    """Also where nobody remembers the place: our own items there are known by what they bear."""
    together = Cooperation(terms(FULL))
    together.decide(shows(FULL, item("f1"), complete=True, lanes=LANES))
    joined = replace(together, terms=terms(FULL, NARROW))
    known = item("n1", "Halle", marker=joined.task.id, own=True)
    decision = joined.decide(*joined.quiet(FULL), shows(NARROW, known, complete=True, lanes=LANES))
    assert not creates(decision, NARROW)
    assert joined.link(NARROW).ref == "n1"


@pytest.fixture
def twice() -> Cooperation:
    """A task that people created at both places, mirrored both ways: two items at each place."""
    together = Cooperation(terms(FULL, NARROW))
    decision = together.decide(
        shows(FULL, item("f1", comments=(said("fc", "Hier."),), all_comments=True), complete=True, lanes=LANES),
        shows(NARROW, item("n1", comments=(said("nc", "Dort."),), all_comments=True), complete=True, lanes=LANES),
    )
    together.write(decision)
    return together


def test_two_tasks_of_one_running_space_become_one(twice: Cooperation) -> None:
    """At each place the item that a person made stays; ours is archived and says where it goes on."""
    twice.store.confirm(SPACE, Memory(pairs={THERE: Pair(HERE)}))
    decision = twice.decide(*twice.quiet(FULL, NARROW))
    links = twice.memory.links
    assert (links[FULL][HERE].ref, links[NARROW][HERE].ref) == ("f1", "n1")
    assert (links[FULL][THERE].ours, links[NARROW][THERE].ours) == (True, True)
    live = [task for task in twice.memory.tasks.values() if not task.fields.archived]
    assert [task.id for task in live] == [HERE]
    for place in (FULL, NARROW):
        [gone] = [each for each in decision.operations[place] if isinstance(each, UpdateItem) and each.task == THERE]
        assert gone.fields.archived
        assert any("Halle" in line and line.startswith(twice.terms.phrases.goes_on) for line in gone.fields.shown)
    twice.write(decision)
    assert not calm(twice)


def test_no_comment_of_either_is_lost(twice: Cooperation) -> None:
    """The one task has both, and they stand below the item that stays at every place."""
    twice.store.confirm(SPACE, Memory(pairs={THERE: Pair(HERE)}))
    twice.write(twice.decide(*twice.quiet(FULL, NARROW)))
    task = twice.memory.tasks[HERE]
    assert {comment.text for comment in task.comments.values()} == {text("Hier."), text("Dort.")}
    for place in (FULL, NARROW):
        below = {comment for comment, link in twice.memory.comment_links[place].items() if link.task == HERE}
        assert below == set(task.comments)


def test_two_items_that_people_made_at_one_place(twice: Cooperation) -> None:
    """One of them stays; the other is a person's too, so it is archived with the line and never deleted."""
    twice.write(twice.decide(shows(FULL, item("f9", "Halle"), at=twice.later()), *twice.quiet(NARROW)))
    other = task_id(FULL, Ref("f9"))
    twice.store.confirm(SPACE, Memory(pairs={other: Pair(HERE)}))
    decision = twice.decide(*twice.quiet(FULL, NARROW))
    [gone] = [each for each in decision.operations[FULL] if isinstance(each, UpdateItem) and each.ref == "f9"]
    assert gone.fields.archived
    assert any(line.startswith(twice.terms.phrases.goes_on) for line in gone.fields.shown)


def test_what_stands_below_the_archived_one_is_heard_no_second_time(twice: Cooperation) -> None:
    """Its comments are the one task's now; the item that keeps them too says nothing new."""
    spoken = item("f9", "Halle", comments=(said("c9", "Von mir."),), all_comments=True)
    twice.write(twice.decide(shows(FULL, spoken, at=twice.later()), *twice.quiet(NARROW)))
    other = task_id(FULL, Ref("f9"))
    twice.store.confirm(SPACE, Memory(pairs={other: Pair(HERE)}))
    twice.write(twice.decide(*twice.quiet(FULL, NARROW)))
    before = twice.memory.comment_links
    again = replace(spoken, fields=twice.memory.links[FULL][other].seen)
    decision = twice.decide(shows(FULL, again, at=twice.later()), *twice.quiet(NARROW))
    assert not twice.memory.tasks[other].comments
    assert twice.memory.comment_links == before
    assert not any(decision.operations.values())


def test_whoever_takes_the_archived_one_out_again_has_a_task_of_its_own(twice: Cooperation) -> None:
    """It is live again, says no longer that it goes on elsewhere, and is not joined a second time."""
    twice.store.confirm(SPACE, Memory(pairs={THERE: Pair(HERE)}))
    twice.write(twice.decide(*twice.quiet(FULL, NARROW)))
    link = twice.memory.links[FULL][THERE]
    back = Item(link.ref, replace(link.seen, archived=False), own=True)
    decision = twice.decide(shows(FULL, back, at=twice.later()), *twice.quiet(NARROW))
    assert not twice.memory.tasks[THERE].fields.archived
    written = [each for each in decision.operations[FULL] if isinstance(each, UpdateItem) and each.task == THERE]
    assert not any(line.startswith(twice.terms.phrases.goes_on) for each in written for line in each.fields.shown)


def test_deciding_alone_changes_nothing(twice: Cooperation) -> None:
    """The same memory and snapshots give the same decision."""
    twice.store.confirm(SPACE, Memory(pairs={THERE: Pair(HERE)}))
    snapshots = [shows(FULL, at=NOW), shows(NARROW, at=NOW)]
    assert decide(twice.memory, snapshots, twice.terms) == decide(twice.memory, snapshots, twice.terms)
