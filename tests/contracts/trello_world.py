"""The people's side of a board in the sandbox: Anna and Bob, each with a token of their own."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from datetime import time as time_of_day
from typing import Any, Unpack
from zoneinfo import ZoneInfo

import requests

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.task import Due
from bridge.ports.connector import Sought
from connectors.sandbox.serve import Sandbox
from connectors.trello.connector import Trello
from tests.contracts.bench import Bench, Edit, Held, Kind, WatchedBudget
from tests.contracts.trello_parts import CUSTOM, PRIORITY, TrelloParts, make_fields

BERLIN = ZoneInfo("Europe/Berlin")
FAULTS = {"busy": "429", "down": "503", "unanswered": "drop-after"}
PAGE = 1000
NOBODY = Account("0123456789abcdef01234567")


@dataclass(frozen=True)
class People:
    """Calls of one person, or of the sandbox's control."""

    sandbox: Sandbox
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, who: str, method: str, path: str, **sent: Any) -> Any:
        """A call by a person of the seed; what is sent goes into the body, of a GET into the query."""
        credential = {"key": "people", "token": f"trello-{who}"}
        query, body = ({**credential, **sent}, None) if method == "GET" else (credential, sent)
        url = f"{self.sandbox.urls['trello']}/1{path}"
        answer = self.session.request(method, url, params=query, data=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def send_json(self, who: str, method: str, path: str, body: Any) -> Any:
        """A call by a person whose body is JSON."""
        query, url = {"key": "people", "token": f"trello-{who}"}, f"{self.sandbox.urls['trello']}/1{path}"
        answer = self.session.request(method, url, params=query, json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def control(self, method: str, path: str, **sent: Any) -> Any:
        """A call to the sandbox itself."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", timeout=60, **sent)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def account(self, who: str) -> Account:
        """A person's member id."""
        return Account(self.call(who, "GET", "/members/me")["id"])

    def new_board(self, name: str, members: Sequence[Account]) -> str:
        """An empty board of Anna's with three lists, where the members work too."""
        board = str(self.call("anna", "POST", "/boards", name=name, defaultLabels="false")["id"])
        for member in members:
            self.call("anna", "PUT", f"/boards/{board}/members/{member}", type="normal")
        return board


@dataclass(frozen=True)
class TrelloWorld:
    """Anna works on `board`."""

    people: People
    board: str
    elsewhere: str
    person: Account
    other: Account
    own: Account
    zone: ZoneInfo
    page: int = PAGE
    stranger: Account = NOBODY
    nowhere: str = "0123456789abcdef01234568"

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        lists = sorted(self._state()["lists"], key=lambda each: each["pos"])
        mine = [each for each in lists if each["idBoard"] == self.board and not each["closed"]]
        return [(Ref(each["id"]), each["name"]) for each in mine]

    def add_lane(self, name: str) -> Ref:
        return Ref(self._anna("POST", "/lists", name=name, idBoard=self.board, pos="bottom")["id"])

    def rename_lane(self, lane: Ref, name: str) -> None:
        self._anna("PUT", f"/lists/{lane}", name=name)

    def close_lane(self, lane: Ref) -> None:
        self._anna("PUT", f"/lists/{lane}", closed="true")

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        sent = {"name": title, "idList": lane, **self._values(fields)}
        return Ref(self._anna("POST", "/cards", **sent)["id"])

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        self._anna("PUT", f"/cards/{item}", **self._values(fields))

    def delete(self, item: Ref) -> None:
        self._anna("DELETE", f"/cards/{item}")

    def move_out(self, item: Ref) -> None:
        self._anna("PUT", f"/cards/{item}", idBoard=self.elsewhere)

    def fill(self, number: int) -> None:
        lane = self.lanes()[0][0]
        for index in range(number):
            self.create(f"Aufgabe {index}", lane)

    def comment(self, item: Ref, text: str) -> Ref:
        return Ref(self._anna("POST", f"/cards/{item}/actions/comments", text=text)["id"])

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        self._anna("PUT", f"/cards/{item}/actions/{comment}/comments", text=text)

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        self._anna("DELETE", f"/cards/{item}/actions/{comment}/comments")

    def holds(self) -> Mapping[Ref, Held]:
        native = self._state()
        closed = {each["id"] for each in native["lists"] if each["closed"]}
        said: dict[str, list[str]] = {}
        for action in native["actions"]:
            if action["type"] == "commentCard":
                said.setdefault(action["data"]["card"]["id"], []).append(action["data"]["text"])
        return {
            Ref(card["id"]): Held(
                card["name"],
                card["desc"],
                Ref(card["idList"]),
                card["dueComplete"],
                frozenset(map(Account, card["idMembers"])),
                tuple(said.get(card["id"], ())),
                card["closed"] or card["idList"] in closed,
            )
            for card in native["cards"]
            if card["idBoard"] == self.board
        }

    def calls(self) -> int | None:
        record = self.people.control("GET", "/requests?vendor=trello")
        return [call["actor"] for call in record["calls"]].count(self.own)

    def trouble(self, kind: Kind, after: int = 0) -> None:
        self.people.control(
            "PUT", "/faults", json={"vendor": "trello", "kind": FAULTS[kind], "times": 1, "after": after}
        )

    def revoke(self) -> None:
        self.people.control("PUT", "/faults", json={"vendor": "trello", "kind": "expired-token", "times": 10_000})

    def _state(self) -> Any:
        """Everything there is, without a call that a trouble could meet."""
        return self.people.control("GET", "/state/trello")

    def _anna(self, method: str, path: str, **sent: Any) -> Any:
        return self.people.call("anna", method, path, **sent)

    def _values(self, edit: Edit) -> dict[str, str]:
        names = {"title": "name", "text": "desc", "lane": "idList", "done": "dueComplete", "archived": "closed"}
        sent = {names[name]: str(value) for name, value in edit.items() if name in names}
        sent |= {name: sent[name].lower() for name in ("dueComplete", "closed") if name in sent}
        if "due" in edit:
            sent["due"] = self._instant(edit["due"])
        if "start" in edit:
            sent["start"] = self._instant(edit["start"])
        if "helpers" in edit:
            sent["idMembers"] = ",".join(edit["helpers"])
        if "labels" in edit:
            sent["idLabels"] = ",".join(map(self._label, sorted(edit["labels"])))
        return sent

    def _instant(self, due: Due | None) -> str:
        if due is None:
            return "null"
        return (due if isinstance(due, datetime) else datetime.combine(due, time_of_day(12), self.zone)).isoformat()

    def _label(self, name: str) -> str:
        known = {each["name"]: each["id"] for each in self._anna("GET", f"/boards/{self.board}/labels")}
        made = None if name in known else self._anna("POST", "/labels", name=name, idBoard=self.board, color="green")
        return str(made["id"] if made else known[name])


class RealClock:
    """The machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def service(people: People) -> tuple[Account, dict[str, str]]:
    """The service's member id and its secrets."""
    (part,) = people.control("GET", "/seed")["service"]["trello"]
    return Account(part["member"]["id"]), {name: part[name] for name in ("key", "token")}


def connected(people: People, board: str, budget: WatchedBudget, **more: str) -> tuple[Trello, Place]:
    """A connector that has called nobody yet, and its place; `more` are further secrets."""
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), "trello")
    _, secrets = service(people)
    connector = Trello(connection, {**secrets, **more}, people.sandbox.urls["trello"], budget, RealClock(), BERLIN)
    return connector, Place(PlaceId("weber-board"), connection.id, "trello", board)


def opened(people: People, budget: WatchedBudget) -> Bench:
    """The sandbox as at first, with an empty board that was read once, as in every cycle before anything is written."""
    people.control("POST", "/reset")
    own, secrets = service(people)
    anna, bob = people.account("anna"), people.account("bob")
    board, elsewhere = (people.new_board(name, (bob, own)) for name in ("Baustelle", "Anderswo"))
    make_fields(people, board)
    connector, place = connected(people, board, budget)
    place = replace(place, custom=CUSTOM, priority=PRIORITY)
    connector.pull(place, None, Sought())
    world = TrelloWorld(people, board, elsewhere, anna, bob, own, BERLIN)
    return Bench(connector, place, world, budget, tuple(secrets.values()), TrelloParts(people, board))
