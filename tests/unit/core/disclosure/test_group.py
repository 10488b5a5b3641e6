"""Q0: which groups are large enough, whatever anybody does."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from bridge.core.log.evaluations import Threshold
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.person import Person
from bridge.core.reports.disclosure.group import Group, joined, lacking, passing, size
from bridge.core.reports.disclosure.rosters import rosters
from tests.docs.sources import ROOT

SAID: dict[str, Any] = tomllib.loads((ROOT / "tests/fixtures/figures/network.toml").read_text("utf-8"))
PERSONS = {each["id"]: each["persons"] for each in SAID["organisations"]}
DEFAULT = Threshold()


def group(**persons: int) -> Group:
    """So many persons of each organisation."""
    return {name: frozenset(f"{name} {number}" for number in range(number)) for name, number in persons.items()}


def space(said: dict[str, Any]) -> Group:
    return group(**{name: PERSONS[name] for name in said["organisations"]})


@pytest.mark.parametrize("said", SAID["spaces"], ids=lambda each: each["id"])
def test_dg_03_a_space_is_counted_as_worked_out_by_hand_from_its_roster(said: dict[str, Any]) -> None:
    """Q0: as many as the fixture says, together and without any one; three organisations are not enough."""
    found = space(said)
    assert lacking(found, DEFAULT) == said["lacks"]
    assert size(found) == said["persons"]
    assert min(size({k: v for k, v in found.items() if k != name}) for name in found) == said["least"]


def test_dg_03_the_spaces_that_pass_are_in_an_order_that_no_activity_changes() -> None:
    """Q0: by their ids."""
    spaces = {said["id"]: space(said) for said in SAID["spaces"]}
    assert passing(spaces, DEFAULT) == ("antrag", "logistik", "messe")
    assert size(joined(spaces[each] for each in ("antrag", "logistik", "messe"))) == 42


@pytest.mark.parametrize(
    ("persons", "lacks"),
    [
        ({"a": 30, "b": 30}, "few_organisations"),
        ({"a": 30, "b": 30, "c": 0}, "few_organisations"),
        ({"a": 3, "b": 3, "c": 3}, "small_group"),
        ({"a": 4, "b": 3, "c": 3}, ""),
        ({"a": 20, "b": 2, "c": 2}, "small_group"),
        ({"a": 20, "b": 3, "c": 2}, ""),
        ({}, "few_organisations"),
    ],
)
def test_dg_03_every_organisation_may_subtract_its_own_part(persons: dict[str, int], lacks: str) -> None:
    """Q0: ten persons of three organisations, and five of two whichever one is left out (A03, A04)."""
    assert lacking(group(**persons), DEFAULT) == lacks


def test_dg_02_a_person_counts_once_and_nobody_else_counts() -> None:
    """Q0: with four accounts one person; bots, guests and accounts that nobody confirmed are nobody (A24)."""
    anna, bert = (Person(PersonId(each), each.title(), PartnerId("weber")) for each in ("anna", "bert"))
    tools = ("trello", "asana", "slack", "teams")
    links = tuple(
        Connection(ConnectionId(tool), PartnerId("weber"), tool, {anna.id: Account(f"{tool} 1")}) for tool in tools
    )
    guests = {PersonId("guest"): Account("2"), PersonId("bot"): Account("3")}
    other = Connection(ConnectionId("other"), PartnerId("other"), "trello", guests)
    places = tuple(Place(PlaceId(each), ConnectionId(each), each, "board") for each in (*tools, "other"))
    network = Network(
        "n",
        "Netz",
        (Partner(PartnerId("weber"), "Weber", links, (anna, bert)), Partner(PartnerId("other"), "Other", (other,))),
        (Space(SpaceId("messe"), "Messe", places), Space(SpaceId("leer"), "Leer", ())),
    )
    assert rosters(network, {PartnerId("weber"), PartnerId("other")}, str) == {
        "messe": {"weber": frozenset({"anna"}), "other": frozenset()},
        "leer": {},
    }
    assert rosters(network, {PartnerId("other")}, str)["messe"] == {"other": frozenset()}
