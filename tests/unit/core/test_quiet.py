"""Imports set and mention nobody, and nobody is taken off because of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.memory import MemoryInbox
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document, Mention, Paragraph, Text
from bridge.core.model.ids import Account, PersonId, PlaceId, Ref
from bridge.core.model.memory import Link, Memory
from bridge.core.model.operation import CreateComment, CreateItem, UpdateComment
from bridge.core.model.quiet import Quiet
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item
from bridge.core.model.stay import Matching, Pair, Stay
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.core.sync.bound import bounded
from bridge.core.sync.naming import task_id
from bridge.core.sync.quiet import mentioned
from bridge.core.sync.terms import Terms
from tests.unit.core.builders import (
    ANNA,
    BERT,
    FULL,
    NARROW,
    NOW,
    OFFEN,
    PLAINLY,
    SPACE,
    Cooperation,
    item,
    network,
    said,
    shows,
    terms,
    text,
)

PLACES = (FULL, NARROW, PLAINLY)
KNOWN = {
    place: {ANNA: Account(f"a-{place}"), BERT: Account(f"b-{place}")} for place in PLACES
}  # each confirmed before anything begins
CALLS_ANNA = Document((Paragraph((Text("Frag "), Mention("a-full", "Anna Apfel"), Text("!"))), *text("Danke.").blocks))
LED, HELPED = "Zuständig: Anna Apfel (Full GmbH)", "Mitwirkend: Full GmbH"
TALK = replace(said("c", "-", "b-full"), text=CALLS_ANNA)


def works() -> Cooperation:
    """A space of three places that have not begun."""
    return Cooperation(terms(*PLACES, of=network(accounts=KNOWN)))


def imported(**fields: Any) -> Cooperation:
    """A task that was there at one place before any began: Anna leads, Bert helps, and Anna is mentioned."""
    together = works()
    there: dict[str, Any] = {"lead": "a-full", "helpers": ("b-full",), "description": CALLS_ANNA, **fields}
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", comments=(TALK,), **there))
    return together


def people(together: Cooperation, place: PlaceId) -> set[str]:
    """Who is set natively there."""
    seen = together.link(place).seen
    return {*seen.helpers, *([seen.lead] if seen.lead else [])}


def edited(together: Cooperation, place: PlaceId, **fields: Any) -> Decision:
    """What follows from an edit, carried out."""
    others = [other for other in PLACES if other != place]
    decision = together.decide(together.edited(place, **fields), *together.quiet(*others))
    together.write(decision)
    return decision


def without_narrow(together: Cooperation) -> Terms:
    """The terms while this place is away."""
    here, space = together.terms, together.terms.space
    gone = replace(space, places=tuple(each for each in space.places if each.id != NARROW))
    return replace(here, space=gone, reaches={place: here.reaches[place] for place in here.reaches if place != NARROW})


def is_calm(together: Cooperation) -> bool:
    """Whether nobody did anything and nothing is to be written."""
    decision = together.decide(*together.quiet(*PLACES))
    return not decision.changes and not any(decision.operations.values())


def test_an_import_sets_and_mentions_nobody_and_says_in_words_who_it_is() -> None:
    """Neither on the item nor in its text nor in comments; where somebody set them themselves they stay set."""
    together = imported()
    assert people(together, FULL) == {"a-full", "b-full"}
    assert together.link(FULL).quiet == Quiet()
    for place in (NARROW, PLAINLY):
        link = together.link(place)
        assert not people(together, place)
        assert link.seen.shown[1:] == (LED, HELPED)
        assert not mentioned(link.seen.description)
        [copy] = together.memory.comment_links[place].values()
        assert not mentioned(copy.seen)
        assert "@Anna Apfel" in words(copy.seen)
    assert "@Anna Apfel" in words(together.link(NARROW).seen.description)
    assert mentioned(together.link(FULL).seen.description) == {"a-full"}
    assert is_calm(together)


def test_an_import_is_one_until_its_last_item_stands() -> None:
    """A cycle writes so much and no more: what the next one finds to do is no less an import."""
    together = works()
    items = [item(f"t{number}", f"Halle {number}", lane=f"{FULL}/{OFFEN}", lead="a-full") for number in range(9)]
    rest = together.decide(shows(FULL, *items, complete=True, lanes=(OFFEN,)), *together.quiet(NARROW, PLAINLY))
    for _ in range(4):
        part = {place: bounded(needed, 3) for place, needed in rest.operations.items()}
        together.write(replace(rest, operations=part))
        rest = together.decide(*together.quiet(*PLACES))
    assert not any(rest.operations.values())
    leads = [link.seen.lead for link in together.memory.links[NARROW].values()]
    assert leads == [None] * 9
    assert not any(stay.imports for stay in together.memory.stays.values())


def test_an_item_whose_answer_was_lost_is_as_quiet_as_the_others() -> None:
    """It is found by its marker, and nobody is set on it after all."""
    together = works()
    there = item("t", lane=f"{FULL}/{OFFEN}", lead="a-full")
    decision = together.decide(shows(FULL, there, complete=True, lanes=(OFFEN,)), *together.quiet(NARROW, PLAINLY))
    for operations in decision.operations.values():
        for each in operations:
            if isinstance(each, CreateItem):
                together.store.intend(SPACE, each)
    found = [
        shows(place, Item(Ref("found"), Fields(each.fields.title), marker=each.task, own=True), complete=True)
        for place, operations in decision.operations.items()
        for each in operations
        if isinstance(each, CreateItem)
    ]
    assert len(found) == 2
    together.write(together.decide(shows(FULL, at=together.later()), *found))
    assert together.link(NARROW).seen.lead is None
    assert together.link(NARROW).quiet.people == {"a-narrow"}


def test_what_people_create_later_is_set_and_mentioned_natively() -> None:
    """The rule is for what was there before."""
    together = works()
    together.decide(*(shows(place, complete=True, lanes=(OFFEN,)) for place in PLACES))
    together.spread(item("t", lane=f"{FULL}/{OFFEN}", lead="a-full", description=CALLS_ANNA, comments=(TALK,)))
    assert [people(together, place) for place in PLACES] == [{f"a-{place}"} for place in PLACES]
    assert mentioned(together.link(NARROW).seen.description) == {"a-narrow"}
    assert [mentioned(link.seen) for link in together.memory.comment_links[NARROW].values()] == [{"a-narrow"}]


def test_who_is_put_on_an_imported_task_later_is_set_and_only_they() -> None:
    """Wherever somebody does it; whom the import has left out stays in words."""
    together = imported(helpers=())
    edited(together, PLAINLY, helpers=("b-plainly",))
    assert people(together, NARROW) == {"b-narrow"}
    assert LED in together.link(NARROW).seen.shown
    assert people(together, FULL) == {"a-full", "b-full"}
    assert is_calm(together)


def test_who_is_taken_off_and_put_on_again_is_set() -> None:
    """That is a new act."""
    together = imported()
    edited(together, FULL, helpers=())
    assert HELPED not in together.link(NARROW).seen.shown
    edited(together, FULL, helpers=("b-full",))
    assert people(together, NARROW) == {"b-narrow"}
    assert is_calm(together)


def test_whoever_takes_the_lead_is_set_as_lead() -> None:
    """Also when they were among the helpers that the import left out."""
    together = imported()
    edited(together, FULL, lead="b-full", helpers=())
    assert together.link(NARROW).seen.lead == "b-narrow"


@pytest.mark.parametrize("place", [NARROW, PLAINLY])
def test_who_is_set_there_by_hand_stays_set(place: PlaceId) -> None:
    """A colleague did it, so it is not undone; the others are as they were."""
    together = imported()
    edited(together, place, helpers=(f"b-{place}",))
    assert people(together, place) == {f"b-{place}"}
    edited(together, FULL, title="Halle 4")
    assert people(together, place) == {f"b-{place}"}
    assert together.task.fields.lead == "full-connection/a-full", "nobody is taken off"
    assert is_calm(together)
    edited(together, place, helpers=())
    assert people(together, FULL) == {"a-full"}, "taken off by hand means off"


def test_whom_somebody_set_while_we_were_writing_is_not_taken_off() -> None:
    """The tool's answer tells of it; the next write leaves them there."""
    together = imported(helpers=())
    link = together.link(NARROW)
    added = together.decide(together.edited(FULL, helpers=("b-full",)), *together.quiet(NARROW, PLAINLY))
    together.write(added, narrow=replace(link.seen, helpers=("b-narrow", "a-narrow")))
    edited(together, FULL, helpers=())
    assert people(together, NARROW) == {"a-narrow"}


def test_who_takes_their_own_task_by_a_button_is_set() -> None:
    """A submission is an act by hand too, although its place has not shown it."""
    together = imported(helpers=())
    link = together.link(NARROW)
    claimed = replace(link.seen, lead="a-narrow")
    pressed = Submission("s", NARROW, link.ref, link.seen, claimed, ("lead",), Account("a-narrow"), NOW)
    MemoryInbox(together.store).submit(SPACE, pressed)
    together.write(together.decide(*together.quiet(*PLACES)))
    assert together.link(NARROW).seen.lead == "a-narrow"
    assert not people(together, PLAINLY)


def test_an_edit_of_another_paragraph_mentions_nobody_one_of_the_same_does() -> None:
    """What was written anew is no import."""
    together = imported()
    asked, thanks = CALLS_ANNA.blocks
    edited(together, FULL, description=Document((asked, *text("Vielen Dank.").blocks)))
    assert not mentioned(together.link(NARROW).seen.description)
    again = Document((Paragraph((Text("Rufe an: "), Mention("a-full", "Anna Apfel"))), thanks))
    edited(together, FULL, description=again)
    assert mentioned(together.link(NARROW).seen.description) == {"a-narrow"}
    assert is_calm(together)


def test_an_edit_at_the_place_loses_no_mention() -> None:
    """The name that stands there in words is the person still, for everybody else."""
    together = imported()
    shown = together.link(NARROW).seen.description
    assert shown == text("Frag @Anna Apfel (Full GmbH)!\n\nDanke.")
    edited(together, NARROW, description=text("Frag bitte @Anna Apfel (Full GmbH)!\n\nVielen Dank."))
    assert mentioned(together.task.fields.description) == {"full-connection/a-full"}
    assert mentioned(together.link(FULL).seen.description) == {"a-full"}
    assert is_calm(together)


def test_comments_said_later_mention_and_so_do_edited_ones() -> None:
    """An imported comment stays as it came until its author changes it."""
    together = imported()
    later = replace(TALK, ref=Ref("later"), at=together.later())
    link = together.link(FULL)
    decision = together.decide(shows(FULL, Item(link.ref, link.seen, comments=(TALK, later))), *together.quiet(NARROW))
    [new] = [each for each in decision.operations[NARROW] if isinstance(each, CreateComment)]
    assert mentioned(new.text) == {"a-narrow"}
    together.write(decision)
    reworded = replace(TALK, text=Document((*CALLS_ANNA.blocks, *text("Bald.").blocks)))
    decision = together.decide(
        shows(FULL, Item(link.ref, link.seen, comments=(reworded, later))), *together.quiet(NARROW)
    )
    [again] = [each for each in decision.operations[NARROW] if isinstance(each, UpdateComment)]
    assert mentioned(again.text) == {"a-narrow"}


def test_whose_account_is_confirmed_later_is_set_everywhere() -> None:
    """The import did not leave them out: there was no account. Those who had one stay in words."""
    together = works()
    only_bert = {place: {BERT: accounts[BERT]} for place, accounts in KNOWN.items()} | {FULL: KNOWN[FULL]}
    together.terms = terms(*PLACES, of=network(accounts=only_bert))
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", lead="a-full", helpers=("b-full",)))
    together.terms = terms(*PLACES, of=network(accounts=KNOWN))
    together.write(together.decide(*together.quiet(*PLACES)))
    assert people(together, NARROW) == {"a-narrow"}
    assert HELPED in together.link(NARROW).seen.shown


def test_what_a_place_brings_along_sets_nobody_at_the_others() -> None:
    """They had begun before; its tasks are an import for them."""
    together = works()
    together.decide(shows(NARROW, complete=True, lanes=(OFFEN,)), shows(PLAINLY, complete=True, lanes=(OFFEN,)))
    together.spread(item("t", lane=f"{FULL}/{OFFEN}", lead="a-full"))
    assert not people(together, NARROW)
    assert not people(together, PLAINLY)


def test_what_a_person_has_joined_sets_nobody_on_either_side() -> None:
    """Of two items that are one task, each says in words who came from the other."""
    found = terms(FULL, NARROW, of=network(accounts=KNOWN))
    places = tuple(replace(each, matching=Matching.MATCH) for each in found.space.places)
    together = Cooperation(replace(found, space=replace(found.space, places=places)))
    here, there = task_id(FULL, Ref("f")), task_id(NARROW, Ref("n"))
    stays = {place.id: Stay(confirmed=True) for place in places}
    together.store.confirm(SPACE, Memory(stays=stays, pairs={there: Pair(here)}))
    ours = item("f", lead="a-full", description=CALLS_ANNA, comments=(TALK,), all_comments=True)
    decision = together.decide(
        shows(FULL, ours, complete=True, lanes=(OFFEN,)),
        shows(NARROW, item("n", helpers=("b-narrow",)), complete=True, lanes=(OFFEN,)),
    )
    together.write(decision)
    full, narrow = (together.memory.links[place][here].seen for place in (FULL, NARROW))
    assert (full.lead, full.helpers) == ("a-full", ())
    assert (narrow.lead, narrow.helpers) == (None, ("b-narrow",))
    assert not mentioned(narrow.description)
    copies = [each.text for each in decision.operations[NARROW] if isinstance(each, CreateComment)]
    assert [mentioned(each) for each in copies] == [set()]


def test_what_happened_while_a_place_was_away_sets_nobody_when_it_comes_back() -> None:
    """Whom its items showed stays set."""
    together = imported()
    edited(together, NARROW, helpers=("b-narrow",))
    here = together.terms
    together.terms = without_narrow(together)
    new = item("u", "Dach", lane=f"{FULL}/{OFFEN}", lead="a-full")
    together.write(together.decide(shows(FULL, new, at=together.later()), *together.quiet(PLAINLY)))
    together.terms = here
    [first, _] = together.memory.tasks
    link = together.memory.links[NARROW][first]
    back = shows(NARROW, Item(link.ref, link.seen, own=True), complete=True, lanes=(OFFEN,), at=together.later())
    together.write(together.decide(back, *together.quiet(FULL, PLAINLY)))
    seen = {task: link.seen for task, link in together.memory.links[NARROW].items()}
    assert {(each.title, each.lead, each.helpers) for each in seen.values()} == {
        ("Halle", None, ("b-narrow",)),
        ("Dach", None, ()),
    }


def test_an_item_made_anew_when_a_place_comes_back_names_whom_people_had_set_on_the_one_that_went() -> None:
    """They were set on that item by hand; what comes by an import sets nobody, until somebody does it again."""
    together = imported(lead=None, helpers=())
    edited(together, NARROW, lead="a-narrow")
    here = together.terms
    together.terms = without_narrow(together)
    together.decide(*together.quiet(FULL, PLAINLY))
    together.terms = here
    empty = shows(NARROW, complete=True, lanes=(OFFEN,), at=together.later())
    together.write(together.decide(empty, *together.quiet(FULL, PLAINLY)))
    assert together.task.fields.lead == "narrow-connection/a-narrow", "nobody loses the lead because of it"
    assert not people(together, NARROW)
    assert any("Anna Apfel" in line for line in together.link(NARROW).seen.shown)
    assert people(together, FULL) == {"a-full"}
    edited(together, NARROW, lead="a-narrow")
    assert people(together, NARROW) == {"a-narrow"}


def test_a_store_keeps_who_is_left_out() -> None:
    """As text and back."""
    quiet = Quiet(frozenset({Account("a")}), frozenset({PersonId("c/p")}))
    link = Link(Ref("r"), Fields(), frozenset(), quiet=quiet)
    assert value_of(text_of(link, Link), Link) == link
    assert value_of(text_of(replace(link, quiet=Quiet()), Link), Link).quiet == Quiet()
