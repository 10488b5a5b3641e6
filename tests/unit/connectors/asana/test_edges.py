"""What happens between our reading and our writing, and what only the whole project tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridge.core.model.document import Document, Mention, Paragraph, Text
from bridge.core.model.ids import Ref
from bridge.core.model.task import Fields, Status
from connectors.asana.project import Projects
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.bench import Bench


def shown(bench: Bench, ref: Ref, stale: Fields, **fields: Any) -> Fields:
    """What the reply to an update shows that was planned on what was known before."""
    item = replace(bench.item(ref), fields=stale)
    done = bench.connector.apply(bench.place, bench.updating(item, **fields))
    assert done.item is not None
    assert done.item.fields is not None
    return done.item.fields


def test_a_move_beside_our_completing_is_left_to_the_next_pull(bench: Bench, world: AsanaWorld) -> None:
    """Somebody moved the task while we completed it: the reply does not swallow their move."""
    ref = world.create("Bewegt", bench.lanes[0])
    stale, cursor = bench.fields(ref), bench.cursor()
    world.edit(ref, lane=bench.lanes[1])
    assert shown(bench, ref, stale, status=Status(done=True, lane=bench.lanes[0])).status == Status(
        done=True, lane=bench.lanes[0]
    )
    fields = bench.pull(cursor).items[ref].fields
    assert fields is not None
    assert fields.status == Status(done=True, lane=bench.lanes[1])


def test_a_helper_beside_ours_is_left_to_the_next_pull(bench: Bench, world: AsanaWorld) -> None:
    """Somebody joined while we took another helper off: the reply speaks of the one we wrote only."""
    ref = world.create("Gemeinsam", bench.lanes[0], helpers=(world.other,))
    stale = bench.fields(ref)
    world.edit(ref, helpers=(world.person, world.other))
    assert shown(bench, ref, stale, helpers=()).helpers == ()
    assert bench.fields(ref).helpers == (world.person,)


def test_who_no_longer_leads_does_not_stay_as_a_helper(bench: Bench, world: AsanaWorld) -> None:
    """Asana lets a former lead follow on; only who was asked for as helper stays."""
    ref = bench.create(lead=world.person).ref
    bench.update(ref, lead=world.other)
    assert (bench.fields(ref).lead, bench.fields(ref).helpers) == (world.other, ())
    bench.update(ref, lead=None, helpers=(world.other,))
    assert (bench.fields(ref).lead, bench.fields(ref).helpers) == (None, (world.other,))


def test_who_is_mentioned_is_no_helper_by_that(bench: Bench, world: AsanaWorld) -> None:
    """Asana lets everybody follow who is mentioned in a description that we write."""
    ref = bench.create().ref
    bench.update(ref, description=Document((Paragraph((Text("Bitte "), Mention(world.other, "Bob"))),)))
    fields = bench.fields(ref)
    assert fields.helpers == ()
    assert isinstance(fields.description.blocks[0], Paragraph)
    mention = fields.description.blocks[0].inside[-1]
    assert isinstance(mention, Mention)
    assert mention.account == world.other


def test_a_comment_deleted_while_we_were_away_is_noticed(
    bench: Bench, world: AsanaWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed need not say where a deleted comment was, and after a restart we do not know: then all is read."""
    ref = world.create("Besprochen", bench.lanes[0])
    comment, cursor = world.comment(ref, "Weg damit"), bench.cursor()
    monkeypatch.setattr(bench.connector, "_projects", Projects())
    monkeypatch.setattr("connectors.asana.feed._task_of", lambda _: "")
    world.delete_comment(ref, comment)
    item = bench.pull(cursor).items[ref]
    assert (item.comments, item.all_comments) == ((), True)


def test_a_task_that_comes_from_elsewhere_brings_its_comments(bench: Bench, world: AsanaWorld) -> None:
    """What was said before a task came into the project belongs to it."""
    ref = world.create("Wandert", bench.lanes[0])
    comment = world.comment(ref, "Aus der alten Heimat")
    world.move_out(ref)
    world.people.control("POST", "/clock", json={"advance": 60})
    cursor = bench.cursor()
    world.people.call("anna", "POST", f"/tasks/{ref}/addProject", project=world.project)
    item = bench.pull(cursor).items[ref]
    assert [each.ref for each in item.comments] == [comment]
    assert item.all_comments


def test_a_feed_older_than_a_day_makes_us_read_everything(bench: Bench, world: AsanaWorld) -> None:
    """Asana keeps a day of its feed: after that the project is read whole, and nothing is missed."""
    cursor = bench.cursor()
    ref = world.create("Während des Wochenendes", bench.lanes[0])
    world.people.control("POST", "/clock", json={"advance": 3 * 86_400})
    snapshot = bench.pull(cursor)
    assert snapshot.complete
    assert ref in snapshot.items
    assert snapshot.cursor
    assert bench.pull(snapshot.cursor).items == {}


def test_after_such_a_gap_a_tasks_own_stories_tell_what_our_write_replaced(bench: Bench, world: AsanaWorld) -> None:
    """Anna's title was never read, then ours replaced it, then nobody asked for three days: it is still found."""
    ref = world.create("Stand der letzten Abfrage", bench.lanes[0])
    snapshot = bench.pull()
    assert snapshot.cursor
    world.edit(ref, title="Von Anna inzwischen geändert")
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], title="Von uns überschrieben"))
    world.people.control("POST", "/clock", json={"advance": 3 * 86_400})
    seen = bench.pull(snapshot.cursor)
    assert seen.complete
    told = [(each.ref, each.name, each.fields.title, each.by) for each in seen.overwritten]
    assert told == [(ref, "title", "Von Anna inzwischen geändert", world.person)]


def test_what_was_replaced_before_the_last_reading_is_not_told_again(bench: Bench, world: AsanaWorld) -> None:
    """After a gap the stories since the last reading count, and no older ones."""
    ref = world.create("Vorher", bench.lanes[0])
    world.edit(ref, title="Von Anna")
    bench.update(ref, title="Von uns")
    cursor = bench.cursor()
    world.people.control("POST", "/clock", json={"advance": 3 * 86_400})
    seen = bench.pull(cursor)
    assert seen.complete
    assert seen.overwritten == ()


def test_subtasks_are_no_items(bench: Bench, world: AsanaWorld) -> None:
    """A task below another is a part of that one."""
    ref = world.create("Oben", bench.lanes[0])
    cursor = bench.cursor()
    world.people.call("anna", "POST", f"/tasks/{ref}/subtasks", name="Unten")
    assert set(bench.pull(cursor).items) <= {ref}
    assert set(bench.pull().items) == {ref}


def test_labels_of_equal_names_are_one(bench: Bench, world: AsanaWorld) -> None:
    """A tag that differs only in case is used, not made again."""
    world.create("Mit Etikett", bench.lanes[0], labels=frozenset({"Dringend"}))
    done = bench.create(labels=frozenset({"dringend"}))
    assert bench.fields(done.ref).labels == {"Dringend"}


def test_the_archive_section_is_made_once(bench: Bench, world: AsanaWorld) -> None:
    """The first archived task makes the section, the second finds it."""
    for task in ("task-1", "task-2"):
        bench.update(bench.create(task=task).ref, archived=True)
    assert [name for _, name in world._sections()].count("Archiv") == 1  # noqa: SLF001  the archive too


def test_an_app_that_is_none_is_noticed_by_the_doctor(bench: Bench, world: AsanaWorld) -> None:
    """A connection that claims to be an app and is none loses its markers without a word from Asana."""
    ref = bench.create().ref
    assert all(finding.well for finding in bench.connector.check(bench.place))
    headers = {"Authorization": f"Bearer {bench.secrets[0]}"}
    url = f"{world.people.sandbox.urls['asana']}/api/1.0/tasks/{ref}"
    world.people.session.put(url, headers=headers, json={"data": {"external": None}}, timeout=10)
    bad = [finding for finding in bench.connector.check(bench.place) if not finding.well]
    assert [finding.subject for finding in bad] == ["Asana marker: the app's own field"]
    assert "OAuth" in bad[0].advice
