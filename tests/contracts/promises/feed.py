"""What an incremental pull promises."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, TaskId
from bridge.core.model.operation import CreateComment
from bridge.ports.connector import Sought
from tests.contracts.bench import NOTHING, Bench, Edit
from tests.contracts.promises.reading import gone_from
from tests.contracts.promises.writing import assert_refused


class Feed:
    """What happened since a cursor."""

    def test_a_quiet_place_costs_one_call(self, bench: Bench) -> None:
        """Looking at a place where nothing happened costs one call, however many items it holds."""
        bench.world.fill(5)
        cursor = bench.cursor()
        before = bench.calls()
        snapshot = bench.pull(cursor)
        assert bench.calls() - before == 1
        assert snapshot.cursor
        assert not snapshot.suspects
        assert snapshot.complete or not snapshot.items

    def test_one_edit_costs_a_few_calls_at_most(self, bench: Bench) -> None:
        """One edited item is read for itself; the others are not read again."""
        bench.world.fill(5)
        ref = bench.world.create("Einer von vielen", bench.lanes[0])
        cursor = bench.cursor()
        bench.world.edit(ref, title="Einer, geändert")
        before = bench.calls()
        assert ref in bench.pull(cursor).items
        assert bench.calls() - before <= 3

    def test_our_own_write_costs_one_read_at_most(self, bench: Bench) -> None:
        """What we wrote ourselves comes back in the feed; it is not worth reading the place again."""
        ref = bench.create().ref
        item, cursor = bench.item(ref), bench.cursor()
        bench.connector.apply(bench.place, bench.updating(item, title="Von uns geändert"))
        before = bench.calls()
        bench.pull(cursor)
        assert bench.calls() - before <= 2

    def test_an_edit_since_then_is_seen_with_who_made_it(self, bench: Bench) -> None:
        """An edit after the last pull is in the next, with the person as its actor where the tool tells."""
        ref = bench.world.create("Vorher", bench.lanes[0])
        bench.world.create("Unbeteiligt", bench.lanes[0])
        snapshot = bench.pull()
        bench.world.edit(ref, title="Nachher")
        item = bench.pull(snapshot.cursor).items[ref]
        assert item.fields is not None
        assert item.fields.title == "Nachher"
        if not bench.connector.manifest.tells_changes:
            return
        assert item.actors.get("title") == bench.world.person
        assert item.changed is not None
        assert item.changed.utcoffset() == timedelta(0)

    def test_a_persons_edit_beside_our_own_write_is_seen(self, bench: Bench) -> None:
        """Our own writes are passed over, people's edits of the same item never: whichever came first."""
        ref = bench.create().ref
        for ours_first in (True, False):
            item, cursor = bench.item(ref), bench.cursor()
            lane = bench.lanes[1] if ours_first else bench.lanes[0]
            if ours_first:
                bench.connector.apply(bench.place, bench.updating(item, title="Von uns"))
            bench.world.edit(ref, lane=lane)
            if not ours_first:
                bench.update(ref, title="Von uns, danach")
            seen = bench.pull(cursor).items[ref].fields
            assert seen == bench.fields(ref)
            assert seen.status.lane == lane

    def test_an_item_created_since_then_is_seen_whole(self, bench: Bench) -> None:
        """A new item comes with everything a complete pull would show of it."""
        cursor = bench.cursor()
        ref = bench.world.create("Neu dazu", bench.lanes[1], text="Mit Beschreibung", helpers=(bench.world.other,))
        seen, whole = bench.pull(cursor).items[ref], bench.item(ref)
        assert seen.fields == whole.fields
        assert (seen.author, seen.own, seen.marker) == (bench.world.person, False, None)
        assert seen.revision == whole.revision

    def test_each_kind_of_edit_is_seen(self, bench: Bench) -> None:
        """Whatever a person sets, the next pull shows it: no field is left out of the feed."""
        lane = bench.lanes[1]
        ref = bench.world.create("Alles ändert sich", bench.lanes[0])
        cursor = bench.cursor()
        edits: tuple[Edit, ...] = (
            {"text": "Neue Beschreibung"},
            {"lane": lane},
            {"done": True},
            {"done": False},
            {"helpers": (bench.world.other,)},
            {"helpers": ()},
        )
        for edit in edits:
            bench.world.edit(ref, **edit)
            snapshot = bench.pull(cursor)
            assert snapshot.items[ref].fields == bench.fields(ref)
            assert snapshot.cursor
            cursor = snapshot.cursor

    def test_archiving_and_restoring_since_then_are_seen(self, bench: Bench) -> None:
        """Archiving is an edit like another: the next pull shows it, and so it does coming back."""
        ref = bench.world.create("Ins Archiv", bench.lanes[0])
        cursor = bench.cursor()
        for archived in (True, False):
            bench.world.edit(ref, archived=archived)
            snapshot = bench.pull(cursor)
            fields = snapshot.items[ref].fields
            assert fields is not None
            assert fields.archived is archived
            assert snapshot.cursor
            cursor = snapshot.cursor

    def test_a_deletion_since_then_is_suspected(self, bench: Bench) -> None:
        """A deletion is noticed at the next pull, and asking confirms it."""
        ref = bench.world.create("Wird gelöscht", bench.lanes[0])
        cursor = bench.cursor()
        bench.world.delete(ref)
        snapshot = bench.pull(cursor)
        assert gone_from(snapshot, ref)
        assert ref not in snapshot.items
        assert bench.connector.confirm_gone(bench.place, ref)

    def test_a_move_out_of_the_place_since_then_is_suspected(self, bench: Bench) -> None:
        """An item that left the place is noticed at the next pull, where the tool lets items leave."""
        if not bench.connector.manifest.items_leave:
            return
        ref = bench.world.create("Zieht um", bench.lanes[0])
        cursor = bench.cursor()
        bench.world.move_out(ref)
        snapshot = bench.pull(cursor)
        assert gone_from(snapshot, ref)
        assert ref not in snapshot.items

    def test_an_item_created_and_deleted_since_then_is_no_item(self, bench: Bench) -> None:
        """Something that came and went between two pulls does not fail the second."""
        cursor = bench.cursor()
        bench.world.delete(bench.world.create("Nur kurz da", bench.lanes[0]))
        assert not bench.pull(cursor).items

    def test_what_happens_during_a_complete_pull_is_not_lost(self, bench: Bench) -> None:
        """The cursor leads to everything since the pull began: told twice perhaps, never not at all."""
        bench.world.fill(bench.world.page + 1)
        edited = bench.world.create("Wird währenddessen geändert", bench.lanes[0])
        before = bench.budget.taken
        bench.pull()
        for number in range(1, bench.budget.taken - before + 1):
            title = f"Beim {number}. Aufruf geändert"
            bench.budget.before_call(number, partial(bench.world.edit, edited, title=title))
            first = bench.pull()
            told = {item.fields.title for item in bench.pull(first.cursor).items.values() if item.fields}
            shown = first.items[edited].fields
            assert title in told or (shown is not None and shown.title == title)

    def test_what_happens_during_an_incremental_pull_is_not_lost(self, bench: Bench) -> None:
        """An item that appears while the feed is being read comes with this pull or the next."""
        edited = bench.world.create("Anlass", bench.lanes[0])
        cursor = bench.cursor()
        for number in (1, 2, 3):
            bench.world.edit(edited, title=f"Anlass {number}")
            before = set(bench.world.holds())
            bench.budget.before_call(number, partial(bench.world.create, "Dazwischen", bench.lanes[0]))
            first = bench.pull(cursor)
            bench.budget.forget()
            made = set(bench.world.holds()) - before
            assert made or number > 1, "at least the pull's first call is one that people can be faster than"
            second = bench.pull(first.cursor)
            assert second.cursor
            cursor = second.cursor
            assert all(ref in first.items or ref in second.items for ref in made)

    def test_an_old_cursor_still_leads_to_everything_since(self, bench: Bench) -> None:
        """A cycle that failed after its pull reads again from the old cursor and misses nothing."""
        cursor = bench.cursor()
        first = bench.world.create("Erste", bench.lanes[0])
        bench.pull(cursor)
        second = bench.world.create("Zweite", bench.lanes[0])
        assert {first, second} <= set(bench.pull(cursor).items)

    def test_the_whole_place_can_be_sought(self, bench: Bench) -> None:
        """Whatever the feed tells, all of the place comes where all of it is wanted, and the cursor leads on."""
        quiet = bench.world.create("Unverändert", bench.lanes[0])
        edited = bench.world.create("Vorher", bench.lanes[0])
        cursor = bench.cursor()
        bench.world.edit(edited, title="Nachher")
        whole = bench.pull(cursor, Sought(whole=True))
        assert whole.complete
        assert whole.items.keys() == {quiet, edited}
        assert {ref: item.fields for ref, item in whole.items.items()} == {
            ref: item.fields for ref, item in bench.pull().items.items()
        }
        bench.world.edit(quiet, title="Danach")
        assert quiet in bench.pull(whole.cursor).items

    def test_a_sought_task_is_found_by_its_marker(self, bench: Bench) -> None:
        """A task whose create was never answered is found by its marker, though the feed says nothing of it."""
        ref = bench.create(task="task-gesucht").ref
        bench.create(task="task-andere")
        snapshot = bench.pull(bench.cursor(), Sought(markers=frozenset({TaskId("task-gesucht")})))
        assert [item.ref for item in snapshot.items.values() if item.marker == "task-gesucht"] == [ref]
        assert snapshot.items[ref].fields == bench.fields(ref)

    def test_a_sought_task_that_is_not_there_is_not_found(self, bench: Bench) -> None:
        """Seeking what was never carried out finds nothing, and is no failure."""
        cursor = bench.cursor()
        snapshot = bench.pull(cursor, Sought(markers=frozenset({TaskId("task-nie")})))
        assert not [item for item in snapshot.items.values() if item.marker]

    def test_a_sought_item_comes_with_all_its_comments(self, bench: Bench) -> None:
        """An item whose comment was never answered is read with every comment, old ones too."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        old = bench.world.comment(ref, "Schon lange da")
        comment = CreateComment(bench.place.id, TaskId("t"), CommentId("c"), ref, plain_document("Von uns"))
        own = bench.connector.apply(bench.place, comment).ref
        item = bench.pull(bench.cursor(), Sought(refs=frozenset({ref}))).items[ref]
        assert item.all_comments
        assert {comment.ref: comment.own for comment in item.comments} == {old: False, own: True}

    @pytest.mark.parametrize("sought", [NOTHING, Sought(whole=True)], ids=["from the feed", "whole"])
    def test_values_that_our_write_replaced_are_told(self, bench: Bench, sought: Sought) -> None:
        """Without a precondition our write may replace an edit nobody had read: the history gives the value back.

        That the place is read whole next is no reason to lose it. A tool with preconditions refuses such a write
        instead (see the promises of writing).
        """
        ref = bench.world.create("Stand der letzten Abfrage", bench.lanes[0])
        snapshot = bench.pull()
        bench.world.edit(ref, title="Von Anna inzwischen geändert")
        stale = bench.updating(snapshot.items[ref], title="Von uns überschrieben")
        if bench.connector.manifest.preconditions:
            return assert_refused(bench, stale)
        bench.connector.apply(bench.place, stale)
        seen = bench.pull(snapshot.cursor, sought)
        told = [value for value in seen.overwritten if (value.ref, value.name) == (ref, "title")]
        assert seen.complete is sought.whole
        assert [value.fields.title for value in told] == ["Von Anna inzwischen geändert"]
        assert told[0].at.utcoffset() == timedelta(0)
        return None
