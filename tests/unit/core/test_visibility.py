"""What others see of a person follows the charter, in every tool and wherever a person is named (TR-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bridge.core.model.charter import Charter
from bridge.core.model.document import Document, Mention, Paragraph, Text
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateComment, UpdateItem
from bridge.core.model.person import Person, Visibility
from bridge.core.model.restrict import words
from bridge.core.sync.terms import terms_of
from bridge.service.visible import becoming_visible
from connectors import registry
from tests.unit.core.builders import OFFEN, SPACE, ZONE, Cooperation, item, said, shows, terms

TOOLS = ("trello", "asana", "slack", "teams")
HOME, GUEST = PlaceId("home"), PlaceId("guest")
WEBER, NORD = PartnerId("weber"), PartnerId("nordlicht")
PETRA, ACCOUNT = PersonId("petra-weber"), Account("p-1")
NAME, ROLE, ORGANISATION = "Petra Weber", "Einkauf", "Musterbau GmbH"
ANONYMOUS = "ein Partner"
SHOWN = {
    Visibility.NAME: f"{NAME} ({ORGANISATION})",
    Visibility.ROLE: f"{ROLE} ({ORGANISATION})",
    Visibility.ORGANISATION: ORGANISATION,
    Visibility.NONE: ANONYMOUS,
}
STRANGER = {**SHOWN, Visibility.ROLE: ORGANISATION}
"""Whom no roster has, has no role."""
CALLED = Document((Paragraph((Text("Frag "), Mention(ACCOUNT, f"{NAME} (Einkauf)"), Text(" bitte"))),))


def network(tool: str, visibility: Visibility, *, confirmed: bool) -> Network:
    """Petra's partner in one connection of Trello's kind, another partner in the tool that is looked at."""
    home = Connection(ConnectionId("home-link"), WEBER, "home", {PETRA: ACCOUNT} if confirmed else {})
    guest = Connection(ConnectionId("guest-link"), NORD, tool, settings={"channel": "team/channel"})
    roster = (Person(PETRA, NAME, WEBER, ROLE, "petra@weber.example"),) if confirmed else ()
    partners = (Partner(WEBER, ORGANISATION, (home,), roster), Partner(NORD, "Nordlicht KG", (guest,)))
    return Network("net", "Netz", partners, (), Charter(visibility={tool: visibility}), zone=ZONE)


def works(tool: str, visibility: Visibility, *, confirmed: bool = True) -> Cooperation:
    """A space at home and at the other partner's tool."""
    places = (Place(HOME, ConnectionId("home-link"), "home", "b"), Place(GUEST, ConnectionId("guest-link"), tool, "C1"))
    manifests = {"home": registry.manifest("memory"), tool: registry.manifest(tool)}
    net = network(tool, visibility, confirmed=confirmed)
    return Cooperation(terms_of(net, Space(SPACE, "Halle", places), manifests, terms().phrases))


WHERE: Mapping[str, Mapping[str, Any]] = {
    "lead": {"lead": ACCOUNT},
    "helper": {"helpers": (ACCOUNT,)},
    "mention": {"description": CALLED},
    "author": {"comments": (said("c", "Bis Freitag", ACCOUNT),)},
    "mention in a comment": {"comments": (replace(said("c", "-", None), text=CALLED),)},
}
"""What Petra is on a task."""


def written(operations: tuple[Operation, ...]) -> Iterator[str]:
    """Everything that readers of the place come to read by these operations."""
    for each in operations:
        match each:
            case CreateItem(fields=fields) | UpdateItem(fields=fields):
                yield " ".join((fields.title, words(fields.description), *fields.shown))
            case CreateComment(text=text) | UpdateComment(text=text):
                yield words(text)


def mirrored(together: Cooperation, where: str) -> str:
    """What the other partner comes to read of Petra's task; at home her name stands from the start."""
    fields = dict(WHERE[where])
    there = item("t", "Halle", lane=f"{HOME}/{OFFEN}", **fields)
    at_home = shows(HOME, there, complete=True, lanes=(OFFEN,), names={ACCOUNT: NAME})
    assert NAME in str(at_home), "not hidden at home, so that hiding it elsewhere means something"
    decision = together.decide(at_home, shows(GUEST, complete=True, lanes=(OFFEN,)))
    together.write(decision)
    later = together.decide(*together.quiet(HOME, GUEST))
    together.write(later)
    return "\n".join([*written(decision.operations[GUEST]), *written(later.operations[GUEST])])


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("confirmed", [True, False])
def test_others_read_what_the_charter_lets_them_read(
    tool: str, visibility: Visibility, where: str, *, confirmed: bool
) -> None:
    """Name, role, organisation or none of it: as lead, helper, author, and where a person is addressed.

    The name is no part of anything else that is written either: not of the mention's own words, and not of what the
    tool calls the account.
    """
    read = mirrored(works(tool, visibility, confirmed=confirmed), where)
    wanted = (SHOWN if confirmed else STRANGER)[visibility]
    assert wanted in read
    assert (NAME in read) is (visibility is Visibility.NAME)
    if visibility is Visibility.NONE:
        assert ROLE not in read
        assert ORGANISATION not in read.replace(f"Sichtbar für: {ORGANISATION}", "")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("before", Visibility)
@pytest.mark.parametrize("after", Visibility)
def test_a_changed_charter_rewrites_what_we_wrote(tool: str, where: str, before: Visibility, after: Visibility) -> None:
    """At the next look, comments too; it is nobody's edit, and once rewritten nothing is left to do."""
    together = works(tool, before)
    mirrored(together, where)
    together.terms = works(tool, after).terms
    decision = together.decide(*together.quiet(HOME, GUEST))
    assert not decision.changes
    assert not decision.activities
    assert not decision.operations[HOME]
    read = "\n".join(written(decision.operations[GUEST]))
    assert (read != "") is (before is not after)
    if read:
        assert SHOWN[after] in read
        assert (NAME in read) is (after is Visibility.NAME)
    together.write(decision)
    assert not any(together.decide(*together.quiet(HOME, GUEST)).operations.values())


@pytest.mark.parametrize("visibility", Visibility)
def test_colleagues_are_named_whatever_the_charter_says(visibility: Visibility) -> None:
    """The charter is about other partners: within one, people are told by name."""
    net = network("trello", visibility, confirmed=True)
    weber, _ = net.partners
    second = Connection(ConnectionId("guest-link"), WEBER, "trello")
    ours = replace(net, partners=(replace(weber, connections=(*weber.connections, second)),))
    places = (Place(HOME, ConnectionId("home-link"), "home", "b"), Place(GUEST, second.id, "trello", "C1"))
    manifests = {"home": registry.manifest("memory"), "trello": registry.manifest("trello")}
    together = Cooperation(terms_of(ours, Space(SPACE, "Halle", places), manifests, terms().phrases))
    assert f"Zuständig: {NAME}" in mirrored(together, "lead")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("where", WHERE)
def test_a_plan_names_those_who_become_visible_and_nobody_else(tool: str, visibility: Visibility, where: str) -> None:
    """Who is only an organisation to others does not become visible as a person."""
    together = works(tool, visibility)
    before = together.memory
    there = item("t", "Halle", lane=f"{HOME}/{OFFEN}", **dict(WHERE[where]))
    at_home = shows(HOME, there, complete=True, lanes=(OFFEN,), names={ACCOUNT: NAME})
    decision = together.decide(at_home, shows(GUEST, complete=True, lanes=(OFFEN,)))
    found = list(becoming_visible(decision.operations, before, together.memory, together.terms))
    seen = visibility in (Visibility.NAME, Visibility.ROLE)
    assert [(each.name, each.to) for each in found] == ([(NAME, ("Nordlicht KG",))] if seen else [])


def test_a_person_with_two_accounts_becomes_visible_once() -> None:
    """Two accounts of one person are one who is shown, and whoever is known by the one is not new by the other."""
    net = network("trello", Visibility.NAME, confirmed=True)
    weber, nord = net.partners
    desk = Connection(ConnectionId("desk-link"), WEBER, "home", {PETRA: Account("p-2")})
    both = replace(net, partners=(replace(weber, connections=(*weber.connections, desk)), nord))
    other = PlaceId("desk")
    places = (
        Place(HOME, ConnectionId("home-link"), "home", "b"),
        Place(other, desk.id, "home", "c"),
        Place(GUEST, ConnectionId("guest-link"), "trello", "C1"),
    )
    manifests = {"home": registry.manifest("memory"), "trello": registry.manifest("trello")}
    together = Cooperation(terms_of(both, Space(SPACE, "Halle", places), manifests, terms().phrases))
    before = together.memory
    decision = together.decide(
        shows(HOME, item("t", "Eins", lane=f"{HOME}/{OFFEN}", lead=ACCOUNT), complete=True, lanes=(OFFEN,)),
        shows(other, item("u", "Zwei", lane=f"{other}/{OFFEN}", lead="p-2"), complete=True, lanes=(OFFEN,)),
        shows(GUEST, complete=True, lanes=(OFFEN,)),
    )
    found = list(becoming_visible(decision.operations, before, together.memory, together.terms))
    assert [(each.name, each.to) for each in found] == [(NAME, ("Nordlicht KG",))]
