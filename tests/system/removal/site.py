"""One space in Trello, Asana, Planner, Slack's cards and a Slack List; Anna works at each of them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch
from urllib.parse import quote

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import Account, ConnectionId, Ref, TaskId
from bridge.core.model.memory import Memory
from bridge.ports.receiver import Reply, Request
from bridge.service.cycle import Cycle, Wish, run
from bridge.service.ingest import ingest
from bridge.service.status import PlaceStatus, status
from bridge.service.sync import Report, is_calm, sync
from connectors.sandbox.serve import running
from tests.consented import consented
from tests.contracts import asana_world, slack_people, slack_world, teams_world, trello_world
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.bench import Held, World
from tests.contracts.slack_lists_world import COLUMNS, ListWorld
from tests.contracts.slack_people import open_door
from tests.contracts.slack_place import KeptPlace
from tests.contracts.slack_world import SlackWorld
from tests.contracts.teams_world import TeamsWorld
from tests.contracts.trello_world import BERLIN, TrelloWorld

LANES = ("Offen", "In Arbeit")
TOOLS = ("trello", "asana", "teams", "cards", "list")
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "slack"
tool = "slack"
settings = {{ channel = "{talk}" }}
[[partners.connections]]
id = "teams"
tool = "teams"
settings = {{ channel = "{channel}" }}
[[spaces]]
id = "halle"
name = "Halle"
guard = {{ share = {share}, number = {number} }}
"""
PLACE = """
[[spaces.places]]
id = "{tool}"
connection = "{connection}"
container = "{container}"
"""
SEED: dict[str, Any] = {
    "people": [
        {"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"},
        {"id": "bob", "name": "Bob Schulz", "email": "bob.schulz@nordlicht.example"},
    ],
    "graph": {"teams": [{"name": "Halle", "channels": ["Allgemein"], "plan": {"title": "Halle", "buckets": [*LANES]}}]},
}


@dataclass(frozen=True)
class Site:
    """`worlds` are the people's sides by place; places are called like them."""

    found: Installation
    worlds: Mapping[str, World]
    control: slack_people.People
    boards: Mapping[str, str]
    _titles: dict[str, str] = field(default_factory=dict)

    @property
    def memory(self) -> Memory:
        return self.found.spaces.memory(self.found.terms[0].space.id)

    def sync(self) -> Report:
        """What `cobridge sync` does."""
        found, terms = self.found, self.found.terms[0]
        stores = (found.spaces, found.pauses, found.visits)
        return sync(terms, *stores, found.connectors(terms), found.clock, found.entering(terms))

    def look(self) -> Cycle:
        """The daily reading of everything."""
        terms = self.found.terms[0]
        wish = Wish(complete=frozenset(place.id for place in terms.space.places))
        with ThreadPoolExecutor(len(TOOLS)) as threads:
            return run(
                terms, self.found.spaces, self.found.connectors(terms), threads, self.found.entering(terms), wish
            )

    def settle(self) -> None:
        """Everything is mirrored; a whole reading then finds nothing to do, so nothing returns by one."""
        report = self.sync()
        assert not report.unreachable, report.unreachable
        assert not report.paused, report.paused
        assert not report.parked, report.parked
        self.look()
        whole = self.look()
        assert not whole.failures, whole.failures
        assert is_calm(whole), (whole.decision.changes, whole.decision.operations)

    def shown(self, title: str) -> dict[str, list[Held]]:
        """The task's items at each place, archived ones too."""
        return {
            tool: [held for held in world.holds().values() if held.title == title]
            for tool, world in self.worlds.items()
        }

    def standing(self, title: str) -> dict[str, str]:
        """By place: `live`, `archived`, `none`, or how often it stands there."""
        names = {0: "none", 1: ""}
        shown = self.shown(title)
        return {
            tool: names.get(len(found), f"{len(found)} times") or ("archived" if found[0].archived else "live")
            for tool, found in shown.items()
        }

    def ref(self, tool: str, title: str) -> Ref:
        (found,) = [ref for ref, held in self.worlds[tool].holds().items() if held.title == title]
        return found

    def task(self, title: str) -> TaskId:
        (found,) = [task.id for task in self.memory.tasks.values() if task.fields.title == title]
        return found

    def create(self, *titles: str, lane: str = LANES[0], comment: bool = True) -> None:
        """In Trello, each with a comment."""
        trello = self.worlds["trello"]
        target = next(ref for ref, name in trello.lanes() if name == lane)
        for title in titles:
            made = trello.create(title, target)
            if comment:
                trello.comment(made, f"Hallo zu {title}")

    def status(self) -> Mapping[str, PlaceStatus]:
        found, terms = self.found, self.found.terms[0]
        return {row.id: row for row in status(terms, found.spaces, found.visits, found.pauses)}


@contextmanager
def site(folder: Path, share: float = 1.0, number: int = 10_000, charter: str = "") -> Iterator[Site]:
    """A board with a task that always stays; everything else is empty and mirrored once."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with running(SEED) as sandbox, open_door() as door, slack_people.People(sandbox).session as session:
        control = slack_people.People(sandbox, session)
        made, containers, more = _worlds(control)
        network = NETWORK.format(share=share, number=number, **more)
        for tool in TOOLS:
            connection = "slack" if tool in {"cards", "list"} else tool
            network += PLACE.format(tool=tool, connection=connection, container=containers[tool])
        (folder / "network.toml").write_text(network + charter, "utf-8")
        environment = {
            **sandbox.environment,
            "COBRIDGE_DATA_DIR": str(folder / "data"),
            "COBRIDGE_NETWORK_FILE": str(folder / "network.toml"),
            "COBRIDGE_VAULT_KEY": token_hex(32),
            "COBRIDGE_CLOCK_URL": sandbox.control_url,
        }
        consented(environment)
        with patch.dict(os.environ, environment), installation(alone=True) as found:
            here = Site(found, made, control, containers)
            door.answer = _listening(found)
            control.act("anna", "register", url=door.url)
            here.create("Bleibt", lane="Offen")
            here.sync()
            here.settle()
            yield here
    root.handlers, root.level = handlers, level


def _listening(found: Installation) -> Any:
    """What Slack delivers goes into the inbox."""
    receiver = found.receivers()[ConnectionId("slack")]
    terms = found.terms[0]
    space_of = {place.id: terms.space.id for place in terms.space.places}

    def hear(request: Request) -> Reply:
        return ingest(request, receiver, found.inbox, space_of).reply

    return hear


def _worlds(control: slack_people.People) -> tuple[dict[str, World], dict[str, str], dict[str, str]]:
    """The people's sides, the containers, and the channels for comments."""
    seed = control.control("GET", "/seed")
    sandbox, session = control.sandbox, control.session
    slack, talk = _slack(control)
    trello_people = trello_world.People(sandbox, session)
    own, _ = trello_world.service(trello_people)
    anna, bob = trello_people.account("anna"), trello_people.account("bob")
    board, away = (trello_people.new_board(name, (bob, own)) for name in ("Halle", "Anderswo"))
    lists = trello_people.call("anna", "GET", f"/boards/{board}/lists")
    for each, name in zip(lists, (*LANES, ""), strict=False):
        trello_people.call("anna", "PUT", f"/lists/{each['id']}", **({"name": name} if name else {"closed": "true"}))
    trello = TrelloWorld(trello_people, board, away, anna, bob, own, BERLIN)
    asana, project = _asana(asana_world.People(sandbox, session), seed)
    teams, plan, channel = _teams(teams_world.People(sandbox, session), seed)
    cards, listed = slack
    worlds: dict[str, World] = {"trello": trello, "asana": asana, "teams": teams, "cards": cards, "list": listed}
    containers = {"trello": board, "asana": project, "teams": plan, "cards": cards.channel, "list": listed.list_id}
    return worlds, containers, {"talk": talk, "channel": channel}


def _asana(people: asana_world.People, seed: Any) -> tuple[AsanaWorld, str]:
    service, workspace = seed["service"]["asana"][0], seed["asana"]["workspace"]["gid"]
    anna, bob = (Account(person["accounts"]["asana"]) for person in seed["people"][:2])
    project, away = (people.new_project(name, workspace) for name in ("Halle", "Anderswo"))
    for section in people.call("anna", "GET", f"/projects/{project}/sections"):
        if section["name"] not in LANES:
            people.call("anna", "DELETE", f"/sections/{section['gid']}")
    return AsanaWorld(people, workspace, project, away, anna, bob, Account(service["user"]["gid"])), project


def _teams(people: teams_world.People, seed: Any) -> tuple[TeamsWorld, str, str]:
    service, team = seed["service"]["graph"][0], seed["graph"]["teams"][0]
    anna, bob = (Account(person["accounts"]["teams"]) for person in seed["people"][:2])
    channel, plan = team["channels"][0]["id"], team["plan"]["id"]
    path = f"/teams/{team['id']}/channels/{quote(channel, safe='')}"
    mine = frozenset({service["client_id"], service["user"]["id"]})
    world = TeamsWorld(people, plan, path, anna, bob, Account(service["client_id"]), mine, 100)
    return world, plan, f"{team['id']}/{channel}"


def _slack(people: slack_people.People) -> tuple[tuple[SlackWorld, ListWorld], str]:
    own, _ = slack_world.service(people)
    anna, bob = people.account("anna"), people.account("bob")
    channel, talk = people.new_channel("aufgaben", [bob, own]), people.new_channel("gespräch", [bob, own])
    silent = cast("KeptPlace", SimpleNamespace(carry_out=lambda: None, made={}))
    cards = SlackWorld(people, silent, channel, anna, bob, own, BERLIN)
    made = people.call("anna", "slackLists.create", name="Halle", todo_mode=True, schema=COLUMNS)
    list_id, schema = made["list_id"], made["list_metadata"]["schema"]
    people.call("anna", "slackLists.access.set", list_id=list_id, access_level="write", user_ids=[bob, own])
    listed = ListWorld(people, list_id, talk, {each["key"]: each["id"] for each in schema}, anna, bob, own)
    return (cards, listed), talk
