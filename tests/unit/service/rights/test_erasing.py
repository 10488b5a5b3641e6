"""An erasure in small: in which order, what it leaves, how it goes on, and what nobody can undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from bridge.adapters.store.memory import MemoryVisits
from bridge.adapters.store.memory_erasures import MemoryErasures
from bridge.adapters.words import spoken
from bridge.core.errors import Retry, Unusable
from bridge.core.model.hold import Hold
from bridge.core.model.ids import Account, ConnectionId
from bridge.core.model.memory import Standing
from bridge.core.model.operation import CreateItem, DeleteComment, UpdateComment, UpdateItem
from bridge.core.reports.gdpr.receipt import page, receipt
from bridge.core.rules.copies import Kind, copies
from bridge.core.sync.decide import decide
from bridge.core.sync.undone import Became, due_of, is_about_copy
from bridge.ports.compliance import Poll, Told
from bridge.ports.erasures import Mark
from bridge.service.rights.barring import Barring
from bridge.service.rights.compliance import Asking
from bridge.service.rights.erasure import is_complete
from bridge.service.rights.forget import forget_again
from bridge.service.rights.requests import Filing
from bridge.service.rights.restriction import Restricting
from tests.unit.core.builders import ANNA, FULL, NARROW, PLAINLY, network, shows, terms
from tests.unit.service.rights.erasing import ACCOUNT, OTHERS, SUBJECT, TODAY, Office

SIGNS = ("Anna Apfel", "a-full", "Von ihr", "anna@obst.example")


def found(text: str) -> list[str]:
    return [each for each in SIGNS if each in text]


def test_ds_05b_the_list_of_copies_names_what_our_account_wrote_and_nothing_else() -> None:
    """Items, comments and lanes that came from elsewhere; no original."""
    office = Office()
    memory = office.spaces.memory(office.terms.space.id)
    listed = copies(memory)
    assert {(each.place, each.kind) for each in listed if each.kind is Kind.ITEM} == {
        (each, Kind.ITEM) for each in OTHERS
    }
    said = {(place, link.ref) for place, of in memory.comment_links.items() for link in of.values() if link.ours}
    assert {(each.place, each.ref) for each in listed if each.kind is Kind.COMMENT} == said
    assert not [each for each in listed if each.place == FULL and each.kind in (Kind.ITEM, Kind.COMMENT)]


def test_dt_02_ds_05_everything_goes_and_each_copy_is_told() -> None:
    """Present before, absent after; deleted, blanked, or the partner instructed."""
    office = Office()
    assert found(office.remembered()) == ["Anna Apfel", "a-full", "Von ihr"]
    case = office.erase()
    assert found(office.remembered()) == []
    written = [each for place in OTHERS for each in office.tools[place].written]
    assert {type(each) for each in written} == {DeleteComment, UpdateComment, UpdateItem}
    assert found(repr([each.fields for each in written if isinstance(each, UpdateItem)])) == []
    made = receipt(case, network(), TODAY)
    assert {each.action for each in made.copies} == {Became.DELETED, Became.BLANKED, Became.INSTRUCTED}
    assert all(each.partner for each in made.copies) or made.copies


def test_ds_05b_what_our_account_wrote_besides_is_gone_through_once_at_each_place_of_a_copy() -> None:
    """Names of labels and messages: without the person, and where nothing of ours was nobody looks."""
    office = Office()
    case = office.erase()
    assert sorted(office.swept) == sorted((place, "Liste von ein Partner") for place in OTHERS)
    besides = [each for each in receipt(case, network(), TODAY).copies if each.kind is Kind.BESIDES]
    assert [(each.place, each.action) for each in besides] == [(place, Became.BLANKED) for place in OTHERS]
    again = office.erasing.undo(case)
    assert again == case
    assert len(office.swept) == len(OTHERS)


def test_ds_05b_a_lane_that_the_person_is_named_in_is_told_where_it_was_named() -> None:
    """What our account called so is renamed; at its origin the partner is instructed."""
    office = Office()
    memory = office.spaces.memory(office.terms.space.id)
    (lane,) = [each for each in memory.lanes.values() if each.origin == FULL][:1]
    named = replace(lane, name="Bei Anna Apfel")
    office.spaces.put(office.terms.space.id, replace(memory, lanes={**memory.lanes, lane.id: named}))
    case = office.erase()
    told = {each.place: each.action for each in receipt(case, network(), TODAY).copies if each.kind is Kind.LANE}
    assert told[FULL] == Became.INSTRUCTED
    assert {told[place] for place in OTHERS if place in told} == {Became.BLANKED}


def test_ds_05b_what_went_with_an_item_counts_as_gone() -> None:
    """A comment below an item that was deleted with its history is not looked for for ever."""
    reach = terms().reaches[NARROW]
    keeps = replace(reach, manifest=replace(reach.manifest, history=frozenset({"title", "description"})))
    known = terms()
    office = Office(terms=replace(known, reaches={**known.reaches, NARROW: keeps}))
    case = office.erase()
    assert Became.RECREATED in {step.result for step in case.steps}
    assert Became.OPEN not in {step.result for step in case.steps}


def test_pl_21_pl_22_entries_salts_and_key_are_destroyed_and_nobody_elses() -> None:
    """What waits for its seal goes too; a pseudonym drawn anew is another."""
    office = Office()
    before = office.entry("3").actor_ref
    office.log.seal("network", TODAY.replace(day=24), lambda _: b"signed")
    office.log.stage([office.entry("4")])
    office.erase()
    assert [each.entry.event_id for each in office.log.entries("network")] == ["2"]
    assert office.log.staged("network") == 0
    assert office.vault.pseudonyms("network", "P2", ANNA) == []
    assert office.entry("5").actor_ref != before


def test_dt_14_what_failed_is_left_open_and_goes_on_without_the_persons_name() -> None:
    """Nothing is skipped and nothing done twice, also by a process that no longer knows whose it was."""
    office = Office()
    said, office.tools[NARROW].said = office.tools[NARROW].said, Retry("Der Ort antwortet nicht.")
    case = office.erase()
    left = {due_of(step.key)[1].copy.place for step in case.steps if step.result == Became.OPEN}
    assert left == {NARROW}
    assert found(office.remembered()) == []
    done = list(office.tools[PLAINLY].written)
    office.tools[NARROW].said = said
    case = office.erasing.undo(office.erasing.forget(None, case))
    assert not [step for step in case.steps if step.result == Became.OPEN]
    assert office.tools[PLAINLY].written == done
    both_in_one = [UpdateItem, UpdateComment]
    assert [type(each) for each in office.tools[NARROW].written] == both_in_one


def test_dt_14_the_tombstone_comes_before_anything_goes() -> None:
    """An erasure that breaks off at once has nobody mirrored again."""
    office = Office()
    office.erasing.begin(SUBJECT, office.filed())
    assert ANNA in office.barring.now().erased
    assert found(office.remembered()) == ["Anna Apfel", "a-full", "Von ihr"]
    case = office.cases.get("network", office.cases.all("network")[0].id)
    assert case is not None
    office.erasing.forget(SUBJECT, case)
    assert found(office.remembered()) == []


def test_ds_05b_where_a_tool_keeps_former_values_an_item_of_ours_is_made_anew_without_the_person() -> None:
    """With its history it goes; what people said at it would go too, so then the partner is instructed instead."""
    known = terms()
    reach = known.reaches[PLAINLY]
    keeps = replace(reach, manifest=replace(reach.manifest, history=frozenset({"title", "description"})))
    office = Office(terms=replace(known, reaches={**known.reaches, PLAINLY: keeps}))
    space = office.terms.space.id
    (ref,) = [link.ref for link in office.spaces.memory(space).links[PLAINLY].values()]
    case = office.erase()
    assert office.taken_out == [ref]
    assert [due_of(step.key)[1].copy.ref for step in case.steps if step.result == Became.RECREATED] == [ref]
    memory, now = office.spaces.memory(space), replace(office.terms, barred=office.barring.now())
    quiet = [shows(place, *office.tools[place].said.items.values()) for place in (FULL, NARROW)]  # type: ignore[union-attr]
    made = decide(memory, [*quiet, shows(PLAINLY)], now).operations[PLAINLY]
    assert [type(each) for each in made[:1]] == [CreateItem]
    assert found(repr(made)) == []


def test_dt_04_an_erasure_with_residuals_is_never_called_complete() -> None:
    """Until every partner has said that it is done."""
    office = Office()
    case = office.erase()
    made = receipt(case, network(), TODAY)
    assert (made.complete, is_complete(case)) == (False, False)
    assert "noch nicht abgeschlossen" in repr(page(made, "de", spoken("de")))
    assert "not finished" in repr(page(made, "en", spoken("en")))
    case = office.erasing.confirm(case, FULL)
    assert is_complete(case)
    assert receipt(case, network(), TODAY).complete


def test_ds_05_nothing_but_ids_stands_in_a_case() -> None:
    """It outlives what it erased."""
    case = Office().erase()
    assert found(repr(case)) == []
    assert any(is_about_copy(step.key) for step in case.steps)


def test_dt_03_stores_that_come_back_are_cleaned_by_the_tombstones_alone() -> None:
    """A restored backup has everything again, and the tombstones say nobody's name."""
    office, before = Office(), Office()
    office.erase()
    assert found(repr(office.tombstones.__dict__)) == []
    office.spaces.put(office.terms.space.id, before.spaces.memory(before.terms.space.id))
    for partner, roster in before.vault.rosters.of("network").items():
        office.vault.rosters.change("network", partner, lambda _, roster=roster: roster)  # type: ignore[misc]
    assert forget_again(office.kept, office.barring) > 0
    assert found(office.remembered()) == []
    assert forget_again(office.kept, office.barring) == 0


def test_pl_25_tombstones_of_another_key_are_refused() -> None:
    """Nobody would be known again: better nothing works than that erased persons come back."""
    office = Office()
    office.erase()
    with pytest.raises(Unusable, match="another key"):
        Barring("network", Office().vault, office.tombstones).now()
    assert not Barring("network", Office().vault, MemoryErasures()).now()
    assert office.tombstones.marked(Mark.ERASED)


def test_ds_09_an_objection_holds_like_a_restriction_until_somebody_has_decided() -> None:
    """One reason lifted leaves the other; with the last one what was taken back is written again, all is read whole."""
    office, visits = Office(), MemoryVisits()
    restricting = Restricting(office.kept, office.barring, visits)
    visits.visited(NARROW, Clock().now(), "", complete=True)
    restricting.restrict(SUBJECT, Mark.OBJECTED)
    restricting.restrict(SUBJECT, Mark.RESTRICTED)
    assert ANNA in office.barring.now().restricted
    space = office.terms.space.id
    theirs = {each for task in office.spaces.memory(space).tasks.values() for each in task.comments.values()
              if each.author == ACCOUNT}  # fmt: skip
    (comment,) = [each.id for each in theirs]
    links = office.spaces.memory(space).comment_links
    taken = {place: {key: replace(link, standing=Standing.GONE) if key == comment and link.ours else link
                     for key, link in of.items()} for place, of in links.items()}  # fmt: skip
    office.spaces.put(space, replace(office.spaces.memory(space), comment_links=taken))
    assert restricting.lift(SUBJECT, Mark.RESTRICTED)
    assert ANNA in office.barring.now().restricted
    assert comment in office.spaces.memory(space).comment_links[NARROW]
    assert restricting.lift(SUBJECT, Mark.OBJECTED)
    assert ANNA not in office.barring.now().restricted
    assert comment not in office.spaces.memory(space).comment_links[NARROW]
    assert comment in office.spaces.memory(space).comment_links[FULL]
    assert visits.last_complete(NARROW) is None


@dataclass
class Vendor:
    """Says what it was told to say."""

    said: Sequence[Told] | Retry

    def told(self) -> Sequence[Told]:
        if isinstance(self.said, Retry):
            raise self.said
        return self.said


@dataclass
class Polls:
    """When it was asked."""

    known: dict[ConnectionId, Poll] = field(default_factory=dict)

    def polled(self, connection: ConnectionId, at: datetime, trouble: str) -> None:
        self.known[connection] = Poll(self.last(connection).at if trouble else at, trouble)

    def last(self, connection: ConnectionId) -> Poll:
        return self.known.get(connection, Poll())


@dataclass
class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 9, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        raise AssertionError(seconds)


class NoHolds:
    """Nothing is held."""

    def of(self, network: str) -> Sequence[Hold]:
        del network
        return ()

    def keep(self, network: str, hold: Hold) -> None: ...
    def release(self, network: str, case: str) -> int:
        raise AssertionError((network, case))

    def forget(self, network: str, through: date) -> int:
        raise AssertionError((network, through))


def asking(office: Office, vendor: Vendor, polls: Polls) -> Asking:
    filing = Filing("network", office.cases, office.vault, TODAY)
    return Asking({ConnectionId("full-connection"): vendor}, polls, office.erasing, filing, NoHolds(), Clock())


def test_dt_15_an_account_that_its_vendor_calls_deleted_is_erased_once() -> None:
    """With what it said; the next day's same answer does nothing, and when the vendor answered is known."""
    office, polls = Office(), Polls()
    vendor = Vendor([Told(Account("a-full"), deleted=True), Told(Account("nobody"), deleted=True)])
    asking(office, vendor, polls).ask()
    assert ACCOUNT in office.barring.now().erased
    assert "Von ihr" not in office.remembered()
    assert len(office.cases.all("network")) == 1
    asking(office, vendor, polls).ask()
    assert len(office.cases.all("network")) == 1
    assert polls.known[ConnectionId("full-connection")] == Poll(Clock().now(), "")


def test_dt_15_an_account_that_changed_is_asked_for_anew_and_silence_is_told() -> None:
    """The name is forgotten until the next reading; a vendor that does not answer is asked again tomorrow."""
    office, polls = Office(), Polls()
    asking(office, Vendor([Told(Account("a-full"), deleted=False)]), polls).ask()
    assert ACCOUNT not in office.spaces.memory(office.terms.space.id).names
    assert not office.barring.now()
    asking(office, Vendor(Retry("Trello antwortet nicht.")), polls).ask()
    assert polls.known[ConnectionId("full-connection")] == Poll(Clock().now(), "Trello antwortet nicht.")
