"""Whose a pseudonym is is told only after two officers agreed, for a purpose and a time, and the person sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from itertools import count

import pytest

from bridge.adapters.store.memory import MemoryLog
from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.model.officer import Officer
from bridge.core.model.person import Person
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import AccessEntry, Result
from bridge.ports.reidentifications import Reidentifications
from bridge.service.access import Access
from bridge.service.reidentify import Reidentifying, Told, UnfitError, Wanted
from tests.contracts import kept
from tests.unit.connectors.virtual_clock import VirtualClock

NET, WEBER, NORD = "bauverbund", PartnerId("weber"), PartnerId("nordlicht")
PETRA = Person(PersonId("petra-weber"), "Petra Weber", WEBER, "Einkauf")
LENA = Person(PersonId("lena-nord"), "Lena Nord", NORD)
STRANGER = PersonId("weber-trello/5f2")
DSB = Officer("dora", "Dora Schutz", Role.DSB, "dora@schutz.example")
COUNCIL = Officer("beate", "Beate Rat", Role.BETRIEBSRAT, "beate@weber.example", WEBER)
TRUSTED = Officer("olaf", "Olaf Treu", Role.BETRIEBSRAT, "olaf@nordlicht.example", NORD, trusted=True)
TRELLO = Connection(ConnectionId("weber-trello"), WEBER, "trello")
NETWORK = Network(
    NET,
    "Bauverbund",
    (
        Partner(WEBER, "Musterbau Weber GmbH", (TRELLO,), (PETRA,), (COUNCIL,)),
        Partner(NORD, "Nordlicht Elektro KG", (), (LENA,), (TRUSTED,)),
    ),
    (),
    officers=(DSB,),
)
DORA, DIRK = Caller("dora", Role.DSB), Caller("dirk", Role.DSB)
BEATE, BERND = Caller("beate", Role.BETRIEBSRAT, WEBER), Caller("bernd", Role.BETRIEBSRAT, WEBER)
OTHERS = Caller("olaf", Role.BETRIEBSRAT, NORD)
DAY_SECONDS = timedelta(days=1).total_seconds()
LOOKED_ON = date(2026, 11, 20)


@dataclass
class Office:
    """Officers at work on a log in which people of two partners stand."""

    network: Network = NETWORK
    clock: VirtualClock = field(default_factory=VirtualClock)
    vault: MemoryVault = field(default_factory=MemoryVault)
    looks: MemoryAccessLog = field(default_factory=MemoryAccessLog)
    log: MemoryLog = field(default_factory=MemoryLog)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @property
    def requests(self) -> Reidentifications:
        return self.vault.reidentifications

    @property
    def use(self) -> Reidentifying:
        access = Access(self.network, self.looks, self.vault, self.clock, "1.0")
        return Reidentifying(self.network, access, self.requests, self.log, self.vault)

    def acted(self, person: PersonId | None, partner: PartnerId, day: date = LOOKED_ON) -> str:
        """The id of an entry of the sealed log."""
        entry = kept.entry(f"{next(self._numbers):032x}", day)
        actor = self.vault.pseudonym(NET, "P2", day, person) if person else ""
        self.log.stage([replace(entry, network_id=NET, org_id=partner, actor_ref=actor)])
        return entry.event_id

    def sealed(self, day: date = LOOKED_ON) -> None:
        """The day is over."""
        self.log.seal(NET, day + timedelta(days=1), partial(self.vault.signer.sign, NET))

    def asked(self, caller: Caller = DORA, days: int = 7) -> str:
        """The id of a request about Petra."""
        day = LOOKED_ON + timedelta(days=len(self.requests.of(NET)))
        entry = self.acted(PETRA.id, WEBER, day)
        self.sealed(day)
        return self.use.request(caller, wanted(entry, days=days)).id

    def told(self, caller: Caller = DORA) -> str:
        """The id of a request that both have agreed to."""
        request = self.asked(caller)
        for approver in (DORA, BEATE):
            self.use.approve(approver, request)
        return request

    def looked(self, person: PersonId = PETRA.id) -> list[AccessEntry]:
        """What the person sees in the access log about themselves."""
        found = [
            entry
            for subject in self.vault.pseudonyms(NET, Purpose.SECURITY, person)
            for entry in self.looks.about(NET, subject)
        ]
        return [each for each in found if each.resource is Resource.IDENTITIES]


def wanted(*entries: str, pseudonym: str = "", days: int = 7) -> Wanted:
    return Wanted("Ein Vorwurf ist zu klären", "DSB-2026-7", entries, pseudonym, days)


@pytest.fixture
def office() -> Office:
    return Office()


def refused(key: str, step: Callable[[], object]) -> None:
    """The step is refused, and why."""
    with pytest.raises(NotPermittedError) as told:
        step()
    assert told.value.key == f"reidentify.refused.{key}"


def test_pl_12_two_officers_agree_and_whose_it_is_is_told(office: Office) -> None:
    """The data-protection officer and the person's own works council, in whatever order; then who asked is told."""
    request = office.told()
    assert office.use.show(DORA, request) == Told(WEBER, PETRA.id, PETRA)
    assert office.use.show(BEATE, request) == Told(WEBER, PETRA.id, PETRA)


@pytest.mark.parametrize("approvers", [(), (DORA,), (BEATE,)], ids=["nobody", "officer", "council"])
def test_pl_12_one_alone_is_told_nothing(office: Office, approvers: tuple[Caller, ...]) -> None:
    """Not who asked, not who agreed, as long as one of the two is missing."""
    request = office.asked()
    for approver in approvers:
        office.use.approve(approver, request)
    for caller in (DORA, BEATE):
        refused("waiting", lambda caller=caller: office.use.show(caller, request))  # type: ignore[misc]


def test_pl_12_two_of_one_kind_are_not_enough(office: Office) -> None:
    """A second officer of the same kind changes nothing, and nobody agrees twice."""
    request = office.asked()
    office.use.approve(DORA, request)
    refused("approved_before", lambda: office.use.approve(DORA, request))
    refused("not_missing", lambda: office.use.approve(DIRK, request))
    refused("waiting", lambda: office.use.show(DORA, request))
    office.use.approve(BEATE, request)
    refused("not_missing", lambda: office.use.approve(BERND, request))


def test_pl_12_one_officer_in_two_roles_counts_once(office: Office) -> None:
    """Whoever holds both roles by some mistake cannot agree with themselves."""
    request = office.asked(DIRK)
    office.use.approve(DORA, request)
    refused("approved_before", lambda: office.use.approve(Caller("dora", Role.BETRIEBSRAT, WEBER), request))
    refused("waiting", lambda: office.use.show(DIRK, request))


def test_pl_12_another_partners_council_has_no_say(office: Office) -> None:
    """The works council of the partner whose person it is has to agree; for another's the request does not exist."""
    request = office.asked()
    for step in (office.use.approve, office.use.show):
        with pytest.raises(UnfitError) as unknown:
            step(OTHERS, request)
        assert unknown.value.key == "reidentify.unfit.no_request"
    assert not office.use.listed(OTHERS)
    assert [each.id for each in office.use.listed(BEATE)] == [request]
    with pytest.raises(NotPermittedError):
        office.use.approve(Caller("of-nobody", Role.BETRIEBSRAT), request)


def test_pl_12_what_has_expired_is_refused(office: Office) -> None:
    """It holds to the end of its last day; then neither approval nor an earlier grant counts any more."""
    request, half = office.told(), office.asked(days=3)
    office.clock.move(7 * DAY_SECONDS)
    assert office.use.show(DORA, request)
    refused("expired", lambda: office.use.approve(DORA, half))
    office.clock.move(DAY_SECONDS)
    refused("expired", lambda: office.use.show(DORA, request))
    refused("expired", lambda: office.use.show(BEATE, request))


def test_pl_12_only_who_asked_or_agreed_is_told(office: Office) -> None:
    """Another officer who may see the request is not told whose it is."""
    request = office.told()
    refused("not_involved", lambda: office.use.show(DIRK, request))
    refused("not_involved", lambda: office.use.show(BERND, request))


@pytest.mark.parametrize(
    "caller",
    [operator(), Caller("m", Role.NETWORK_MANAGER), Caller("c", Role.PARTNER_COORDINATOR, WEBER),
     Caller("a", Role.AUDITOR), Caller(PETRA.id, Role.PERSON, WEBER)],
    ids=lambda caller: str(caller.role),
)  # fmt: skip
def test_pl_12_nobody_else_may_ask_agree_or_be_told(office: Office, caller: Caller) -> None:
    """Not the operator, not the employer, not the network office."""
    request = office.told()
    entry = office.acted(PETRA.id, WEBER)
    steps: tuple[Callable[[], object], ...] = (
        lambda: office.use.request(caller, wanted(entry)),
        lambda: office.use.approve(caller, request),
        lambda: office.use.show(caller, request),
        lambda: office.use.listed(caller),
    )
    for step in steps:
        with pytest.raises(NotPermittedError) as told:
            step()
        assert told.value.key == "access.refused"


def test_pl_12_the_person_sees_every_step(office: Office) -> None:
    """Who asked, agreed, was refused and was told, in which role and under which case: in the person's own view."""
    request = office.asked()
    refused("waiting", lambda: office.use.show(DORA, request))
    office.use.approve(DORA, request)
    refused("approved_before", lambda: office.use.approve(DORA, request))
    office.use.approve(BEATE, request)
    office.use.show(DORA, request)
    seen = [(each.role, each.verb, each.result) for each in office.looked()]
    assert seen == [
        (Role.DSB, Verb.CHANGE, Result.DONE),
        (Role.DSB, Verb.READ, Result.REFUSED),
        (Role.DSB, Verb.APPROVE, Result.DONE),
        (Role.DSB, Verb.APPROVE, Result.REFUSED),
        (Role.BETRIEBSRAT, Verb.APPROVE, Result.DONE),
        (Role.DSB, Verb.READ, Result.DONE),
    ]
    assert {each.case for each in office.looked()} == {"DSB-2026-7"}
    assert not office.looked(LENA.id)


def test_pl_12_a_request_names_nobody(office: Office) -> None:
    """What is kept of it are pseudonym, entries, officers and the words they gave; the person is in none of it."""
    request = office.told()
    office.use.show(DORA, request)
    [one] = office.requests.of(NET)
    assert PETRA.id not in repr(one)
    assert PETRA.name not in repr(one)
    assert one.subject in office.vault.pseudonyms(NET, "P2", PETRA.id)


def test_pl_12_an_account_of_nobody_is_told_as_such(office: Office) -> None:
    """Who acted without a confirmed account is an account at a connection; their partner's council agrees."""
    entry = office.acted(STRANGER, WEBER)
    office.sealed()
    request = office.use.request(BEATE, wanted(entry)).id
    office.use.approve(BEATE, request)
    refused("waiting", lambda: office.use.show(BEATE, request))
    office.use.approve(DORA, request)
    told = office.use.show(BEATE, request)
    assert told == Told(WEBER, STRANGER, None)
    assert told.account == ("weber-trello", "5f2")


def test_pl_12_whose_key_was_destroyed_stays_unknown(office: Office) -> None:
    """Nobody's approval brings back whom nobody can know any more, and no request about them is left."""
    request, entry = office.told(), office.acted(PETRA.id, WEBER, LOOKED_ON + timedelta(days=1))
    office.sealed(LOOKED_ON + timedelta(days=1))
    office.vault.destroy(NET, PETRA.id)
    with pytest.raises(UnfitError):
        office.use.show(DORA, request)
    again = office.use.request(DORA, wanted(entry)).id
    for approver in (DORA, BEATE):
        office.use.approve(approver, again)
    assert office.use.show(DORA, again) is None


def test_pl_12_a_pseudonym_will_do_for_an_entry(office: Office) -> None:
    """Whoever reads the log may ask by what stands there; several entries have to be of one person."""
    mine, again, hers = office.acted(PETRA.id, WEBER), office.acted(PETRA.id, WEBER), office.acted(LENA.id, NORD)
    empty = office.acted(None, WEBER)
    office.sealed()
    pseudonym = office.vault.pseudonym(NET, "P2", LOOKED_ON, PETRA.id)
    by_name, by_entries = (
        office.use.request(DORA, wanted(pseudonym=pseudonym)),
        office.use.request(DORA, wanted(mine, again)),
    )
    assert (by_name.subject, by_name.partner) == (by_entries.subject, by_entries.partner) == (pseudonym, WEBER)
    for entries, key in (((mine, hers), "several"), ((empty,), "no_entry"), (("ff" * 16,), "no_entry")):
        with pytest.raises(UnfitError) as unfit:
            office.use.request(DORA, wanted(*entries))
        assert unfit.value.key == f"reidentify.unfit.{key}"
    with pytest.raises(UnfitError):
        office.use.request(BEATE, wanted(hers))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"purpose": " "}, "purpose"), ({"case": ""}, "case"), ({"days": 31}, "days"), ({"days": 0}, "days"),
        ({"entries": ()}, "what"), ({"pseudonym": "ab"}, "what"), ({"purpose": "x" * 201}, "too_long"),
    ],
)  # fmt: skip
def test_pl_12_nothing_is_asked_without_purpose_case_and_end(
    office: Office, change: dict[str, object], key: str
) -> None:
    """Thirty days at most; what is missing is said, and nothing is kept."""
    entry = office.acted(PETRA.id, WEBER)
    office.sealed()
    with pytest.raises(UnfitError) as unfit:
        office.use.request(DORA, replace(wanted(entry), **change))  # type: ignore[arg-type]
    assert unfit.value.key == f"reidentify.unfit.{key}"
    assert not office.requests.of(NET)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"officers": ()}, "no_dsb"),
        ({"partners": (replace(NETWORK.partners[0], officers=()), NETWORK.partners[1])}, "no_betriebsrat"),
    ],
)
def test_pl_12_nothing_is_asked_that_nobody_can_agree_to(change: dict[str, object], key: str) -> None:
    """Where a partner named neither works council nor trusted person, it says so, and names no way around it."""
    office = Office(replace(NETWORK, **change))  # type: ignore[arg-type]
    entry = office.acted(PETRA.id, WEBER)
    office.sealed()
    with pytest.raises(UnfitError) as unfit:
        office.use.request(BEATE, wanted(entry))
    assert unfit.value.key == f"reidentify.unfit.{key}"
    assert not office.requests.of(NET)


def test_pl_12_a_trusted_person_agrees_where_there_is_no_council(office: Office) -> None:
    """Partners too small for a works council have somebody whom the staff chose."""
    entry = office.acted(LENA.id, NORD)
    office.sealed()
    request = office.use.request(DORA, wanted(entry)).id
    for approver in (DORA, TRUSTED.caller):
        office.use.approve(approver, request)
    assert office.use.show(DORA, request) == Told(NORD, LENA.id, LENA)
