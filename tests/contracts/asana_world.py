"""The people's side of a project in the sandbox: Anna and Bob, each with a token of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import sleep
from typing import Any, Unpack
from zoneinfo import ZoneInfo

import requests

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.task import Due
from connectors.asana.connector import Asana
from connectors.asana.manifest import ARCHIVE_LANE
from connectors.sandbox.serve import Sandbox
from tests.contracts.asana_parts import CUSTOM, PRIORITY, AsanaParts, make_fields
from tests.contracts.bench import Bench, Edit, Held, Kind, WatchedBudget

FAULTS = {"busy": "429", "down": "503", "unanswered": "drop-after"}
PAGE = 100
STRANGER = Account("1299999999999998")


@dataclass(frozen=True)
class People:
    """Calls of one person, or of the sandbox's control."""

    sandbox: Sandbox
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, who: str, method: str, path: str, **data: Any) -> Any:
        """A call by a person of the seed; what is given goes into the body, of a read into the query."""
        headers = {"Authorization": f"Bearer asana-{who}"}
        url = f"{self.sandbox.urls['asana']}/api/1.0{path}"
        sent: dict[str, Any] = {"json": {"data": data}} if method in {"POST", "PUT"} else {"params": data}
        answer = self.session.request(method, url, headers=headers, timeout=10, **sent)
        answer.raise_for_status()
        return answer.json()["data"]

    def send_form(self, who: str, path: str, **values: str) -> Any:
        """A call by a person that creates by a form, as uploads do."""
        headers, url = {"Authorization": f"Bearer asana-{who}"}, f"{self.sandbox.urls['asana']}/api/1.0{path}"
        parts = {name: (None, value) for name, value in values.items()}
        answer = self.session.post(url, headers=headers, files=parts, timeout=10)
        answer.raise_for_status()
        return answer.json()["data"]

    def control(self, method: str, path: str, **sent: Any) -> Any:
        """A call to the sandbox itself."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", timeout=60, **sent)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def new_project(self, name: str, workspace: str) -> str:
        """An empty project with three sections."""
        project = str(self.call("anna", "POST", f"/workspaces/{workspace}/projects", name=name)["gid"])
        first = self.call("anna", "GET", f"/projects/{project}/sections")[0]["gid"]
        self.call("anna", "PUT", f"/sections/{first}", name="Offen")
        for lane in ("In Arbeit", "Erledigt"):
            self.call("anna", "POST", f"/projects/{project}/sections", name=lane)
        return project


@dataclass(frozen=True)
class AsanaWorld:
    """Anna works on `project`."""

    people: People
    workspace: str
    project: str
    elsewhere: str
    person: Account
    other: Account
    own: Account
    page: int = PAGE
    stranger: Account = STRANGER
    nowhere: str = "1299999999999999"

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        return [(ref, name) for ref, name in self._sections() if name != ARCHIVE_LANE]

    def add_lane(self, name: str) -> Ref:
        return Ref(self._anna("POST", f"/projects/{self.project}/sections", name=name)["gid"])

    def rename_lane(self, lane: Ref, name: str) -> None:
        self._anna("PUT", f"/sections/{lane}", name=name)

    def close_lane(self, lane: Ref) -> None:
        self._anna("DELETE", f"/sections/{lane}")

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        """Nobody follows but who is asked to: Anna takes herself off."""
        sent = {"name": title, "memberships": [{"project": self.project, "section": lane}], **self._values(fields)}
        task = Ref(self._anna("POST", "/tasks", **sent)["gid"])
        if self.person not in fields.get("helpers", ()):
            self._anna("POST", f"/tasks/{task}/removeFollowers", followers=[self.person])
        self._join(task, fields)
        return task

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        if values := self._values(fields):
            self._anna("PUT", f"/tasks/{item}", **values)
        self._join(item, fields)
        if "lane" in fields:
            self._move(item, fields["lane"])
        if "archived" in fields:
            self._move(item, self._archive() if fields["archived"] else self.lanes()[0][0])

    def delete(self, item: Ref) -> None:
        self._anna("DELETE", f"/tasks/{item}")

    def move_out(self, item: Ref) -> None:
        self._anna("POST", f"/tasks/{item}/addProject", project=self.elsewhere)
        self._anna("POST", f"/tasks/{item}/removeProject", project=self.project)

    def fill(self, number: int) -> None:
        for index in range(number):
            self._anna("POST", "/tasks", name=f"Aufgabe {index}", projects=[self.project])

    def comment(self, item: Ref, text: str) -> Ref:
        return Ref(self._anna("POST", f"/tasks/{item}/stories", text=text)["gid"])

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        del item
        self._anna("PUT", f"/stories/{comment}", text=text)

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        del item
        self._anna("DELETE", f"/stories/{comment}")

    def holds(self) -> Mapping[Ref, Held]:
        tasks = self._state()["tasks"]
        return {Ref(task["gid"]): self._held(task) for task in tasks if self._home(task)}

    def calls(self) -> int | None:
        record = self.people.control("GET", "/requests?vendor=asana")
        return sum(1 for call in record["calls"] if call["actor"] == self.own)

    def trouble(self, kind: Kind, after: int = 0) -> None:
        self.people.control(
            "PUT", "/faults", json={"vendor": "asana", "kind": FAULTS[kind], "times": 1, "after": after}
        )

    def revoke(self) -> None:
        self.people.control("PUT", "/faults", json={"vendor": "asana", "kind": "expired-token", "times": 10_000})

    def _state(self) -> Any:
        """Everything there is, without a call that a trouble could meet."""
        return self.people.control("GET", "/state/asana")

    def _held(self, task: Any) -> Held:
        section = self._home(task)
        people = [each["gid"] for each in [*task["followers"], *([task["assignee"]] if task["assignee"] else [])]]
        return Held(
            task["name"],
            task["notes"],
            Ref(section["gid"]),
            task["completed"],
            frozenset(map(Account, people)),
            tuple(story["text"] for story in task["stories"] if story["type"] == "comment"),
            section["name"] == ARCHIVE_LANE,
        )

    def _home(self, task: Any) -> Any:
        homes = [each["section"] for each in task["memberships"] if each["project"]["gid"] == self.project]
        return homes[0] if homes else None

    def _sections(self) -> list[tuple[Ref, str]]:
        projects = {each["gid"]: each["sections"] for each in self._state()["projects"]}
        return [(Ref(each["gid"]), each["name"]) for each in projects[self.project]]

    def _archive(self) -> Ref:
        return next((ref for ref, name in self._sections() if name == ARCHIVE_LANE), None) or self.add_lane(
            ARCHIVE_LANE
        )

    def _move(self, item: Ref, lane: Ref) -> None:
        self._anna("POST", f"/sections/{lane}/addTask", task=item)

    def _values(self, edit: Edit) -> dict[str, Any]:
        names = {"title": "name", "text": "notes", "done": "completed", "lead": "assignee"}
        sent = {names[name]: value for name, value in edit.items() if name in names}
        sent |= _due(edit["due"]) if "due" in edit else {}
        return sent | (_start(edit["start"]) if "start" in edit else {})

    def _join(self, item: Ref, edit: Edit) -> None:
        """Exactly these helpers and labels."""
        task = self._anna("GET", f"/tasks/{item}")
        if "helpers" in edit:
            following = {each["gid"] for each in task["followers"]} - {self.own}
            wanted = set(edit["helpers"])
            for act, people in (("addFollowers", wanted - following), ("removeFollowers", following - wanted)):
                if people:
                    self._anna("POST", f"/tasks/{item}/{act}", followers=sorted(people))
        for name in sorted(edit.get("labels", ())):
            tag = self._anna("POST", f"/workspaces/{self.workspace}/tags", name=name)["gid"]
            self._anna("POST", f"/tasks/{item}/addTag", tag=tag)

    def _anna(self, method: str, path: str, **data: Any) -> Any:
        return self.people.call("anna", method, path, **data)


def _due(due: Due | None) -> dict[str, str | None]:
    if isinstance(due, datetime):
        return {"due_at": due.astimezone(UTC).isoformat()}
    return {"due_on": due.isoformat() if due else None}


def _start(start: Due | None) -> dict[str, str | None]:
    return {name.replace("due", "start"): value for name, value in _due(start).items()}


class RealClock:
    """The machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


def asana_bench(people: People, budget: WatchedBudget, settings: Mapping[str, str], *, paid: bool = True) -> Bench:
    """The connector at an empty project of a sandbox that is as new; custom fields where its plan is a paid one."""
    people.control("POST", "/reset")
    seed = people.control("GET", "/seed")
    service, workspace = seed["service"]["asana"][0], seed["asana"]["workspace"]["gid"]
    anna, bob = (Account(person["accounts"]["asana"]) for person in seed["people"][:2])
    project, elsewhere = (people.new_project(name, workspace) for name in ("Baustelle", "Anderswo"))
    if paid:
        make_fields(people, project, workspace)
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), "asana", settings=settings)
    origin, zone = people.sandbox.urls["asana"], ZoneInfo("Europe/Berlin")
    connector = Asana(connection, {"token": service["token"]}, origin, budget, RealClock(), zone)
    world = AsanaWorld(people, workspace, project, elsewhere, anna, bob, Account(service["user"]["gid"]))
    place = Place(PlaceId("weber-project"), connection.id, "asana", project, *((CUSTOM, PRIORITY) if paid else ()))
    return Bench(connector, place, world, budget, (service["token"],), AsanaParts(people, project))
