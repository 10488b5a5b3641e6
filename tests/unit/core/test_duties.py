"""Duties: what is open is an act, never how long; and who is told of whose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from bridge.core.model.charter import DUTIES
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.network import Partner
from bridge.core.model.person import Person
from bridge.core.reports.duties import (
    ACCEPTS_OR_DECLINES,
    CONFIRMS_LIST,
    Acts,
    DutyLine,
    Standing,
    duties_for,
    standing,
)
from bridge.core.rules.consent import Force

AHORN, BIRKE, FICHTE = PartnerId("ahorn"), PartnerId("birke"), PartnerId("fichte")
BOTH = {f"duty:{each}": "" for each in DUTIES}
NAMED = {**BOTH, "figure:duties": ""}
FEWEST = 10


def partner(identity: PartnerId, size: int) -> Partner:
    roster = tuple(Person(PersonId(f"{identity}-{n}"), "Somebody", identity) for n in range(size))
    return Partner(identity, identity.title(), roster=roster)


PARTNERS = (partner(AHORN, 18), partner(BIRKE, 10), partner(FICHTE, 9))
READY = {each.id: 1 for each in PARTNERS}
DONE = Acts(confirmed=frozenset(READY))


def force(points: Mapping[str, str] = BOTH) -> Force:
    return Force(points, READY)


@pytest.mark.parametrize("duty", sorted(DUTIES))
def test_a_duty_is_open_as_long_as_its_act_is_missing(duty: str) -> None:
    """Answering what was handed over, confirming the list: each for itself, as far as it was agreed."""
    alone, other = force({f"duty:{duty}": ""}), force({f"duty:{each}": "" for each in DUTIES - {duty}})
    missing = {ACCEPTS_OR_DECLINES: replace(DONE, asked=frozenset({AHORN})), CONFIRMS_LIST: Acts()}[duty]
    assert standing(AHORN, missing, alone) is Standing.OPEN
    assert standing(AHORN, missing, other) is Standing.FULFILLED
    assert standing(AHORN, DONE, alone) is Standing.FULFILLED


def test_who_has_not_agreed_owes_nothing() -> None:
    """No duty in the charter, or a partner whose gates are missing."""
    assert standing(AHORN, Acts(), force({})) is Standing.NOT_AGREED
    assert standing(AHORN, Acts(), Force(BOTH, {BIRKE: 1})) is Standing.NOT_AGREED
    assert duties_for(AHORN, PARTNERS, Acts(), force({}), FEWEST) == ()


def test_pl_42_each_sees_its_own_unless_the_charter_names_the_large() -> None:
    """Named are those with persons enough, to all alike; everybody else is told of their own alone."""
    own, named = force(), force(NAMED)
    assert duties_for(None, PARTNERS, DONE, own, FEWEST) == (DutyLine("", Standing.NOT_AGREED, 3),)
    assert duties_for(AHORN, PARTNERS, DONE, own, FEWEST) == (DutyLine("Ahorn", Standing.FULFILLED, 2),)
    office = duties_for(None, PARTNERS, DONE, named, FEWEST)
    assert [(each.organisation, each.others) for each in office] == [("Ahorn", 1), ("Birke", 1)]
    assert duties_for(AHORN, PARTNERS, DONE, named, FEWEST) == office
    small = duties_for(FICHTE, PARTNERS, DONE, named, FEWEST)
    assert [(each.organisation, each.others) for each in small] == [("Ahorn", 0), ("Birke", 0), ("Fichte", 0)]


def test_pl_41_a_standing_has_no_room_for_how_long() -> None:
    """By its shape: an organisation, one of three words, and how many others there are."""
    assert {each.name for each in fields(DutyLine)} == {"organisation", "standing", "others"}
    assert {each.name for each in fields(Acts)} == {"asked", "confirmed"}
    assert set(Standing) == {"fulfilled", "open", "not_agreed"}
    assert {ACCEPTS_OR_DECLINES, CONFIRMS_LIST} == DUTIES
