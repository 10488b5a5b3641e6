"""The people's side of a List in the sandbox: Anna and Bob, who edit its cells in Slack itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from bridge.core.model.ids import Account, ConnectionId, Cursor, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Connector, Finding, Sought
from connectors.slack.connector import Slack
from connectors.slack.manifest import ARCHIVE_LANE, manifest_at
from tests.contracts.bench import Bench, Edit, Held, Kind, WatchedBudget
from tests.contracts.slack_people import People
from tests.contracts.slack_world import FAULTS, NOBODY, service
from tests.contracts.trello_world import BERLIN, RealClock

PAGE = 40
"""How many items a page holds here; Slack's own hold up to 1,000."""
LANE = "spalte"
LANES = {"Opt1": "Offen", "Opt2": "In Arbeit", "Opt9": ARCHIVE_LANE}
COLUMNS: list[dict[str, Any]] = [
    {"key": "titel", "name": "Titel", "type": "text", "is_primary_column": True},
    {"key": "description", "name": "Beschreibung", "type": "rich_text"},
    {"key": LANE, "name": "Spalte", "type": "select",
     "options": {"choices": [{"value": value, "label": name} for value, name in LANES.items()]}},
    {"key": "etiketten", "name": "Etiketten", "type": "text"},
    {"key": "cobridge", "name": "Cobridge", "type": "text"},
]  # fmt: skip
KEYS = {"title": "titel", "text": "description", "lane": LANE, "labels": "etiketten", "done": "todo_completed",
        "due": "todo_due_date", "helpers": "todo_assignee"}  # fmt: skip


@dataclass(frozen=True)
class AtList:
    """The connector at a List, with what it can do there."""

    inner: Connector
    manifest: Manifest

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        return self.inner.pull(place, since, sought)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        return self.inner.confirm_gone(place, ref)

    def apply(self, place: Place, operation: Operation) -> Done:
        return self.inner.apply(place, operation)

    def delay(self, place: Place, operation: Operation) -> float:
        return self.inner.delay(place, operation)

    def check(self, place: Place) -> Sequence[Finding]:
        return self.inner.check(place)


@dataclass(frozen=True)
class ListWorld:
    """Anna works in the List `list_id` and talks about it in `channel`; `columns` are its columns' ids by key."""

    people: People
    list_id: str
    channel: str
    columns: Mapping[str, str]
    person: Account
    other: Account
    own: Account
    page: int = PAGE
    stranger: Account = NOBODY
    nowhere: str = "F0NOWHERE0"

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        return [(Ref(value), name) for value, name in self._options().items() if name != ARCHIVE_LANE]

    def add_lane(self, name: str) -> Ref:
        before = self._options()
        self._offer({**before, f"Opt{len(before)}New": name})
        return Ref(f"Opt{len(before)}New")

    def rename_lane(self, lane: Ref, name: str) -> None:
        self._offer({**self._options(), lane: name})

    def close_lane(self, lane: Ref) -> None:
        self._offer({value: name for value, name in self._options().items() if value != lane})

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        cells = self._cells({"title": title, "lane": lane, **fields})
        return Ref(self._call("items.create", initial_fields=cells)["item"]["id"])

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        self._call("items.update", cells=[{"row_id": item, **cell} for cell in self._cells(fields)])

    def delete(self, item: Ref) -> None:
        self._call("items.delete", id=item)

    def archive(self, item: Ref, *, back: bool = False) -> None:
        """What people can and no app: put an item away, or bring it back."""
        self._act("archive", ts=item, values={"archived": not back})

    def move_out(self, item: Ref) -> None:
        raise NotImplementedError(f"{item}: no item leaves its List.")

    def fill(self, number: int) -> None:
        lane = self.lanes()[0][0]
        for index in range(number):
            self.create(f"Aufgabe {index}", lane)

    def comment(self, item: Ref, text: str) -> Ref:
        """Below the message about the item, which Anna writes where there is none: a link to the item."""
        link = f"https://musterbau.slack.com/lists/T1/{self.list_id}?record_id={item}"
        root = self._root(item) or self.say(text=f"Siehe <{link}>")
        return Ref(self.say(thread_ts=root, text=text))

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        del item
        self.people.call("anna", "chat.update", channel=self.channel, ts=comment, text=text)

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        del item
        self.people.call("anna", "chat.delete", channel=self.channel, ts=comment)

    def holds(self) -> Mapping[Ref, Held]:
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
                each["archived"] or each["lane"] == ARCHIVE_LANE,
            )
            for each in shown
            if each["place"] == self.list_id
        }

    def calls(self) -> int | None:
        shown: list[dict[str, Any]] = self.people.control("GET", "/requests?vendor=slack")["calls"]
        return len([call for call in shown if call["actor"] == self.own])

    def trouble(self, kind: Kind, after: int = 0) -> None:
        fault = {"vendor": "slack", "kind": FAULTS[kind], "times": 1, "after": after}
        self.people.control("PUT", "/faults", json=fault)

    def revoke(self) -> None:
        self.people.control("PUT", "/faults", json={"vendor": "slack", "kind": "expired-token", "times": 10_000})

    def _native(self) -> Any:
        """Everything there is, without a call that a trouble could meet."""
        return self.people.control("GET", "/state/slack")

    def _root(self, item: Ref) -> str | None:
        (channel,) = (each for each in self._native()["channels"] if each["id"] == self.channel)
        messages = (each for each in channel["messages"] if item in f"{each.get('text')} {each.get('metadata')}")
        return next(
            (each["ts"] for each in messages if "thread_ts" not in each or each["thread_ts"] == each["ts"]), None
        )

    def say(self, **sent: Any) -> str:
        """A message of Anna's in the channel; its time stamp."""
        return str(self.people.call("anna", "chat.postMessage", channel=self.channel, **sent)["ts"])

    def _options(self) -> dict[str, str]:
        (found,) = (each for each in self._native()["lists"] if each["id"] == self.list_id)
        (column,) = (each for each in found["schema"] if each["key"] == LANE)
        return {each["value"]: each["label"] for each in column["options"]["choices"]}

    def _offer(self, options: Mapping[str, str]) -> None:
        self._act("options", action_id=LANE, values=dict(options))

    def _act(self, do: str, **wanted: Any) -> None:
        """None of this is told to an app, so none answers."""
        act = {"tool": "slack", "person": "anna", "do": do, "channel": self.list_id, **wanted}
        self.people.control("POST", "/act", json=act)

    def _call(self, method: str, **sent: Any) -> Any:
        return self.people.call("anna", f"slackLists.{method}", list_id=self.list_id, **sent)

    def _cells(self, edit: Edit) -> list[dict[str, Any]]:
        """What Anna puts into cells; what is archived stands under an option of its own."""
        values = {name: value for name, value in edit.items() if name != "archived"}
        if "archived" in edit:
            values["lane"] = "Opt9" if edit["archived"] else self.lanes()[0][0]
        return [{"column_id": self.columns[KEYS[name]], **_cell(name, value)} for name, value in values.items()]


def _cell(name: str, value: Any) -> dict[str, Any]:
    match name:
        case "done":
            return {"checkbox": value}
        case "due":
            day = value.astimezone(BERLIN).date() if isinstance(value, datetime) else value
            return {"date": [day.isoformat()] if day else []}
        case "helpers":
            return {"user": list(value)}
        case "lane":
            return {"select": [value]}
        case _:
            text = ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
            return {"rich_text": [{"type": "rich_text", "elements": [section]}] if text else []}


def opened(people: People, budget: WatchedBudget) -> Bench:
    """The sandbox as at first, with an empty List of Anna's, shared with Bob and the service, and read once."""
    people.control("POST", "/reset")
    own, secrets = service(people)
    anna, bob = people.account("anna"), people.account("bob")
    made = people.call("anna", "slackLists.create", name="Messestand", todo_mode=True, schema=COLUMNS)
    list_id, schema = made["list_id"], made["list_metadata"]["schema"]
    people.call("anna", "slackLists.access.set", list_id=list_id, access_level="write", user_ids=[bob, own])
    channel, url = people.new_channel("messestand", [bob, own]), people.sandbox.urls["slack"]
    connection = Connection(ConnectionId("nord"), PartnerId("nord"), "slack", settings={"channel": channel})
    place = Place(PlaceId("nord-list"), connection.id, "slack", list_id)
    connector = Slack(connection, secrets, url, budget, RealClock(), BERLIN)
    connector.pull(place, None, Sought())
    world = ListWorld(people, list_id, channel, {each["key"]: each["id"] for each in schema}, anna, bob, own)
    return Bench(AtList(connector, manifest_at(list_id)), place, world, budget, tuple(secrets.values()))
