"""What a pull since a cursor tells, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, Cursor, Ref, TaskId
from bridge.core.model.operation import CreateComment
from bridge.ports.connector import Sought
from connectors.teams.mark import Mark, Thread
from tests.contracts.bench import Bench
from tests.contracts.teams_world import TeamsWorld

DAY = timedelta(days=1).total_seconds()


def test_a_description_that_leaves_the_task_s_version_is_found_in_turn(bench: Bench) -> None:
    """In a plan of forty tasks a changed description is told within three pulls, and once."""
    bench.world.fill(40)
    snapshot = bench.pull()
    refs = list(snapshot.items)
    for ref in refs:
        bench.world.edit(ref, text="Erst so")
    cursor = bench.cursor()
    for ref in refs[::7]:
        bench.world.edit(ref, text="Dann so")
    told: list[Ref] = []
    for _ in range(3):
        snapshot = bench.pull(cursor)
        assert snapshot.cursor
        told += snapshot.items
        cursor = snapshot.cursor
    assert sorted(told) == sorted(refs[::7])


def test_a_label_s_new_name_is_told_of_every_task_that_bears_it(bench: Bench, world: TeamsWorld) -> None:
    """The plan's labels have names of their own: a task's version says nothing of them."""
    ref = bench.create(labels=frozenset({"Süd"})).ref
    bench.world.create("Ohne", bench.lanes[0])
    cursor = bench.cursor()
    path = f"/planner/plans/{world.plan}/details"
    shown = world.people.call("anna", "GET", path)
    (slot,) = (name for name, text in shown["categoryDescriptions"].items() if text == "Süd")
    world.people.call("anna", "PATCH", path, {"categoryDescriptions": {slot: "Nord"}}, shown["@odata.etag"])
    snapshot = bench.pull(cursor)
    assert {item.ref: item.fields.labels for item in snapshot.items.values() if item.fields} == {ref: {"Nord"}}


@pytest.mark.parametrize("cursor", ["", "abc", "e30=", "1234", "eJyLNtRRMtZRAAA="])
def test_a_cursor_that_is_none_of_ours_reads_everything(bench: Bench, cursor: str) -> None:
    """A cursor of an older release, or another tool's, is no feed."""
    bench.world.fill(2)
    assert bench.pull(Cursor(cursor)).complete


def test_a_cursor_says_the_same_again() -> None:
    """Written and read, in any process; and the same mark is the same text."""
    mark = Mark({"b": ("1", "2"), "a": ("3", "4")}, {"category1": "Süd"}, "a", {"a": Thread("5", "")}, "2026-11-22")
    assert Mark.read(mark.cursor()) == mark
    assert (
        mark.cursor() == Mark(dict(sorted(mark.tasks.items())), mark.labels, "a", mark.threads, "2026-11-22").cursor()
    )


def test_turns_go_round() -> None:
    """Every task's details get their turn, and again."""
    mark = Mark(dict.fromkeys("abcde", ("", "")))
    assert list(mark.next_turn(2)) == ["a", "b"]
    assert list(Mark(mark.tasks, turn="d").next_turn(3)) == ["e", "a", "b"]
    assert list(Mark(mark.tasks, turn="e").next_turn(9)) == ["a", "b", "c", "d", "e"]


def test_an_edit_between_two_writes_of_ours_is_told(bench: Bench) -> None:
    """What a person did since the cursor is told, though the last version of the task is ours."""
    ref = bench.create().ref
    cursor = bench.cursor()
    bench.update(ref, title="Von uns")
    bench.world.edit(ref, helpers=(bench.world.other,))
    bench.update(ref, title="Wieder von uns")
    fields = bench.pull(cursor).items[ref].fields
    assert fields is not None
    assert fields.helpers == (bench.world.other,)


def test_what_only_we_wrote_is_still_told_when_it_is_sought(bench: Bench) -> None:
    """Sought items come whole, whatever the feed thinks of them."""
    ref = bench.create().ref
    item, cursor = bench.item(ref), bench.cursor()
    bench.connector.apply(bench.place, bench.updating(item, title="Von uns"))
    assert not bench.pull(cursor).items
    (told,) = bench.pull(cursor, Sought(refs=frozenset({ref}))).items.values()
    assert told.fields
    assert told.fields.title == "Von uns"


def test_comments_are_looked_for_once_a_day_without_a_hint(bench: Bench, world: TeamsWorld) -> None:
    """By Microsoft's terms a channel is looked through once a day: not at the next pull, but at the first a day on."""
    ref = world.create("Besprochen", bench.lanes[0])
    world.comment(ref, "Erste")
    cursor = bench.cursor()
    world.comment(ref, "Zweite")
    snapshot = bench.pull(cursor)
    assert not snapshot.items
    world.people.control("POST", "/clock", json={"advance": DAY})
    assert snapshot.cursor
    snapshot = bench.pull(snapshot.cursor)
    item = snapshot.items[ref]
    assert (item.fields, item.all_comments) == (None, True)
    assert [comment.text for comment in item.comments] == [plain_document("Erste"), plain_document("Zweite")]
    assert snapshot.cursor
    before = bench.calls()
    assert not bench.pull(snapshot.cursor).items
    assert bench.calls() - before == 1


def test_a_thread_that_fell_silent_is_not_looked_at_any_more(bench: Bench, world: TeamsWorld) -> None:
    """Thirty days after its last comment nobody asks for more, until something else leads to the task."""
    ref = world.create("Besprochen", bench.lanes[0])
    world.comment(ref, "Erste")
    cursor = bench.cursor()
    world.people.control("POST", "/clock", json={"advance": 31 * DAY})
    before = bench.calls()
    assert not bench.pull(cursor).items
    assert bench.calls() - before == 1


def test_a_copy_of_a_task_has_no_comments_of_the_original(bench: Bench, world: TeamsWorld) -> None:
    """People who copy a task copy the way to its comments: they stay the original's, and the copy gets a thread."""
    ref = world.create("Original", bench.lanes[0])
    world.comment(ref, "Zum Original")
    details = world.people.call("anna", "GET", f"/planner/tasks/{ref}/details")
    copy = world.create("Original", bench.lanes[0])
    references = {
        key: {"@odata.type": "#microsoft.graph.plannerExternalReference", "type": each["type"]}
        for key, each in details["references"].items()
    }
    etag = world.people.call("anna", "GET", f"/planner/tasks/{copy}/details")["@odata.etag"]
    world.people.call("anna", "PATCH", f"/planner/tasks/{copy}/details", {"references": references}, etag)
    items = bench.pull().items
    assert ([len(items[each].comments) for each in (ref, copy)]) == [1, 0]
    words = plain_document("Zur Kopie")
    bench.connector.apply(bench.place, CreateComment(bench.place.id, TaskId("t"), CommentId("c"), copy, words))
    assert [comment.text for comment in bench.item(ref).comments] == [plain_document("Zum Original")]


def test_without_a_channel_there_are_no_comments(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that names none neither reads comments nor says that there are none."""
    ref = bench.world.create("Besprochen", bench.lanes[0])
    bench.world.comment(ref, "Erste")
    monkeypatch.setattr(bench.connector, "_channel", "")
    item = bench.item(ref)
    assert (item.comments, item.all_comments) == ((), False)
    assert any("comments are not mirrored" in finding.subject for finding in bench.connector.check(bench.place))
