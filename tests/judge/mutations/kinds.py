"""One small fault each, planted in a connector or in the sandbox while a day is lived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from connectors.sandbox.asana.kinds import KINDS as ASANA_KINDS
from connectors.sandbox.graph.odata import View
from connectors.sandbox.slack import history, list_items
from connectors.sandbox.trello import views
from connectors.slack.client import Client as SlackClient
from connectors.teams import write as teams_write
from connectors.teams.wire import Ask
from connectors.trello import transport
from connectors.trello.transport import Access

TASK_FIELDS = ASANA_KINDS["task"].getters
Plant = Callable[[pytest.MonkeyPatch], None]
Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is wrong, at which place of `PLACES` it shows, and how it is planted."""

    name: str
    place: str
    plant: Plant

    def __str__(self) -> str:
        return f"{self.place}: {self.name}"


def result(holder: object, name: str, change: Change) -> Plant:
    """A function gives something else."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        real: Callable[..., Any] = getattr(holder, name)
        monkeypatch.setattr(holder, name, lambda *given, **named: change(real(*given, **named)))

    return plant


def entry(table: Any, key: str, change: Change) -> Plant:
    """A table's function gives something else."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        real: Callable[..., Any] = table[key]
        monkeypatch.setitem(table, key, lambda *given, **named: change(real(*given, **named)))

    return plant


def value(holder: object, name: str, change: Change) -> Plant:
    """A property has something else."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(holder, name)
        monkeypatch.setattr(holder, name, property(lambda self: change(real.fget(self))))

    return plant


def renamed(key: str, other: str) -> Change:
    """One key of an object is spelt otherwise, where it is there."""
    return lambda found: {(other if each == key else each): found[each] for each in found}


def with_(**more: Any) -> Change:
    """An object says something else."""
    return lambda found: {**found, **more}


def changed(key: str, change: Change) -> Change:
    """An object says something else under a key, where it is there."""
    return lambda found: {each: change(found[each]) if each == key else found[each] for each in found}


def without(key: str) -> Change:
    """An object leaves something out."""
    return lambda found: {each: found[each] for each in found if each != key}


def sent_to_slack(change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Plant:
    """Every call of our client carries something else."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        real: Callable[..., Any] = SlackClient._answered  # noqa: SLF001  where every call passes

        def changed(self: SlackClient, api: Any, act: Any, sent: Mapping[str, Any]) -> Any:
            return real(self, api, act, change(sent))

        monkeypatch.setattr(SlackClient, "_answered", changed)

    return plant


CONNECTORS = [
    Mutation("no credential", "trello", result(Access, "header", lambda _: "")),
    Mutation("a misspelt key", "trello", result(transport, "_written", renamed("idList", "listId"))),
    Mutation("a date in words", "trello", result(transport, "_written", changed("due", lambda _: "morgen"))),
    Mutation("no precondition", "teams", value(Ask, "headers", without("If-Match"))),
    Mutation("no type of content", "teams", value(Ask, "headers", without("Content-Type"))),
    Mutation("a misspelt key", "teams", result(teams_write, "write_task", renamed("title", "titel"))),
    Mutation("a number as a text", "teams", result(teams_write, "write_new", with_(percentComplete="50"))),
    Mutation("a misspelt key", "slack-cards", sent_to_slack(renamed("thread_ts", "thread"))),
    Mutation("a key too many", "slack-list", sent_to_slack(with_(list="F0"))),
]
SANDBOX = [
    Mutation("a flag as a text", "trello", result(views, "card", with_(closed="false"))),
    Mutation("a key too many", "trello", result(views, "card", with_(colour="blau"))),
    Mutation("a flag as a text", "asana", entry(TASK_FIELDS, "completed", str)),
    Mutation("a list as a text", "asana", entry(TASK_FIELDS, "tags", str)),
    Mutation("a time as a date", "asana", entry(TASK_FIELDS, "created_at", lambda _: "2026-11-22")),
    Mutation("a time as a number", "slack-cards", result(history, "_shown", with_(ts=1795338000))),
    Mutation("a number as a text", "teams", result(View, "_shown", changed("percentComplete", str))),
    Mutation("a misspelt key", "teams", result(View, "_shown", renamed("createdDateTime", "created"))),
    Mutation("a misspelt key", "slack-list", result(list_items, "shown", renamed("list_id", "list"))),
]
"""What is wrong in an answer."""
