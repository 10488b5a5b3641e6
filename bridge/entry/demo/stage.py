"""Where the demo plays: which partner works in which tool, on which board or project, and who works there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bridge.entry.demo.agreement import Difference, Reading, Shown, differences
from bridge.entry.demo.asana import AsanaHands
from bridge.entry.demo.control import Control
from bridge.entry.demo.hands import Hands, Person
from bridge.entry.demo.trello import TrelloHands

ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool of the demo: what it is called, which partner works in it, where its vendor's state and seed stand.

    `container` finds the id of its board or project in the effective seed, `account` its service account's name,
    `hands` makes the people's side of it from an origin and a container.
    """

    id: str
    vendor: str
    name: str
    partner: str
    partner_name: str
    settings: Mapping[str, str]
    container: Callable[[Mapping[str, Any]], str]
    account: Callable[[Mapping[str, Any]], str]
    hands: Callable[[str, str], Hands]


TOOLS = (
    Tool(
        id="trello",
        vendor="trello",
        name="Trello",
        partner="distel",
        partner_name="Muster Distel GbR",
        settings={},
        container=lambda section: str(section["boards"][0]["id"]) if section["boards"] else "",
        account=lambda shown: str(shown["member"]["fullName"]),
        hands=lambda origin, board: TrelloHands(origin, board, ZONE),
    ),
    Tool(
        id="asana",
        vendor="asana",
        name="Asana",
        partner="birke",
        partner_name="Muster Birke GmbH",
        settings={"sign_in": "oauth"},
        container=lambda section: str(section["projects"][0]["gid"]),
        account=lambda shown: str(shown["user"]["name"]),
        hands=AsanaHands,
    ),
)
"""The order in which people act. One more tool is one more row."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A place of the space, with the people who work there."""

    tool: Tool
    container: str
    people: tuple[Person, ...]
    hands: Hands

    @property
    def id(self) -> str:
        """The place's id in the network file."""
        return f"raum-{self.tool.id}"


@dataclass(frozen=True, slots=True)
class Sight:
    """All places at one moment: their live items as their readers see them."""

    places: Mapping[str, Sequence[Shown]]

    def one(self, place: Workplace, title: str) -> Shown | None:
        """The live item of that title, None where there is none or more than one."""
        found = [each for each in self.places[place.id] if each.title == title]
        return found[0] if len(found) == 1 else None

    def titles(self) -> list[str]:
        """The titles that every place shows exactly once, in the order of the first place."""
        listed = [[each.title for each in shown] for shown in self.places.values()]
        return [title for title in listed[0] if title and all(titles.count(title) == 1 for titles in listed)]

    def differences(self) -> list[Difference]:
        """What keeps the places from agreeing."""
        return differences(self.places)


@dataclass(frozen=True, slots=True)
class Stage:
    """One space and the sandbox it lives in."""

    name: str
    control: Control
    places: tuple[Workplace, ...]
    reading: Reading

    def sight(self) -> Sight:
        """Look at every place, through the sandbox's own state."""
        return Sight(
            {
                place.id: self.reading.live(
                    self.control.items(place.tool.vendor), place.container, place.tool.partner_name
                )
                for place in self.places
            }
        )

    def vendors(self) -> tuple[str, ...]:
        """Whose tools they are."""
        return tuple(dict.fromkeys(place.tool.vendor for place in self.places))

    def today(self) -> date:
        """The day it is on the sandbox's clock."""
        return self.control.now().astimezone(ZONE).date()

    def day(self, ahead: int) -> date:
        """A day from today on."""
        return self.today() + timedelta(days=ahead)


def staged(name: str, control: Control, environment: Mapping[str, str], loaded: Mapping[str, str]) -> Stage:
    """The stage of a running sandbox; `loaded` names containers that are not of the seed, by tool."""
    seed = control.seed()
    places = tuple(_workplace(tool, seed, environment, loaded) for tool in TOOLS)
    accounts = {tool.account(shown) for tool in TOOLS for shown in seed["service"][tool.id]}
    return Stage(name, control, places, _reading(accounts, ZONE))


def _reading(accounts: set[str], zone: tzinfo) -> Reading:
    return Reading(tuple(tool.partner_name for tool in TOOLS), frozenset(accounts), zone)


def _workplace(
    tool: Tool, seed: Mapping[str, Any], environment: Mapping[str, str], loaded: Mapping[str, str]
) -> Workplace:
    people = tuple(
        Person(each["id"], each["name"], each["accounts"][tool.id])
        for each in seed["people"]
        if tool.id in each["accounts"]
    )
    container = loaded.get(tool.id) or tool.container(seed[tool.vendor])
    origin = environment[f"COBRIDGE_{tool.vendor.upper()}_URL"]
    return Workplace(tool, container, people, tool.hands(origin, container))
