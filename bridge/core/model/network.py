"""Networks, partners, connections, spaces and places, as the network file declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from bridge.core.model.charter import Charter
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.land import Land
from bridge.core.model.officer import Officer
from bridge.core.model.person import Person
from bridge.core.model.sending import Way
from bridge.core.model.stay import Matching


@dataclass(frozen=True, slots=True)
class Connection:
    """A partner's account in a tool. `accounts` maps persons of the roster to native user ids there.

    `region` is where the tool keeps what stands there, `eea` or `us`; empty where nobody said.
    """

    id: ConnectionId
    partner: PartnerId
    tool: str
    accounts: Mapping[PersonId, Account] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    region: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation of the network.

    `eea`: what its staff write, and who they are, may be read inside the EEA alone. `named_in_worklist` is what
    it said of being named there; who said nothing is, unless it has few persons. `land` is where it has its seat, None
    where nobody said so.
    """

    id: PartnerId
    name: str
    connections: tuple[Connection, ...] = ()
    roster: tuple[Person, ...] = ()
    officers: tuple[Officer, ...] = ()
    eea: bool = False
    named_in_worklist: bool | None = None
    land: Land | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a space lives in one tool: `container` is the board's, project's or plan's native id.

    `custom` pairs the network's names of chosen custom fields with those that the place gives them; `priority` is
    the place's custom field that stands for the priority, empty for none. No other custom field is read. `matching`
    says how its first reading meets the tasks that the space has. `conversation` is the channel in which people of the
    place talk, by its native id; empty for none.
    """

    id: PlaceId
    connection: ConnectionId
    tool: str
    container: str
    custom: tuple[tuple[str, str], ...] = ()
    priority: str = ""
    matching: Matching = Matching.CREATE
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """When the guard asks a person: more than this share of a place's items, or more than this number of them, went."""

    share: float = 0.25
    number: int = 20


@dataclass(frozen=True, slots=True)
class Announced:
    """The network said that an organisation comes into a space, or leaves it, on a day. Nothing follows from it."""

    partner: PartnerId
    name: str
    day: date
    comes: bool = True


@dataclass(frozen=True, slots=True)
class Space:
    """A shared piece of work. `done_lane` is where finished tasks move, by name; empty for none."""

    id: SpaceId
    name: str
    places: tuple[Place, ...]
    done_lane: str = ""
    private_label: str = "intern"
    limits: Limits = Limits()
    announced: tuple[Announced, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Who gets the weekly report, and how. `mail` are addresses of the network office.

    `members`: the persons of the rosters get it too, as far as their address is known. `ways` are those it goes by.
    `contact` answers questions.
    """

    mail: tuple[str, ...] = ()
    members: bool = False
    ways: frozenset[Way] = frozenset(Way)
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Partners that cooperate. `language` is `de` or `en`; `zone` decides days and Planner's and Trello's noon.

    `alerts` are the two addresses that are told of troubles; empty where nobody is. Without a `report` nothing of the
    weekly report goes out by itself.
    """

    id: str
    name: str
    partners: tuple[Partner, ...]
    spaces: tuple[Space, ...]
    charter: Charter = field(default_factory=Charter)
    language: str = "de"
    alerts: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    officers: tuple[Officer, ...] = ()
    report: Report | None = None
