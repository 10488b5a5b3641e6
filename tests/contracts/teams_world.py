"""The people's side of a plan in the sandbox: Anna and Bob, each with a token of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import sleep
from typing import Any, Unpack
from urllib.parse import quote
from zoneinfo import ZoneInfo

import requests

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.ports.clock import Clock
from connectors.sandbox.serve import Sandbox
from connectors.teams.connector import Teams
from connectors.teams.manifest import ARCHIVE_LANE
from tests.contracts.bench import Bench, Edit, Held, Kind, WatchedBudget

FAULTS = {"busy": "429", "down": "503", "unanswered": "drop-after"}
TO_GRAPH = r"^/v1\.0/"
"""Calls to Graph itself; signing in goes elsewhere."""
STRANGER = Account("00000000-0000-4000-8000-000000000000")
PLACED = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}
SEED = {
    "people": [
        {"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"},
        {"id": "bob", "name": "Bob Schulz", "email": "bob.schulz@musterbau-weber.example"},
    ],
    "graph": {"teams": [{"name": "Musterbau Weber", "channels": ["Allgemein"]}]},
}
LANES = ("Offen", "In Arbeit", "Erledigt")


@dataclass(frozen=True)
class People:
    """Calls of one person, or of the sandbox's control."""

    sandbox: Sandbox
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, who: str, method: str, path: str, data: Any = None, match: str = "") -> Any:
        """A call by a person of the seed; None where there is no answer."""
        headers = {"Authorization": f"Bearer teams-{who}", "Prefer": "return=representation"}
        headers |= {"If-Match": match} if match else {}
        url = f"{self.sandbox.urls['graph']}/v1.0{path}"
        answer = self.session.request(method, url, headers=headers, json=data, timeout=10)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def control(self, method: str, path: str, **sent: Any) -> Any:
        """A call to the sandbox itself."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", timeout=60, **sent)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@dataclass(frozen=True)
class TeamsWorld:
    """Anna works on `plan`; `mine` are the ids that the connector's calls go by."""

    people: People
    plan: str
    channel: str
    person: Account
    other: Account
    own: Account
    mine: frozenset[str]
    page: int
    stranger: Account = STRANGER
    nowhere: str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        return [(Ref(each["id"]), each["name"]) for each in self._buckets() if each["name"] != ARCHIVE_LANE]

    def add_lane(self, name: str) -> Ref:
        last = self._buckets()[-1]["orderHint"]
        sent = {"name": name, "planId": self.plan, "orderHint": f"{last} !"}
        return Ref(self._anna("POST", "/planner/buckets", sent)["id"])

    def rename_lane(self, lane: Ref, name: str) -> None:
        self.change(f"/planner/buckets/{lane}", {"name": name})

    def close_lane(self, lane: Ref) -> None:
        self._anna("DELETE", f"/planner/buckets/{lane}", match=self._etag(f"/planner/buckets/{lane}"))

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        task = Ref(self._anna("POST", "/planner/tasks", {"planId": self.plan, "title": title, "bucketId": lane})["id"])
        self.edit(task, **fields)
        return task

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        if values := self._values(item, fields):
            self.change(f"/planner/tasks/{item}", values)
        if "text" in fields:
            self.change(f"/planner/tasks/{item}/details", {"description": fields["text"]})

    def delete(self, item: Ref) -> None:
        self._anna("DELETE", f"/planner/tasks/{item}", match=self._etag(f"/planner/tasks/{item}"))

    def move_out(self, item: Ref) -> None:
        raise NotImplementedError(f"A Planner task stays in its plan: {item}.")

    def fill(self, number: int) -> None:
        lane = self.lanes()[0][0]
        for index in range(number):
            sent = {"planId": self.plan, "title": f"Aufgabe {index}", "bucketId": lane}
            self._anna("POST", "/planner/tasks", sent)

    def comment(self, item: Ref, text: str) -> Ref:
        """Below the task's message in the channel, which Anna opens where there is none."""
        root = self._root(item) or self._opened(item)
        sent = {"body": {"contentType": "html", "content": f"<p>{text}</p>"}}
        return Ref(f"{root}/{self._anna('POST', f'{self.channel}/messages/{root}/replies', sent)['id']}")

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        del item
        self._anna("PATCH", self._reply(comment), {"body": {"contentType": "html", "content": f"<div>{text}</div>"}})

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        del item
        self._anna("POST", f"{self._reply(comment)}/softDelete")

    def holds(self) -> Mapping[Ref, Held]:
        """Read from the sandbox's own state, without a call that a trouble could meet."""
        shown = self.people.control("GET", "/state/graph?form=items")
        comments = {each["ref"]: tuple(said["text"] for said in each["comments"]) for each in shown}
        tasks = [task for task in self._state()["tasks"] if task["planId"] == self.plan]
        archive = {each["id"] for each in self._buckets() if each["name"] == ARCHIVE_LANE}
        return {
            Ref(task["id"]): Held(
                task["title"],
                task["details"]["description"],
                Ref(task["bucketId"]) if task["bucketId"] else None,
                task["percentComplete"] == 100,
                frozenset(map(Account, task["assignments"])),
                comments[task["id"]],
                task["bucketId"] in archive,
            )
            for task in tasks
        }

    def calls(self) -> int | None:
        record = self.people.control("GET", "/requests?vendor=graph")
        return sum(call["actor"] in self.mine for call in record["calls"])

    def trouble(self, kind: Kind, after: int = 0) -> None:
        self._fault(kind=FAULTS[kind], times=1, after=after)

    def revoke(self) -> None:
        self._fault(kind="expired-token", times=10_000)

    def _fault(self, **fault: Any) -> None:
        self.people.control("PUT", "/faults", json={"vendor": "graph", "match": {"path_regex": TO_GRAPH}, **fault})

    def _values(self, item: Ref, edit: Edit) -> dict[str, Any]:
        values: dict[str, Any] = {"title": edit["title"]} if "title" in edit else {}
        values |= {"bucketId": edit["lane"]} if "lane" in edit else {}
        values |= {"percentComplete": 100 if edit["done"] else 0} if "done" in edit else {}
        if "due" in edit:
            values["dueDateTime"] = f"{edit['due']:%Y-%m-%d}T10:00:00Z" if edit["due"] else None
        if edit.get("start"):
            values["startDateTime"] = f"{edit['start']:%Y-%m-%d}T10:00:00Z"
        if "archived" in edit:
            values["bucketId"] = self._archive() if edit["archived"] else self.lanes()[0][0]
        if "helpers" in edit:
            now = self._anna("GET", f"/planner/tasks/{item}")["assignments"]
            values["assignments"] = dict.fromkeys(now.keys() - set(edit["helpers"])) | {
                person: PLACED for person in edit["helpers"] if person not in now
            }
        return values

    def _archive(self) -> Ref:
        found = [Ref(each["id"]) for each in self._buckets() if each["name"] == ARCHIVE_LANE]
        return found[0] if found else self.add_lane(ARCHIVE_LANE)

    def _root(self, item: Ref) -> str:
        """The message that names the task, as people find it."""
        channels = [each for each in self._state()["channels"] if self.channel.endswith(quote(each["id"], safe=""))]
        messages = [message for each in channels for message in each["messages"]]
        return next((message["id"] for message in messages if item in message["body"]["content"]), "")

    def _opened(self, item: Ref) -> str:
        """Anna links message and task by hand."""
        link = f'<a href="https://tasks.office.com/t/Home/Task/{item}">Aufgabe</a>'
        sent = {"body": {"contentType": "html", "content": link}}
        root = self._anna("POST", f"{self.channel}/messages", sent)
        key = quote(root["webUrl"], safe="/?&=-_~").replace(".", "%2E")
        reference = {"@odata.type": "#microsoft.graph.plannerExternalReference", "type": "Other"}
        self.change(f"/planner/tasks/{item}/details", {"references": {key: reference}})
        return str(root["id"])

    def _reply(self, comment: Ref) -> str:
        root, _, reply = comment.partition("/")
        return f"{self.channel}/messages/{root}/replies/{reply}"

    def _buckets(self) -> list[Any]:
        buckets = [each for each in self._state()["buckets"] if each["planId"] == self.plan]
        return sorted(buckets, key=lambda each: str(each["orderHint"]))

    def _state(self) -> Any:
        return self.people.control("GET", "/state/graph")

    def _etag(self, path: str) -> str:
        return str(self._anna("GET", path)["@odata.etag"])

    def change(self, path: str, values: Any) -> None:
        """Anna changes what is there, as it is now."""
        self._anna("PATCH", path, values, self._etag(path))

    def details(self, item: Ref) -> Any:
        """A task's details, from the sandbox's own state."""
        return next(task["details"] for task in self._state()["tasks"] if task["id"] == item)

    def _anna(self, method: str, path: str, data: Any = None, match: str = "") -> Any:
        return self.people.call("anna", method, path, data, match)


class RealClock:
    """The machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


class SandboxClock:
    """The sandbox's, which tests put forward."""

    def __init__(self, people: People) -> None:
        self._people = people

    def now(self) -> datetime:
        return datetime.fromisoformat(self._people.control("GET", "/clock")["now"])

    def sleep(self, seconds: float) -> None:
        self._people.control("POST", "/clock", json={"advance": seconds})


def teams_bench(people: People, budget: WatchedBudget, page: int, clock: Clock | None = None) -> Bench:
    """The connector at an empty plan of a sandbox that is as new."""
    people.control("POST", "/reset")
    seed = people.control("GET", "/seed")
    service = seed["service"]["graph"][0]
    anna, bob = (Account(person["accounts"]["teams"]) for person in seed["people"][:2])
    team = seed["graph"]["teams"][0]
    plan = _new_plan(people, team["id"], "Baustelle")
    channel = team["channels"][0]["id"]
    origin = people.sandbox.urls["graph"]
    settings = {"channel": f"{team['id']}/{channel}", "login": origin}
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), "teams", settings=settings)
    names = ("tenant_id", "client_id", "client_secret", "refresh_token")
    secrets = {name: service[name] for name in names}
    connector = Teams(connection, secrets, origin, budget, clock or RealClock(), ZoneInfo("Europe/Berlin"))
    own = Account(service["client_id"])
    path = f"/teams/{team['id']}/channels/{quote(channel, safe='')}"
    mine = frozenset({service["client_id"], service["user"]["id"]})
    world = TeamsWorld(people, plan, path, anna, bob, own, mine, page)
    place = Place(PlaceId("weber-plan"), connection.id, "teams", plan)
    return Bench(connector, place, world, budget, (service["client_secret"], service["refresh_token"]))


def _new_plan(people: People, group: str, title: str) -> str:
    """A plan with three buckets."""
    container = {"containerId": group, "type": "group"}
    plan = str(people.call("anna", "POST", "/planner/plans", {"title": title, "container": container})["id"])
    for lane in LANES:
        people.call("anna", "POST", "/planner/buckets", {"name": lane, "planId": plan, "orderHint": " !"})
    return plan
