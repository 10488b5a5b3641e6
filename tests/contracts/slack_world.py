"""The people's side of a channel of cards in the sandbox: Anna and Bob, by what they press and send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack
from zoneinfo import ZoneInfo

from bridge.core.model.ids import Account, ConnectionId, LaneId, PartnerId, PlaceId, Ref, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateItem, CreateLane
from bridge.core.model.task import Fields, Status
from bridge.ports.connector import Sought
from connectors.slack.connector import Slack
from connectors.slack.desk.receiver import Ear
from tests.contracts.bench import Bench, Edit, Held, Kind, WatchedBudget
from tests.contracts.slack_parts import SlackParts
from tests.contracts.slack_people import Door, People
from tests.contracts.slack_place import KeptPlace
from tests.contracts.trello_world import BERLIN, RealClock

FAULTS = {"busy": "429", "down": "503", "unanswered": "drop-after"}
PAGE = 40
"""How many messages a page holds here; Slack's own hold up to 999."""
NOBODY, NOWHERE = Account("U0NOBODY00"), "C0NOWHERE0"


@dataclass(frozen=True)
class SlackWorld:
    """Anna works with the cards of `channel`."""

    people: People
    kept: KeptPlace
    channel: str
    person: Account
    other: Account
    own: Account
    zone: ZoneInfo
    page: int = PAGE
    stranger: Account = NOBODY
    nowhere: str = NOWHERE

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        blocks = self._board()["blocks"]
        rows = [block for block in blocks if block["block_id"].startswith("lane ")]
        return [(Ref(row["block_id"].removeprefix("lane ")), _unescaped(row["text"]["text"])) for row in rows]

    def add_lane(self, name: str) -> Ref:
        self._write_lanes({"new": name})
        return next(ref for ref, known in self.lanes() if known == name)

    def rename_lane(self, lane: Ref, name: str) -> None:
        self._write_lanes({lane: name})

    def close_lane(self, lane: Ref) -> None:
        self._write_lanes({lane: ""})

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        before = set(self.kept.made)
        self._anna("press", ts=self._board()["ts"], action_id="create")
        self.people.act("anna", "submit", values=self._values({"title": title, "lane": lane, **fields}))
        self.kept.carry_out()
        (made,) = set(self.kept.made) - before
        return made

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        if fields.get("archived") is False:
            self.kept.carry_out()
            self._anna("shortcut", ts=item, action_id="edit")
        else:
            self._anna("press", ts=item, action_id="edit")
            self.people.act("anna", "submit", values=self._values(fields))

    def delete(self, item: Ref) -> None:
        self._anna("delete", ts=item)

    def move_out(self, item: Ref) -> None:
        raise NotImplementedError(f"{item}: no card leaves its channel.")

    def fill(self, number: int) -> None:
        lane = self.lanes()[0][0]
        for index in range(number):
            fields = Fields(f"Aufgabe {index}", status=Status(lane=lane))
            operation = CreateItem(self.kept.place.id, TaskId(f"fill-{index}"), fields, self.kept.manifest.holds)
            self.kept.service.apply(self.kept.place, operation)

    def comment(self, item: Ref, text: str) -> Ref:
        return Ref(self.people.call("anna", "chat.postMessage", channel=self.channel, thread_ts=item, text=text)["ts"])

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        del item
        self.people.call("anna", "chat.update", channel=self.channel, ts=comment, text=text)

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        del item
        self.people.call("anna", "chat.delete", channel=self.channel, ts=comment)

    def holds(self) -> Mapping[Ref, Held]:
        self.kept.carry_out()
        lanes = {name: ref for ref, name in self.lanes()}
        accounts = {user["real_name"]: Account(user["id"]) for user in self._native()["users"]}
        shown = self.people.control("GET", "/state/slack?form=items")
        return {
            Ref(each["ref"]): Held(
                each["title"],
                each["description"],
                lanes.get(each["lane"]),
                each["state"] == "done",
                frozenset(accounts[name] for name in each["people"]),
                tuple(said["text"] for said in each["comments"]),
                each["archived"],
            )
            for each in shown
            if each["place"] == self.channel
        }

    def calls(self) -> int | None:
        """The service that carries out what people submit is not the connector under test, and calls too."""
        return None

    def trouble(self, kind: Kind, after: int = 0) -> None:
        fault = {"vendor": "slack", "kind": FAULTS[kind], "times": 1, "after": after}
        self.people.control("PUT", "/faults", json=fault)

    def revoke(self) -> None:
        self.people.control("PUT", "/faults", json={"vendor": "slack", "kind": "expired-token", "times": 10_000})

    def _native(self) -> Any:
        """Everything there is, without a call that a trouble could meet."""
        return self.people.control("GET", "/state/slack")

    def _board(self) -> Any:
        (channel,) = (each for each in self._native()["channels"] if each["id"] == self.channel)
        boards = (
            each for each in channel["messages"] if each.get("metadata", {}).get("event_type") == "cobridge_board"
        )
        return max(boards, key=lambda each: str(each["ts"]))

    def _anna(self, do: str, **wanted: Any) -> None:
        self.people.act("anna", do, channel=self.channel, **wanted)

    def _write_lanes(self, values: Mapping[str, str]) -> None:
        self._anna("press", ts=self._board()["ts"], action_id="lanes")
        self.people.act("anna", "submit", values=values)

    def _values(self, edit: Edit) -> dict[str, Any]:
        """What Anna puts into the form, by block id."""
        sent: dict[str, Any] = {}
        for name, value in edit.items():
            match name:
                case "text":
                    sent["description"] = _rich(str(value))
                case "done":
                    sent["status"] = "done" if value else "open"
                case "due" | "start":
                    sent |= self._date(name, value)
                case "labels":
                    sent["labels"] = ", ".join(sorted(edit["labels"]))
                case "archived":
                    sent["archived"] = ["archived"]
                case _:
                    sent[name] = list(value) if isinstance(value, tuple) else value
        return sent

    def _date(self, name: str, value: Any) -> dict[str, str | None]:
        if isinstance(value, datetime):
            local = value.astimezone(self.zone)
            return {name: local.date().isoformat(), f"{name}_time": local.strftime("%H:%M")}
        return {name: value.isoformat() if value else None, f"{name}_time": None}


def _rich(text: str) -> Any:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": [section]}}


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def service(people: People) -> tuple[Account, dict[str, str]]:
    """The service's user id and its secrets."""
    (part,) = people.control("GET", "/seed")["service"]["slack"]
    return Account(part["user"]["id"]), {name: part[name] for name in ("token", "signing_secret")}


def opened(people: People, door: Door, budget: WatchedBudget) -> Bench:
    """The sandbox as at first, with a channel that has two lanes and was read once, as before anything is written."""
    people.control("POST", "/reset")
    own, secrets = service(people)
    anna, bob = people.account("anna"), people.account("bob")
    channel = people.new_channel("aufgaben", [bob, own])
    connection, url = Connection(ConnectionId("nord"), PartnerId("nord"), "slack"), people.sandbox.urls["slack"]
    place = Place(PlaceId("nord-cards"), connection.id, "slack", channel)
    inner, other = (Slack(connection, secrets, url, each, RealClock(), BERLIN) for each in (budget, WatchedBudget()))
    ear = Ear(connection, [place], secrets, url, WatchedBudget(), RealClock(), BERLIN)
    kept = KeptPlace(inner, other, ear, place)
    door.answer = kept.hear
    people.act("anna", "register", url=door.url)
    first = other.apply(place, CreateLane(place.id, LaneId("offen"), "Offen")).ref
    other.apply(place, CreateLane(place.id, LaneId("in-arbeit"), "In Arbeit", first))
    inner.pull(place, None, Sought())
    world = SlackWorld(people, kept, channel, anna, bob, own, BERLIN)
    return Bench(kept, place, world, budget, tuple(secrets.values()), SlackParts(people, kept, channel))
