"""What people do in a tool, each by that tool's own interface: one change at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from tests.bench.sandbox import Sandbox
from tests.bench.seeds import FLOOR, LANES


class Person(Protocol):
    """Somebody who works in one tool."""

    def rename(self) -> None:
        """Give a task another title."""

    def comment(self) -> Iterable[str]:
        """Say something on a task that has comments. Returns what only a delivery of the vendor's tells of."""

    def create(self) -> None:
        """Begin a task."""

    def finish(self) -> None:
        """Done, and moved to the lane of what is done."""


@dataclass(frozen=True, slots=True)
class AnnaInTrello:
    """Works on the board."""

    sandbox: Sandbox
    board: str

    def rename(self) -> None:
        self._call("PUT", f"/cards/{self._card(1)}", name="Anders als zuvor")

    def comment(self) -> Iterable[str]:
        self._call("POST", f"/cards/{self._card(2)}/actions/comments", text="Passt **so**.")
        return ()

    def create(self) -> None:
        self.create_all(1)

    def create_all(self, number: int) -> None:
        lane = self._list(LANES[0])
        for _ in range(number):
            self._call("POST", "/cards", name="Eine neue Aufgabe", idList=lane, due="2027-03-01T11:00:00Z")

    def finish(self) -> None:
        self._call("PUT", f"/cards/{self._card(5)}", dueComplete="true", idList=self._list(LANES[-1]))

    def _call(self, method: str, path: str, **sent: str) -> None:
        self.sandbox.trello("anna", method, path, **sent)

    def _card(self, number: int) -> str:
        """One that was seeded, by its number."""
        return _named(self.sandbox, "trello", number)

    def _list(self, name: str) -> str:
        lists = self.sandbox.trello("anna", "GET", f"/boards/{self.board}/lists")
        return next(str(each["id"]) for each in lists if each["name"] == name)


@dataclass(frozen=True, slots=True)
class BobInAsana:
    """Works on the project."""

    sandbox: Sandbox
    project: str

    def rename(self) -> None:
        self._call("PUT", f"/tasks/{self._task(8)}", name="Anders als vorher")

    def comment(self) -> Iterable[str]:
        self._call("POST", f"/tasks/{self._task(10)}/stories", text="Passt so.")
        return ()

    def create(self) -> None:
        where = {"project": self.project, "section": self._section(LANES[0])}
        self._call("POST", "/tasks", name="Noch eine neue Aufgabe", memberships=[where], due_on="2027-03-02")

    def finish(self) -> None:
        task = self._task(12)
        self._call("POST", f"/sections/{self._section(LANES[-1])}/addTask", task=task)
        self._call("PUT", f"/tasks/{task}", completed=True)

    def _call(self, method: str, path: str, **data: object) -> None:
        self.sandbox.asana("bob", method, path, **data)

    def _task(self, number: int) -> str:
        return _named(self.sandbox, "asana", number)

    def _section(self, name: str) -> str:
        sections = self.sandbox.asana("bob", "GET", f"/projects/{self.project}/sections")
        return next(str(each["gid"]) for each in sections if each["name"] == name)


@dataclass(frozen=True, slots=True)
class CoraInSlack:
    """Works with the cards, by their forms and by the command."""

    sandbox: Sandbox
    channel: str

    def rename(self) -> None:
        self._submit(13, title="Anders als anderswo")

    def comment(self) -> Iterable[str]:
        self.sandbox.slack(
            "cora", "chat.postMessage", channel=self.channel, thread_ts=self._card(14), text="Passt auch so."
        )
        return ()

    def create(self) -> None:
        self.sandbox.act("cora", "slash", channel=self.channel, values={"text": "Und noch eine Aufgabe"})

    def finish(self) -> None:
        self._submit(17, status="done", lane=LANES[-1])

    def _submit(self, number: int, **values: str) -> None:
        self.sandbox.act("cora", "press", channel=self.channel, ts=self._card(number), action_id="edit")
        self.sandbox.act("cora", "submit", values=values)

    def _card(self, number: int) -> str:
        return _named(self.sandbox, "slack", number)


@dataclass(frozen=True, slots=True)
class DirkInPlanner:
    """Works on the plan, and talks in the channel of its team."""

    sandbox: Sandbox
    plan: str

    def rename(self) -> None:
        self._change(18, title="Anders als bisher")

    def comment(self) -> Iterable[str]:
        task = self._task(20)
        team = self.sandbox.seed["graph"]["teams"][0]
        messages = f"/teams/{team['id']}/channels/{quote(team['channels'][0]['id'], safe='')}/messages"
        root = self._message_about(task)
        said = {"body": {"content": "Passt ebenso."}}
        reply = self.sandbox.graph("dirk", "POST", f"{messages}/{root}/replies", said)
        return (f"{root}/{reply['id']}",)

    def create(self) -> None:
        sent = {"planId": self.plan, "title": "Auch eine neue Aufgabe", "bucketId": self._bucket(LANES[0])}
        self.sandbox.graph("dirk", "POST", "/planner/tasks", {**sent, "dueDateTime": "2027-03-03T10:00:00Z"})

    def finish(self) -> None:
        self._change(21, percentComplete=100, bucketId=self._bucket(LANES[-1]))

    def _change(self, number: int, **values: object) -> None:
        path = f"/planner/tasks/{self._task(number)}"
        version = self.sandbox.graph("dirk", "GET", path)["@odata.etag"]
        self.sandbox.graph("dirk", "PATCH", path, values, version)

    def _task(self, number: int) -> str:
        return _named(self.sandbox, "teams", number)

    def _message_about(self, task: str) -> str:
        """The message below which the task is talked about."""
        messages = self.sandbox.ask("/state/graph")["channels"][0]["messages"]
        return next(str(each["id"]) for each in messages if task in each["body"]["content"])

    def _bucket(self, name: str) -> str:
        buckets = self.sandbox.graph("dirk", "GET", f"/planner/plans/{self.plan}/buckets")["value"]
        return next(str(each["id"]) for each in buckets if each["name"] == name)


PEOPLE: Mapping[str, Callable[[Sandbox, str], Person]] = {
    "trello": AnnaInTrello,
    "asana": BobInAsana,
    "slack": CoraInSlack,
    "teams": DirkInPlanner,
}
"""Who works in which tool, at a place of this id."""
KINDS: Mapping[str, Callable[[Person], Iterable[str] | None]] = {
    "title": lambda who: who.rename(),
    "comment": lambda who: who.comment(),
    "new task": lambda who: who.create(),
    "done and moved": lambda who: who.finish(),
}


def places(sandbox: Sandbox) -> dict[str, str]:
    """The ids of the board, project, channel and plan that are mirrored, by tool."""
    seed = sandbox.seed
    return {
        "trello": str(seed["trello"]["boards"][0]["id"]),
        "asana": next(str(each["gid"]) for each in seed["asana"]["projects"] if each["name"] != FLOOR),
        "slack": next(str(each["id"]) for each in seed["slack"]["channels"] if each["name"] == "aufgaben"),
        "teams": str(seed["graph"]["teams"][0]["plan"]["id"]),
    }


def _named(sandbox: Sandbox, tool: str, number: int) -> str:
    start = f"Aufgabe {number}:"
    return next(ref for ref, item in sandbox.items(tool).items() if item["title"].startswith(start))
