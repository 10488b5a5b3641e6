"""Lanes, by people and by us."""

from __future__ import annotations

from bridge.core.model.ids import Cursor, LaneId, Ref
from bridge.core.model.operation import CreateLane, RenameLane
from bridge.core.model.task import Status
from tests.contracts.bench import Bench


def names(bench: Bench, since: Cursor | None = None) -> list[tuple[Ref, str]] | None:
    lanes = bench.pull(since).lanes
    return None if lanes is None else [(lane.ref, lane.name) for lane in lanes]


def telling(bench: Bench) -> Cursor | None:
    """Since when the next pull has to tell of lanes: from now on, or all over again."""
    return bench.cursor() if bench.connector.manifest.makes_lanes else None


class Lanes:
    """Created, renamed, closed; by us where the tool lets us."""

    def test_a_lane_that_people_add_rename_or_close_is_seen(self, bench: Bench) -> None:
        """After any act on a lane the next pull tells all open lanes in order; the next complete one anyway."""
        cursor = telling(bench)
        ref = bench.world.add_lane("Abnahme")
        assert names(bench, cursor) == list(bench.world.lanes())
        cursor = telling(bench)
        bench.world.rename_lane(ref, "Abnahme Süd")
        assert names(bench, cursor) == list(bench.world.lanes())
        assert (ref, "Abnahme Süd") in bench.world.lanes()
        cursor = telling(bench)
        bench.world.close_lane(ref)
        assert names(bench, cursor) == list(bench.world.lanes())
        assert ref not in bench.lanes

    def test_quiet_lanes_need_not_be_told_again(self, bench: Bench) -> None:
        """Lanes are all of them or, since a cursor, none: a part would look like closed lanes."""
        assert names(bench, bench.cursor()) in (None, list(bench.world.lanes()))

    def test_we_create_a_lane_where_it_belongs(self, bench: Bench) -> None:
        """A lane is created behind the one named, or in front of all."""
        if not bench.connector.manifest.makes_lanes:
            return
        first = bench.lanes[0]
        between = bench.connector.apply(bench.place, CreateLane(bench.place.id, LaneId("l1"), "Süd & Nord", first)).ref
        front = bench.connector.apply(bench.place, CreateLane(bench.place.id, LaneId("l2"), "Ganz vorn")).ref
        assert bench.lanes[:3] == [front, first, between]
        assert dict(bench.world.lanes())[between] == "Süd & Nord"
        assert names(bench) == list(bench.world.lanes())

    def test_an_item_can_stand_in_a_lane_just_created(self, bench: Bench) -> None:
        """The ref that a new lane is known by can be used at once, whoever made it."""
        if not bench.connector.manifest.makes_lanes:
            cursor = bench.cursor()
            ref = bench.world.create("Gleich dort", bench.world.add_lane("Neu"))
            assert bench.pull(cursor).items[ref].fields == bench.fields(ref)
            assert names(bench, cursor) == list(bench.world.lanes())
            assert bench.fields(bench.create(status=Status(lane=bench.lanes[-1])).ref).status.lane == bench.lanes[-1]
            return
        lane = bench.connector.apply(bench.place, CreateLane(bench.place.id, LaneId("l1"), "Neu", bench.lanes[0])).ref
        assert bench.fields(bench.create(status=Status(lane=lane)).ref).status.lane == lane

    def test_we_rename_a_lane(self, bench: Bench) -> None:
        """A renamed lane keeps its ref and its place among the others."""
        if not bench.connector.manifest.makes_lanes:
            return
        before = bench.lanes
        done = bench.connector.apply(bench.place, RenameLane(bench.place.id, LaneId("l1"), before[1], "Umbenannt"))
        assert done.ref == before[1]
        assert bench.lanes == before
        assert dict(bench.world.lanes())[before[1]] == "Umbenannt"
