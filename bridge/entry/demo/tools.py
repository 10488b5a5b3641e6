"""The tools of the demo: what each is called, what it can show at most, and where its vendor's state and seed stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bridge.entry.demo.agreement import Form
from bridge.entry.demo.asana import AsanaHands
from bridge.entry.demo.control import Control
from bridge.entry.demo.hands import Hands
from bridge.entry.demo.planner import PlannerHands
from bridge.entry.demo.slack import SlackHands
from bridge.entry.demo.trello import TrelloHands

ZONE = ZoneInfo("Europe/Berlin")
Section = Mapping[str, Any]
"""A vendor's part of the effective seed."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a place is in the seed: its partner's short name and full name, its space's id and name."""

    partner: str
    partner_name: str
    space: str
    space_name: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place to work at: its container at the vendor's origin, the connection's settings, the sandbox's control."""

    origin: str
    container: str
    settings: Mapping[str, str]
    control: Control


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `form` is what it shows at most; `delivers` says that people's edits come to us and not we to them.

    `container` finds the id of a place in its vendor's section of the seed, empty where it is still to be loaded;
    `settings` are those of a partner's connection, `account` is the name of the service's account as the seed shows it,
    `hands` makes the people's side of a place.
    """

    id: str
    vendor: str
    name: str
    form: Form
    container: Callable[[Section, Address], str]
    settings: Callable[[Section, Address], Mapping[str, str]]
    account: Callable[[Mapping[str, Any]], str]
    hands: Callable[[Site], Hands]
    delivers: bool = False


def _named(found: list[Mapping[str, Any]], key: str, wanted: str) -> Mapping[str, Any]:
    return next((each for each in found if each[key] == wanted), {})


def _team(section: Section, at: Address) -> Mapping[str, Any]:
    return next(team for team in section["teams"] if at.partner_name.startswith(team["name"]))


def _plan(section: Section, at: Address) -> str:
    team = _team(section, at)
    return str(_named([team["plan"], *team["plans"]], "title", at.space_name)["id"])


def _channel(section: Section, at: Address) -> Mapping[str, str]:
    team = _team(section, at)
    return {"channel": f"{team['id']}/{team['channels'][0]['id']}"}


TRELLO = Tool(
    id="trello",
    vendor="trello",
    name="Trello",
    form=Form(),
    container=lambda section, at: str(_named(section["boards"], "name", at.space_name).get("id", "")),
    settings=lambda _, __: {},
    account=lambda shown: str(shown["member"]["fullName"]),
    hands=lambda site: TrelloHands(site.origin, site.container, ZONE),
)
ASANA = Tool(
    id="asana",
    vendor="asana",
    name="Asana",
    form=Form(),
    container=lambda section, at: str(_named(section["projects"], "name", at.space_name)["gid"]),
    settings=lambda _, __: {"sign_in": "oauth"},
    account=lambda shown: str(shown["user"]["name"]),
    hands=lambda site: AsanaHands(site.origin, site.container),
)
SLACK = Tool(
    id="slack",
    vendor="slack",
    name="Slack",
    form=Form(title=150, text=6_500, rules=False, past=False),
    container=lambda section, at: str(_named(section["channels"], "name", f"{at.partner}-{at.space}")["id"]),
    settings=lambda _, __: {},
    account=lambda shown: str(shown["user"]["name"]),
    hands=lambda site: SlackHands(site.control, site.origin, site.container),
    delivers=True,
)
TEAMS = Tool(
    id="teams",
    vendor="graph",
    name="Teams",
    form=Form(title=255, text=20_000, rules=False, days=True, plain=True),
    container=_plan,
    settings=_channel,
    account=lambda shown: str(shown["user"]["displayName"]),
    hands=lambda site: PlannerHands(site.control, site.origin, site.container, site.settings["channel"]),
)
