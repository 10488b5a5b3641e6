"""Which method and path is which endpoint. A path parameter is written `{}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from connectors.sandbox.graph import (
    boards,
    buckets,
    directory,
    members,
    messages,
    nested,
    plans,
    reactions,
    subscriptions,
    task_details,
    tasks,
    teams,
)
from connectors.sandbox.graph.call import Call, Reply

VERSION = "/v1.0"
BATCH = f"{VERSION}/$batch"
Endpoint = Callable[[Call], Reply]


class Match(NamedTuple):
    """An endpoint and the parameters in the path; `within` is what a longer path says more, `path` the short one."""

    endpoint: Endpoint
    args: Sequence[str]
    path: str = ""
    within: Sequence[nested.Named] = ()


_MESSAGES = "/teams/{}/channels/{}/messages"
_REPLIES = f"{_MESSAGES}/{{}}/replies"
_TABLE: Mapping[str, Endpoint] = {
    "GET /me": directory.get_me,
    "GET /me/joinedTeams": directory.list_my_teams,
    "GET /me/memberOf": directory.list_my_groups,
    "GET /me/planner/plans": plans.list_my_plans,
    "GET /me/planner/tasks": tasks.list_my_tasks,
    "GET /users": directory.list_users,
    "GET /users/$count": directory.count_users,
    "GET /users/{}": directory.get_user,
    "GET /users/{}/planner/tasks": tasks.list_user_tasks,
    "GET /users/{}/planner/plans": plans.list_user_plans,
    "GET /groups": directory.list_groups,
    "GET /groups/{}": directory.get_group,
    "GET /groups/{}/members": directory.list_members,
    "GET /groups/{}/owners": directory.list_owners,
    "GET /groups/{}/planner/plans": plans.list_group_plans,
    "POST /groups/{}/planner/plans": plans.create_group_plan,
    "GET /planner/plans": plans.list_plans,
    "GET /planner/buckets": plans.list_plans,
    "GET /planner/tasks": plans.list_plans,
    "POST /planner/plans": plans.create_plan,
    "GET /planner/plans/{}": plans.get_plan,
    "PATCH /planner/plans/{}": plans.update_plan,
    "DELETE /planner/plans/{}": plans.delete_plan,
    "GET /planner/plans/{}/details": plans.get_details,
    "PATCH /planner/plans/{}/details": plans.update_details,
    "GET /planner/plans/{}/buckets": buckets.list_buckets,
    "POST /planner/plans/{}/buckets": buckets.create_plan_bucket,
    "GET /planner/plans/{}/tasks": tasks.list_plan_tasks,
    "POST /planner/plans/{}/tasks": tasks.create_plan_task,
    "POST /planner/buckets": buckets.create_bucket,
    "GET /planner/buckets/{}": buckets.get_bucket,
    "PATCH /planner/buckets/{}": buckets.update_bucket,
    "DELETE /planner/buckets/{}": buckets.delete_bucket,
    "GET /planner/buckets/{}/tasks": tasks.list_bucket_tasks,
    "POST /planner/buckets/{}/tasks": tasks.create_bucket_task,
    "POST /planner/tasks": tasks.create_task,
    "GET /planner/tasks/{}": tasks.get_task,
    "PATCH /planner/tasks/{}": tasks.update_task,
    "DELETE /planner/tasks/{}": tasks.delete_task,
    "GET /planner/tasks/{}/details": task_details.get_details,
    "PATCH /planner/tasks/{}/details": task_details.update_details,
    "GET /planner/tasks/{}/assignedToTaskBoardFormat": boards.get_format,
    "PATCH /planner/tasks/{}/assignedToTaskBoardFormat": boards.update_format,
    "GET /planner/tasks/{}/bucketTaskBoardFormat": boards.get_format,
    "PATCH /planner/tasks/{}/bucketTaskBoardFormat": boards.update_format,
    "GET /planner/tasks/{}/progressTaskBoardFormat": boards.get_format,
    "PATCH /planner/tasks/{}/progressTaskBoardFormat": boards.update_format,
    "GET /teams/{}": teams.get_team,
    "GET /teams/{}/members": members.list_members,
    "POST /teams/{}/members": members.add_member,
    "GET /teams/{}/members/{}": members.get_member,
    "PATCH /teams/{}/members/{}": members.update_member,
    "DELETE /teams/{}/members/{}": members.remove_member,
    "GET /teams/{}/primaryChannel": teams.get_primary_channel,
    "GET /teams/{}/channels": teams.list_channels,
    "POST /teams/{}/channels": teams.create_channel,
    "GET /teams/{}/channels/{}": teams.get_channel,
    "PATCH /teams/{}/channels/{}": teams.update_channel,
    "DELETE /teams/{}/channels/{}": teams.delete_channel,
    "GET /teams/{}/channels/{}/members": members.list_channel_members,
    f"GET {_MESSAGES}": messages.list_messages,
    f"POST {_MESSAGES}": messages.create_message,
    f"GET {_MESSAGES}/delta": messages.delta,
    f"GET {_MESSAGES}/{{}}": messages.get_message,
    f"PATCH {_MESSAGES}/{{}}": messages.update_message,
    f"POST {_MESSAGES}/{{}}/softDelete": messages.soft_delete,
    f"POST {_MESSAGES}/{{}}/undoSoftDelete": messages.undo_soft_delete,
    f"POST {_MESSAGES}/{{}}/setReaction": reactions.set_reaction,
    f"POST {_MESSAGES}/{{}}/unsetReaction": reactions.unset_reaction,
    f"GET {_REPLIES}": messages.list_replies,
    f"POST {_REPLIES}": messages.create_reply,
    f"GET {_REPLIES}/delta": messages.delta_of_replies,
    f"GET {_REPLIES}/{{}}": messages.get_message,
    f"PATCH {_REPLIES}/{{}}": messages.update_message,
    f"POST {_REPLIES}/{{}}/softDelete": messages.soft_delete,
    f"POST {_REPLIES}/{{}}/undoSoftDelete": messages.undo_soft_delete,
    f"POST {_REPLIES}/{{}}/setReaction": reactions.set_reaction,
    f"POST {_REPLIES}/{{}}/unsetReaction": reactions.unset_reaction,
    "GET /subscriptions": subscriptions.list_subscriptions,
    "POST /subscriptions": subscriptions.create_subscription,
    "GET /subscriptions/{}": subscriptions.get_subscription,
    "PATCH /subscriptions/{}": subscriptions.renew_subscription,
    "DELETE /subscriptions/{}": subscriptions.delete_subscription,
    "POST /subscriptions/{}/reauthorize": subscriptions.reauthorize,
}
_CALLED = re.compile(r"^(?:microsoft\.graph\.)?(\w+)\(\)$")


def match(method: str, path: str) -> Match | None:
    """The endpoint of a path below the version; None where there is none. Functions may be called with `()`."""
    if found := _direct(method, path):
        return found
    short = nested.short(path)
    found = _direct(method, short.path) if short and short.within else None
    return found._replace(path=short.path, within=short.within) if short and found else None


def _direct(method: str, path: str) -> Match | None:
    parts = [_CALLED.sub(r"\1", part) for part in path.strip("/").split("/")]
    for places in ((), (1,), (2,), (1, 3), (1, 3, 5), (1, 3, 5, 7)):
        if places and places[-1] >= len(parts):
            continue
        shape = "/".join("{}" if index in places else part for index, part in enumerate(parts))
        if endpoint := _TABLE.get(f"{method} /{shape}"):
            return Match(endpoint, [parts[index] for index in places])
    return None
