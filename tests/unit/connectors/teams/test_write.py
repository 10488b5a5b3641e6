"""Writing where somebody else is about, and where the plan has no room."""

from __future__ import annotations

import pytest

from bridge.core.errors import Replan
from bridge.core.model.ids import PlaceId, Ref, TaskId
from bridge.core.model.operation import UpdateItem
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.teams.labels import SLOTS
from connectors.teams.write import as_written
from tests.contracts.bench import Bench
from tests.contracts.teams_world import TeamsWorld


def named(world: TeamsWorld, names: dict[str, str]) -> None:
    """Anna names labels."""
    path = f"/planner/plans/{world.plan}/details"
    etag = world.people.call("anna", "GET", path)["@odata.etag"]
    world.people.call("anna", "PATCH", path, {"categoryDescriptions": names}, etag)


def test_a_slot_that_somebody_named_meanwhile_is_not_taken(bench: Bench, world: TeamsWorld) -> None:
    """The plan's labels have a version too: we look again, and take another slot."""
    bench.pull()
    named(world, {"category1": "Nord"})
    with pytest.raises(Replan):
        bench.create(labels=frozenset({"Süd"}))
    assert not world.holds()
    ref = bench.create(labels=frozenset({"Süd", "Nord"})).ref
    assert bench.fields(ref).labels == {"Süd", "Nord"}


def test_a_label_without_a_slot_is_left_out_and_the_doctor_says_so(bench: Bench, world: TeamsWorld) -> None:
    """Everything else of the task is written."""
    named(world, {slot: f"Etikett {slot}" for slot in SLOTS})
    ref = bench.create("Trotzdem da", labels=frozenset({"Süd", f"Etikett {SLOTS[3]}"})).ref
    assert bench.fields(ref).title == "Trotzdem da"
    assert bench.fields(ref).labels == {f"Etikett {SLOTS[3]}"}
    assert any("left out" in finding.advice for finding in bench.connector.check(bench.place))


def test_an_update_without_a_revision_finds_the_versions_itself(bench: Bench) -> None:
    """A link that was stored without one can still be written to."""
    item = bench.item(bench.create().ref)
    assert item.fields
    fields = Fields("Neu", status=item.fields.status)
    update = UpdateItem(bench.place.id, TaskId("task-1"), item.ref, fields, item.fields, ("title",))
    bench.connector.apply(bench.place, update)
    assert bench.fields(item.ref).title == "Neu"


def test_a_change_that_comes_to_nothing_is_answered_all_the_same(bench: Bench) -> None:
    """Helpers in another order are the same helpers."""
    ref = bench.create(helpers=(bench.world.person, bench.world.other)).ref
    done = bench.update(ref, helpers=(bench.world.other, bench.world.person))
    assert done.item is not None
    assert done.item.fields == bench.fields(ref)


def test_what_others_did_to_the_same_field_is_left_to_the_next_pull() -> None:
    """Planner takes two people's changes of different parts with one version: ours speak, theirs are found as edits."""
    before = Fields(status=Status(lane="a"), helpers=("anna",), labels=frozenset({"Süd"}))
    wanted = Fields(status=Status(done=True, lane="a"), helpers=("bob",), labels=frozenset({"Süd", "Nord"}))
    shown = Fields(status=Status(done=True, lane="b"), helpers=("bob", "cora"), labels=frozenset({"Nord"}))
    update = UpdateItem(PlaceId("p"), TaskId("t"), Ref("r"), wanted, before, ("status", "helpers", "labels"))
    told = as_written(update, Item(Ref("r"), shown)).fields
    assert told is not None
    assert told.status == Status(done=True, lane="a")
    assert told.helpers == ("bob",)
    assert told.labels == {"Süd", "Nord"}
