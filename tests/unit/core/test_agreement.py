"""Charters compared point by point: what widens, what narrows, and what holds between them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.log.evaluations import EVALUATIONS
from bridge.core.model import charter as model
from bridge.core.model.charter import DPF, NEEDED, NONE_NEEDED, Charter, Consent, Gate, Points, Transfer, Version
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, SpaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.person import Visibility
from bridge.core.reports import worklist
from bridge.core.rules.agreement import (
    KINDS,
    LEVELS,
    UNSAID,
    Kind,
    differences,
    fallen,
    fingerprint,
    narrowest,
    points_of,
)
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.consent import in_force
from bridge.core.sync.agreeing import beyond, sides, under
from bridge.core.sync.terms import Terms, terms_of
from connectors.memory.manifest import MANIFESTS
from tests.unit.core.builders import PHRASES

ROWS = [
    ("field:due", None, "", True),
    ("field:due", "", None, False),
    ("visibility:trello", "organisation", "name", True),
    ("visibility:trello", "name", "none", False),
    ("retention:journal", "14", "7", False),
    ("retention:journal", "7", "14", True),
    ("retention:journal", "7", None, True),
    ("retention:journal", None, "7", False),
    ("worklist:overdue", None, "", True),
    ("worklist:mail", None, "", True),
    ("figure:duties", None, "", True),
    ("named:fichte", None, "", True),
    ("unnamed:fichte", None, "", False),
    ("eea:weber", None, "", False),
    ("eea:weber", "", None, True),
    ("dpf_invalid", None, "", False),
    ("region:weber-trello", "us", "eea", True),
    ("partner:weber:trello", None, "", True),
    ("policy:title", "origin", "later", True),
    ("transfer:trello:*", None, DPF, True),
    ("evaluation:F1", None, "", True),
    ("custom:Kosten", None, "", True),
]


@pytest.mark.parametrize(("point", "before", "after", "widens"), ROWS)
def test_each_difference_widens_or_narrows(point: str, before: str | None, after: str | None, widens: bool) -> None:  # noqa: FBT001  a column
    """What lets more be read, by more, for longer, or by another rule waits for consent; what takes away does not."""
    old, new = ({} if value is None else {point: value} for value in (before, after))
    (found,) = differences(old, new)
    assert found.widens is widens


def _value(subject: str) -> st.SearchStrategy[str]:
    match KINDS[subject]:
        case Kind.LEVEL:
            return st.sampled_from([str(each) for each in LEVELS[subject]])
        case Kind.DAYS:
            return st.integers(1, 90).map(str)
        case Kind.RULE:
            return st.sampled_from(["later", "origin"])
        case _:
            return st.just("")


PRESENT = [f"{subject}:x" for subject in KINDS]
CHARTERS: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {}, optional={point: _value(point.partition(":")[0]) for point in PRESENT}
)


@given(CHARTERS, CHARTERS)
def test_narrowing_and_back_is_widening(one: Points, other: Points) -> None:
    """Whatever narrows one way widens the other way."""
    back = {each.point: each for each in differences(other, one)}
    for each in differences(one, other):
        unsaid = UNSAID.get(each.point.partition(":")[0])
        assert each.widens or back[each.point].widens or {each.before, each.after} == {None, unsaid}


@given(CHARTERS, st.lists(CHARTERS, max_size=3))
def test_pl_08_nothing_holds_that_somebody_has_not_agreed_to(file: Points, agreed: list[Points]) -> None:
    """What holds is never wider than the network file, nor than any charter that a partner agreed to."""
    holds = narrowest(file, agreed)
    for other in (file, *agreed):
        wider = [each for each in differences(other, holds) if each.widens]
        assert not [each for each in wider if KINDS[each.point.partition(":")[0]] is not Kind.RULE]
    assert narrowest(file, [file]) == file


def network(**charter: Any) -> Network:
    """Weber in Trello, Kranz in Asana, one space."""
    partners = tuple(
        Partner(PartnerId(name), name.title(), (Connection(ConnectionId(f"{name}-{tool}"), PartnerId(name), tool),))
        for name, tool in (("weber", "full"), ("kranz", "narrow"))
    )
    places = tuple(
        Place(PlaceId(name), ConnectionId(link), tool, "b")
        for name, link, tool in (("board", "weber-full", "full"), ("project", "kranz-narrow", "narrow"))
    )
    return Network("net", "Netz", partners, (Space(SpaceId("halle"), "Halle", places),), Charter(**charter))


DAY = date(2026, 11, 2)


def version(of: Network, number: int = 1) -> Version:
    return Version(number, fingerprint(points_of(of)), "1", points_of(of), DAY, "buero")


def consents(*partners: str, number: int = 1, gates: tuple[Gate, ...] = NEEDED) -> list[Consent]:
    return [Consent(PartnerId(each), gate, number, f"{each}-{gate}", DAY, DAY) for each in partners for gate in gates]


def terms(of: Network, *agreed: Consent, versions: tuple[Version, ...] = ()) -> Terms:
    made = terms_of(of, of.spaces[0], MANIFESTS, PHRASES)
    return under(made, of, in_force(of, versions or (version(of),), agreed))


def test_pl_08_a_network_file_alone_lets_references_pass_and_nothing_else() -> None:
    """Without a single consent every place gives and gets references alone."""
    made = terms(network())
    assert made.reserved.keys() == {PlaceId("board"), PlaceId("project")}
    assert all(place in closed for place, closed in made.reserved.items())
    assert made.unready == {PartnerId("weber"), PartnerId("kranz")}


@pytest.mark.parametrize("missing", NEEDED)
def test_pl_08_each_of_the_three_gates_is_needed(missing: Gate) -> None:
    """Signature, council and notice: with two of them a partner stays at references."""
    gates = tuple(gate for gate in NEEDED if gate is not missing)
    agreed = [*consents("weber"), *consents("kranz", gates=gates)]
    assert PartnerId("kranz") in terms(network(), *agreed).unready
    assert not terms(network(), *consents("weber", "kranz")).reserved


def test_pl_08_consents_of_several_versions_do_not_add_up() -> None:
    """A signature under one version and a council's word on another are no agreement."""
    wider = network(visibility={"full": Visibility.NAME})
    versions = (version(network(), 1), version(wider, 2))
    agreed = [*consents("weber", gates=(Gate.SIGNED, Gate.NOTICE)), *consents("weber", number=2, gates=(Gate.COUNCIL,))]
    assert PartnerId("weber") not in in_force(wider, versions, agreed).ready


def test_editing_the_file_widens_nothing() -> None:
    """A visibility that the file widens waits until every partner has consented to it; one that it narrows holds."""
    agreed, wider = network(), network(visibility={"full": Visibility.NAME})
    first = (version(agreed),)
    assert (
        terms(wider, *consents("weber", "kranz"), versions=first).visibility[PlaceId("board")]
        is Visibility.ORGANISATION
    )
    both = (*first, version(wider, 2))
    one = [*consents("weber", "kranz"), *consents("weber", number=2)]
    assert terms(wider, *one, versions=both).visibility[PlaceId("board")] is Visibility.ORGANISATION
    all_of = [*one, *consents("kranz", number=2)]
    assert terms(wider, *all_of, versions=both).visibility[PlaceId("board")] is Visibility.NAME
    narrower = network(visibility={"full": Visibility.NONE})
    assert terms(narrower, *all_of, versions=both).visibility[PlaceId("board")] is Visibility.NONE


def test_fields_outside_the_charter_are_not_held() -> None:
    """A field that is not agreed is not among what a place holds, and comments that are not agreed are not written."""
    fields = model.MIRRORED - {"labels", "comments"}
    of = network(fields=fields)
    made = terms(of, *consents("weber", "kranz"))
    reach = made.reaches[PlaceId("board")]
    assert "labels" not in reach.holds
    assert "due" in reach.holds
    assert not reach.manifest.comments
    assert made.left_out == {"labels", "comments"}


def test_a_custom_field_that_nobody_agreed_to_is_beyond() -> None:
    """A place that names one is told, by the field's name; agreed, it is read."""
    of = network()
    (space,) = of.spaces
    place = Place(PlaceId("board"), ConnectionId("weber-full"), "full", "b", custom=(("Kosten", "Kosten EUR"),))
    more = Network("net", "Netz", of.partners, (Space(space.id, space.name, (place, space.places[1])),))
    narrow = terms(more, *consents("weber", "kranz"), versions=(version(of),))
    assert beyond(place, narrow.reaches[place.id]) == ("Kosten",)
    agreed = terms(more, *consents("weber", "kranz"))
    assert not beyond(place, agreed.reaches[place.id])


def test_tr_03_a_fallen_decision_stops_what_stands_on_it_alone() -> None:
    """With the switch thrown, tools that DPF alone allowed get references alone; those with a fallback go on."""
    rows = (Transfer("full", DPF), Transfer("narrow", DPF, fallback=model.SCC[1]))
    agreed = consents("weber", "kranz")
    before, after = network(transfers=rows), network(transfers=rows, dpf_valid=False)
    assert not terms(before, *agreed).reserved
    force = in_force(after, (version(before),), agreed)
    assert fallen(force.points, "weber", "full")
    assert not fallen(force.points, "kranz", "narrow")
    stopped = terms(after, *agreed, versions=(version(before),))
    assert stopped.reserved[PlaceId("board")] == {PlaceId("board"), PlaceId("project")}


def test_tr_03_switching_back_waits_for_consent() -> None:
    """That the decision stands again is for the partners to say."""
    rows = (Transfer("full", DPF),)
    fell, stands = network(transfers=rows, dpf_valid=False), network(transfers=rows)
    force = in_force(stands, (version(fell),), consents("weber", "kranz"))
    assert fallen(force.points, "weber", "full")


def test_tr_04_outside_is_every_tool_that_nobody_says_is_inside() -> None:
    """A tool counts as outside the EEA unless its connection or its transfer says otherwise."""
    of = network(transfers=(Transfer("narrow", NONE_NEEDED),))
    force = in_force(of, (version(of),), consents("weber", "kranz"))
    assert {each.place: each.outside for each in sides(of, of.spaces[0], force)} == {"board": True, "project": False}


def test_the_charter_names_what_the_lists_name() -> None:
    """What a charter may permit or shorten is what the positive list and the deletion rules know."""
    assert {each.name for each in EVALUATIONS} == model.EVALUATIONS
    known = {rule.data_type.value: rule.period.days for rule in CATALOGUE.values()}
    assert {name: known[name] for name in model.SHORTENED} == model.SHORTENED
    assert known[model.COPIES] == model.COPIES_DAYS
    assert {each.value for each in worklist.Kind} == model.LINES
