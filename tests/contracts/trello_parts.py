"""What people do with checklists, attachments and custom fields of a board in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bridge.core.model.ids import Ref
from bridge.core.model.parts import Check, Priority

CUSTOM = (
    ("Abnahme", "Acceptance"),
    ("Freigegeben", "Released"),
    ("Gewerk", "Trade"),
    ("Kostenstelle", "Cost center"),
    ("Menge", "Amount"),
)
PRIORITY, UNCHOSEN, NUMBER = "Priorität", "Personal", "Amount"
TYPES = {"Acceptance": "date", "Released": "checkbox", "Trade": "list", "Cost center": "text", NUMBER: "number"}
OPTIONS = {"Trade": ("Elektro", "Dach"), PRIORITY: ("Dringend", "hoch", "Mittel", "Niedrig", "irgendwann")}
VALUES = {
    "Abnahme": ("2026-12-24", "2027-03-28"),
    "Freigegeben": ("true", "true"),
    "Gewerk": ("Elektro", "Dach"),
    "Kostenstelle": ("4711 <b> & Söhne", "08/15"),
    "Menge": ("2.5", "10"),
}
RANK = {Priority.URGENT: "Dringend", Priority.HIGH: "hoch", Priority.NORMAL: "Mittel", Priority.LOW: "Niedrig"}


class Calls(Protocol):
    """How people of the sandbox call."""

    def call(self, who: str, method: str, path: str, **sent: Any) -> Any: ...
    def send_json(self, who: str, method: str, path: str, body: Any) -> Any: ...
    def control(self, method: str, path: str, **sent: Any) -> Any: ...


def make_fields(people: Calls, board: str) -> None:
    """The custom fields that the place names, and one more."""
    for name, kind in {**TYPES, PRIORITY: "list", UNCHOSEN: "text"}.items():
        options = [{"value": {"text": each}, "pos": number} for number, each in enumerate(OPTIONS.get(name, ()), 1)]
        about = {"idModel": board, "modelType": "board", "name": name, "type": kind, "pos": "bottom"}
        people.send_json("anna", "POST", "/customFields", {**about, **({"options": options} if options else {})})


class TrelloParts:
    """Anna works on `board`."""

    values: Mapping[str, tuple[str, str]] = VALUES
    choice: str = "Gewerk"
    silent: Priority | None = None

    def __init__(self, people: Calls, board: str) -> None:
        self._people, self._board = people, board

    def checks(self, item: Ref) -> Sequence[Check]:
        return [
            Check(each["id"], each["name"].replace("\u2060", ""), each["state"] == "complete", self._group(checklist))
            for checklist in self._checklists(item)
            for each in checklist["checkItems"]
        ]

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str:
        mine = [each for each in self._checklists(item) if self._group(each) == group]
        checklist = mine[0] if mine else self._anna("POST", f"/cards/{item}/checklists", name=group or "Checklist")
        checked = str(done).lower()
        made = self._anna("POST", f"/checklists/{checklist['id']}/checkItems", name=title, checked=checked)
        return str(made["id"])

    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None:
        sent = {} if title is None else {"name": title}
        sent |= {} if done is None else {"state": "complete" if done else "incomplete"}
        self._anna("PUT", f"/cards/{item}/checkItem/{check}", **sent)

    def remove_check(self, item: Ref, check: str) -> None:
        self._anna("DELETE", f"/cards/{item}/checkItem/{check}")

    def attached(self, item: Ref) -> Sequence[str]:
        card = next(each for each in self._state()["cards"] if each["id"] == item)
        return [each["url"] for each in card["attachments"] if "cobridge.invalid" not in each["url"]]

    def attach(self, item: Ref, url: str, name: str) -> None:
        self._anna("POST", f"/cards/{item}/attachments", url=url, name=name)

    def detach(self, item: Ref, url: str) -> None:
        for each in self._anna("GET", f"/cards/{item}/attachments"):
            if each["url"] == url:
                self._anna("DELETE", f"/cards/{item}/attachments/{each['id']}")

    def prioritise(self, item: Ref, priority: Priority) -> None:
        self.choose(item, PRIORITY, RANK[priority])

    def set_value(self, item: Ref, name: str, value: str) -> None:
        self.choose(item, dict(CUSTOM)[name], value)

    def set_unchosen(self, item: Ref, value: str) -> None:
        self.choose(item, UNCHOSEN, value)

    def choose(self, item: Ref, name: str, value: str) -> None:
        """Give a field, by the board's name, a value or option."""
        custom = next(each for each in self._anna("GET", f"/boards/{self._board}/customFields") if each["name"] == name)
        if custom["type"] == "list":
            option = next(each["id"] for each in custom["options"] if each["value"]["text"] == value)
            body: Any = {"idValue": option}
        else:
            key = {"checkbox": "checked"}.get(custom["type"], custom["type"])
            body = {"value": {key: f"{value}T10:00:00.000Z" if key == "date" else value}}
        self._people.send_json("anna", "PUT", f"/cards/{item}/customField/{custom['id']}/item", body)

    def _checklists(self, item: Ref) -> list[Any]:
        return [each for each in self._state()["checklists"] if each["idCard"] == item]

    def _group(self, checklist: Any) -> str:
        return "" if checklist["name"] in ("Checkliste", "Checklist") else str(checklist["name"])

    def _state(self) -> Any:
        return self._people.control("GET", "/state/trello")

    def _anna(self, method: str, path: str, **sent: Any) -> Any:
        return self._people.call("anna", method, path, **sent)
