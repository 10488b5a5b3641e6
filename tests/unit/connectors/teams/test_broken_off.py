"""Creates take several calls in Planner; whichever of them is the last that works, there is one task in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridge.core.errors import Ambiguous, Replan
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, Ref, TaskId
from bridge.core.model.operation import CreateComment
from bridge.core.model.snapshot import Item
from bridge.ports.connector import Sought
from tests.contracts.bench import Bench
from tests.contracts.teams_world import TeamsWorld

TASK, TITLE = TaskId("task-1"), "Fenster prüfen"
SOUGHT = Sought(frozenset({TASK}), titles={TASK: TITLE})


def broken_off(bench: Bench, kind: str, after: int) -> None:
    """A create that meets a fault behind so many calls."""
    bench.pull()
    fault = {"vendor": "graph", "kind": kind, "times": 1, "after": after, "match": {"path_regex": r"^/v1\.0/"}}
    assert isinstance(bench.world, TeamsWorld)
    bench.world.people.control("PUT", "/faults", json=fault)
    with pytest.raises(Ambiguous):
        bench.create(TITLE, description=plain_document("Text"))


def told(bench: Bench, cursor: Any) -> list[Item]:
    return [item for item in bench.pull(cursor, SOUGHT).items.values() if item.marker == TASK]


@pytest.mark.parametrize("kind", ["503", "drop-before", "drop-after", "429"])
@pytest.mark.parametrize("after", [1, 2])
@pytest.mark.parametrize("whole", [True, False], ids=["complete", "since a cursor"])
def test_a_create_that_broke_off_behind_the_task_is_found(bench: Bench, kind: str, after: int, *, whole: bool) -> None:
    """The task is there without its marker, or with it: it is told as the task's, and is the only one."""
    cursor = bench.cursor()
    broken_off(bench, kind, after)
    (item,) = told(bench, None if whole else cursor)
    assert item.own
    assert len(bench.world.holds()) == 1


def test_the_missing_marker_comes_with_the_next_change_of_the_details(bench: Bench) -> None:
    """From then on the task is found by its marker alone, whatever its title."""
    cursor = bench.cursor()
    broken_off(bench, "503", 1)
    (item,) = told(bench, cursor)
    assert "description" in item.unsent, "nobody took away what was never written"
    assert bench.pull().items[item.ref].marker is None
    bench.connector.apply(bench.place, bench.updating(item, shown=("Sichtbar für alle",)))
    assert bench.pull().items[item.ref].marker == TASK


def test_nobody_elses_task_is_taken_for_a_create_of_ours(bench: Bench) -> None:
    """A person's task of the same title, one of ours that was known before, and one of another title stay theirs."""
    ours = bench.create(TITLE, "task-0").ref
    cursor = bench.cursor()
    bench.world.create(TITLE, bench.lanes[0])
    bench.create("Anders", "task-2")
    assert told(bench, cursor) == []
    assert bench.pull(cursor, SOUGHT).items.keys() - {ours}


def test_what_was_known_before_is_no_create_that_broke_off(bench: Bench) -> None:
    """A task without a marker that an earlier pull told is linked by now: another create is not it."""
    broken_off(bench, "503", 1)
    (ref,) = bench.world.holds()
    cursor = bench.cursor()
    bench.world.edit(ref, helpers=(bench.world.other,))
    assert told(bench, cursor) == []


@pytest.mark.parametrize("whole", [True, False], ids=["complete", "since a cursor"])
def test_a_create_that_broke_off_is_found_though_somebody_renamed_it(bench: Bench, *, whole: bool) -> None:
    """The one task of ours that belongs to nothing is the one create that is missing, whatever it is called by now."""
    linked = frozenset({bench.create(TITLE, "task-0").ref})
    cursor = bench.cursor()
    broken_off(bench, "503", 1)
    (ref,) = {each.ref for each in bench.pull().items.values()} - linked
    bench.world.edit(ref, title="Fenster putzen")
    sought = replace(SOUGHT, linked=linked)
    (item,) = (each for each in bench.pull(None if whole else cursor, sought).items.values() if each.marker == TASK)
    assert item.ref == ref
    assert item.fields is not None
    assert item.fields.title == "Fenster putzen"


@pytest.mark.parametrize("why", ["linked", "nobody knows", "two missing"])
def test_a_renamed_task_is_no_create_where_that_is_not_sure(bench: Bench, why: str) -> None:
    """It is another task's, nobody can tell whether it is, or two creates are missing."""
    broken_off(bench, "503", 1)
    (ref,) = bench.world.holds()
    bench.world.edit(ref, title="Fenster putzen")
    linked = {"linked": frozenset({ref}), "nobody knows": None, "two missing": frozenset[Ref]()}[why]
    titles = {TASK: TITLE} if why != "two missing" else {TASK: TITLE, TaskId("task-2"): "Tür"}
    sought = Sought(frozenset(titles), titles=titles, linked=linked)
    assert [each.marker for each in bench.pull(None, sought).items.values()] == [None]


def test_of_two_that_broke_off_each_is_found_once(bench: Bench) -> None:
    """Two tasks of one title are two items."""
    cursor = bench.cursor()
    broken_off(bench, "503", 1)
    broken_off(bench, "503", 1)
    other = TaskId("task-2")
    sought = Sought(frozenset({TASK, other}), titles={TASK: TITLE, other: TITLE})
    found = [item for item in bench.pull(cursor, sought).items.values() if item.marker]
    assert {item.marker for item in found} == {TASK, other}
    assert len({item.ref for item in found}) == 2


def commented(bench: Bench, ref: Ref) -> None:
    operation = CreateComment(bench.place.id, TASK, CommentId("c"), ref, plain_document("Hallo"))
    bench.connector.apply(bench.place, operation)


def roots(world: TeamsWorld) -> int:
    (channel,) = (each for each in world.people.control("GET", "/state/graph")["channels"] if each["messages"])
    return len(channel["messages"])


@pytest.mark.parametrize("after", [1, 2, 3], ids=["message", "reference", "reply"])
@pytest.mark.parametrize("kind", ["drop-after", "503"])
@pytest.mark.parametrize("whole", [True, False], ids=["complete", "since a cursor"])
def test_a_first_comment_that_broke_off_leaves_one_thread(
    bench: Bench, world: TeamsWorld, kind: str, after: int, *, whole: bool
) -> None:
    """Looked up as the service does it, a second try finds the message that the first one posted, and its reply."""
    ref = bench.create().ref
    cursor = bench.cursor()
    world.people.control("PUT", "/faults", json={"vendor": "graph", "kind": kind, "times": 1, "after": after})
    with pytest.raises(Exception, match="Teams"):
        commented(bench, ref)
    item = bench.pull(None if whole else cursor, Sought(refs=frozenset({ref}))).items[ref]
    if not item.comments:
        commented(bench, ref)
    (comment,) = bench.item(ref).comments
    assert comment.own
    assert roots(world) == 1


def test_a_comment_s_reference_does_not_refuse_what_was_decided_before(bench: Bench) -> None:
    """Opening the thread makes new versions of task and details; a change decided on the old ones still goes through,
    but not over what a person changed in between.
    """
    ref = bench.create().ref
    item = bench.item(ref)
    commented(bench, ref)
    done = bench.connector.apply(bench.place, bench.updating(item, title="Neu", description=plain_document("Neu")))
    assert bench.fields(ref).title == "Neu"
    assert done.item is not None
    bench.world.edit(ref, title="Von Anna")
    with pytest.raises(Replan):
        bench.connector.apply(bench.place, bench.updating(item, title="Überschrieben"))


def test_a_thread_whose_message_was_deleted_is_opened_anew(bench: Bench, world: TeamsWorld) -> None:
    """Nobody can reply below a deleted message: it is news once, and then the task has another thread."""
    ref = world.create("Besprochen", bench.lanes[0])
    root, _, _ = world.comment(ref, "Erste").partition("/")
    bench.pull()
    world.people.call("anna", "POST", f"{world.channel}/messages/{root}/softDelete")
    with pytest.raises(Replan):
        commented(bench, ref)
    commented(bench, ref)
    comments = bench.item(ref).comments
    assert [comment.text for comment in comments] == [plain_document("Hallo")]
    assert not comments[0].ref.startswith(root)
