"""Accounts are proposed for equal addresses, confirmed by a person, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridge.core.errors import Stop
from bridge.core.model.ids import Account, PersonId, PlaceId
from bridge.core.model.network import Connection, Network, Place
from bridge.core.model.person import Person
from bridge.core.model.roster import KEPT, Roster
from bridge.ports.directory import Holder
from bridge.ports.rosters import Rosters
from bridge.service.people.asking import Answer, Askable, ask
from bridge.service.people.assigning import Assigning, RefusedError
from bridge.service.people.known import known
from bridge.service.people.matching import Ambiguous, ByHand, Doubt, Gone, Matched, Proposal, matched
from tests.unit.service.people.listing import (
    ASANA,
    DAY,
    NORD,
    SLACK,
    TRELLO,
    WEBER,
    importing,
    network,
    roster,
    rosters,
)

PETRA, BERT = PersonId("petra-weber"), PersonId("bert-birke")
PEOPLE = "Name;E-Mail\nPetra Weber;petra@weber.example\nBert Birke;bert@weber.example\n"
P, B = Holder(Account("1201"), "P. Weber", "Petra@Weber.example"), Holder(Account("1202"), "Bert", "bert@weber.example")


def filled(text: str = PEOPLE) -> Rosters:
    """Weber's people, nobody's account confirmed."""
    kept = rosters()
    importing(text, kept).take((), DAY)
    return kept


def link(net: Network, connection: str) -> Connection:
    """One of the network's connections."""
    return next(each for partner in net.partners for each in partner.connections if each.id == connection)


def look(kept: Rosters, *holders: Holder, at: str = ASANA, net: Network | None = None) -> Matched:
    """What the tool's accounts may be."""
    now = known(net or network(), kept.of("bau")).network
    return matched(now, [Answer(link(now, at), holders)])


def assigning(kept: Rosters, net: Network | None = None, days: int = 0) -> Assigning:
    """Somebody at work, so many days later."""
    return Assigning(net or network(), kept, DAY + timedelta(days=days))


def answer(*holders: Holder, at: str = ASANA) -> Answer:
    """What the tool said."""
    return Answer(link(network(), at), holders)


def test_an_equal_address_is_a_proposal() -> None:
    """However it is written; who has no account there, or no address, is none."""
    found = look(filled(), P, B, Holder(Account("9"), "Gast", "gast@anderswo.example"))
    assert {(each.person.id, each.holder.account) for each in found.proposals} == {(PETRA, "1201"), (BERT, "1202")}
    assert len(found.found) == 2


@pytest.mark.parametrize("at", [ASANA, TRELLO])
def test_an_equal_name_is_never_a_proposal(at: str) -> None:
    """Two people may be called the same: without an address somebody has to say who it is, and is told why."""
    found = look(filled(), Holder(Account("7"), "Petra  WEBER"), Holder(Account("8"), "Otto Ost"), at=at)
    assert not found.proposals
    assert [
        (each.holder.account, [who.id for who in each.namesakes]) for each in found.found if isinstance(each, ByHand)
    ] == [
        ("7", [PETRA]),
        ("8", []),
    ]


def test_a_name_with_another_address_is_nobody() -> None:
    """The same name in the same tool, and another address: not shown at all."""
    assert look(filled(), Holder(Account("7"), "Petra Weber", "petra@anderswo.example")).found == ()


def test_guests_from_other_partners_are_not_proposed() -> None:
    """A partner confirms its own people's accounts in its own tools, and no others."""
    kept = filled()
    lena = Person(PersonId("lena"), "Lena", NORD, "", "lena@nord.example")
    kept.change("bau", NORD, lambda _: Roster((lena,)))
    assert look(kept, Holder(Account("5"), "Lena", "lena@nord.example")).found == ()
    found = look(kept, Holder(Account("U5"), "Lena", "lena@nord.example"), at=SLACK)
    assert [each.person.id for each in found.proposals] == ["lena"]


@pytest.mark.parametrize(
    ("people", "holders", "doubt"),
    [
        (PEOPLE, (P, Holder(Account("1299"), "Petra privat", "petra@weber.example")), Doubt.ACCOUNTS),
        ("Name;E-Mail;weber-asana\nPetra Weber;petra@weber.example;77\n", (P,), Doubt.OTHER_ACCOUNT),
        (
            "Name;E-Mail;weber-asana\nPetra Weber;petra@weber.example;\nOtto Ost;;1201\n",
            (P,),
            Doubt.OTHER_PERSON,
        ),
    ],
)
def test_what_is_not_clear_is_shown_and_never_confirmed_together(
    people: str, holders: tuple[Holder, ...], doubt: Doubt
) -> None:
    """Two accounts of one address, or one that is confirmed otherwise: a person has to look."""
    kept = filled(people)
    found = look(kept, *holders)
    assert [each.doubt for each in found.found if isinstance(each, Ambiguous)] == [doubt]
    assert not assigning(kept).confirm(found.proposals)


def test_two_persons_of_one_address_are_not_clear() -> None:
    """A shared mailbox is nobody's own."""
    declared = tuple(Person(each, each, WEBER, "", "buero@weber.example") for each in (PETRA, BERT))
    net = network(declared)
    found = look(rosters(), Holder(Account("3"), "Büro", "buero@weber.example"), net=net)
    assert [each.doubt for each in found.found if isinstance(each, Ambiguous)] == [Doubt.PERSONS]


def test_what_is_confirmed_is_proposed_no_more() -> None:
    """Asking again after confirming shows nothing."""
    kept = filled()
    done = assigning(kept).confirm(look(kept, P, B).proposals)
    assert [each.person.id for each in done] == [BERT, PETRA]
    assert look(kept, P, B).found == ()
    assert roster(kept).account(PETRA, ASANA) == "1201"


def test_a_confirmed_account_that_is_not_there_is_told() -> None:
    """A typing error in a list, or somebody who left the tool; nothing is told where the tool said nothing."""
    kept = filled("Name;weber-asana\nPetra Weber;1200\n")
    assert [(each.person.id, each.account) for each in look(kept, P, B).found if isinstance(each, Gone)] == [
        (PETRA, "1200")
    ]
    assert look(kept).found == ()


def test_a_proposal_that_somebody_overtook_is_left_out() -> None:
    """Between looking and confirming, somebody decided otherwise: that stays."""
    kept = filled()
    proposals = look(kept, P, B).proposals
    assigning(kept).assign(PETRA, ASANA, "77", answer())
    assigning(kept).assign(PETRA, TRELLO, "1202", answer(at=TRELLO))
    assert [each.person.id for each in assigning(kept).confirm(proposals)] == [BERT]
    assert roster(kept).account(PETRA, ASANA) == "77"


def test_an_account_is_confirmed_replaced_and_undone() -> None:
    """Each says what was before; undoing needs no tool."""
    kept = filled()
    assert assigning(kept).assign(PETRA, ASANA, " 1201 ", answer(P, B)) is None
    assert assigning(kept, days=1).assign(PETRA, ASANA, "1202", answer(P, B)) == "1201"
    assert assigning(kept, days=2).undo(PETRA, ASANA) == "1202"
    assert roster(kept).confirmed == ()
    assert assigning(kept, days=3).assign(BERT, ASANA, "1202", answer(P, B)) is None


def test_whose_an_account_was_is_forgotten_in_time() -> None:
    """Thirty days after it was undone, with the next change."""
    kept = filled()
    assigning(kept).assign(PETRA, ASANA, "1201", answer())
    assigning(kept).undo(PETRA, ASANA)
    assert len(roster(kept).assignments) == 1
    assigning(kept, days=KEPT.days).assign(BERT, ASANA, "1202", answer())
    assert [each.person for each in roster(kept).assignments] == [BERT]


@pytest.mark.parametrize(
    ("person", "connection", "account", "key"),
    [
        ("petra-weber", "weber-jira", "1", "no_connection"),
        ("petra", "weber-asana", "1", "no_person"),
        ("lena-nord", "weber-asana", "1201", "no_person"),
        ("petra-weber", "nordlicht-slack", "U1", "no_person"),
        ("petra-weber", "weber-asana", " ", "no_account"),
        ("petra-weber", "weber-asana", "1299", "unknown_account"),
        ("bert-birke", "weber-asana", "1201", "held"),
        ("otto", "weber-trello", "5f02", "declared"),
        ("petra-weber", "weber-trello", "5f01", "held"),
    ],
)
def test_what_cannot_be_is_refused(person: str, connection: str, account: str, key: str) -> None:
    """Somebody else's connection, account or person, or one that the network file decides: nothing changes."""
    net = network((Person(PersonId("otto"), "Otto Ost", WEBER),), {PersonId("otto"): Account("5f01")})
    kept = filled()
    assigning(kept, net).assign(PETRA, ASANA, "1201", answer(P, B))
    before = kept.of("bau")
    there = answer(P, B, at=ASANA) if connection == ASANA else answer(at=TRELLO)
    with pytest.raises(RefusedError) as refused:
        assigning(kept, net).assign(person, connection, account, there)
    assert refused.value.key == f"people.assign.{key}"
    assert kept.of("bau") == before


@pytest.mark.parametrize(("person", "key"), [("otto", "declared"), ("petra-weber", "nothing")])
def test_what_is_not_confirmed_here_cannot_be_undone(person: str, key: str) -> None:
    """What the network file says is changed there."""
    net = network((Person(PersonId("otto"), "Otto Ost", WEBER),), {PersonId("otto"): Account("5f01")})
    with pytest.raises(RefusedError) as refused:
        assigning(filled(), net).undo(person, TRELLO)
    assert refused.value.key == f"people.assign.{key}"


class Tool:
    """Says who is at its places; at one of them nobody can be asked."""

    def __init__(self, **places: tuple[Holder, ...]) -> None:
        self.places = places

    def accounts(self, place: Place) -> tuple[Holder, ...]:
        if place.id not in self.places:
            raise Stop("The board is closed.")
        return self.places[place.id]


def test_all_places_of_a_connection_are_asked_and_one_in_trouble_keeps_no_other_from_answering() -> None:
    """Nobody is taken for gone because a tool was down."""
    net = network()
    trello, asana = link(net, TRELLO), link(net, ASANA)

    def places(*names: str) -> list[Place]:
        return [Place(PlaceId(name), trello.id, "trello", name) for name in names]

    tool = Tool(one=(P,), two=(P, B))
    answers = ask(
        [
            Askable(trello, places("one", "two"), tool),
            Askable(asana, places("one", "three"), tool),
            Askable(link(net, SLACK), places("one"), None, "It has no token."),
        ]
    )
    assert [{holder.account for holder in each.holders} for each in answers] == [{"1201", "1202"}, set(), set()]
    found = matched(known(net, filled().of("bau")).network, answers)
    assert found.unreachable == {ASANA: "The board is closed.", SLACK: "It has no token."}
    assert {each.connection for each in found.found} == {TRELLO}
    assert all(isinstance(each, Proposal) for each in found.found)
