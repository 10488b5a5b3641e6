"""The whole of Graph for whoever inspects the sandbox: native objects, and items as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from connectors.sandbox.graph.entities import Bucket, Json, Message, Plan, Task
from connectors.sandbox.graph.html import as_read
from connectors.sandbox.graph.kinds import (
    BUCKET,
    CHANNEL,
    GROUP,
    MESSAGE,
    PLAN,
    PLAN_DETAILS,
    SUBSCRIPTION,
    TASK,
    TASK_DETAILS,
    USER,
    Kind,
)
from connectors.sandbox.graph.state import State

ARCHIVE = "Archiv"
"""Tasks in a bucket of this name count as archived: Planner itself has no archive in v1.0."""
_TASK_ID = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])")


def native(state: State) -> Json:
    """All objects in full."""

    def shown(kind: Kind, entity: Any) -> Json:
        return kind.show(entity, state)

    return {
        "users": [shown(USER, user) for user in state.users.values()],
        "groups": [
            {**shown(GROUP, group), "members": list(group.members), "owners": list(group.owners)}
            for group in state.groups.values()
        ],
        "channels": [
            {
                **shown(CHANNEL, channel),
                "teamId": channel.group.id,
                "messages": [_thread(root, shown) for root in channel.messages.values()],
            }
            for channel in state.channels.values()
        ],
        "plans": [{**shown(PLAN, plan), "details": shown(PLAN_DETAILS, plan)} for plan in state.plans.values()],
        "buckets": [shown(BUCKET, bucket) for bucket in state.buckets.values()],
        "tasks": [{**shown(TASK, task), "details": shown(TASK_DETAILS, task)} for task in state.tasks.values()],
        "subscriptions": [shown(SUBSCRIPTION, each) for each in state.subscriptions.values()],
    }


def items(state: State) -> list[Json]:
    """Every task of every plan, bucket by bucket in the order of the board."""
    threads = _threads(state)
    return [
        _item(task, threads.get(task.id), state)
        for plan in state.plans.values()
        for bucket in (*sorted(plan.buckets.values(), key=lambda each: each.order_hint), None)
        for task in _of(plan, bucket)
    ]


def _of(plan: Plan, bucket: Bucket | None) -> list[Task]:
    tasks = bucket.tasks.values() if bucket else (task for task in plan.tasks.values() if task.bucket is None)
    return sorted(tasks, key=lambda task: task.order_hint)


def _thread(root: Message, shown: Callable[[Kind, Any], Json]) -> Json:
    return {**shown(MESSAGE, root), "replies": [shown(MESSAGE, reply) for reply in root.replies.values()]}


def _item(task: Task, thread: Message | None, state: State) -> Json:
    return {
        "place": task.plan.id,
        "ref": task.id,
        "title": task.title,
        "description": " ".join(task.description.split()),
        "state": "done" if task.percent == 100 else "open",
        "lane": task.bucket.name if task.bucket else None,
        "due": task.due[:10] if task.due else None,
        "people": _people(task, state),
        "comments": list(_comments(thread)) if thread else [],
        "archived": task.bucket is not None and task.bucket.name == ARCHIVE,
    }


def _people(task: Task, state: State) -> list[str]:
    """In the order of their hints; the first one counts as the lead."""
    ordered = sorted(task.assignments.items(), key=lambda entry: str(entry[1]["orderHint"]))
    return [state.users[person].name for person, _ in ordered]


def _comments(thread: Message) -> Iterator[Mapping[str, str]]:
    for reply in thread.replies.values():
        if reply.deleted_at is None:
            text = as_read(reply.body["content"], reply.body["contentType"])
            yield {"author": reply.sender.name, "text": text}


def _threads(state: State) -> dict[str, Message]:
    """By task: the oldest message of its team's channels that names its id, such as in a link to it."""
    found: dict[str, Message] = {}
    for channel in state.channels.values():
        for root in channel.messages.values():
            if root.deleted_at is not None:
                continue
            for name in _TASK_ID.findall(root.body["content"]):
                task = state.tasks.get(name)
                older = found.get(name)
                if task and task.plan.group is channel.group and (older is None or int(root.id) < int(older.id)):
                    found[name] = root
    return found
