"""An account is confirmed as a person's and taken back: that causes writes, never edits, and nobody is lost by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.charter import Charter
from bridge.core.model.document import Document, Inline, Mention, Paragraph, Text, mapped
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.model.operation import UpdateComment, UpdateItem
from bridge.core.model.person import Person, Visibility
from bridge.core.model.restrict import words
from bridge.core.sync.terms import with_people
from connectors.memory.manifest import MANIFESTS
from tests.unit.core.builders import (
    ANNA,
    BERT,
    FULL,
    NARROW,
    OFFEN,
    PLAINLY,
    ZONE,
    Cooperation,
    item,
    said,
    shows,
    terms,
)

Confirmed = dict[PlaceId, dict[PersonId, Account]]
WEBER = PartnerId("weber")
PLACES = (FULL, NARROW, PLAINLY)
NOBODY: Confirmed = {}
EVERYWHERE: Confirmed = {place: {ANNA: Account(f"a-{place}")} for place in PLACES}


def net(confirmed: Confirmed, visibility: Visibility = Visibility.NAME) -> Network:
    """Anna and Bert of one partner, which works in three tools."""
    connections = tuple(
        Connection(ConnectionId(f"{place}-connection"), WEBER, place, confirmed.get(place, {})) for place in PLACES
    )
    roster = (Person(ANNA, "Anna Apfel", WEBER, "Einkauf"), Person(BERT, "Bert Birke", WEBER))
    partner = Partner(WEBER, "Weber GmbH", connections, roster)
    return Network(
        "network", "Netz", (partner,), (), Charter(visibility=dict.fromkeys(MANIFESTS, visibility)), zone=ZONE
    )


def account(place: PlaceId) -> Account:
    """Anna's there."""
    return Account(f"a-{place}")


def works(confirmed: Confirmed = NOBODY) -> Cooperation:
    """The space of the three places."""
    return Cooperation(terms(*PLACES, of=net(confirmed)))


def confirm(together: Cooperation, confirmed: Confirmed) -> None:
    """From now on these accounts are confirmed, and no others."""
    together.terms = with_people(together.terms, net(confirmed))


def shown_at(together: Cooperation, place: PlaceId) -> set[str]:
    """Who is on the item there, lead or not."""
    seen = together.link(place).seen
    return {*seen.helpers, *([seen.lead] if seen.lead else [])}


def calm(together: Cooperation) -> bool:
    """Whether one more look at everything finds no edit and leaves nothing to write."""
    decision = together.decide(*together.quiet(*PLACES))
    return not decision.changes and not any(decision.operations.values()) and not decision.activities


def mentions(together: Cooperation) -> dict[PlaceId, set[str]]:
    """The accounts that the item's description addresses, at each place."""
    found: dict[PlaceId, set[str]] = {place: set() for place in PLACES}
    for place, accounts in found.items():

        def noted(part: Inline, accounts: set[str] = accounts) -> Inline:
            accounts |= {part.account} if isinstance(part, Mention) else set()
            return part

        mapped(together.link(place).seen.description, noted)
    return found


def settle(together: Cooperation) -> None:
    """A look without news, and all writes that follow; none of it is anybody's edit."""
    decision = together.decide(*together.quiet(*PLACES))
    assert not decision.changes
    assert not decision.activities
    assert not decision.conflicts
    together.write(decision)
    assert calm(together)


@pytest.mark.parametrize("home", PLACES)
@pytest.mark.parametrize("role", ["lead", "helpers"])
def test_who_was_put_on_a_task_becomes_native_where_the_account_is_confirmed_and_words_again(
    home: PlaceId, role: str
) -> None:
    """Confirming writes the person's own accounts, undoing writes words again; neither is an edit of anybody."""
    together = works()
    on = {"lead": account(home)} if role == "lead" and home != PLAINLY else {"helpers": (account(home),)}
    together.spread(item("t", "Halle", lane=f"{home}/{OFFEN}", **on), at=home)
    before = together.task.fields
    assert [shown_at(together, place) == {account(place)} for place in PLACES] == [place == home for place in PLACES]
    confirm(together, EVERYWHERE)
    settle(together)
    assert [shown_at(together, place) for place in PLACES] == [{account(place)} for place in PLACES]
    assert not [line for place in PLACES for line in together.link(place).seen.shown if "Anna" in line]
    confirm(together, NOBODY)
    settle(together)
    assert [shown_at(together, place) == {account(place)} for place in PLACES] == [place == home for place in PLACES]
    assert together.task.fields == before, "nobody is lost, and who was put on it by hand stays put"


def test_whose_account_is_undone_keeps_the_name_by_which_the_tool_knows_them() -> None:
    """Also where the account was confirmed from the first day: no colleague becomes a nameless organisation by it."""
    together = works(EVERYWHERE)
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", helpers=("x", account(FULL))))
    named = replace(together.edited(FULL), names={account(FULL): "Anna Apfel", Account("x"): "Xaver Xylander"})
    together.write(together.decide(named, *together.quiet(NARROW, PLAINLY)))
    confirm(together, NOBODY)
    settle(together)
    assert all(any("Anna Apfel" in line for line in together.link(place).seen.shown) for place in (NARROW, PLAINLY))


def test_a_person_who_was_put_on_it_by_hand_twice_is_one_while_confirmed_and_two_again() -> None:
    """Undoing takes from nobody what a person did by hand, at any of the places."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", helpers=("x", account(FULL))))
    together.write(together.decide(together.edited(NARROW, helpers=(account(NARROW),)), *together.quiet(FULL, PLAINLY)))
    confirm(together, EVERYWHERE)
    settle(together)
    assert shown_at(together, FULL) == {"x", account(FULL)}
    assert shown_at(together, NARROW) == {account(NARROW)}
    confirm(together, NOBODY)
    settle(together)
    assert shown_at(together, FULL) == {"x", account(FULL)}
    assert shown_at(together, NARROW) == {account(NARROW)}


@pytest.mark.parametrize("home", PLACES)
@pytest.mark.parametrize("place", PLACES)
def test_who_is_taken_off_at_one_place_is_off_at_all(home: PlaceId, place: PlaceId) -> None:
    """A confirmed person is one person: whichever account somebody takes off, and wherever it was put on."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{home}/{OFFEN}", helpers=(account(home), "y")), at=home)
    confirm(together, EVERYWHERE)
    settle(together)
    left = tuple(sorted(shown_at(together, place) - {account(place)}))
    gone = together.edited(place, lead=None, helpers=left)
    together.write(together.decide(gone, *together.quiet(*(other for other in PLACES if other != place))))
    assert not [each for each in PLACES if account(each) in shown_at(together, each)]
    confirm(together, NOBODY)
    settle(together)
    assert not [each for each in PLACES if account(each) in shown_at(together, each)]


def test_the_same_person_put_on_it_at_two_places_at_once_is_no_conflict() -> None:
    """Two colleagues had the same thought; nothing lost, nothing to decide."""
    together = works(EVERYWHERE)
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}"))
    both = [together.edited(place, lead=account(place)) for place in (FULL, NARROW)]
    decision = together.decide(*both, *together.quiet(PLAINLY))
    assert not decision.conflicts
    together.write(decision)
    assert calm(together)
    assert [shown_at(together, place) for place in PLACES] == [{account(place)} for place in PLACES]


def test_an_edit_that_comes_with_the_confirmation_counts_as_what_it_is() -> None:
    """Somebody adds a helper in the very moment: that is the only edit, and it reaches everybody."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", lead=account(FULL)))
    confirm(together, EVERYWHERE)
    decision = together.decide(together.edited(NARROW, helpers=("n",)), *together.quiet(FULL, PLAINLY))
    assert [(change.name, change.place) for change in decision.changes] == [("helpers", NARROW)]
    together.write(decision)
    assert shown_at(together, NARROW) == {account(NARROW), "n"}
    assert shown_at(together, FULL) == {account(FULL)}
    assert calm(together)


def test_a_mention_becomes_native_and_a_plain_name_again() -> None:
    """In descriptions and comments alike, and only in what we wrote: the original stays as its author left it."""
    together = works()
    called = Document((Paragraph((Text("Frag "), Mention(account(FULL), "Anna Apfel"), Text("!"))),))
    talk = replace(said("c", "-"), text=called)
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", description=called, comments=(talk,)))
    confirm(together, EVERYWHERE)
    decision = together.decide(*together.quiet(*PLACES))
    written = [each for planned in decision.operations.values() for each in planned]
    assert {each.place for each in written if isinstance(each, UpdateItem)} == {NARROW}, "plain text has none"
    assert {each.place for each in written if isinstance(each, UpdateComment)} == {NARROW, PLAINLY}
    together.write(decision)
    assert mentions(together) == {FULL: {account(FULL)}, NARROW: {account(NARROW)}, PLAINLY: set()}
    confirm(together, NOBODY)
    settle(together)
    assert mentions(together) == {FULL: {account(FULL)}, NARROW: set(), PLAINLY: set()}
    assert "@Anna Apfel" in words(together.link(NARROW).seen.description)


def test_acts_are_the_persons_own_from_the_confirmation_on_and_counted_once() -> None:
    """Before, an act is the account's; from then on the person's, by whatever account; no act is told twice."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}"))
    first = together.decide(
        together.edited(FULL, by=account(FULL), lead=account(FULL)), *together.quiet(NARROW, PLAINLY)
    )
    together.write(first)
    assert [act.actor for act in first.activities] == [f"full-connection/{account(FULL)}"]
    confirm(together, EVERYWHERE)
    settle(together)
    release = together.edited(NARROW, by=account(NARROW), lead=None)
    second = together.decide(release, *together.quiet(FULL, PLAINLY))
    together.write(second)
    assert [(act.type.value, act.actor) for act in second.activities] == [("released", ANNA)]
    third = together.decide(
        together.edited(NARROW, by=account(NARROW), lead=account(NARROW)), *together.quiet(FULL, PLAINLY)
    )
    together.write(third)
    assert [(act.type.value, act.actor) for act in third.activities] == [("claimed", ANNA)]
    confirm(together, NOBODY)
    settle(together)


def test_a_new_item_with_a_confirmed_person_is_native_at_once() -> None:
    """Nobody has to confirm twice."""
    together = works(EVERYWHERE)
    together.decide(*(shows(place, complete=True, lanes=(OFFEN,)) for place in PLACES))
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", lead=account(FULL)))
    assert [shown_at(together, place) for place in PLACES] == [{account(place)} for place in PLACES]
    assert calm(together)


def test_somebody_elses_accounts_are_left_alone() -> None:
    """Bert's account is Bert's, whatever is confirmed for Anna."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", lead="b-full", helpers=(account(FULL),)))
    confirm(together, EVERYWHERE)
    settle(together)
    assert shown_at(together, FULL) == {"b-full", account(FULL)}
    confirm(together, {FULL: {BERT: Account("b-full")}, NARROW: {BERT: Account("b-narrow")}})
    settle(together)
    assert shown_at(together, NARROW) == {"b-narrow"}


@pytest.mark.parametrize("home", PLACES)
def test_who_is_put_on_it_by_hand_while_confirmed_stays_there_when_it_is_undone(home: PlaceId) -> None:
    """What a colleague did at that very place is not taken back with the confirmation; all others say it in words."""
    together = works(EVERYWHERE)
    together.spread(item("t", "Halle", lane=f"{home}/{OFFEN}"), at=home)
    others = [place for place in PLACES if place != home]
    together.write(together.decide(together.edited(home, helpers=(account(home),)), *together.quiet(*others)))
    assert all(shown_at(together, place) == {account(place)} for place in PLACES)
    confirm(together, NOBODY)
    settle(together)
    assert [place for place in PLACES if shown_at(together, place)] == [home]
    assert all(any("Weber GmbH" in line for line in together.link(place).seen.shown[1:]) for place in others)


def twice() -> Cooperation:
    """Anna was made lead at one place, and was a helper by her other account before; nobody had confirmed the two."""
    together = works()
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", helpers=(account(FULL),)))
    lead = together.edited(NARROW, lead=account(NARROW))
    together.write(together.decide(lead, *together.quiet(FULL, PLAINLY)))
    confirm(together, {place: EVERYWHERE[place] for place in (FULL, NARROW)})
    settle(together)
    return together


def test_a_lead_is_not_said_to_help_as_well() -> None:
    """One person is named once, whatever accounts she was put on the task by."""
    lines = twice().link(PLAINLY).seen.shown
    assert [line for line in lines if "Anna" in line] == ["Zuständig: Anna Apfel"]


def test_who_hands_a_task_over_does_not_stay_on_it_by_another_account() -> None:
    """She was a helper before she led: now she is neither."""
    together = twice()
    handed = together.edited(NARROW, lead="b-narrow")
    together.write(together.decide(handed, *together.quiet(FULL, PLAINLY)))
    assert shown_at(together, FULL) == set()
    assert shown_at(together, NARROW) == {"b-narrow"}
