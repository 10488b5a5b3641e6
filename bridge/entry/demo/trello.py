"""People at work on a Trello board, through Trello's API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

import requests

from bridge.entry.demo.hands import Lane, Person

TIMEOUT = 30
KEY = "people"
NOON = time(12)


@dataclass(frozen=True, slots=True)
class TrelloHands:
    """See `Hands`. A day is written as people's own boards show it: at noon in `zone`."""

    origin: str
    board: str
    zone: tzinfo

    def lanes(self, person: Person) -> Sequence[Lane]:
        """The open lists."""
        lists = self._call(person, "GET", f"/boards/{self.board}/lists", filter="open")
        return [Lane(each["id"], each["name"]) for each in lists]

    def add_lane(self, person: Person, name: str) -> None:
        """One more list."""
        self._call(person, "POST", "/lists", idBoard=self.board, name=name, pos="bottom")

    def create(self, person: Person, title: str, description: str) -> None:
        """A card at the end of the first list."""
        first = self.lanes(person)[0]
        self._call(person, "POST", "/cards", idList=first.ref, name=title, desc=description)

    def rename(self, person: Person, ref: str, title: str) -> None:
        """The card's name."""
        self._call(person, "PUT", f"/cards/{ref}", name=title)

    def describe(self, person: Person, ref: str, text: str) -> None:
        """What stands there stays."""
        before = self._call(person, "GET", f"/cards/{ref}", fields="desc")["desc"]
        self._call(person, "PUT", f"/cards/{ref}", desc=f"{before}\n\n{text}".strip())

    def schedule(self, person: Person, ref: str, day: date) -> None:
        """Trello has instants only."""
        self._call(person, "PUT", f"/cards/{ref}", due=datetime.combine(day, NOON, self.zone).isoformat())

    def move(self, person: Person, ref: str, lane: Lane) -> None:
        """Into another list."""
        self._call(person, "PUT", f"/cards/{ref}", idList=lane.ref)

    def finish(self, person: Person, ref: str) -> None:
        """The mark beside the due date."""
        self._call(person, "PUT", f"/cards/{ref}", dueComplete="true")

    def reopen(self, person: Person, ref: str) -> None:
        """The mark is taken off."""
        self._call(person, "PUT", f"/cards/{ref}", dueComplete="false")

    def label(self, person: Person, ref: str, name: str) -> None:
        """A label of the board, made where it is new."""
        known = {each["name"]: each["id"] for each in self._call(person, "GET", f"/boards/{self.board}/labels")}
        if name not in known:
            known[name] = self._call(person, "POST", "/labels", name=name, idBoard=self.board, color="red")["id"]
        self._call(person, "POST", f"/cards/{ref}/idLabels", value=known[name])

    def labels(self, person: Person, ref: str) -> Sequence[str]:
        """Names, empty for those that are a colour alone."""
        return [each["name"] for each in self._call(person, "GET", f"/cards/{ref}", fields="labels")["labels"]]

    def join(self, person: Person, ref: str) -> None:
        """A member of the card."""
        self._call(person, "POST", f"/cards/{ref}/idMembers", value=person.account)

    def comment(self, person: Person, ref: str, text: str) -> None:
        """Below the card."""
        self._call(person, "POST", f"/cards/{ref}/actions/comments", text=text)

    def archive(self, person: Person, ref: str) -> None:
        """The card is closed, not deleted."""
        self._call(person, "PUT", f"/cards/{ref}", closed="true")

    def delete(self, person: Person, ref: str) -> None:
        """For good."""
        self._call(person, "DELETE", f"/cards/{ref}")

    def _call(self, person: Person, method: str, path: str, **sent: str) -> Any:  # noqa: ANN401  a vendor's JSON
        credential = {"key": KEY, "token": f"trello-{person.id}"}
        query, body = ({**credential, **sent}, None) if method == "GET" else (credential, sent)
        answer = requests.request(method, f"{self.origin}/1{path}", params=query, data=body, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()
