"""People at work in an Asana project, through Asana's API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import requests

from bridge.entry.demo.hands import Lane, Person

TIMEOUT = 30
ARCHIVE = "Archiv"
"""Asana has no archive for tasks: a section of this name is one by agreement."""
END = "</body>"


@dataclass(frozen=True, slots=True)
class AsanaHands:
    """See `Hands`."""

    origin: str
    project: str

    def lanes(self, person: Person) -> Sequence[Lane]:
        """The sections but the archive."""
        return [lane for lane in self._sections(person) if lane.name != ARCHIVE]

    def add_lane(self, person: Person, name: str) -> None:
        """One more section."""
        self._call(person, "POST", f"/projects/{self.project}/sections", name=name)

    def create(self, person: Person, title: str, description: str) -> None:
        """A task in the first section."""
        first = {"project": self.project, "section": self.lanes(person)[0].ref}
        self._call(person, "POST", "/tasks", name=title, notes=description, memberships=[first])

    def rename(self, person: Person, ref: str, title: str) -> None:
        """The task's name."""
        self._call(person, "PUT", f"/tasks/{ref}", name=title)

    def describe(self, person: Person, ref: str, text: str) -> None:
        """What stands there stays, as it is formatted."""
        before = self._call(person, "GET", f"/tasks/{ref}?opt_fields=html_notes")["html_notes"]
        self._call(person, "PUT", f"/tasks/{ref}", html_notes=f"{before.removesuffix(END)}\n\n{escape(text)}{END}")

    def schedule(self, person: Person, ref: str, day: date) -> None:
        """Asana has days."""
        self._call(person, "PUT", f"/tasks/{ref}", due_on=day.isoformat())

    def move(self, person: Person, ref: str, lane: Lane) -> None:
        """Into another section."""
        self._call(person, "POST", f"/sections/{lane.ref}/addTask", task=ref)

    def finish(self, person: Person, ref: str) -> None:
        """Completed."""
        self._call(person, "PUT", f"/tasks/{ref}", completed=True)

    def reopen(self, person: Person, ref: str) -> None:
        """Not completed any more."""
        self._call(person, "PUT", f"/tasks/{ref}", completed=False)

    def label(self, person: Person, ref: str, name: str) -> None:
        """A tag of the workspace, made where it is new."""
        workspace = self._call(person, "GET", f"/projects/{self.project}?opt_fields=workspace")["workspace"]["gid"]
        known = {each["name"]: each["gid"] for each in self._call(person, "GET", f"/workspaces/{workspace}/tags")}
        if name not in known:
            known[name] = self._call(person, "POST", f"/workspaces/{workspace}/tags", name=name)["gid"]
        self._call(person, "POST", f"/tasks/{ref}/addTag", tag=known[name])

    def labels(self, person: Person, ref: str) -> Sequence[str]:
        """The tags' names."""
        return [each["name"] for each in self._call(person, "GET", f"/tasks/{ref}?opt_fields=tags.name")["tags"]]

    def join(self, person: Person, ref: str) -> None:
        """Who has the task."""
        self._call(person, "PUT", f"/tasks/{ref}", assignee=person.account)

    def comment(self, person: Person, ref: str, text: str) -> None:
        """Below the task."""
        self._call(person, "POST", f"/tasks/{ref}/stories", text=text)

    def archive(self, person: Person, ref: str) -> None:
        """Into the section that is the archive, made where it is missing."""
        found = [lane for lane in self._sections(person) if lane.name == ARCHIVE]
        self.move(person, ref, found[0] if found else self._archive(person))

    def delete(self, person: Person, ref: str) -> None:
        """Into Asana's trash."""
        self._call(person, "DELETE", f"/tasks/{ref}")

    def _archive(self, person: Person) -> Lane:
        made = self._call(person, "POST", f"/projects/{self.project}/sections", name=ARCHIVE)
        return Lane(made["gid"], ARCHIVE)

    def _sections(self, person: Person) -> list[Lane]:
        found = self._call(person, "GET", f"/projects/{self.project}/sections")
        return [Lane(each["gid"], each["name"]) for each in found]

    def _call(self, person: Person, method: str, path: str, **data: object) -> Any:  # noqa: ANN401  a vendor's JSON
        answer = requests.request(
            method,
            f"{self.origin}/api/1.0{path}",
            headers={"Authorization": f"Bearer asana-{person.id}"},
            json={"data": data} if method in {"POST", "PUT"} else None,
            timeout=TIMEOUT,
        )
        answer.raise_for_status()
        return answer.json()["data"]
