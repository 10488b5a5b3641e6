"""Where the demo plays: which partners share which spaces, each in its own tool, and who works there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bridge.entry.demo.agreement import Difference, differences
from bridge.entry.demo.control import Control
from bridge.entry.demo.hands import Hands, Person
from bridge.entry.demo.reading import Reading, Shown
from bridge.entry.demo.tools import ASANA, SLACK, TEAMS, TRELLO, ZONE, Address, Site, Tool


@dataclass(frozen=True, slots=True)
class Partner:
    """A company. Its people have mail at `muster-<id>.example`; its connection goes by its id too."""

    id: str
    name: str
    tool: Tool


PARTNERS = {
    partner.id: partner
    for partner in (
        Partner("distel", "Muster Distel GbR", TRELLO),
        Partner("birke", "Muster Birke GmbH", ASANA),
        Partner("zeder", "Muster Zeder GmbH", SLACK),
        Partner("ahorn", "Muster Ahorn GmbH", TEAMS),
        Partner("fichte", "Muster Fichte e. K.", SLACK),
        Partner("erle", "Muster Erle GbR", TEAMS),
    )
}


@dataclass(frozen=True, slots=True)
class Space:
    """What partners share; they act in this order."""

    id: str
    name: str
    partners: tuple[str, ...]


SPACES = (
    Space("foerderantrag", "Förderantrag", tuple(PARTNERS)),
    Space("messe", "Messe 2027", ("distel", "birke", "ahorn")),
    Space("logistik", "Logistik", ("birke", "zeder", "fichte")),
)
ONE_OF_EACH = ("distel", "birke", "zeder", "ahorn")
"""One partner for each tool: those who share a person's own board."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A place of a space, with the people who work there."""

    id: str
    partner: Partner
    container: str
    people: tuple[Person, ...]
    hands: Hands

    @property
    def tool(self) -> Tool:
        """What its partner works in."""
        return self.partner.tool


@dataclass(frozen=True, slots=True)
class Sight:
    """All places of a space at one moment: their live items as their readers see them."""

    places: Mapping[str, Sequence[Shown]]

    def one(self, place: Workplace, title: str) -> Shown | None:
        """The live item of that title, None where there is none or more than one; a long title may be cut there."""
        wanted = place.tool.form.cut(title)
        found = [each for each in self.places[place.id] if each.title == wanted]
        return found[0] if len(found) == 1 else None

    def among(self, places: Iterable[Workplace]) -> list[Workplace]:
        """Those of the places that were looked at."""
        return [place for place in places if place.id in self.places]

    def without(self, places: Collection[str]) -> Sight:
        """As if nobody had looked at these."""
        return Sight({place: shown for place, shown in self.places.items() if place not in places})

    def titles(self) -> list[str]:
        """The titles that every place shows exactly once, in the order of the first place."""
        listed = [[each.title for each in shown] for shown in self.places.values()]
        return [title for title in listed[0] if title and all(titles.count(title) == 1 for titles in listed)]


@dataclass(frozen=True, slots=True)
class Scene:
    """One space with its places."""

    space: Space
    places: tuple[Workplace, ...]
    control: Control
    reading: Reading
    known: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def sight(self) -> Sight:
        """Look at every place, through the sandbox's own state; what it shows is `known` from then on."""
        vendors = dict.fromkeys(place.tool.vendor for place in self.places)
        items = {vendor: self.control.items(vendor) for vendor in vendors}
        said = (comment for shown in items.values() for item in shown for comment in item["comments"])
        speakers = frozenset(comment["author"] for comment in said)
        seen = {
            place.id: self.reading.live(items[place.tool.vendor], place.container, place.partner.name, speakers)
            for place in self.places
        }
        for place, shown in seen.items():
            self.known.setdefault(place, set()).update(each.title for each in shown)
        return Sight(seen)

    def differences(self, sight: Sight) -> list[Difference]:
        """What keeps the places from agreeing."""
        return differences(sight.places, {place.id: place.tool.form for place in self.places}, ZONE, self.known)

    def day(self, ahead: int) -> date:
        """A day from today on, by the sandbox's clock."""
        return self.control.now().astimezone(ZONE).date() + timedelta(days=ahead)


@dataclass(frozen=True, slots=True)
class Connected:
    """A partner's connection: its people by account there, and its settings."""

    partner: Partner
    people: tuple[Person, ...]
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """The spaces, the partners' connections, and the sandbox they live in."""

    scenes: tuple[Scene, ...]
    connections: tuple[Connected, ...]
    control: Control

    def without(self, person: Person) -> Stage:
        """The same stage once everything of the person was erased."""

        def read(scene: Scene) -> Scene:
            erased = scene.reading.erased | {person.name}
            return replace(scene, reading=replace(scene.reading, erased=erased))

        return replace(self, scenes=tuple(map(read, self.scenes)))

    def vendors(self) -> tuple[str, ...]:
        """Whose tools they are."""
        return tuple(dict.fromkeys(each.partner.tool.vendor for each in self.connections))

    def accounts(self) -> frozenset[str]:
        """The people's, at all vendors."""
        return frozenset(person.account for each in self.connections for person in each.people)


def staged(
    spaces: Iterable[Space], control: Control, environment: Mapping[str, str], loaded: Mapping[str, str]
) -> Stage:
    """The stage of a running sandbox; `loaded` names containers that are not of the seed, by tool."""
    seed, shared = control.seed(), tuple(spaces)
    used = [partner for partner in PARTNERS.values() if any(partner.id in space.partners for space in shared)]
    first = {partner.id: _address(partner, shared) for partner in used}
    connections = {partner.id: _connected(partner, seed, first[partner.id]) for partner in used}
    reading = Reading(tuple(partner.name for partner in used), _accounts(seed, used), ZONE)

    def workplace(space: Space, connected: Connected) -> Workplace:
        tool, at = connected.partner.tool, _address(connected.partner, (space,))
        container = loaded.get(tool.id) or tool.container(seed[tool.vendor], at)
        site = Site(environment[f"COBRIDGE_{tool.vendor.upper()}_URL"], container, connected.settings, control)
        name = f"{space.id}-{connected.partner.id}"
        return Workplace(name, connected.partner, container, connected.people, tool.hands(site))

    scenes = [
        Scene(space, tuple(workplace(space, connections[partner]) for partner in space.partners), control, reading)
        for space in shared
    ]
    return Stage(tuple(scenes), tuple(connections.values()), control)


def _address(partner: Partner, spaces: Sequence[Space]) -> Address:
    """Of the partner's place in the first of these spaces that it is in."""
    space = next(space for space in spaces if partner.id in space.partners)
    return Address(partner.id, partner.name, space.id, space.name)


def _connected(partner: Partner, seed: Mapping[str, Any], at: Address) -> Connected:
    tool = partner.tool
    people = [each for each in seed["people"] if each["email"].endswith(f"@muster-{partner.id}.example")]
    named = tuple(Person(each["id"], each["name"], each["accounts"][tool.id]) for each in people)
    return Connected(partner, named, tool.settings(seed[tool.vendor], at))


def _accounts(seed: Mapping[str, Any], partners: Iterable[Partner]) -> frozenset[str]:
    """What the service's own accounts are called."""
    tools = {partner.tool.id: partner.tool for partner in partners}
    return frozenset(tool.account(shown) for tool in tools.values() for shown in seed["service"][tool.vendor])
