"""When a person is asked before a decision is carried out, and exactly what that person agrees to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.decision import Change, Decision
from bridge.core.model.ids import Account, LaneId, Ref, TaskId
from bridge.core.model.memory import LaneLink, Link, Memory, Standing
from bridge.core.model.network import Limits
from bridge.core.model.refusal import Answer, Extent, Kind, Refusal
from bridge.core.model.task import FIELDS, Fields, Status
from bridge.core.sync.guard import enough_to_refuse, guard
from tests.unit.core.builders import FULL, NARROW, NOW, done, still_open

LIMITS = Limits(share=0.25, number=20)
BOB, EVE = Account("bob"), Account("eve")


def memory(number: int, status: Status | None = None) -> Memory:
    """So many living items at each of two places."""
    fields = Fields(status=status or still_open("full/Offen"))
    links = {TaskId(f"t{each}"): Link(Ref(f"r{each}"), fields, frozenset(FIELDS)) for each in range(number)}
    return Memory(
        links={FULL: links, NARROW: links}, lane_links={FULL: {LaneId("l"): LaneLink(Ref("full/Offen"), "Offen")}}
    )


def tasks(number: int) -> list[TaskId]:
    """The first so many tasks."""
    return [TaskId(f"t{each}") for each in range(number)]


def archived(number: int, known: Memory, *, gone: bool = False) -> tuple[Change, ...]:
    """So many of the full place's items deleted or archived."""
    seen = {task: known.links[FULL][task].seen for task in tasks(number)}
    return tuple(
        Change(task, FULL, "archived", fields, replace(fields, archived=True), NOW, gone=gone)
        for task, fields in seen.items()
    )


def left(number: int, known: Memory) -> Memory:
    """The rows by which so many of them were moved out of the place."""
    return Memory(
        links={FULL: {task: replace(known.links[FULL][task], standing=Standing.LEFT) for task in tasks(number)}}
    )


def renamed(number: int, by: Account | None = BOB) -> tuple[Change, ...]:
    """So many titles changed at the full place."""
    return tuple(Change(task, FULL, "title", Fields("a"), Fields("b"), NOW, actor=by) for task in tasks(number))


@pytest.mark.parametrize(
    ("number", "total", "reason"),
    [
        (2, 2, ""),  # so few may go, even if they are all
        (3, 3, "emptied"),
        (3, 12, ""),  # a quarter is the limit, not beyond it
        (4, 12, "share"),
        (20, 200, ""),
        (21, 200, "number"),
    ],
)
def test_too_many_deletions_are_refused(number: int, total: int, reason: str) -> None:
    """An emptied place, more than a share or more than a number of its items: a person is asked."""
    assert enough_to_refuse(number, total, LIMITS) == reason


def test_deletions_count_place_by_place_among_living_items() -> None:
    """Archived items and those gone earlier do not make a place look fuller; edits are no deletions."""
    known = memory(8)
    dead = {TaskId("x"): Link(Ref("x"), Fields(), frozenset(), standing=Standing.GONE)}
    away = {TaskId("y"): Link(Ref("y"), Fields(archived=True), frozenset())}
    known = replace(known, links={**known.links, FULL: {**known.links[FULL], **dead, **away}})
    gone = archived(3, known, gone=True)
    extents = (Extent(FULL, frozenset(tasks(3))),)
    assert guard(Decision(changes=gone), known, LIMITS) == Refusal(FULL, 3, 8, "share", Kind.DELETED, "", extents)
    assert guard(Decision(changes=gone[:2]), known, Limits(share=0.1, number=1)) is None


@pytest.mark.parametrize(
    ("number", "total", "reason"),
    [(9, 20, ""), (10, 20, "share"), (10, 40, ""), (21, 400, "number"), (4, 4, "emptied")],
)
def test_mass_archiving_and_mass_moves_are_refused(number: int, total: int, reason: str) -> None:
    """Both can be taken back in the tool, so more of them pass; a place that is emptied by them still asks."""
    known = memory(total)
    for kind, decision in (
        (Kind.ARCHIVED, Decision(changes=archived(number, known))),
        (Kind.LEFT, Decision(agreed=left(number, known))),
    ):
        found = guard(decision, known, LIMITS)
        assert (
            (found.reason, found.kind, found.number, found.total) == (reason, kind, number, total)
            if found
            else not reason
        )


def test_putting_away_what_is_done_is_never_refused() -> None:
    """Archiving everything that is finished is everyday work."""
    known = memory(30, done("full/Offen"))
    assert guard(Decision(changes=archived(30, known)), known, LIMITS) is None


def test_a_place_emptied_in_several_ways_is_refused() -> None:
    """Some deleted, some archived, some moved away: what counts is that nothing is left."""
    known = memory(6)
    changes = (*archived(2, known, gone=True), *archived(4, known)[2:])
    rows = Memory(
        links={FULL: {task: replace(known.links[FULL][task], standing=Standing.LEFT) for task in tasks(6)[4:]}}
    )
    found = guard(Decision(agreed=rows, changes=changes), known, LIMITS)
    assert found is not None
    assert (found.reason, found.number) == ("emptied", 6)


def test_a_lane_that_takes_its_tasks_with_it_is_refused() -> None:
    """A list archived by mistake: half of what would be too many of a whole board, and the list is named."""
    known = memory(100)
    lane = Memory(lane_links={FULL: {LaneId("l"): LaneLink(Ref("full/Offen"), "Offen", Standing.GONE)}})
    found = guard(Decision(agreed=lane, changes=archived(11, known)), known, LIMITS)
    assert found is not None
    assert (found.kind, found.name, found.number) == (Kind.LANE, "Offen", 11)
    assert guard(Decision(agreed=lane, changes=archived(10, known)), known, LIMITS) is None
    assert guard(Decision(changes=archived(11, known)), known, LIMITS) is None, "the lane is still there"


@pytest.mark.parametrize(
    ("number", "total", "reason"),
    [(9, 9, ""), (10, 10, "emptied"), (15, 20, ""), (21, 40, "number"), (21, 100, "")],
)
def test_one_field_changed_everywhere_at_once_is_refused(number: int, total: int, reason: str) -> None:
    """A script that renames everything: of all tasks, or of more than the number and more than the share."""
    found = guard(Decision(changes=renamed(number)), memory(total), LIMITS)
    assert (found.kind, found.name, found.reason) == (Kind.EDITED, "title", reason) if found else not reason


def test_many_people_at_work_are_no_mass_change() -> None:
    """Two who changed half each after a long outage did nothing unusual; what nobody says who did may be one's."""
    by_two = (*renamed(15, BOB), *renamed(30, EVE)[15:])
    assert guard(Decision(changes=by_two), memory(30), LIMITS) is None
    assert guard(Decision(changes=renamed(30, None)), memory(30), LIMITS) is not None


def test_what_a_place_has_only_begun_to_show_is_no_mass_change() -> None:
    """A field that a tool gained with a new version is taken over, not edited by anybody."""
    known = memory(30)
    narrow = {task: replace(link, held=link.held - {"title"}) for task, link in known.links[FULL].items()}
    assert guard(Decision(changes=renamed(30, None)), replace(known, links={FULL: narrow}), LIMITS) is None


def test_a_person_agrees_to_exactly_what_was_refused() -> None:
    """The same and less of it passes; one task more, or another field, asks again, and asks about everything."""
    known = memory(20)
    asked = guard(Decision(changes=archived(8, known, gone=True)), known, LIMITS)
    assert asked is not None
    yes = Answer(asked)
    assert guard(Decision(changes=archived(8, known, gone=True)), known, LIMITS, yes) is None
    assert guard(Decision(changes=archived(7, known, gone=True)), known, LIMITS, yes) is None
    assert guard(Decision(agreed=left(8, known)), known, Limits(share=0.1, number=1), yes) is None
    more = guard(Decision(changes=archived(9, known, gone=True)), known, LIMITS, yes)
    assert more is not None
    assert more.extents == (Extent(FULL, frozenset(tasks(9))),)
    assert guard(Decision(changes=(*archived(8, known, gone=True), *renamed(20))), known, LIMITS, yes) is not None


def test_one_question_is_about_everything_that_is_too_much() -> None:
    """Two places emptied at once are answered at once; otherwise each answer would only bring the other question."""
    known = memory(4)
    elsewhere = tuple(replace(change, place=NARROW) for change in archived(4, known, gone=True))
    both = Decision(changes=(*archived(4, known, gone=True), *elsewhere))
    asked = guard(both, known, LIMITS)
    assert asked is not None
    assert {extent.place for extent in asked.extents} == {FULL, NARROW}
    assert guard(both, known, LIMITS, Answer(asked)) is None
