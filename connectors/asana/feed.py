"""What Asana's feed tells, sorted by what has to be read. Without I/O.

Feed: developers.asana.com/reference/events. It bubbles up, so it also tells of subtasks, and every change of a task
comes with a story of Asana's own; only stories that people wrote are worth reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from bridge.core.model.ids import Account
from bridge.core.model.snapshot import Item
from connectors.asana.parts import Parts
from connectors.asana.translate import Json, read_instant

T = TypeVar("T")

FIELDS = {
    "name": "title",
    "notes": "description",
    "html_notes": "description",
    "completed": "status",
    "due_on": "due",
    "due_at": "due",
    "assignee": "lead",
    "followers": "helpers",
    "tags": "labels",
    "start_on": "start",
    "start_at": "start",
    "custom_fields": "custom",
}
"""Field of a task in the feed -> field of an item."""
UNTOLD = frozenset({"custom"})
"""Fields of which the history does not tell the value before, as we read it."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Somebody changed the field, then we did, before we had read it: the history has their value."""

    task: str
    name: str
    by: Account | None
    at: str


@dataclass(slots=True)
class Feed:
    """What others did.

    `touched` tasks are to be read, `entered` among them with all comments; `gone` tasks were deleted or left the
    project. `commented` are tasks of which comments are new or changed, `adrift` changed comments of tasks unknown.
    `dropped` are comments deleted, by task; `lost` says that one was deleted of a task unknown. `stirred` are the
    touched tasks of which a subtask or attachment is new, changed or gone, `attached` those that somebody attached
    something to, we among them.
    """

    touched: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    commented: set[str] = field(default_factory=set)
    adrift: set[str] = field(default_factory=set)
    dropped: dict[str, set[str]] = field(default_factory=dict)
    stirred: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    lost: bool = False
    lanes: bool = False
    actors: dict[str, dict[str, Account]] = field(default_factory=dict)
    edited: dict[str, dict[str, datetime]] = field(default_factory=dict)
    contests: dict[tuple[str, str], Contest] = field(default_factory=dict)
    _last: dict[tuple[str, str], Contest] = field(default_factory=dict)

    @property
    def contested(self) -> set[str]:
        """The tasks whose history is to be asked for."""
        return {task for task, _ in self.contests}

    def contest(self, found: Iterable[Contest]) -> None:
        """Take up what was found otherwise."""
        self.contests |= {(each.task, each.name): each for each in found}

    def told(self, item: Item) -> Item:
        """The item with who changed its fields, and when."""
        actors, edited = self.actors.get(item.ref, {}), self.edited.get(item.ref, {})
        return replace(item, actors=_with_priority(actors), edited=_with_priority(edited))


def read_feed(
    events: Iterable[Json], project: str, me: str, comments: dict[str, str], parts: Parts | None = None
) -> Feed:
    """The feed's entries, oldest first; `comments` is which task each known comment is on, `parts` what is known of
    subtasks and attachments.
    """
    feed, parts = Feed(), parts or Parts()
    for event in events:
        match event.get("type"):
            case "task" if owner := _owner(event, parts):
                _part(feed, event, owner, "checklist", me)
                if _stands_in(event["resource"], project):
                    _task(feed, event, project, me)
            case "task":
                _task(feed, event, project, me)
            case "attachment" if owner := _owner(event, parts):
                feed.attached.add(owner)
                _part(feed, event, owner, "attachments", me)
            case "story" if _user(event) != me and not parts.owner(_task_of(event)):
                _story(feed, event, comments)
            case "section":
                feed.lanes = True
            case "project" if (event.get("change") or {}).get("field") == "sections":
                feed.lanes = True
    feed.touched -= feed.gone
    feed.stirred -= feed.gone
    feed.commented -= feed.gone
    return feed


def _task(feed: Feed, event: Json, project: str, me: str) -> None:
    task, user = str(event["resource"]["gid"]), _user(event)
    parent = event.get("parent") or {}
    match event["action"]:
        case "deleted":
            feed.gone.add(task)
            return
        case "removed" if parent.get("gid") == project:
            feed.gone.add(task)
            return
        case "added" if parent.get("gid") == project:
            feed.gone.discard(task)
            feed.entered |= {task} if user != me else set()
        case "undeleted":
            feed.gone.discard(task)
            feed.entered.add(task)
    if user != me:
        feed.touched.add(task)
    _note_actor(feed, event, task, me)


def _with_priority(told: Mapping[str, T]) -> dict[str, T]:
    """Asana tells that some custom field was changed; the priority may be one."""
    return {**told, **({"priority": told["custom"]} if "custom" in told else {})}


def _owner(event: Json, parts: Parts) -> str:
    """The task that a subtask or attachment is on; empty where it is on none, or that is not told."""
    told = (event["resource"].get("parent"), event.get("parent"))
    tasks = [each["gid"] for each in told if each and each.get("resource_type", "task") == "task"]
    return str(tasks[0]) if tasks else parts.owner(str(event["resource"]["gid"]))


def _stands_in(task: Json, project: str) -> bool:
    """Whether a subtask is a task of the project as well."""
    return any((each.get("project") or {}).get("gid") == project for each in task.get("memberships") or ())


def _part(feed: Feed, event: Json, owner: str, name: str, me: str) -> None:
    user = _user(event)
    if user == me:
        return
    feed.touched.add(owner)
    feed.stirred.add(owner)
    if user:
        feed.actors.setdefault(owner, {})[name] = Account(user)
    if at := read_instant(event["created_at"]):
        feed.edited.setdefault(owner, {})[name] = at


def _note_actor(feed: Feed, event: Json, task: str, me: str) -> None:
    name = _changed(event)
    if not name:
        return
    user, key = _user(event), (task, name)
    if user != me:
        by = Account(user) if user else None
        feed._last[key] = Contest(task, name, by, str(event["created_at"]))  # noqa: SLF001  filled here only
        if by:
            feed.actors.setdefault(task, {})[name] = by
        if at := read_instant(event["created_at"]):
            feed.edited.setdefault(task, {})[name] = at
    elif key in feed._last and name not in UNTOLD:  # noqa: SLF001  the same
        feed.contests[key] = feed._last.pop(key)  # noqa: SLF001  the same


def _changed(event: Json) -> str:
    """The item's field that a task's entry is about; empty where it is about none."""
    if event["action"] == "changed":
        return FIELDS.get((event.get("change") or {}).get("field") or "", "")
    moved = event["action"] == "added" and (event.get("parent") or {}).get("resource_type") == "section"
    return "status" if moved else ""


def _story(feed: Feed, event: Json, comments: dict[str, str]) -> None:
    story, resource = str(event["resource"]["gid"]), event["resource"]
    if resource.get("resource_subtype", "comment_added") != "comment_added" and story not in comments:
        return
    task = _task_of(event) or comments.get(story, "")
    match event["action"]:
        case "deleted" if not task:
            feed.lost = True
        case "deleted":
            feed.dropped.setdefault(task, set()).add(story)
        case _ if task:
            feed.commented.add(task)
        case _:
            feed.adrift.add(story)


def _task_of(event: Json) -> str:
    found = (event["resource"].get("target") or {}).get("gid")
    parent = event.get("parent") or {}
    return str(found or (parent["gid"] if parent.get("resource_type") == "task" else ""))


def _user(event: Json) -> str:
    return str((event.get("user") or {}).get("gid") or "")
