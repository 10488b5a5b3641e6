"""Two companies in four tools of the sandbox, on its clock, and the service's commands run in this process.

Each command opens and closes everything, so between any two of them the service was restarted.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch
from urllib.parse import quote

from typer.testing import CliRunner

from bridge.bootstrap import installation
from bridge.core.model.ids import Account, ConnectionId, Ref
from bridge.entry.cli import cobridge
from bridge.ports.receiver import Reply, Request
from bridge.service.ingest import ingest
from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented
from tests.contracts import asana_world, slack_people, teams_world, trello_world
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.bench import World
from tests.contracts.slack_place import KeptPlace
from tests.contracts.slack_world import SlackWorld
from tests.contracts.teams_world import TeamsWorld
from tests.contracts.trello_world import BERLIN, TrelloWorld

Json = dict[str, Any]
FOLDER = Path(__file__).parent
NETWORK = (FOLDER / "network.toml").read_text("utf-8")
VENDORS: Mapping[str, str] = {"trello": "trello", "asana": "asana", "teams": "graph", "slack": "slack"}
TOOLS = tuple(VENDORS)
WAITING = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Ground:
    """`worlds` are Anna's sides of the tools; `ids` what the network file is filled with."""

    sandbox: Sandbox
    seed: Json
    ids: Mapping[str, str]
    worlds: Mapping[str, World]
    people: slack_people.People
    folder: Path

    def run(self, *words: str, ends: int = 0) -> str:
        """A command and what it printed; it ends with this exit code."""
        root = logging.getLogger()
        handlers, level = root.handlers, root.level
        done = CliRunner().invoke(cobridge, list(words), catch_exceptions=False)
        root.handlers, root.level = handlers, level
        assert done.exit_code == ends, (words, done.exit_code, done.output)
        return done.stdout

    def json(self, *words: str, ends: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", ends=ends))

    def sync(self, ends: int = 0) -> Json:
        """What `cobridge sync --json` says."""
        return dict(self.json("sync", ends=ends))

    def settle(self) -> None:
        """Everything is mirrored, and a further sync finds no edit and writes nothing."""
        said = self.sync()
        assert (said["parked"], said["paused"], said["unreachable"]) == (0, [], [])
        again = self.sync()["cycles"]
        assert {(each["changes"], each["writes"]) for each in again} == {(0, 0)}, again

    def items(self, tool: str, container: str = "") -> list[Json]:
        """What readers see in the place and is not archived, from the sandbox's own state."""
        shown = self.control("GET", f"/state/{VENDORS[tool]}?form=items")
        here = container or self.ids[{"trello": "board", "asana": "project", "teams": "plan", "slack": "cards"}[tool]]
        return [each for each in shown if each["place"] == here and not each["archived"]]

    def item(self, tool: str, title: str) -> Json:
        (found,) = [each for each in self.items(tool) if each["title"] == title]
        return found

    def ref(self, tool: str, title: str) -> Ref:
        return Ref(self.item(tool, title)["ref"])

    def titles(self, tool: str) -> Counter[str]:
        return Counter(each["title"] for each in self.items(tool))

    def said(self, tool: str, title: str) -> list[str]:
        """The comments' words below an item."""
        return [each["text"] for each in self.item(tool, title)["comments"]]

    def native(self, tool: str, title: str) -> Json:
        """The card, or the task of Asana or Planner, as the tool keeps it."""
        kind = "cards" if tool == "trello" else "tasks"
        ref = self.ref(tool, title)
        known = self.control("GET", f"/state/{VENDORS[tool]}")[kind]
        return dict(next(each for each in known if ref in (each.get("id"), each.get("gid"))))

    def everything(self, tool: str, title: str) -> str:
        """All that the tool keeps of an item, as JSON."""
        if tool != "slack":
            return json.dumps(self.native(tool, title), ensure_ascii=False)
        ref, channels = self.ref(tool, title), self.control("GET", "/state/slack")["channels"]
        found = next(each for channel in channels for each in channel["messages"] if each["ts"] == ref)
        return json.dumps(found, ensure_ascii=False)

    def create(self, tool: str, title: str, **fields: Any) -> Ref:
        """Anna makes a task in the first lane."""
        world = self.worlds[tool]
        return world.create(title, world.lanes()[0][0], **fields)

    def calls(self) -> list[Json]:
        """The service's own, by all tools."""
        ours = {str(value) for each in self.seed["service"].values() for value in _texts(each[0])}
        return [call for call in self.control("GET", "/requests")["calls"] if call["actor"] in ours]

    def forget_calls(self) -> None:
        self.control("DELETE", "/requests")

    def faults(self, *faults: Json) -> None:
        """These, and no others."""
        self.control("PUT", "/faults", list(faults))

    def advance(self, **time: float) -> datetime:
        """Let time pass at once; the moment it is then."""
        seconds = sum({"seconds": 1, "hours": 3600, "days": 86400}[unit] * each for unit, each in time.items())
        return datetime.fromisoformat(self.control("POST", "/clock", {"advance": seconds})["now"])

    def account(self, who: str, tool: str) -> Account:
        return Account(next(each["accounts"][tool] for each in self.seed["people"] if each["id"] == who))

    def status(self) -> dict[str, Json]:
        """`cobridge status --json` by place."""
        return {each["id"]: each for each in self.json("status")["places"]}

    def control(self, method: str, path: str, body: object = None) -> Any:
        return self.people.control(method, path, json=body)


@contextmanager
def ground(folder: Path, **more: Any) -> Iterator[Ground]:
    """Nothing is mirrored yet; `cards` are on the board and `tasks` in the project of the space Halle.

    `anna` is what she is called otherwise, `network` another network file.
    """
    seed = json.loads((FOLDER / "seed.json").read_text("utf-8"))
    seed["trello"]["boards"][0]["cards"] = more.get("cards", [])
    seed["asana"]["projects"][0]["tasks"] = more.get("tasks", [])
    seed["people"][0] |= more.get("anna", {})
    with running(seed, "fast") as sandbox, slack_people.open_door() as door:
        people = slack_people.People(sandbox)
        with people.session, patch.dict(os.environ, environment(sandbox, folder)):
            known = people.control("GET", "/seed")
            here = Ground(sandbox, known, _ids(known), {}, people, folder)
            write_network(here, more.get("network", NETWORK))
            cast("dict[str, World]", here.worlds).update(_worlds(here))
            door.answer = _taken_in
            people.act("carla", "register", url=door.url)
            yield here


def environment(sandbox: Sandbox, folder: Path) -> Mapping[str, str]:
    """What the service is started with; the seed's second bot in Slack belongs to somebody else."""
    secrets = {name: value for name, value in sandbox.environment.items() if "__WEATHER__" not in name}
    return {
        **secrets,
        "COBRIDGE_DATA_DIR": str(folder / "data"),
        "COBRIDGE_NETWORK_FILE": str(folder / "network.toml"),
        "COBRIDGE_VAULT_KEY": token_hex(32),
        "LANG": "en",
    }


def write_network(here: Ground, text: str = NETWORK) -> None:
    """The network file, with the ids that the sandbox gave."""
    filled = WAITING.sub(lambda found: here.ids[found[1]], text)
    (here.folder / "network.toml").write_text(filled, "utf-8")
    consented(os.environ)


def _taken_in(request: Request) -> Reply:
    """What Slack delivers goes into the inbox of a service that runs for as long as that takes."""
    with installation(alone=False) as found:
        space_of = {place.id: terms.space.id for terms in found.terms for place in terms.space.places}
        return ingest(request, found.receivers()[ConnectionId("slack")], found.inbox, space_of).reply


def _ids(seed: Json) -> Mapping[str, str]:
    boards, projects, team = seed["trello"]["boards"], seed["asana"]["projects"], seed["graph"]["teams"][0]
    accounts = {
        f"{each['id']}_{tool}": account for each in seed["people"] for tool, account in each["accounts"].items()
    }
    return {
        **accounts,
        "board": boards[0]["id"],
        "other_board": boards[1]["id"],
        "project": projects[0]["gid"],
        "other_project": projects[1]["gid"],
        "cards": seed["slack"]["channels"][0]["id"],
        "lounge": seed["slack"]["channels"][1]["id"],
        "plan": team["plan"]["id"],
        "talk": f"{team['id']}/{team['channels'][0]['id']}",
    }


def _worlds(here: Ground) -> dict[str, World]:
    sandbox, session, seed, ids = here.sandbox, here.people.session, here.seed, here.ids
    trello, service = trello_world.People(sandbox, session), seed["service"]
    own, _ = trello_world.service(trello)
    anna, bob = ({tool: here.account(who, tool) for tool in TOOLS} for who in ("anna", "bob"))
    asana_own = Account(service["asana"][0]["user"]["gid"])
    slack_own = Account(service["slack"][0]["user"]["id"])
    team, channel = ids["talk"].split("/")
    own_in_teams = service["graph"][0]["client_id"]
    mine = frozenset({own_in_teams, service["graph"][0]["user"]["id"]})
    asana, graph = asana_world.People(sandbox, session), teams_world.People(sandbox, session)
    silent = cast("KeptPlace", SimpleNamespace(carry_out=lambda: None, made={}))
    workspace, path = seed["asana"]["workspace"]["gid"], f"/teams/{team}/channels/{quote(channel, safe='')}"
    other = ids["other_project"]
    return {
        "trello": TrelloWorld(trello, ids["board"], ids["other_board"], anna["trello"], bob["trello"], own, BERLIN),
        "asana": AsanaWorld(asana, workspace, ids["project"], other, anna["asana"], bob["asana"], asana_own),
        "teams": TeamsWorld(graph, ids["plan"], path, anna["teams"], bob["teams"], Account(own_in_teams), mine, 100),
        "slack": SlackWorld(here.people, silent, ids["cards"], anna["slack"], bob["slack"], slack_own, BERLIN),
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def same(values: Sequence[Any]) -> bool:
    """Whether all are equal."""
    return all(each == values[0] for each in values)
