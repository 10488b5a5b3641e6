"""Somebody edits a text in which we wrote a plain name for a person: the person stays addressed, and stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bridge.core.model.charter import Charter
from bridge.core.model.document import Document, Inline, Mention, Paragraph, Text, mapped, plain_document
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId, PlaceId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.model.person import Person, Visibility
from bridge.core.model.restrict import words
from connectors.memory.manifest import MANIFESTS
from tests.unit.core.builders import FULL, NARROW, OFFEN, PLAINLY, ZONE, Cooperation, item, terms

PETRA, OTTO = PersonId("petra"), PersonId("otto")
OF: Mapping[str, tuple[PersonId, ...]] = {"full": (PETRA, OTTO), "narrow": (), "plainly": ()}
CHARTER = {"full": Visibility.NAME, "narrow": Visibility.NAME, "plainly": Visibility.NONE}


def works(narrow: Visibility = Visibility.NAME) -> Cooperation:
    """Petra and Otto at home; at one partner's they are shown as the charter says, at another's not at all."""
    partners = []
    for place in MANIFESTS:
        partner = PartnerId(f"{place}-partner")
        accounts = {person: f"{person}-1" for person in OF[place]}
        link = Connection(ConnectionId(f"{place}-connection"), partner, place, accounts)  # type: ignore[arg-type]
        roster = tuple(Person(person, f"{person.title()} Weber", partner) for person in OF[place])
        partners.append(Partner(partner, f"{place.title()} GmbH", (link,), roster))
    charter = Charter(visibility={**CHARTER, "narrow": narrow})
    return Cooperation(terms(of=Network("net", "Netz", tuple(partners), (), charter, zone=ZONE)))


def addressing(*accounts: str) -> Document:
    """A line that addresses these, one behind the other, and a second that addresses nobody."""
    inside: list[Inline] = [Text("Frag ")]
    for account in accounts:
        inside += [Mention(account, "-"), Text(" und ")]
    return Document((Paragraph((*inside[:-1], Text(" bitte"))), *plain_document("Danke").blocks))


def addressed(document: Document) -> list[str]:
    """Who is addressed, in order."""
    found: list[str] = []

    def noted(part: Inline) -> Inline:
        found.extend([part.account] if isinstance(part, Mention) else [])
        return part

    mapped(document, noted)
    return found


def begun(*accounts: str, narrow: Visibility = Visibility.NAME) -> Cooperation:
    """The text stands everywhere."""
    together = works(narrow)
    together.spread(item("t", "Halle", lane=f"{FULL}/{OFFEN}", description=addressing(*accounts)))
    return together


def edit(together: Cooperation, place: PlaceId, old: str, new: str) -> None:
    """Somebody changes a word of the text as that place shows it, and all others follow."""
    there = together.link(place).seen.description
    changed = mapped(there, lambda part: Text(part.text.replace(old, new)) if isinstance(part, Text) else part)
    assert changed != there
    others = [other for other in (FULL, NARROW, PLAINLY) if other != place]
    together.write(together.decide(together.edited(place, description=changed), *together.quiet(*others)))


@pytest.mark.parametrize("place", [NARROW, PLAINLY])
def test_an_edit_beside_a_name_leaves_the_person_addressed(place: PlaceId) -> None:
    """Natively at home, in plain words elsewhere, and the edit everywhere."""
    together = begun("petra-1")
    edit(together, place, "bitte", "sofort")
    assert addressed(together.task.fields.description) == ["full-connection/petra-1"]
    assert addressed(together.link(FULL).seen.description) == ["petra-1"]
    assert "sofort" in words(together.link(FULL).seen.description)
    assert "@Petra Weber (Full GmbH) sofort" in words(together.link(NARROW).seen.description)


def test_a_name_that_one_partner_may_read_reaches_no_other_by_an_edit() -> None:
    """What we wrote for one reader is not the text itself: where nobody may read the name, nobody does."""
    together = begun("petra-1")
    edit(together, NARROW, "bitte", "sofort")
    assert "sofort" in words(together.link(PLAINLY).seen.description)
    assert "Petra" not in words(together.link(PLAINLY).seen.description)


@pytest.mark.parametrize("narrow", Visibility)
def test_persons_who_read_alike_stay_in_their_order(narrow: Visibility) -> None:
    """Two of one organisation are the same words to others; each stays who they are."""
    together = begun("petra-1", "otto-1", narrow=narrow)
    edit(together, NARROW, "bitte", "sofort")
    assert addressed(together.link(FULL).seen.description) == ["petra-1", "otto-1"]


def test_who_is_taken_out_of_the_text_is_addressed_no_more() -> None:
    """The first name deleted, the second stays the second."""
    together = begun("petra-1", "otto-1")
    edit(together, NARROW, "@Petra Weber (Full GmbH) und ", "")
    edit(together, NARROW, "@Petra Weber (Full GmbH)", "") if "Petra" in str(together.link(NARROW).seen) else None
    assert addressed(together.link(FULL).seen.description) == ["otto-1"]


def test_who_types_a_name_addresses_nobody() -> None:
    """Words that nobody's mention stands for stay words."""
    together = begun("petra-1")
    edit(together, NARROW, "Danke", "Danke, @Otto Weber (Full GmbH)")
    assert addressed(together.link(FULL).seen.description) == ["petra-1"]
    assert replace(together.task.fields).description == together.task.fields.description


def test_who_of_two_that_read_alike_was_taken_out_is_not_guessed() -> None:
    """Nobody is addressed by mistake: where it is not clear who stayed, nobody is addressed."""
    together = begun("petra-1", "otto-1", narrow=Visibility.ORGANISATION)
    edit(together, NARROW, "@Full GmbH und ", "")
    assert "@Full GmbH bitte" in words(together.link(FULL).seen.description)
    assert addressed(together.link(FULL).seen.description) == []
