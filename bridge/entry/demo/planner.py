"""People at work in a Planner plan and its channel, through Microsoft Graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import requests

from bridge.entry.demo.control import Control
from bridge.entry.demo.hands import Lane, Person

TIMEOUT = 30
ARCHIVE = "Archiv"
"""Planner has no archive: a bucket of this name is one by agreement."""
DONE = 100
TOO_MANY = 429
PLACED = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}
CATEGORIES = [f"category{number}" for number in range(1, 26)]


@dataclass(frozen=True, slots=True)
class PlannerHands:
    """See `Hands`. `channel` is `<team id>/<channel id>`, where people talk about tasks."""

    control: Control
    origin: str
    plan: str
    channel: str

    def lanes(self, person: Person) -> Sequence[Lane]:
        """The buckets but the archive."""
        return [lane for lane in self._buckets(person) if lane.name != ARCHIVE]

    def add_lane(self, person: Person, name: str) -> None:
        """One more bucket."""
        self._add(person, name)

    def create(self, person: Person, title: str, description: str) -> None:
        """A task in the first bucket."""
        sent = {"planId": self.plan, "title": title, "bucketId": self.lanes(person)[0].ref}
        task = self._call(person, "POST", "/planner/tasks", sent)
        if description:
            self._change(person, f"/planner/tasks/{task['id']}/details", description=description)

    def rename(self, person: Person, ref: str, title: str) -> None:
        """The task's title."""
        self._change(person, f"/planner/tasks/{ref}", title=title)

    def describe(self, person: Person, ref: str, text: str) -> None:
        """What stands there stays."""
        path = f"/planner/tasks/{ref}/details"
        before = self._call(person, "GET", path)["description"]
        self._change(person, path, description=f"{before}\n\n{text}".strip())

    def schedule(self, person: Person, ref: str, day: date) -> None:
        """Planner shows days; this is the time that it gives them itself."""
        self._change(person, f"/planner/tasks/{ref}", dueDateTime=f"{day.isoformat()}T10:00:00Z")

    def move(self, person: Person, ref: str, lane: Lane) -> None:
        """Into another bucket."""
        self._change(person, f"/planner/tasks/{ref}", bucketId=lane.ref)

    def finish(self, person: Person, ref: str) -> None:
        """All of it is done."""
        self._change(person, f"/planner/tasks/{ref}", percentComplete=DONE)

    def reopen(self, person: Person, ref: str) -> None:
        """Nothing of it is done."""
        self._change(person, f"/planner/tasks/{ref}", percentComplete=0)

    def label(self, person: Person, ref: str, name: str) -> None:
        """One of the plan's labels; a free one gets the name where there is none of it."""
        names = self._label_names(person)
        slot = next((slot for slot, known in names.items() if known == name), None)
        if slot is None:
            slot = next(each for each in CATEGORIES if each not in names)
            self._change(person, f"/planner/plans/{self.plan}/details", categoryDescriptions={slot: name})
        self._change(person, f"/planner/tasks/{ref}", appliedCategories={slot: True})

    def labels(self, person: Person, ref: str) -> Sequence[str]:
        """The names of the labels."""
        names = self._label_names(person)
        applied = self._call(person, "GET", f"/planner/tasks/{ref}")["appliedCategories"]
        return [names.get(slot, "") for slot, on in applied.items() if on]

    def join(self, person: Person, ref: str) -> None:
        """Assigned, as one of several."""
        self._change(person, f"/planner/tasks/{ref}", assignments={person.account: PLACED})

    def comment(self, person: Person, ref: str, text: str) -> None:
        """A reply below the message in the channel that leads to the task; the person writes it where there is none."""
        root = self._root(person, ref) or self._opened(person, ref)
        body = {"body": {"contentType": "text", "content": text}}
        self._call(person, "POST", f"{self._messages}/{root}/replies", body)

    def archive(self, person: Person, ref: str) -> None:
        """Into the bucket that is the archive, made where it is missing."""
        found = [lane for lane in self._buckets(person) if lane.name == ARCHIVE]
        self.move(person, ref, found[0] if found else self._add(person, ARCHIVE))

    def delete(self, person: Person, ref: str) -> None:
        """For good: Planner has no trash."""
        path = f"/planner/tasks/{ref}"
        self._call(person, "DELETE", path, match=self._call(person, "GET", path)["@odata.etag"])

    @property
    def _messages(self) -> str:
        team, _, channel = self.channel.partition("/")
        return f"/teams/{team}/channels/{quote(channel, safe='')}/messages"

    def _root(self, person: Person, ref: str) -> str:
        path = f"{self._messages}?$top=50"
        while path:
            page = self._call(person, "GET", path)
            found = (each["id"] for each in page["value"] if ref in each["body"]["content"])
            if root := next(found, ""):
                return str(root)
            path = str(page.get("@odata.nextLink", "")).partition("/v1.0")[2]
        return ""

    def _opened(self, person: Person, ref: str) -> str:
        """Message and task lead to each other."""
        link = f'<a href="https://tasks.office.com/Home/Task/{ref}">Aufgabe</a>'
        root = self._call(person, "POST", self._messages, {"body": {"contentType": "html", "content": link}})
        url = quote(root["webUrl"], safe="/?&=-_~").replace(".", "%2E")
        reference = {"@odata.type": "#microsoft.graph.plannerExternalReference", "type": "Other"}
        self._change(person, f"/planner/tasks/{ref}/details", references={url: reference})
        return str(root["id"])

    def _buckets(self, person: Person) -> list[Lane]:
        found = self._call(person, "GET", f"/planner/plans/{self.plan}/buckets")["value"]
        return [Lane(each["id"], each["name"]) for each in sorted(found, key=lambda each: str(each["orderHint"]))]

    def _add(self, person: Person, name: str) -> Lane:
        made = self._call(person, "POST", "/planner/buckets", {"name": name, "planId": self.plan, "orderHint": " !"})
        return Lane(made["id"], made["name"])

    def _label_names(self, person: Person) -> Mapping[str, str]:
        named = self._call(person, "GET", f"/planner/plans/{self.plan}/details")["categoryDescriptions"]
        return {slot: name for slot, name in named.items() if name}

    def _change(self, person: Person, path: str, **values: object) -> None:
        """Against the version that is there now, as Planner wants it."""
        self._call(person, "PATCH", path, values, self._call(person, "GET", path)["@odata.etag"])

    def _call(self, person: Person, method: str, path: str, data: object = None, match: str = "") -> Any:  # noqa: ANN401  a vendor's JSON
        headers = {"Authorization": f"Bearer teams-{person.id}", "Prefer": "return=representation"}
        headers |= {"If-Match": match} if match else {}
        url = f"{self.origin}/v1.0{path}"
        answer = requests.request(method, url, headers=headers, json=data, timeout=TIMEOUT)
        if answer.status_code == TOO_MANY:  # Teams takes four calls a second, and people are patient
            self.control.advance(float(answer.headers["Retry-After"]))
            return self._call(person, method, path, data, match)
        answer.raise_for_status()
        return answer.json() if answer.content else None
