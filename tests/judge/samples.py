"""Answers that the vendors themselves show, as exchanges of the operations they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.judge.exchange import Exchange

CHANNEL = "/teams/1/channels/1"
PAGES = {
    "channel-get": ("GET", CHANNEL),
    "channel-list-messages": ("GET", f"{CHANNEL}/messages"),
    "channel-post-messages": ("POST", f"{CHANNEL}/messages"),
    "chatmessage-delta": ("GET", f"{CHANNEL}/messages/delta()"),
    "chatmessage-get": ("GET", f"{CHANNEL}/messages/1"),
    "chatmessage-list-replies": ("GET", f"{CHANNEL}/messages/1/replies"),
    "chatmessage-post-replies": ("POST", f"{CHANNEL}/messages/1/replies"),
    "planner-post-buckets": ("POST", "/planner/buckets"),
    "planner-post-tasks": ("POST", "/planner/tasks"),
    "plannerbucket-update": ("PATCH", "/planner/buckets/1"),
    "plannerplan-get": ("GET", "/planner/plans/1"),
    "plannerplan-list-buckets": ("GET", "/planner/plans/1/buckets"),
    "plannerplan-list-tasks": ("GET", "/planner/plans/1/tasks"),
    "plannerplandetails-get": ("GET", "/planner/plans/1/details"),
    "plannerplandetails-update": ("PATCH", "/planner/plans/1/details"),
    "plannertask-get": ("GET", "/planner/tasks/1"),
    "plannertaskdetails-get": ("GET", "/planner/tasks/1/details"),
    "plannertaskdetails-update": ("PATCH", "/planner/tasks/1/details"),
    "subscription-post-subscriptions": ("POST", "/subscriptions"),
    "user-get": ("GET", "/users/1"),
}
"""Which operation a page of Microsoft's documentation is of, by the page's name: those that we use."""
ASANA = {"tasks": "/tasks/1", "projects": "/projects/1", "sections": "/sections/1", "stories": "/stories/1"}
"""Which read shows the records of a stream."""


def microsofts(shared: Path) -> list[Exchange]:
    """What the pages show as answers, in both collections of them."""
    return list(_microsofts(shared))


def asanas(shared: Path) -> list[Exchange]:
    """Records of a workspace, each as the answer to a read of all fields."""
    path = shared / "data" / "asana" / "airbyte-workspace-sample.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        _answered("GET", ASANA[each["stream"]], {"data": each["data"]}) for each in records if each["stream"] in ASANA
    ]


def trellos(shared: Path) -> list[Exchange]:
    """Exported boards, each list of objects as the answer to the read of it."""
    found = []
    for path in sorted((shared / "data" / "trello").glob("*.json")):
        board: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found.append(_answered("GET", "/boards/1", board))
        found += [_answered("GET", f"/boards/1/{key}", board[key]) for key in ("cards", "lists", "actions", "labels")
                  if key in board]  # fmt: skip
    return found


def _microsofts(shared: Path) -> Iterator[Exchange]:
    shown = json.loads((shared / "specs" / "graph" / "samples.json").read_text(encoding="utf-8"))
    for each in shown:
        page = each["file"].removesuffix(".md")
        if each["kind"] == "response" and page in PAGES and each.get("body"):
            yield _answered(*PAGES[page], each["body"], each.get("status") or 200)
    kept = json.loads((shared / "data" / "graph" / "docs-responses.json").read_text(encoding="utf-8"))
    for each in kept:
        page = Path(each["source"]).stem
        if page in PAGES and each.get("body"):
            yield _answered(*PAGES[page], each["body"], 201 if PAGES[page][0] == "POST" else 200)


def _answered(method: str, path: str, answer: Any, status: int = 200) -> Exchange:
    query = {"opt_fields": "all"} if path in ASANA.values() else {}
    return Exchange(method, path, query, {"authorization": "Bearer x"}, "", status, answer)
