"""Planner's longer paths: a plan, bucket or task by way of what it is in.

`/groups/{}/planner/plans/{}/buckets/{}/tasks/{}` is the task of `/planner/tasks/{}`, if it is in all of those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from connectors.sandbox.graph.call import Call
from connectors.sandbox.graph.entities import Bucket, Plan, Task
from connectors.sandbox.graph.errors import not_in_planner

_KINDS = ("plans", "buckets", "tasks")


class Named(NamedTuple):
    """A kind of entity in a path, and the id of one."""

    kind: str
    id: str


class Short(NamedTuple):
    """The short path of what a long one names, and what the long one says it is in."""

    path: str
    within: Sequence[Named]


def short(path: str) -> Short | None:
    """None for a path that is short already, or not one of Planner's."""
    parts = path.strip("/").split("/")
    if "planner" not in parts:
        return None
    start = parts.index("planner")
    rest = parts[start + 1 :]
    named: list[Named] = []
    while len(rest) > 1 and rest[0] in _KINDS:
        named.append(Named(rest[0], rest[1]))
        rest = rest[2:]
    if not named:
        return None
    owner = [Named(parts[0], parts[1] if start > 1 else "")] if start else []
    last = named[-1]
    return Short("/".join(("planner", *last, *rest)), (*owner, *named[:-1]))


def check(call: Call, path: str, within: Sequence[Named]) -> None:
    """Refuse what is not in all that the long path names; `path` is the short one."""
    _, kind, name, *_ = path.split("/")
    found = _kept(call)[kind].get(name)
    if found is not None and not all(_in(call, found, each) for each in within):
        raise not_in_planner()


def _kept(call: Call) -> Mapping[str, Mapping[str, Plan | Bucket | Task]]:
    return {"plans": call.state.plans, "buckets": call.state.buckets, "tasks": call.state.tasks}


def _in(call: Call, found: Plan | Bucket | Task, named: Named) -> bool:
    plan = found if isinstance(found, Plan) else found.plan
    match named.kind:
        case "plans":
            return plan.id == named.id
        case "buckets":
            return isinstance(found, Task) and found.bucket is call.state.buckets.get(named.id)
        case "groups":
            return plan.group.id == named.id
        case "me":
            return call.me().id in plan.group.members
        case "users":
            user = call.state.user(named.id)
            return user is not None and user.id in plan.group.members
    return False
