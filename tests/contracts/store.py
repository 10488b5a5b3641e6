"""The contract of a store: every promise of `bridge/ports/store.py` as a test, with its rule as docstring.

A store joins in ten lines: a class that inherits `StoreContract` and gives a `stores` fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import overload

import pytest

from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId, Ref
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.operation import Done, Parked
from bridge.core.model.refusal import Answer
from bridge.core.model.stay import Pair, Stay
from bridge.core.model.task import Fields, Task
from bridge.ports.log import LogStore
from bridge.ports.store import InboxStore, PauseStore, SpaceStore, VisitStore
from tests.contracts import kept
from tests.contracts.kept import ASANA, NOW, ROOF, SPACE, TRELLO, WALL
from tests.contracts.log import LogPromises


@dataclass(frozen=True, slots=True)
class Stores:
    """One store, seen through each of its protocols; `reopened` is the same after the process ended."""

    spaces: SpaceStore
    pauses: PauseStore
    visits: VisitStore
    log: LogStore
    inbox: InboxStore
    reopened: Callable[[], Stores]


class Power(Exception):
    """The power went."""


class CutOff(Sequence[Entry]):
    """Entries during which the power goes: one comes, the next never does."""

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        raise Power

    def __len__(self) -> int:
        return 2

    def __iter__(self) -> Iterator[Entry]:
        yield kept.entry("first")
        raise Power


class SpacePromises:
    """`SpaceStore`."""

    def test_a_space_never_seen_is_remembered_as_empty(self, stores: Stores) -> None:
        """A new space starts from nothing."""
        assert stores.spaces.memory(SPACE) == Memory()

    def test_everything_agreed_comes_back_as_it_was(self, stores: Stores) -> None:
        """Every field of every kind survives the end of the process: texts with all their structure, days, instants."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        assert stores.reopened().spaces.memory(SPACE) == kept.memory()

    def test_a_persons_word_is_kept_beside_all_else(self, stores: Stores) -> None:
        """What was said of a place and of tasks replaces what was said before; nothing else changes."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        said = Memory(stays={TRELLO: Stay(confirmed=True)}, pairs={WALL: Pair(ROOF, taken=True)})
        stores.spaces.confirm(SPACE, said)
        before, after = kept.memory(), stores.reopened().spaces.memory(SPACE)
        stays, pairs = {**before.stays, **said.stays}, {**before.pairs, **said.pairs}
        assert after == replace(before, stays=stays, pairs=pairs)

    def test_tasks_stay_in_the_order_in_which_they_became_known(self, stores: Stores) -> None:
        """Items are created in the order of their tasks, so the order is remembered, also when a task changes."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        changed = {WALL: Task(WALL, Fields("Wand, neu"), ASANA)}
        stores.spaces.agree(SPACE, kept.agreed(Memory(tasks=changed)), ())
        assert list(stores.reopened().spaces.memory(SPACE).tasks) == [WALL, ROOF]

    def test_spaces_do_not_mix(self, stores: Stores) -> None:
        """What is agreed in one space is never seen in another."""
        stores.spaces.agree(SPACE, replace(kept.agreed(kept.memory()), conflicts=(kept.conflict(),)), ())
        stores.spaces.intend(SPACE, kept.CREATE)
        assert stores.spaces.memory(kept.OTHER_SPACE) == Memory()
        assert not stores.spaces.conflicts(kept.OTHER_SPACE)

    def test_rows_replace_rows_of_the_same_key_and_no_others(self, stores: Stores) -> None:
        """A decision holds what changed; all the rest stays."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        moved = replace(kept.link(), standing=Standing.GONE, sent=None)
        news = Memory(links={TRELLO: {ROOF: moved}}, names={PersonId("asana/1"): "Neue"})
        stores.spaces.agree(SPACE, kept.agreed(news), ())
        was, now = kept.memory(), stores.spaces.memory(SPACE)
        assert now.links == {TRELLO: {ROOF: moved, WALL: was.links[TRELLO][WALL]}}
        assert now.names == {**was.names, PersonId("asana/1"): "Neue"}
        assert (now.tasks, now.lanes, now.cursors) == (was.tasks, was.lanes, was.cursors)

    def test_what_was_given_out_does_not_change(self, stores: Stores) -> None:
        """A cycle decides from one memory, whatever is recorded meanwhile."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        given = stores.spaces.memory(SPACE)
        stores.spaces.record(SPACE, Done(kept.UPDATE, kept.UPDATE.ref, kept.ANSWERED))
        assert given == kept.memory()

    def test_agreeing_is_all_or_nothing(self, stores: Stores) -> None:
        """Cut off in the middle of agreeing, nothing of the decision is there: no task, no conflict, no entry."""
        stores.spaces.intend(SPACE, kept.LANE)
        decision = Decision(kept.memory(), {ASANA: (kept.LANE,)}, conflicts=(kept.conflict(),))
        with pytest.raises(Power):
            stores.spaces.agree(SPACE, decision, CutOff())
        after = stores.reopened()
        assert after.spaces.memory(SPACE) == Memory(intents={ASANA: (kept.LANE,)})
        assert not after.spaces.conflicts(SPACE)
        assert after.log.staged("bauverbund") == 0

    def test_what_was_begun_is_known_after_a_crash(self, stores: Stores) -> None:
        """A create is remembered with its payload before it is sent: lanes, items and comments, one per subject."""
        for intent in (kept.CREATE, kept.COMMENT, kept.LANE, kept.CREATE):
            stores.spaces.intend(SPACE, intent)
        assert stores.reopened().spaces.memory(SPACE).intents == {ASANA: (kept.COMMENT, kept.CREATE, kept.LANE)}

    def test_a_recorded_create_is_linked_and_no_longer_intended(self, stores: Stores) -> None:
        """The answer to a create ends its intent and becomes the link, in one transaction."""
        stores.spaces.intend(SPACE, kept.CREATE)
        stores.spaces.intend(SPACE, kept.COMMENT)
        stores.spaces.record(SPACE, Done(kept.CREATE, Ref("item-9")))
        after = stores.reopened().spaces.memory(SPACE)
        assert after.intents == {ASANA: (kept.COMMENT,)}
        assert after.links[ASANA][ROOF].ref == "item-9"
        assert after.links[ASANA][ROOF].seen == kept.CREATE.fields
        assert after.links[ASANA][ROOF].ours

    def test_an_intent_that_was_found_is_closed_by_the_decision(self, stores: Stores) -> None:
        """A create that was answered after all is adopted: its intent goes with the decision that adopts it."""
        stores.spaces.intend(SPACE, kept.CREATE)
        stores.spaces.intend(SPACE, kept.LANE)
        stores.spaces.agree(SPACE, Decision(closed={ASANA: (kept.CREATE,)}), ())
        assert stores.reopened().spaces.memory(SPACE).intents == {ASANA: (kept.LANE,)}

    def test_a_write_moves_seen_for_the_fields_written_alone(self, stores: Stores) -> None:
        """Whatever else the reply shows is somebody's edit and must still look like one."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        item = replace(kept.ANSWERED, fields=Fields("neu", archived=False))
        stores.spaces.record(SPACE, Done(kept.UPDATE, kept.UPDATE.ref, item))
        link = stores.reopened().spaces.memory(SPACE).links[TRELLO][ROOF]
        assert link.seen == replace(kept.fields("gesehen"), title="neu")
        assert link.based == kept.fields("gesehen")
        assert (link.ref, link.standing, link.ours) == ("card-1", Standing.LEFT, True)
        assert link.revision == "revision-8"

    def test_a_deleted_comment_stays_known_as_gone(self, stores: Stores) -> None:
        """A comment we deleted is not taken for one that somebody else deleted, and not written again."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        stores.spaces.record(SPACE, Done(kept.ERASE, kept.ERASE.ref))
        assert stores.spaces.memory(SPACE).comment_links[TRELLO][kept.ERASE.comment].standing is Standing.GONE

    def test_a_new_lane_is_linked(self, stores: Stores) -> None:
        """Later operations find the lane by its link."""
        stores.spaces.record(SPACE, Done(kept.LANE, Ref("section-2")))
        assert stores.spaces.memory(SPACE).lane_links[ASANA][kept.LANE.lane].ref == "section-2"

    def test_what_a_tool_refused_is_parked_with_its_reason(self, stores: Stores) -> None:
        """A person has to look; until then there is one parked operation per place and subject, and no intent."""
        stores.spaces.intend(SPACE, kept.CREATE)
        stores.spaces.record(SPACE, Parked(kept.CREATE, "Zu lang."))
        stores.spaces.record(SPACE, Parked(kept.CREATE, "Immer noch zu lang."))
        after = stores.reopened().spaces.memory(SPACE)
        assert after.parked == {ASANA: (Parked(kept.CREATE, "Immer noch zu lang."),)}
        assert not after.intents

    def test_a_later_outcome_supersedes_what_was_parked(self, stores: Stores) -> None:
        """When the tool takes the task's next update, nobody has to look any more."""
        stores.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
        stores.spaces.record(SPACE, kept.PARKED)
        stores.spaces.record(SPACE, Done(kept.UPDATE, kept.UPDATE.ref, kept.ANSWERED))
        assert not stores.spaces.memory(SPACE).parked

    def test_a_decision_supersedes_what_was_parked(self, stores: Stores) -> None:
        """A new operation on the same subject takes the parked one's place; others stay parked."""
        lane = Parked(kept.LANE, "Zu viele Listen.")
        for parked in (kept.PARKED, lane):
            stores.spaces.record(SPACE, parked)
        renewed = replace(kept.UPDATE, fields=Fields("kürzer"))
        stores.spaces.agree(SPACE, Decision(operations={TRELLO: (renewed,)}), ())
        assert stores.reopened().spaces.memory(SPACE).parked == {ASANA: (lane,)}

    def test_conflicts_are_kept_oldest_first(self, stores: Stores) -> None:
        """The value that lost is there until somebody decides."""
        later, earlier = kept.conflict(NOW, "due"), kept.conflict(NOW - timedelta(hours=1))
        stores.spaces.agree(SPACE, Decision(conflicts=(later,)), ())
        stores.spaces.agree(SPACE, Decision(conflicts=(earlier,)), ())
        assert list(stores.reopened().spaces.conflicts(SPACE)) == [earlier, later]


class InboxPromises:
    """Promises of `InboxStore`."""

    def test_what_was_submitted_waits_in_its_order(self, stores: Stores) -> None:
        """What a person typed is known after a crash, and comes in the order in which it was sent."""
        first, second = kept.submission("press-1"), kept.submission("press-2")
        stores.inbox.submit(SPACE, first)
        stores.inbox.submit(SPACE, second)
        assert stores.reopened().spaces.memory(SPACE).submissions == (first, second)

    def test_a_repeated_delivery_changes_nothing(self, stores: Stores) -> None:
        """A tool that delivers twice does not make a person's edit count twice, not even after it was taken over."""
        submission = kept.submission("press-1")
        stores.inbox.submit(SPACE, submission)
        stores.inbox.submit(SPACE, submission)
        assert stores.spaces.memory(SPACE).submissions == (submission,)
        stores.spaces.agree(SPACE, Decision(taken=(submission.key,)), ())
        stores.inbox.submit(SPACE, submission)
        assert stores.spaces.memory(SPACE).submissions == ()

    def test_a_decision_forgets_only_what_it_took(self, stores: Stores) -> None:
        """An edit that came while a cycle was deciding is decided by the next one."""
        late = kept.submission("press-2")
        stores.inbox.submit(SPACE, kept.submission("press-1"))
        stores.inbox.submit(SPACE, late)
        stores.spaces.agree(SPACE, Decision(taken=("press-1",)), ())
        assert stores.reopened().spaces.memory(SPACE).submissions == (late,)


class PausePromises:
    """`PauseStore`."""

    def test_a_pause_lasts_until_a_person_ends_it(self, stores: Stores) -> None:
        """A restart does not carry out what the guard refused."""
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        after = stores.reopened()
        assert after.pauses.paused(SPACE) == kept.refusal()
        assert after.pauses.paused(kept.OTHER_SPACE) is None
        assert after.pauses.answered(SPACE) is None

    def test_a_second_pause_tells_the_newer_reason(self, stores: Stores) -> None:
        """What a person reads is what would happen now."""
        stores.pauses.pause(SPACE, kept.refusal(30), NOW)
        stores.pauses.pause(SPACE, kept.refusal(35), NOW)
        assert stores.pauses.paused(SPACE) == kept.refusal(35)

    def test_an_answer_is_for_one_decision(self, stores: Stores) -> None:
        """A person's yes is for what they were asked, and outlives a restart until a decision has heard it."""
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        assert stores.pauses.resume(SPACE) == kept.refusal()
        after = stores.reopened()
        assert after.pauses.paused(SPACE) is None
        assert after.pauses.answered(SPACE) == Answer(kept.refusal())
        after.pauses.settle(SPACE)
        assert after.reopened().pauses.answered(SPACE) is None

    def test_an_answer_may_be_to_bring_everything_back(self, stores: Stores) -> None:
        """Yes and no are told apart, also after a restart."""
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        stores.pauses.resume(SPACE, restore=True)
        assert stores.reopened().pauses.answered(SPACE) == Answer(kept.refusal(), restore=True)

    def test_resuming_what_is_not_paused_answers_nothing(self, stores: Stores) -> None:
        """Nobody agrees in advance to what nobody has seen, and a second word does not turn the first around."""
        assert stores.pauses.resume(SPACE) is None
        assert stores.pauses.answered(SPACE) is None
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        stores.pauses.resume(SPACE)
        assert stores.pauses.resume(SPACE, restore=True) is None
        assert stores.pauses.answered(SPACE) == Answer(kept.refusal())

    def test_a_new_pause_takes_the_answer_back(self, stores: Stores) -> None:
        """An unused yes does not answer a new question."""
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        stores.pauses.resume(SPACE)
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        assert stores.pauses.answered(SPACE) is None
        assert stores.pauses.paused(SPACE) == kept.refusal()

    def test_settling_leaves_a_pause_alone(self, stores: Stores) -> None:
        """A decision that was heard late does not end a pause that came after it."""
        stores.pauses.pause(SPACE, kept.refusal(), NOW)
        stores.pauses.settle(SPACE)
        assert stores.pauses.paused(SPACE) == kept.refusal()


class VisitPromises:
    """`VisitStore`."""

    def test_a_place_never_read_has_no_date_and_no_trouble(self, stores: Stores) -> None:
        """Unknown is not fresh."""
        visits = stores.visits
        assert (visits.last_read(TRELLO), visits.last_complete(TRELLO), visits.trouble(TRELLO)) == (None, None, "")

    def test_freshness_is_the_last_successful_reading(self, stores: Stores) -> None:
        """An incremental reading counts as reading, and only a complete one as complete."""
        stores.visits.visited(TRELLO, NOW, "", complete=True)
        stores.visits.visited(TRELLO, NOW + timedelta(minutes=1), "", complete=False)
        visits = stores.reopened().visits
        assert visits.last_read(TRELLO) == NOW + timedelta(minutes=1)
        assert visits.last_complete(TRELLO) == NOW
        assert visits.last_read(ASANA) is None

    def test_what_waits_for_a_person_does_so_until_the_next_success(self, stores: Stores) -> None:
        """A tool that is down besides does not make a revoked token well again."""
        stores.visits.visited(TRELLO, NOW, "Das Token ist widerrufen.", complete=False, stopped=True)
        stores.visits.visited(TRELLO, NOW, "Trello antwortet nicht.", complete=False)
        assert stores.reopened().visits.stopped(TRELLO)
        assert not stores.visits.stopped(ASANA)
        stores.visits.visited(TRELLO, NOW, "", complete=False)
        assert not stores.reopened().visits.stopped(TRELLO)

    def test_a_failed_reading_tells_its_trouble_and_leaves_the_dates(self, stores: Stores) -> None:
        """Trouble never looks like freshness, and it goes with the next success."""
        stores.visits.visited(TRELLO, NOW, "", complete=True)
        stores.visits.visited(TRELLO, NOW + timedelta(minutes=1), "Trello antwortet nicht.", complete=True)
        visits = stores.reopened().visits
        assert (visits.last_read(TRELLO), visits.last_complete(TRELLO)) == (NOW, NOW)
        assert visits.trouble(TRELLO) == "Trello antwortet nicht."
        assert not visits.stopped(TRELLO)
        visits.visited(TRELLO, NOW, "", complete=False)
        assert visits.trouble(TRELLO) == ""

    def test_what_went_untold_asks_for_a_complete_reading(self, stores: Stores) -> None:
        """It stays asked for until there was one; what is known of the place stands, and so do other places."""
        for place in (TRELLO, ASANA):
            stores.visits.visited(place, NOW, "", complete=True)
        stores.visits.missed(TRELLO)
        visits = stores.reopened().visits
        visits.visited(TRELLO, NOW + timedelta(minutes=1), "", complete=False)
        assert (visits.last_complete(TRELLO), visits.last_complete(ASANA)) == (None, NOW)
        assert visits.last_read(TRELLO) == NOW + timedelta(minutes=1)
        visits.visited(TRELLO, NOW + timedelta(minutes=2), "", complete=True)
        assert visits.last_complete(TRELLO) == NOW + timedelta(minutes=2)


class StoreContract(SpacePromises, InboxPromises, PausePromises, VisitPromises, LogPromises):
    """Inherit, and override `stores`."""

    @pytest.fixture
    def stores(self) -> Stores:
        """An empty store."""
        raise NotImplementedError
