"""What is promised when the tool, the network or the credential fails."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial

import pytest

from bridge.core.errors import Ambiguous, Failure, Retry
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, LaneId, TaskId
from bridge.core.model.operation import CreateComment, CreateLane
from bridge.core.model.task import Fields, Status
from tests.contracts.bench import Bench
from tests.contracts.promises.reading import failure


class Trouble:
    """Each failure is a decision."""

    def test_a_tool_that_is_busy_says_when_to_come_back(self, bench: Bench) -> None:
        """A refused call (429) is tried later, after the time the tool asks for; the budget is told."""
        acts: tuple[Callable[[], object], ...] = (bench.pull, bench.create)
        for act in acts:
            bench.world.trouble("busy")
            with pytest.raises(Retry) as caught:
                act()
            assert type(caught.value) is Retry
            assert caught.value.after
            assert bench.budget.refusals.pop() == caught.value.after
        assert not bench.world.holds()

    def test_what_an_operation_waits_for_is_known_before(self, bench: Bench) -> None:
        """It is told of the limits that the operation then counts under; nothing is sent or counted for that."""
        new = bench.creation(Fields("Neu", status=Status(lane=bench.lanes[0])), "task-2")
        item = bench.item(bench.create().ref)
        text = plain_document("Bis wann?")
        comment = CreateComment(bench.place.id, TaskId("task-1"), CommentId("comment-1"), item.ref, text)
        for operation in (new, bench.updating(item, title="Anders"), comment):
            before = bench.budget.taken
            assert bench.connector.delay(bench.place, operation) == 0
            assert bench.budget.taken == before
            bench.budget.announced.clear()
            bench.connector.apply(bench.place, operation)
            assert bench.budget.asked is not None
            assert set(bench.budget.asked) <= bench.budget.announced, operation

    def test_a_tool_that_is_down_is_tried_later(self, bench: Bench) -> None:
        """An outage while reading is a later try, and afterwards everything is there."""
        ref = bench.world.create("Überlebt den Ausfall", bench.lanes[0])
        cursor = bench.cursor()
        for since in (None, cursor):
            bench.world.trouble("down")
            assert failure(partial(bench.pull, since)) == "Retry"
        assert ref in bench.pull().items

    def test_an_outage_never_reads_as_deleted(self, bench: Bench) -> None:
        """A question that got no answer is no yes: an outage while asking for an item raises."""
        ref = bench.world.create("Noch da", bench.lanes[0])
        bench.world.trouble("down")
        assert failure(lambda: bench.connector.confirm_gone(bench.place, ref)) == "Retry"

    def test_an_update_during_an_outage_is_tried_later(self, bench: Bench) -> None:
        """An update that the tool could not take leaves the item as it was, and a later try succeeds."""
        ref = bench.create("Vorher").ref
        update = bench.updating(bench.item(ref), title="Nachher")
        bench.world.trouble("down")
        assert failure(lambda: bench.connector.apply(bench.place, update)) == "Retry"
        assert bench.world.holds()[ref].title == "Vorher"
        bench.connector.apply(bench.place, update)
        assert bench.fields(ref).title == "Nachher"

    def test_a_create_during_an_outage_makes_at_most_one_item(self, bench: Bench) -> None:
        """Whether a failed create is tried again or looked for first, it was not sent twice by the connector."""
        bench.world.trouble("down")
        with pytest.raises(Retry):
            bench.create()
        assert len(bench.world.holds()) == 0

    def test_no_write_is_repeated_by_the_connector(self, bench: Bench) -> None:
        """One try is one call: whether it is sent again is decided elsewhere."""
        ref = bench.create().ref
        update = bench.updating(bench.item(ref), title="Einmal")
        bench.world.trouble("down")
        before = bench.calls()
        with pytest.raises(Retry):
            bench.connector.apply(bench.place, update)
        assert bench.calls() - before == 1

    def test_an_unanswered_lane_is_ambiguous(self, bench: Bench) -> None:
        """A lane whose create went unanswered may be there: the next snapshot's lanes tell."""
        if not bench.connector.manifest.makes_lanes:
            return
        operation = CreateLane(bench.place.id, LaneId("l1"), "Vielleicht", bench.lanes[0])
        bench.pull()
        bench.world.trouble("unanswered")
        with pytest.raises(Ambiguous):
            bench.connector.apply(bench.place, operation)
        lanes = bench.pull().lanes
        assert lanes is not None
        assert [lane.name for lane in lanes].count("Vielleicht") == 1

    def test_a_revoked_credential_stops_everything(self, bench: Bench) -> None:
        """Nothing works until a person renews the sign-in, and nothing is taken for deleted meanwhile."""
        ref = bench.create().ref
        update, cursor = bench.updating(bench.item(ref), title="Nie"), bench.cursor()
        creation = bench.creation(bench.fields(ref), "task-2")
        bench.world.revoke()
        assert failure(bench.pull) == "Stop"
        assert failure(lambda: bench.pull(cursor)) == "Stop"
        assert failure(lambda: bench.connector.apply(bench.place, update)) == "Stop"
        assert failure(lambda: bench.connector.apply(bench.place, creation)) == "Stop"
        assert failure(lambda: bench.connector.confirm_gone(bench.place, ref)) == "Stop"
        assert any(not finding.well and finding.advice for finding in bench.connector.check(bench.place))

    def test_no_message_shows_a_credential_or_what_was_written(self, bench: Bench) -> None:
        """Whatever fails, the sentence is for a person: no token, no title, nothing of the vendor's error."""
        private = "Vertraulich-47"
        told = []
        for kind in ("busy", "down", "unanswered"):
            bench.world.trouble(kind)
            told.append(told_by(lambda: bench.create(private)))
            bench.world.trouble(kind)
            told.append(told_by(bench.pull))
        ref = bench.create(private).ref
        stranger = (bench.world.stranger,)
        refused = bench.updating(bench.item(ref), helpers=stranger, title=f"{private} neu")
        told.append(told_by(lambda: bench.connector.apply(bench.place, refused)))
        bench.world.revoke()
        told += [
            told_by(bench.pull),
            told_by(lambda: bench.connector.apply(bench.place, refused)),
            repr(bench.connector),
        ]
        for text in told:
            assert text
            assert not [secret for secret in (*bench.secrets, private) if secret in text]


def told_by(act: Callable[[], object]) -> str:
    """All that a diagnostic could print of the failure: its sentence, its parts, and the failures behind it."""
    with pytest.raises(Failure) as caught:
        act()
    sentence = caught.value.message
    assert sentence.strip().endswith((".", "!")), sentence
    assert "\n" not in sentence
    chain = traceback.TracebackException.from_exception(caught.value, lookup_lines=False, capture_locals=False)
    return f"{caught.value!r} {sentence} {chain_text(chain)}"


def chain_text(chain: traceback.TracebackException | None) -> str:
    """The words of an exception and of those it was raised from (those that a traceback prints)."""
    if chain is None:
        return ""
    behind = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return f"{''.join(chain.format_exception_only())} {chain_text(behind)}"
