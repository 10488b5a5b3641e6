"""Petra, who works in all four tools, Lena, whom she must not find in her own data, and their installation's stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.database import Database
from bridge.adapters.store.holds import SqlHolds
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.retention import SqlStarts
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.adapters.words import phrases, spoken
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.charter import Charter
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.officer import Officer
from bridge.core.model.person import Person, Visibility
from bridge.core.model.task import FIELDS
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.sync.lanes import remembering
from bridge.core.sync.terms import Terms, terms_of
from bridge.service.access import Access
from bridge.service.people.known import known
from bridge.service.rights.access import Answering
from bridge.service.rights.requests import Filing
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import Persons
from connectors import registry
from tests.unit.connectors.virtual_clock import START, VirtualClock

MASTER = bytes(range(32))
TODAY = START.date()
YESTERDAY = START - timedelta(days=1)
TOOLS = ("trello", "asana", "slack", "teams")
WEBER, NORD = PartnerId("weber"), PartnerId("nordlicht")
PETRA, LENA = PersonId("petra-weber"), PersonId("lena-brandt")
SPACE = SpaceId("haus-7")
PETRAS = Caller(PETRA, Role.PERSON, WEBER)
LENAS = Caller(LENA, Role.PERSON, NORD)
OFFICE = operator()
DSB = Caller("dsb", Role.DSB)
HELD = frozenset(FIELDS)


def link(tool: str) -> ConnectionId:
    """Weber's connection in the tool."""
    return ConnectionId(f"weber-{tool}")


def place(tool: str) -> PlaceId:
    """Weber's place in the tool."""
    return PlaceId(f"haus-7-{tool}")


def account(tool: str) -> Account:
    """Petra's there."""
    return Account(f"pw-{tool}-1")


NORDS = PlaceId("haus-7-nord")
LENAS_ACCOUNT = Account("lb-asana-9")
OFFICERS = (Officer("buero-petra", "Petra Weber", Role.SYSADMIN, "petra@weber.example"),)


def network(*, visibility: Visibility = Visibility.NAME) -> Network:
    """Weber works in all four tools, Nordlicht in Asana; nobody of Weber's is in the file, Lena is."""
    links = tuple(Connection(link(tool), WEBER, tool) for tool in TOOLS)
    lena = Person(LENA, "Lena Brandt", NORD, "Planung", "lena@nordlicht.example")
    nords = Connection(ConnectionId("nord-asana"), NORD, "asana", {LENA: LENAS_ACCOUNT})
    places = tuple(Place(place(tool), link(tool), tool, f"board-{tool}") for tool in TOOLS)
    return Network(
        "bauverbund",
        "Bauverbund Nordstadt",
        (
            Partner(WEBER, "Musterbau Weber GmbH", links),
            Partner(NORD, "Nordlicht Elektro KG", (nords,), (lena,)),
        ),
        (Space(SPACE, "Haus 7", (*places, Place(NORDS, nords.id, "asana", "board-nord"))),),
        Charter(visibility=dict.fromkeys(TOOLS, visibility)),
        alerts=("petra@weber.example", "it@nordlicht.example"),
        officers=OFFICERS,
    )


@dataclass
class World:
    """One installation's stores, opened in a folder."""

    folder: Path
    network: Network
    database: Database
    vault: SqliteVault
    clock: VirtualClock

    def __post_init__(self) -> None:
        self.spaces, self.log = SqlSpaces(self.database), SqlLog(self.database)
        self.inbox, self.journal = SqlInbox(self.database), SqlJournal(self.database, self.clock)
        self.cases, self.holds, self.starts = (
            SqlCases(self.database),
            SqlHolds(self.database),
            SqlStarts(self.database),
        )
        self.access = Access(self.network, SqlAccessLog(self.database), self.vault, self.clock, "0.1.0")

    @property
    def people(self) -> Network:
        """With whom the roster lists."""
        return known(self.network, self.vault.rosters.of(self.network.id)).network

    @property
    def terms(self) -> Terms:
        """Of the space."""
        manifests = {tool: registry.manifest(tool) for tool in TOOLS}
        return terms_of(self.people, self.network.spaces[0], manifests, phrases("de"))

    @property
    def memory(self) -> Memory:
        """What is remembered of the space."""
        return self.spaces.memory(SPACE)

    @property
    def filing(self) -> Filing:
        """The request file."""
        return Filing(self.network.id, self.cases, self.vault, self.access.today())

    def sources(self) -> Sources:
        """Everything that is searched."""
        memory = self.memory
        return Sources(
            Persons(self.people, self.vault.rosters.of(self.network.id), (memory,)),
            [(remembering(self.terms, memory), memory)],
            self.log,
            self.journal,
            self.filing,
            self.holds,
            self.starts,
            self.vault.codes,
            self.vault.reidentifications,
            self.access,
            CATALOGUE,
        )


def opened(folder: Path, of: Network | None = None) -> World:
    """Empty stores."""
    database = Database(f"sqlite:///{folder}/cobridge.db")
    return World(folder, of or network(), database, SqliteVault(folder / "vault.db", MASTER), VirtualClock())


def answering(language: str = "de") -> Answering:
    """In German unless asked otherwise."""
    return Answering(spoken(language), language, "0.1.0", TODAY)
