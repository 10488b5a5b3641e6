"""What `apply` promises of items."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bridge.core.errors import Park, Replan
from bridge.core.model.document import plain_document
from bridge.core.model.ids import TaskId
from bridge.core.model.operation import Done, UpdateItem
from bridge.core.model.task import Fields, Status
from bridge.ports.connector import Sought
from tests.contracts.bench import Bench
from tests.contracts.promises.reading import failure, gone_from


def assert_refused(bench: Bench, stale: UpdateItem) -> None:
    """The write is news, not carried out: somebody was faster."""
    before = bench.world.holds()[stale.ref]
    with pytest.raises(Replan):
        bench.connector.apply(bench.place, stale)
    assert bench.world.holds()[stale.ref] == before


def assert_shown(bench: Bench, reply: Done) -> None:
    """The reply is the item as a pull reads it now."""
    pulled = bench.item(reply.ref)
    assert reply.item is not None
    assert (reply.item.ref, reply.item.marker) == (reply.ref, "task-1")
    assert reply.item.fields == pulled.fields
    assert reply.item.revision == pulled.revision


class Writing:
    """Creates, updates, and what the tool refuses."""

    def test_a_create_carries_the_marker_and_is_ours(self, bench: Bench) -> None:
        """An item we create is known as ours by its marker, as soon as it is said to be there."""
        done = bench.create(task="task-4711")
        item = bench.item(done.ref)
        assert (item.marker, item.own, item.author) == ("task-4711", True, bench.world.own)
        assert len(bench.world.holds()) == 1
        assert "task-4711" not in bench.fields(done.ref).title

    def test_the_reply_shows_the_item_as_it_then_is(self, bench: Bench) -> None:
        """What a write answers is what a pull would show, so nothing has to be read after writing."""
        wanted = Fields(
            "Wie gewollt", plain_document("Text"), Status(lane=bench.lanes[1]), date(2026, 12, 1),
            helpers=(bench.world.other,), shown=("Sichtbar für alle",),
        )  # fmt: skip
        done = bench.connector.apply(bench.place, bench.creation(wanted))
        assert_shown(bench, done)
        assert_shown(bench, bench.update(done.ref, title="Anders", status=Status(done=True, lane=bench.lanes[0])))

    def test_what_somebody_moved_away_a_moment_ago_is_looked_at_again(self, bench: Bench) -> None:
        """Its new place is none of ours: nothing is taken for agreed there, and the next pull tells that it left."""
        if not bench.connector.manifest.items_leave:
            return
        ref = bench.create().ref
        item, cursor = bench.item(ref), bench.cursor()
        bench.world.move_out(ref)
        with pytest.raises(Replan):
            bench.connector.apply(bench.place, bench.updating(item, title="Anders"))
        assert gone_from(bench.pull(cursor), ref)

    def test_an_update_touches_only_the_fields_it_names(self, bench: Bench) -> None:
        """A write of one field leaves what people put into the others, whatever the operation carries beside it."""
        other = bench.world.other
        ref = bench.world.create(
            "Bleibt", bench.lanes[1], text="Bleibt auch", due=date(2026, 12, 1), helpers=(other,), done=True
        )
        before, cleared = bench.item(ref), Fields(title="Neu", archived=True)
        assert before.fields is not None
        title = UpdateItem(bench.place.id, TaskId("t"), ref, cleared, before.fields, ("title",), before.revision)
        bench.connector.apply(bench.place, title)
        assert bench.fields(ref) == replace(before.fields, title="Neu")

    def test_the_reply_shows_edits_made_meanwhile(self, bench: Bench) -> None:
        """A person's edit of another field since our pull survives our write and shows in its reply, or refuses it."""
        ref = bench.world.create("Titel", bench.lanes[0])
        item = bench.item(ref)
        bench.world.edit(ref, text="Von Anna ergänzt")
        update = bench.updating(item, title="Neuer Titel")
        if bench.connector.manifest.preconditions:
            return assert_refused(bench, update)
        shown = bench.connector.apply(bench.place, update).item
        assert shown is not None
        assert shown.fields is not None
        assert (shown.fields.title, shown.fields.description) == ("Neuer Titel", plain_document("Von Anna ergänzt"))
        return None

    def test_the_same_update_twice_does_no_harm(self, bench: Bench) -> None:
        """An update that went unanswered is sent again, and then the place is as wanted."""
        ref = bench.create().ref
        wanted = {"title": "Zweimal gesagt", "helpers": (bench.world.other,), "status": Status(lane=bench.lanes[1])}
        first, second = bench.update(ref, **wanted), bench.update(ref, **wanted)
        assert first.item is not None
        assert second.item is not None
        assert first.item.fields == second.item.fields

    def test_an_unanswered_create_is_found_by_its_marker(self, bench: Bench) -> None:
        """A create without an answer is ambiguous; seeking its marker finds the one item, so it is not sent again."""
        cursor = bench.cursor()
        bench.world.trouble("unanswered")
        assert failure(lambda: bench.create(task="task-9")) == "Ambiguous"
        titles = {TaskId("task-9"): "Fenster prüfen"}
        found = bench.pull(cursor, Sought(frozenset(titles), titles=titles)).items.values()
        assert [item.marker for item in found] == ["task-9"]
        assert [item.own for item in bench.pull().items.values()] == [True]

    def test_an_unanswered_update_may_be_sent_again(self, bench: Bench) -> None:
        """An update without an answer is tried again later, and nothing else: sending it twice does no harm."""
        ref = bench.create().ref
        update = bench.updating(bench.item(ref), title="Angekommen?")
        bench.world.trouble("unanswered")
        assert failure(lambda: bench.connector.apply(bench.place, update)) == "Retry"
        bench.update(ref, title="Angekommen?")
        assert bench.fields(ref).title == "Angekommen?"

    def test_writing_to_a_deleted_item_is_news(self, bench: Bench) -> None:
        """Somebody deleted the item meanwhile: the next cycle sees that and decides again."""
        ref = bench.create().ref
        update = bench.updating(bench.item(ref), title="Zu spät")
        bench.world.delete(ref)
        assert failure(lambda: bench.connector.apply(bench.place, update)) == "Replan"
        assert not bench.world.holds()

    def test_a_value_that_the_tool_refuses_is_parked(self, bench: Bench) -> None:
        """What the tool will always refuse waits for a person, with one sentence; it is not tried for ever."""
        ref = bench.create().ref
        name = "lead" if bench.connector.manifest.tells_lead else "helpers"
        value = bench.world.stranger if name == "lead" else (bench.world.stranger,)
        update = bench.updating(bench.item(ref), **{name: value})
        with pytest.raises(Park) as caught:
            bench.connector.apply(bench.place, update)
        assert caught.value.message.endswith(".")
        assert bench.world.stranger not in bench.fields(ref).helpers
