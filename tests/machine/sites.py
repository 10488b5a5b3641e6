"""Memory places of different reach in one space, and what a person standing there reads of a task."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bridge.adapters.words.de import GERMAN
from bridge.core.model.charter import Charter
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId, Ref, SpaceId
from bridge.core.model.network import Connection, Limits, Network, Partner, Place, Space
from bridge.core.model.parts import Check
from bridge.core.model.person import Person, Visibility
from bridge.core.model.reach import Manifest
from bridge.core.model.restrict import words
from bridge.core.model.task import Due
from bridge.core.sync.lost import DONE
from bridge.core.sync.terms import Terms, terms_of
from bridge.core.sync.titles import cut
from connectors.memory.connector import Memory as MemoryConnector
from connectors.memory.native import NativeItem
from connectors.memory.world import World, found
from tests.machine.cast import SHORT, Cast
from tests.machine.inline import Free, Ticking
from tests.machine.meddling import Meddled

ZONE = ZoneInfo("Europe/Berlin")
BOARD = "board"
ELSEWHERE = "elsewhere"
"""Another board of the same tool, which is no place of the space."""
PHRASES = replace(GERMAN, a_partner="ein Partner", attribution="{who}, {date}:")
COST = "Kostenstelle"
"""The custom field that the network chose."""
_WORD, _ATTACHED = re.compile(r"c\d+"), re.compile(r"\b(a\d+) \(")


@dataclass(frozen=True, slots=True)
class Shown:
    """A task as a person reads it at one place. `people` are names, whether set natively or said in words."""

    title: str
    text: Document
    done: bool
    lane: str | None
    due: Due | None
    labels: frozenset[str]
    people: frozenset[str]
    archived: bool
    comments: tuple[str, ...]


@dataclass(slots=True)
class Site:
    """One place: its world, its connector, and the budget through which people act in between."""

    name: str
    clock: Ticking
    cast: Cast
    budget: Free = field(default_factory=Free)
    zone: tzinfo = ZONE
    world: World = field(init=False)
    connector: Meddled = field(init=False)

    def __post_init__(self) -> None:
        """Open the board and connect to it."""
        world = World(self.cast.manifests[self.name], self.clock, self.people)
        self.world = found(world, f"memory://{self.name}-{id(self)}")
        self.world.open_board(BOARD, ("Offen", "In Arbeit"))
        self.world.open_board(ELSEWHERE, ("Anderes",))
        origin = f"memory://{self.name}-{id(self)}"
        secrets = {"token": self.world.token}
        inside = MemoryConnector(connection(self.name, self.cast), secrets, origin, self.budget, self.clock, self.zone)
        self.connector = Meddled(inside)

    @property
    def people(self) -> Mapping[Account, str]:
        """Who works here."""
        return self.cast.people[self.name]

    def is_shared(self, account: Account) -> bool:
        """Whether the person of this account has accounts at other sites too."""
        return any(known.get(self.name) == account for known in self.cast.shared.values())

    @property
    def is_short(self) -> bool:
        """Whether titles are cut here."""
        return (self.manifest.title_limit or SHORT) < SHORT

    @property
    def manifest(self) -> Manifest:
        """What this place can hold."""
        return self.cast.manifests[self.name]

    def items(self, board: str = BOARD) -> dict[str, list[NativeItem]]:
        """All items of a board by the first word of their title, which never changes."""
        found_items: dict[str, list[NativeItem]] = {}
        for item in self.world.items(board):
            found_items.setdefault(item.values["title"].split()[0], []).append(item)
        return found_items

    def lane_names(self) -> dict[Ref, str]:
        """The open lanes by name, the archive lane aside."""
        archive = self.world.manifest.archive_lane
        return {ref: name for ref, name in self.world.board(BOARD).lanes.items() if name != archive}

    def lanes(self) -> dict[Ref, str]:
        """The open lanes by the first word of their name, which never changes."""
        return {ref: name.split()[0] for ref, name in self.lane_names().items()}

    def word(self, check: Check) -> str:
        """The word of an element, which never changes, whatever stands before and after it."""
        found = next((word for word in check.title.split() if _WORD.fullmatch(word)), "")
        assert found, f"an element is called {check.title!r} at {self.name}, its word is gone"
        return found

    def parts(self, item: NativeItem) -> dict[str, object]:
        """The parts of a task that a person reads, in fields of their own or said in words."""
        values = item.values
        said = dict(line.partition(": ")[::2] for line in values["shown"])
        native = [(self.word(check), check.title, check.done) for check in values["checklist"]]
        found: dict[str, Any] = {}
        limit = self.world.manifest.check_title_limit
        listed = next((text for name, text in said.items() if name.startswith(f"{PHRASES.checklist} (")), "")
        for word, whole, done in (*native, *_said_checks(said.get(PHRASES.more_checks, listed))):
            title = cut(whole, limit)
            found |= {f"check {word}": int(found.get(f"check {word}", 0)) + 1, f"check {word} done": done}
            found[f"check {word} name"] = title.partition(word)[2].strip()
        attached = {each.name for each in values["attachments"]} | set(_ATTACHED.findall(said.get("Anhänge", "")))
        names = {name: priority for priority, name in PHRASES.priorities.items()}
        return found | {
            **{f"attachment {name}": True for name in attached},
            "start": _read(values["start"]),
            "priority": values["priority"] or names.get(said.get(PHRASES.priority, "")),
            "custom": dict(values["custom"]).get(COST) or said.get(COST, ""),
        }

    def shown(self, item: NativeItem) -> Shown:
        """What a person reads."""
        values, names = item.values, self.world.names()
        native = [*([values["lead"]] if values["lead"] else []), *values["helpers"]]
        said = {
            name
            for group in self.cast.people.values()
            for name in group.values()
            if any(name in line for line in values["shown"])
        }
        lane = self.lanes().get(values["lane"])
        return Shown(
            values["title"], values["description"], values["done"], lane, _read(values["due"]), values["labels"],
            frozenset({names[account] for account in native} | said), values["archived"] or lane is None,
            tuple(sorted(words(comment.text) for comment in item.comments.values())),
        )  # fmt: skip


def _said_checks(line: str) -> list[tuple[str, str, bool]]:
    """Elements that are said in words: their word, their title, whether they are done."""
    signs = [(part[:1], part[2:]) for part in line.split(", ") if part]
    return [(word, title, sign == DONE) for sign, title in signs for word in title.split() if _WORD.fullmatch(word)]


def person(site: Site, choice: int) -> Account:
    """One of the people who work at the site."""
    people = list(site.people)
    return people[choice % len(people)]


def _read(due: Due | None) -> Due | None:
    """Noon stands for the day."""
    noon = isinstance(due, datetime) and due.astimezone(ZONE).time() == time(12)
    return due.astimezone(ZONE).date() if noon and isinstance(due, datetime) else due


def connection(name: str, cast: Cast, undone: Collection[str] = ()) -> Connection:
    """The connection of a place; where it is undone, nobody's account is confirmed."""
    accounts = {person: known[name] for person, known in cast.shared.items() if name in known and name not in undone}
    return Connection(ConnectionId(f"{name}-connection"), PartnerId(f"{name}-partner"), name, accounts)


def place(name: str, cast: Cast) -> Place:
    custom = ((COST, COST),) if "custom" in cast.manifests[name].holds else ()
    return Place(PlaceId(name), ConnectionId(f"{name}-connection"), name, BOARD, custom)


def terms(cast: Cast, without: str = "", undone: Collection[str] = ()) -> Terms:
    """The space of these places, perhaps but for one that has left; accounts are confirmed but where that is undone.

    The guard lets everything pass, its own tests are elsewhere.
    """
    names = sorted(cast.manifests)
    partners = tuple(_partner(name, cast, undone) for name in names)
    places = tuple(place(name, cast) for name in names if name != without)
    space = Space(SpaceId("space"), "Halle 3", places, limits=Limits(share=1.0, number=10_000))
    charter = Charter(visibility=dict.fromkeys(names, Visibility.NAME))
    network = Network("network", "Netz", partners, (space,), charter, zone=ZONE)
    return terms_of(network, space, cast.manifests, PHRASES)


def _partner(name: str, cast: Cast, undone: Collection[str]) -> Partner:
    """The partner of a place; a person who works at several is on the roster of the first."""
    partner = PartnerId(f"{name}-partner")
    roster = tuple(
        Person(who, cast.people[name][known[name]], partner) for who, known in cast.shared.items() if name == min(known)
    )
    return Partner(partner, f"{name.title()} GmbH", (connection(name, cast, undone),), roster)
