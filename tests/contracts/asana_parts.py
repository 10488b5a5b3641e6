"""What people do with subtasks, attachments and custom fields of a project in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bridge.core.model.ids import Ref
from bridge.core.model.parts import Check, Priority

CUSTOM = (("Abnahme", "Acceptance"), ("Gewerk", "Trade"), ("Kostenstelle", "Cost center"), ("Menge", "Amount"))
PRIORITY, UNCHOSEN = "Priorität", "Personal"
TYPES = {"Acceptance": "date", "Trade": "enum", "Cost center": "text", "Amount": "number"}
OPTIONS = {"Trade": ("Elektro", "Dach"), PRIORITY: ("Urgent", "High", "Normal", "low", "irgendwann")}
VALUES = {
    "Abnahme": ("2026-12-24", "2027-03-28"),
    "Gewerk": ("Elektro", "Dach"),
    "Kostenstelle": ("4711 <b> & Söhne", "08/15"),
    "Menge": ("2.5", "10"),
}
RANK = {Priority.URGENT: "Urgent", Priority.HIGH: "High", Priority.NORMAL: "Normal", Priority.LOW: "low"}


class Calls(Protocol):
    """How people of the sandbox call."""

    def call(self, who: str, method: str, path: str, **data: Any) -> Any: ...
    def send_form(self, who: str, path: str, **values: str) -> Any: ...
    def control(self, method: str, path: str, **sent: Any) -> Any: ...


def make_fields(people: Calls, project: str, workspace: str) -> None:
    """The custom fields that the place names, and one more."""
    for name, kind in {**TYPES, PRIORITY: "enum", UNCHOSEN: "text"}.items():
        options = {"enum_options": [{"name": each} for each in OPTIONS[name]]} if name in OPTIONS else {}
        made = people.call(
            "anna", "POST", "/custom_fields", name=name, resource_subtype=kind, workspace=workspace, **options
        )
        people.call("anna", "POST", f"/projects/{project}/addCustomFieldSetting", custom_field=made["gid"])


class AsanaParts:
    """Anna works on `project`."""

    values: Mapping[str, tuple[str, str]] = VALUES
    choice: str = "Gewerk"
    silent: Priority | None = None

    def __init__(self, people: Calls, project: str) -> None:
        self._people, self._project = people, project

    def checks(self, item: Ref) -> Sequence[Check]:
        asked = "name,completed,is_rendered_as_separator"
        return [
            Check(each["gid"], each["name"].removesuffix("\u2060"), each["completed"])
            for each in self._anna("GET", f"/tasks/{item}/subtasks", opt_fields=asked)
            if not each["is_rendered_as_separator"]
        ]

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str:
        del group
        return str(self._anna("POST", f"/tasks/{item}/subtasks", name=title, completed=done)["gid"])

    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None:
        del item
        sent: dict[str, Any] = {} if title is None else {"name": title}
        self._anna("PUT", f"/tasks/{check}", **sent, **({} if done is None else {"completed": done}))

    def remove_check(self, item: Ref, check: str) -> None:
        del item
        self._anna("DELETE", f"/tasks/{check}")

    def attached(self, item: Ref) -> Sequence[str]:
        found = self._anna("GET", "/attachments", parent=item, opt_fields="view_url")
        return [each["view_url"] for each in found]

    def attach(self, item: Ref, url: str, name: str) -> None:
        sent = {"parent": item, "resource_subtype": "external", "url": url, "name": name or url}
        self._people.send_form("anna", "/attachments", **sent)

    def detach(self, item: Ref, url: str) -> None:
        for each in self._anna("GET", "/attachments", parent=item, opt_fields="view_url"):
            if each["view_url"] == url:
                self._anna("DELETE", f"/attachments/{each['gid']}")

    def prioritise(self, item: Ref, priority: Priority) -> None:
        self.choose(item, PRIORITY, RANK[priority])

    def set_value(self, item: Ref, name: str, value: str) -> None:
        self.choose(item, dict(CUSTOM)[name], value)

    def set_unchosen(self, item: Ref, value: str) -> None:
        self.choose(item, UNCHOSEN, value)

    def choose(self, item: Ref, name: str, value: str) -> None:
        """Give a field, by the project's name, a value or option."""
        asked = "custom_field.name,custom_field.resource_subtype,custom_field.enum_options.name"
        settings = self._anna("GET", f"/projects/{self._project}/custom_field_settings", opt_fields=asked)
        custom = next(each["custom_field"] for each in settings if each["custom_field"]["name"] == name)
        sent: Any = value
        if custom["resource_subtype"] == "enum":
            sent = next(each["gid"] for each in custom["enum_options"] if each["name"] == value)
        elif custom["resource_subtype"] == "date":
            sent = {"date": value}
        self._anna("PUT", f"/tasks/{item}", custom_fields={custom["gid"]: sent})

    def _anna(self, method: str, path: str, **data: Any) -> Any:
        return self._people.call("anna", method, path, **data)
