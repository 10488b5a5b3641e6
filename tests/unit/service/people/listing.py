"""A network with one partner who imports, and what the tests ask of its rosters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bridge.adapters.vault.memory import MemoryVault
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.ports.rosters import Rosters
from bridge.service.people.importing import Importing
from bridge.service.people.listed import List, listed
from bridge.service.people.table import rows_of

FILES = Path(__file__).parents[3] / "fixtures" / "people"
WEBER, NORD = PartnerId("weber"), PartnerId("nordlicht")
TRELLO, ASANA, SLACK = ConnectionId("weber-trello"), ConnectionId("weber-asana"), ConnectionId("nordlicht-slack")
DAY = date(2026, 11, 23)
LENA = Person(PersonId("lena-nord"), "Lena Nord", NORD)


def network(
    declared: tuple[Person, ...] = (),
    trello: dict[PersonId, Account] | None = None,
) -> Network:
    """Weber with Trello and Asana, of whom nobody is declared but who is given; Nordlicht with Slack and Lena."""
    weber = Partner(
        WEBER,
        "Musterbau Weber GmbH",
        (Connection(TRELLO, WEBER, "trello", trello or {}), Connection(ASANA, WEBER, "asana")),
        declared,
    )
    nord = Partner(NORD, "Nordlicht Elektro KG", (Connection(SLACK, NORD, "slack"),), (LENA,))
    return Network("bau", "Bau", (weber, nord), ())


def rosters() -> Rosters:
    """Empty ones."""
    return MemoryVault().rosters


def text_list(text: str, of: Network | None = None) -> List:
    """What a list says."""
    return listed(*rows_of(text.encode()), (of or network()).partners[0])


def importing(text: str, kept: Rosters, of: Network | None = None) -> Importing:
    """A list for Weber."""
    net = of or network()
    return Importing(net, net.partners[0], kept, text_list(text, net))


def roster(kept: Rosters, partner: PartnerId = WEBER) -> Roster:
    """A partner's as it is kept now."""
    return kept.of("bau").get(partner, Roster())
