"""What people do with checklists, references and priorities of Planner's tasks in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

from bridge.core.model.ids import Ref
from bridge.core.model.parts import Check, Priority
from tests.contracts.teams_world import TeamsWorld

ELEMENT = {"@odata.type": "#microsoft.graph.plannerChecklistItem"}
REFERENCE = {"@odata.type": "#microsoft.graph.plannerExternalReference", "type": "Other"}
STEPS = {Priority.URGENT: 1, Priority.HIGH: 3, Priority.NORMAL: 5, Priority.LOW: 9}


class TeamsParts:
    """Anna works on the tasks of a plan."""

    values: Mapping[str, tuple[str, str]] = {}
    choice: str = ""
    silent: Priority | None = Priority.NORMAL

    def __init__(self, world: TeamsWorld) -> None:
        self._world = world

    def checks(self, item: Ref) -> Sequence[Check]:
        found = self._details(item)["checklist"].items()
        return [Check(key, each["title"], done=each["isChecked"]) for key, each in found]

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str:
        assert not group, "a task has one checklist"
        key = str(uuid4())
        self._write(item, "checklist", {key: {**ELEMENT, "title": title, "isChecked": done}})
        return key

    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None:
        values = {"title": title, "isChecked": done}
        given = {name: value for name, value in values.items() if value is not None}
        self._write(item, "checklist", {check: {**ELEMENT, **given}})

    def remove_check(self, item: Ref, check: str) -> None:
        self._write(item, "checklist", {check: None})

    def attached(self, item: Ref) -> Sequence[str]:
        urls = map(unquote, self._details(item)["references"])
        return [url for url in urls if "cobridge.invalid" not in url]

    def attach(self, item: Ref, url: str, name: str) -> None:
        self._write(item, "references", {_key(url): {**REFERENCE, "alias": name}})

    def detach(self, item: Ref, url: str) -> None:
        self._write(item, "references", {_key(url): None})

    def prioritise(self, item: Ref, priority: Priority) -> None:
        self._world.change(f"/planner/tasks/{item}", {"priority": STEPS[priority]})

    def set_value(self, item: Ref, name: str, value: str) -> None:
        raise NotImplementedError(f"Planner has no custom fields: {name} of {item}, {value}.")

    def set_unchosen(self, item: Ref, value: str) -> None:
        raise NotImplementedError(f"Planner has no custom fields: {item}, {value}.")

    def _write(self, item: Ref, name: str, values: Any) -> None:
        self._world.change(f"/planner/tasks/{item}/details", {name: values})

    def _details(self, item: Ref) -> Any:
        return self._world.details(item)


def _key(url: str) -> str:
    return quote(url, safe="/?&=-_~").replace(".", "%2E")
