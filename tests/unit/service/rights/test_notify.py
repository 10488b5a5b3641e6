"""Partners are told once of what concerns data that they got; nobody's trouble hides anybody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from bridge.adapters.store.memory_cases import MemoryCases
from bridge.adapters.words import spoken
from bridge.core.errors import Failure, Retry, Stop
from bridge.core.model.caller import Role
from bridge.core.model.case import Act, Case, CaseId, Step
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, Ref, SpaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.officer import Officer
from bridge.core.rules.copies import Copy, Kind
from bridge.core.rules.requests import received
from bridge.core.sync.remedies import Cause, Due, Remedy
from bridge.core.sync.undone import Became, key_of
from bridge.ports.mailer import Mail
from bridge.service.rights.notify import (
    MOST_ATTEMPTS,
    REMINDED_AFTER,
    Notifying,
    is_noticed,
    notify_once,
    recipients,
    unnoticed,
)

TODAY = date(2026, 11, 23)
WEBER, NORD, SUED = PartnerId("weber"), PartnerId("nord"), PartnerId("sued")


@dataclass
class Post:
    """Takes mails, but for addresses that fail."""

    fails: dict[str, Failure] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> Sequence[str]:
        for address in mail.to:
            if address in self.fails:
                raise self.fails[address]
        self.mails.append(mail)
        return ()

    @property
    def told(self) -> list[str]:
        return [address for mail in self.mails for address in mail.to]


def partner(identity: PartnerId, *, coordinated: bool = True) -> Partner:
    link = Connection(ConnectionId(f"{identity}-trello"), identity, "trello")
    officer = Officer(f"k-{identity}", "Kim", Role.PARTNER_COORDINATOR, f"{identity}@example.org", identity)
    return Partner(identity, f"{identity.title()} GmbH", (link,), officers=(officer,) if coordinated else ())


def network(*, coordinated: bool = True) -> Network:
    partners = (partner(WEBER), partner(NORD, coordinated=coordinated), partner(SUED))
    places = tuple(Place(PlaceId(each.id), each.connections[0].id, "trello", "board") for each in partners)
    return Network("bau", "Bau", partners, (Space(SpaceId("halle"), "Halle", places),))


@dataclass
class Office:
    """Cases, and whoever tells of them."""

    post: Post = field(default_factory=Post)
    cases: MemoryCases = field(default_factory=MemoryCases)
    network: Network = field(default_factory=network)

    def on(self, day: date = TODAY) -> Notifying:
        return Notifying(self.network, self.cases, self.post, spoken("de"), day)

    def add(self, case: Case, step: Step) -> None:
        self.cases.change("bau", case.id, lambda found: replace(found, steps=(*found.steps, step)))

    def filed(self, number: int = 1, act: Act = Act.ERASURE) -> Case:
        case = received(identity=CaseId(f"c-{number}"), network="bau", act=act, subject="hash", partner=WEBER,
                        on=TODAY, by="weber")  # fmt: skip
        self.cases.open(case)
        return self.on().owe(case, [NORD, SUED])


def test_ds_07_dt_05_each_recipient_is_told_exactly_once() -> None:
    """However often it is tried again, also by another process."""
    office = Office()
    office.filed()
    for _ in range(3):
        assert notify_once(office.on()) == []
    assert sorted(office.post.told) == ["nord@example.org", "sued@example.org"]


def test_dt_05_one_partners_trouble_keeps_no_other_from_being_told_and_is_tried_again() -> None:
    """Once the mail server takes it, it goes out once."""
    office = Office()
    case = office.filed()
    office.post.fails["nord@example.org"] = Retry("später")
    assert notify_once(office.on()) == []
    assert office.post.told == ["sued@example.org"]
    office.post.fails.clear()
    notify_once(office.on())
    notify_once(office.on())
    assert office.post.told == ["sued@example.org", "nord@example.org"]
    assert is_noticed(office.cases.get("bau", case.id) or case)


def test_dt_05_what_never_goes_out_is_shown() -> None:
    """After some attempts, at once where the address is refused, and where a process ended in the middle."""
    office = Office()
    case = office.filed()
    office.post.fails = {"nord@example.org": Retry("später"), "sued@example.org": Stop("nie")}
    left = [len(notify_once(office.on(TODAY + timedelta(days=day)))) for day in range(MOST_ATTEMPTS)]
    assert left == [1] * (MOST_ATTEMPTS - 1) + [2]
    assert {each.why for each in unnoticed(office.cases.all("bau"))} == {"refused"}
    second = office.filed(2)
    office.cases.change("bau", second.id, lambda found: replace(found, steps=(Step("notice nord", "sending", TODAY),)))
    office.post.fails.clear()
    assert ("c-2", "doubtful") in [(each.case, each.why) for each in notify_once(office.on())]
    assert office.post.told == []
    assert case.id == "c-1"


@pytest.mark.parametrize(("office", "why"), [
    (Office(network=network(coordinated=False)), "no_address"),
])  # fmt: skip
def test_dt_05_a_partner_without_an_address_is_shown(office: Office, why: str) -> None:
    """Somebody has to tell them otherwise."""
    office.filed()
    assert [(each.partner, each.why) for each in notify_once(office.on())] == [(NORD, why)]
    assert office.post.told == ["sued@example.org"]


def test_ds_07_the_notice_names_objects_and_the_case_and_never_the_person() -> None:
    """What the partner itself has to take out stands in it, of its own places alone."""
    office = Office()
    case = office.filed()
    for place in (NORD, SUED):
        due = Due(Remedy.INSTRUCT, Copy(PlaceId(place), Kind.COMMENT, Ref(f"ref-{place}")), Cause.ORIGINAL)
        office.add(case, Step(key_of(SpaceId("halle"), due), Became.INSTRUCTED, TODAY))
    notify_once(office.on())
    mails = {mail.to[0]: mail for mail in office.post.mails}
    assert "ref-nord" in mails["nord@example.org"].text
    assert "ref-sued" not in mails["nord@example.org"].text
    assert case.id in mails["nord@example.org"].subject
    assert "Art. 19 DSGVO" in mails["nord@example.org"].text


def test_dt_04_whoever_was_instructed_is_reminded_until_it_is_done() -> None:
    """A week later, and not every day; what was confirmed is not asked for any more."""
    office = Office()
    case = office.filed()
    due = Due(Remedy.INSTRUCT, Copy(PlaceId(NORD), Kind.COMMENT, Ref("r")), Cause.ORIGINAL)
    step = Step(key_of(SpaceId("halle"), due), Became.INSTRUCTED, TODAY)
    office.cases.change("bau", case.id, lambda found: replace(found, steps=(*found.steps, step)))
    notify_once(office.on())
    office.post.mails.clear()
    for days in (1, REMINDED_AFTER.days, REMINDED_AFTER.days + 1):
        office.on(TODAY + timedelta(days=days)).remind(office.cases.get("bau", case.id) or case)
    assert office.post.told == ["nord@example.org"]
    done = replace(step, result=Became.CONFIRMED)
    office.cases.change("bau", case.id, lambda found: replace(found, steps=(*found.steps, done)))


def test_ds_07_recipients_are_the_other_partners_at_whose_places_something_stood() -> None:
    """The person's own partner is none, nor one that had nothing."""
    assert recipients(network(), WEBER, {PlaceId(WEBER), PlaceId(SUED)}) == {SUED}
