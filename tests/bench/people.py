"""What people do in a tool, each by that tool's own interface: one change at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.sandbox import Sandbox
from tests.bench.seeds import FLOOR, LANES


@dataclass(frozen=True, slots=True)
class AnnaInTrello:
    """Works on the board."""

    sandbox: Sandbox
    board: str

    def rename(self) -> None:
        self._call("PUT", f"/cards/{self._card(1)}", name="Anders als zuvor")

    def comment(self) -> None:
        self._call("POST", f"/cards/{self._card(2)}/actions/comments", text="Passt **so**.")

    def create(self) -> None:
        self.create_all(1)

    def create_all(self, number: int) -> None:
        lane = self._list(LANES[0])
        for _ in range(number):
            self._call("POST", "/cards", name="Eine neue Aufgabe", idList=lane, due="2027-03-01T11:00:00Z")

    def finish(self) -> None:
        """Done, and moved to the lane of what is done."""
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

    def comment(self) -> None:
        self._call("POST", f"/tasks/{self._task(9)}/stories", text="Passt so.")

    def create(self) -> None:
        where = {"project": self.project, "section": self._section(LANES[0])}
        self._call("POST", "/tasks", name="Noch eine neue Aufgabe", memberships=[where], due_on="2027-03-02")

    def finish(self) -> None:
        """Done, and moved to the lane of what is done."""
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


Person = AnnaInTrello | BobInAsana
KINDS: dict[str, Callable[[Person], None]] = {
    "title": lambda who: who.rename(),
    "comment": lambda who: who.comment(),
    "new task": lambda who: who.create(),
    "done and moved": lambda who: who.finish(),
}


def places(sandbox: Sandbox) -> tuple[str, str]:
    """The board and the project that are mirrored."""
    seed = sandbox.ask("/seed")
    project = next(each["gid"] for each in seed["asana"]["projects"] if each["name"] != FLOOR)
    return str(seed["trello"]["boards"][0]["id"]), str(project)


def _named(sandbox: Sandbox, tool: str, number: int) -> str:
    start = f"Aufgabe {number}:"
    return next(ref for ref, item in sandbox.items(tool).items() if item["title"].startswith(start))
