"""Mirroring a space until nothing is left to do, and what of it is shown to people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bridge.adapters.store.memory import MemoryInbox, MemoryLog, MemoryPauses, MemorySpaces, MemoryVisits
from bridge.core.errors import Park, Retry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Account, PartnerId, PlaceId, Ref
from bridge.core.model.operation import Done, Operation
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.core.sync.terms import Terms
from bridge.service.cycle import UNTOUCHED, Touched
from bridge.service.preview import Plan, plan_space
from bridge.service.status import PlaceStatus, status
from bridge.service.sync import MOST_CYCLES, WHOLE_AFTER, Report, sync
from bridge.service.visible import Visible
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import ANNA, FULL, NARROW, OFFEN, SPACE, item, network, said, shows, terms
from tests.unit.service.scripted import Scripted, carried_out


@dataclass
class Office:
    """A space of two places, with everything that syncing it takes."""

    terms: Terms = field(default_factory=lambda: terms(FULL, NARROW))
    store: MemorySpaces = field(default_factory=lambda: MemorySpaces(MemoryLog()))
    inbox: MemoryInbox = field(init=False)
    pauses: MemoryPauses = field(default_factory=MemoryPauses)
    visits: MemoryVisits = field(default_factory=MemoryVisits)
    clock: VirtualClock = field(default_factory=VirtualClock)
    sites: dict[PlaceId, Scripted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Both places answer; the full one has four items."""
        self.inbox = MemoryInbox(self.store)
        items = [item(f"f{each}", f"Halle {each}", lane=f"{FULL}/{OFFEN}") for each in range(4)]
        now = self.clock.now()
        self.sites = {
            FULL: Scripted(shows(FULL, *items, complete=True, lanes=(OFFEN,), at=now)),
            NARROW: Scripted(shows(NARROW, complete=True, lanes=(OFFEN,), at=now)),
        }

    def sync(self, touched: Touched = UNTOUCHED) -> Report:
        """Sync once; a place that was read says nothing new after that."""
        stores = (self.store, self.pauses, self.visits)
        return sync(self.terms, *stores, self.sites, self.clock, self.nothing, touched=touched)

    def status(self) -> Sequence[PlaceStatus]:
        """How the places stand."""
        return status(self.terms, self.store, self.visits, self.pauses)

    def quiet(self) -> None:
        """From now on the places that answer have nothing new."""
        for place, site in self.sites.items():
            if not isinstance(site.said, Retry):
                site.said = shows(place, at=self.clock.now())

    def nothing(self, _: Decision) -> tuple[()]:
        """No entries; whatever the places said has been decided on, and they fall silent."""
        self.quiet()
        return ()

    def empty(self) -> None:
        """Somebody deletes everything at the narrow place."""
        refs = frozenset(link.ref for link in self.store.memory(SPACE).links[NARROW].values())
        self.sites[NARROW].said = shows(NARROW, suspects=refs)
        self.sites[NARROW].gone = refs


def test_what_was_touched_is_sought_until_its_place_was_read() -> None:
    """A hint is not lost on a place that cannot be reached: the report says that the next turn has to seek it."""
    office, touched = Office(), {FULL: frozenset({Ref("f1")}), NARROW: frozenset({Ref("n1")})}
    office.sites[NARROW].said = Retry("Später.")
    report = office.sync(touched)
    assert report.unsought == {NARROW: {"n1"}}
    assert office.sites[FULL].sought[0].refs == {"f1"}
    office.sites[NARROW].said = shows(NARROW, at=office.clock.now())
    assert not office.sync(report.unsought).unsought
    assert [sought.refs for sought in office.sites[NARROW].sought[:2]] == [{"n1"}, {"n1"}]
    assert not office.sites[NARROW].sought[-1].refs


def test_what_was_touched_in_a_paused_space_waits_for_its_resumption() -> None:
    """The guard's question costs time, and no comment."""
    office, touched = Office(), {NARROW: frozenset({Ref("n1")})}
    office.sync()
    office.empty()
    assert office.sync(touched).unsought == touched
    assert office.sync(touched).unsought == touched


def test_a_space_is_mirrored_until_a_cycle_has_nothing_to_do() -> None:
    """The last cycle changes nothing and writes nothing, and that is the end."""
    report = Office().sync()
    assert [writes for _, writes in report.cycles] == [4, 0]
    assert report.cycles[-1] == (0, 0)
    assert not report.unreachable


def test_a_large_import_holds_up_nobody() -> None:
    """However many things are to be written at one place, and however slowly, all are looked at every minute."""
    office, read = Office(), list[datetime]()
    now, number = office.clock.now(), 60
    items = [item(f"f{each}", f"Halle {each}", lane=f"{FULL}/{OFFEN}") for each in range(number)]
    office.sites[FULL].said = shows(FULL, *items, complete=True, lanes=(OFFEN,), at=now)

    def slowly(operation: Operation) -> Done:
        read.extend([office.clock.now()] * (len(office.sites[FULL].since) - len(read)))
        office.clock.move(20)
        return carried_out(operation)

    office.sites[NARROW].answer = slowly
    report = office.sync()
    assert sum(writes for _, writes in report.cycles) == len(office.sites[NARROW].written) == number
    assert max(later - earlier for earlier, later in pairwise(read)) <= timedelta(minutes=1) + timedelta(seconds=20)
    assert len(report.cycles) > MOST_CYCLES, "that it takes many rounds is no reason to give up"


def test_a_place_that_cannot_be_reached_does_not_keep_it_busy() -> None:
    """Its work waits for the next time; why is said in one sentence, and remembered."""
    office = Office()
    office.sites[NARROW].said = Retry("Memory: the tool could not be reached.")
    report = office.sync()
    assert report.unreachable == {NARROW: "Memory: the tool could not be reached."}
    assert report.cycles == ((4, 0),)
    assert office.visits.trouble(NARROW) == "Memory: the tool could not be reached."
    assert office.visits.last_read(NARROW) is None


def test_what_a_tool_refuses_is_parked_and_not_sent_again() -> None:
    """A person has to look; until something changes, the same is not tried again."""

    def refuse(_: Operation) -> Done:
        raise Park("Memory: the title is not allowed.")

    office = Office()
    office.sites[NARROW].answer = refuse
    report = office.sync()
    assert [parked.reason for parked in report.parked] == ["Memory: the title is not allowed."] * 4
    office.sites[NARROW].written.clear()
    office.sync()
    assert not office.sites[NARROW].written
    assert next(row for row in office.status() if row.id == NARROW).waiting


def test_what_somebody_sent_waits_while_its_place_cannot_be_read() -> None:
    """A form that arrived is not taken over before its place is read again: until then `status` says that it waits."""
    office = Office()
    office.sync()
    before, after = Fields("Halle 0"), Fields("Halle 0, Süd")
    sent = Submission("form 1", FULL, Ref("f0"), before, after, ("title",), Account("anna"), office.clock.now())
    office.inbox.submit(SPACE, sent)
    office.sites[FULL].said = Retry("Memory could not be reached.")
    office.sync()
    assert {row.id: row.waiting for row in office.status()} == {FULL: True, NARROW: False}


def test_a_refusal_pauses_the_space_until_a_person_resumes_it() -> None:
    """Nothing is read while it is paused; resumed, the decision passes once, and only once."""
    office = Office()
    office.sync()
    office.empty()
    paused = office.sync()
    assert paused.paused is not None
    assert paused.paused.reason == "emptied"
    assert all(row.paused == paused.paused for row in office.status())
    reads = len(office.sites[FULL].since)
    assert office.sync().paused == paused.paused
    assert len(office.sites[FULL].since) == reads
    office.pauses.resume(SPACE)
    assert office.sync().paused is None
    assert all(task.fields.archived for task in office.store.memory(SPACE).tasks.values())
    assert office.pauses.answered(SPACE) is None


def test_each_place_is_read_whole_once_in_a_while() -> None:
    """Feeds may miss things: the first reading is whole, and one whenever the last such is too long ago."""
    office = Office()
    office.sync()
    office.sync()
    assert [each.whole for each in office.sites[FULL].sought] == [True, False, False]
    office.clock.move((WHOLE_AFTER + timedelta(minutes=1)).total_seconds())
    office.quiet()
    office.sync()
    assert office.sites[FULL].sought[3].whole


def test_status_asks_no_tool() -> None:
    """How things stand comes from memory: when each place was read, what waits, what troubles it."""
    office = Office()
    before = {row.id: (row.last_read, row.waiting, row.trouble) for row in office.status()}
    assert before == {FULL: (None, False, ""), NARROW: (None, False, "")}
    office.sync()
    reads = [len(site.since) for site in office.sites.values()]
    rows = office.status()
    assert [(row.id, row.tool, row.waiting, row.trouble) for row in rows] == [
        (FULL, "full", False, ""),
        (NARROW, "narrow", False, ""),
    ]
    assert all(row.last_read == office.clock.now() for row in rows)
    assert [len(site.since) for site in office.sites.values()] == reads


def test_a_plan_tells_what_would_be_done_and_does_nothing() -> None:
    """Creates, updates and deletes, who would be notified, and who becomes visible to whom."""
    office = Office(terms(FULL, NARROW, of=network()))
    there = item("f1", lead="a-full", lane=f"{FULL}/{OFFEN}", comments=(said("c1", "Hallo"),), all_comments=True)
    office.sites[FULL].said = shows(FULL, there, complete=True, lanes=(OFFEN,))
    plan = plan_space(office.terms, office.store, office.sites)
    anna = Visible("Anna Apfel", "Full GmbH", ("Narrow GmbH",), ANNA, PartnerId("full-partner"))
    assert plan == Plan(SPACE, "Halle 3", creates=1, visible=(anna,))
    assert not any(site.written for site in office.sites.values())
    assert not office.store.memory(SPACE).tasks


def test_a_plan_counts_what_is_put_away_as_deletes_and_says_what_the_guard_thinks() -> None:
    """What would be archived elsewhere because it was deleted here is a delete, and too many of them are refused."""
    office = Office()
    office.sync()
    office.empty()
    plan = plan_space(office.terms, office.store, office.sites)
    assert (plan.creates, plan.updates, plan.deletes) == (0, 0, 4)
    assert plan.refusal is not None


def test_a_plan_counts_those_whom_a_tool_will_tell() -> None:
    """Anna has an account at the other place too: being put on the copy there, she gets a message from that tool."""
    accounts = {FULL: {ANNA: Account("a-full")}, NARROW: {ANNA: Account("a-narrow")}}
    office = Office(terms(FULL, NARROW, of=network(accounts=accounts)))
    there = item("f9", lead="a-full", lane=f"{FULL}/{OFFEN}", comments=(said("c1", "Hallo"),), all_comments=True)
    brought = shows(FULL, there, complete=True, lanes=(OFFEN,))
    before, office.sites[FULL].said = office.sites[FULL].said, brought
    plan = plan_space(office.terms, office.store, office.sites)
    assert plan.notifications == {}, "what the space begins with sets nobody"
    office.sites[FULL].said = before
    office.sync()
    office.sites[FULL].said = brought
    plan = plan_space(office.terms, office.store, office.sites)
    assert plan.notifications == {PartnerId("narrow-partner"): 2}, "one for the item, one for the comment on it"


def test_a_plan_tells_updates_from_deletes_and_nobody_of_colleagues() -> None:
    """What comes back out of the archive is an update; that a colleague is named at home is no news."""
    office = Office(terms(FULL, NARROW, of=network()))
    office.sync()
    office.sites[FULL].said = shows(FULL, item("f0", "Halle 0", lane=f"{FULL}/{OFFEN}", archived=True))
    assert (plan_space(office.terms, office.store, office.sites).deletes) == 1
    office.sync()
    office.sites[FULL].said = shows(FULL, item("f0", "Halle 0", lane=f"{FULL}/{OFFEN}"))
    there = shows(NARROW, item("n9", "Neu", lane=f"{NARROW}/{OFFEN}", helpers=("c-narrow",)), lanes=(OFFEN,))
    office.sites[NARROW].said = replace(there, names={Account("c-narrow"): "Cora Ceder"})
    plan = plan_space(office.terms, office.store, office.sites)
    assert (plan.creates, plan.updates, plan.deletes) == (1, 1, 0)
    assert [(each.name, each.to) for each in plan.visible] == [("Cora Ceder", ("Full GmbH",))]


def test_work_at_a_place_that_fails_does_not_keep_it_busy() -> None:
    """A place that can be read and not written to is tried again next time, not ten times now."""

    def fail(_: Operation) -> Done:
        raise Retry("Memory: too many calls, come back later.")

    office = Office()
    office.sites[NARROW].answer = fail
    report = office.sync()
    assert report.cycles == ((4, 0),)
    assert report.unreachable == {NARROW: "Memory: too many calls, come back later."}
    assert office.visits.last_read(NARROW) is not None
