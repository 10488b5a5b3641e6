"""What a complete pull promises."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.core.errors import Failure
from bridge.core.model.ids import Ref
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import Fields
from bridge.ports.connector import Sought
from tests.contracts.bench import Bench


def titles(snapshot: Snapshot) -> list[str]:
    return sorted(item.fields.title for item in snapshot.items.values() if item.fields)


class Reading:
    """A complete pull, and asking for one item."""

    def test_an_empty_place_is_a_complete_snapshot_without_items(self, bench: Bench) -> None:
        """An empty board is read as empty, with its lanes and a cursor."""
        snapshot = bench.pull()
        assert (dict(snapshot.items), snapshot.complete) == ({}, True)
        assert snapshot.place == bench.place.id
        assert snapshot.cursor
        assert snapshot.read_at.utcoffset() == timedelta(0)

    def test_a_complete_pull_sees_every_item_once(self, bench: Bench) -> None:
        """Whatever a page holds, each item comes exactly once, under its own ref."""
        bench.world.fill(bench.world.page + 1)
        snapshot = bench.pull()
        assert set(snapshot.items) == set(bench.world.holds())
        assert len(snapshot.items) == bench.world.page + 1
        assert all(item.ref == ref and item.fields is not None for ref, item in snapshot.items.items())

    def test_lanes_come_in_the_places_order(self, bench: Bench) -> None:
        """People order their lanes, and so they are read."""
        bench.world.add_lane("Zur Abnahme")
        lanes = bench.pull().lanes
        assert lanes is not None
        assert [(lane.ref, lane.name) for lane in lanes] == list(bench.world.lanes())
        assert [lane.position for lane in lanes] == sorted(lane.position for lane in lanes)

    def test_an_item_says_who_created_it_and_when(self, bench: Bench) -> None:
        """The author of a task is the person who created it in the tool, and its times are instants in UTC."""
        ref = bench.world.create("Angebot Kabeltrasse", bench.lanes[0])
        snapshot = bench.pull()
        item = snapshot.items[ref]
        assert item.author == bench.world.person
        assert not item.own
        assert item.marker is None
        for time in (item.created, *([item.changed] if bench.connector.manifest.tells_changes else [])):
            assert time is not None
            assert time.utcoffset() == timedelta(0)

    def test_people_have_their_names(self, bench: Bench) -> None:
        """An account that a snapshot shows comes with the name people know it by."""
        bench.world.create("Aufmaß", bench.lanes[0], helpers=(bench.world.other,))
        names = bench.pull().names
        assert names[bench.world.other]
        assert names[bench.world.other] != bench.world.other

    def test_archived_items_are_no_open_ones(self, bench: Bench) -> None:
        """An archived item is read as archived, or not listed at all; it never looks like open work."""
        ref = bench.world.create("Altes Angebot", bench.lanes[0])
        bench.world.edit(ref, archived=True)
        item = bench.pull().items.get(ref)
        assert bench.world.holds()[ref].archived
        assert item is None or (item.fields is not None and item.fields.archived)
        assert not bench.connector.confirm_gone(bench.place, ref)

    def test_comments_are_complete_in_a_complete_pull(self, bench: Bench) -> None:
        """A complete pull brings all comments of each item, in the order in which they were written."""
        ref = bench.world.create("Gerüst bestellen", bench.lanes[0])
        written = [bench.world.comment(ref, f"Nachricht {number}") for number in range(3)]
        silent = bench.world.create("Ohne Kommentar", bench.lanes[0])
        items = bench.pull().items
        assert [comment.ref for comment in items[ref].comments] == written
        assert items[ref].all_comments
        assert (items[silent].comments, items[silent].all_comments) == ((), True)

    def test_a_failing_call_fails_the_whole_pull(self, bench: Bench) -> None:
        """All or nothing: whichever call of a pull fails, there is no snapshot, so nothing can look deleted."""
        bench.world.fill(bench.world.page + 1)
        before = bench.calls()
        bench.pull()
        needed = bench.calls() - before
        assert needed > 1, "fill more than a page, so that there is a later call that can fail"
        for passed in range(needed):
            bench.world.trouble("down", after=passed)
            with pytest.raises(Failure):
                bench.pull()
        assert len(bench.pull().items) == bench.world.page + 1

    def test_a_place_that_does_not_exist_stops(self, bench: Bench) -> None:
        """A board that is gone or closed to us is said to be so; it is never read as empty."""
        nowhere = replace(bench.place, container=bench.world.nowhere)
        assert failure(lambda: bench.connector.pull(nowhere, None, Sought())) == "Stop"
        assert any(not finding.well and finding.advice for finding in bench.connector.check(nowhere))

    def test_a_place_as_needed_has_no_bad_finding(self, bench: Bench) -> None:
        """The doctor says well when credential, permissions and place are as they should be."""
        findings = bench.connector.check(bench.place)
        assert findings
        assert all(finding.well and finding.subject for finding in findings)

    def test_a_deleted_item_is_confirmed_gone(self, bench: Bench) -> None:
        """Deleted is deleted: the item is absent from a complete pull, and asking for it says so."""
        ref = bench.world.create("Doppelt angelegt", bench.lanes[0])
        bench.world.delete(ref)
        assert ref not in bench.pull().items
        assert bench.connector.confirm_gone(bench.place, ref)

    def test_an_item_moved_out_of_the_place_is_not_gone(self, bench: Bench) -> None:
        """Somebody who moves a card to another board has not deleted it, where the tool lets items leave."""
        if not bench.connector.manifest.items_leave:
            return
        ref = bench.world.create("Gehört woanders hin", bench.lanes[0])
        bench.world.move_out(ref)
        assert ref not in bench.pull().items
        assert not bench.connector.confirm_gone(bench.place, ref)

    def test_an_item_that_is_there_is_not_gone(self, bench: Bench) -> None:
        """Asking for an item that exists never says it was deleted."""
        ref = bench.world.create("Noch da", bench.lanes[0])
        assert not bench.connector.confirm_gone(bench.place, ref)

    def test_pulling_from_several_threads_reads_the_same(self, bench: Bench) -> None:
        """Places are read at the same time, so a connector keeps its calls apart."""
        refs = {bench.world.create(f"Aufgabe {number}", bench.lanes[0]) for number in range(3)}
        with ThreadPoolExecutor(4) as pool:
            read = [pending.result() for pending in [pool.submit(bench.pull) for _ in range(4)]]
        assert all(set(snapshot.items) == refs for snapshot in read)

    def test_reading_changes_nothing(self, bench: Bench) -> None:
        """Looking at a place leaves it as it was, and twice looking shows the same."""
        ref = bench.world.create("Unberührt", bench.lanes[0], text="Bitte nur lesen.")
        held = dict(bench.world.holds())
        first, second = bench.fields(ref), bench.fields(ref)
        assert (first, dict(bench.world.holds())) == (second, held)
        assert isinstance(first, Fields)


def failure(act: Callable[[], object]) -> str:
    """The decision that an act ends in: the name of the failure's exact type."""
    with pytest.raises(Failure) as caught:
        act()
    return type(caught.value).__name__


def gone_from(snapshot: Snapshot, ref: Ref) -> bool:
    """Whether the snapshot tells the cycle to ask about the item."""
    return ref in snapshot.suspects or (snapshot.complete and ref not in snapshot.items)
