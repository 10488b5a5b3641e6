"""Endpoints of who is in a team.

Source: https://learn.microsoft.com/graph/api/team-post-members
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from connectors.sandbox.graph.call import Call, Many, One, Pages, Plain, Reply
from connectors.sandbox.graph.entities import Group, Membership, User
from connectors.sandbox.graph.errors import bad, forbidden, not_found
from connectors.sandbox.graph.filters import matching
from connectors.sandbox.graph.kinds import MEMBERSHIP

_PAGES = Pages(100, 999)
_FIELDS = ("id", "displayName", "userId", "email")
_USER = re.compile(r".*/users(?:\('([^']+)'\)|/([^/]+))")


def list_members(call: Call) -> Reply:
    return Many(_found(call, call.team()), MEMBERSHIP, _PAGES)


def list_channel_members(call: Call) -> Reply:
    """Those of the team: there are standard channels alone."""
    return Many(_found(call, call.channel().group), MEMBERSHIP, _PAGES)


def get_member(call: Call) -> Reply:
    return One(_named(call), MEMBERSHIP)


def add_member(call: Call) -> Reply:
    """By an owner; `roles` is empty or `owner`."""
    team = _owned(call)
    call.only("conversationMember", "roles", "user@odata.bind")
    found = _USER.fullmatch(str(call.data.get("user@odata.bind")))
    user = call.state.user(found[1] or found[2]) if found else None
    if user is None:
        raise bad("Bad request: the user to add was not found.")
    roles = _roles(call)
    team.members[user.id] = user
    if roles:
        team.owners[user.id] = user
    made = _membership(call, team, user)
    return One(made, MEMBERSHIP, 201, f"/teams('{team.id}')/members('{made.id}')")


def update_member(call: Call) -> Reply:
    """Make somebody an owner, or no owner any more; a team keeps one."""
    team, member = _owned(call), _named(call)
    call.only("conversationMember", "roles")
    if _roles(call):
        team.owners[member.user.id] = member.user
    else:
        _no_owner(team, member.user)
    return One(_named(call), MEMBERSHIP)


def remove_member(call: Call) -> Reply:
    """By an owner; people may leave by themselves."""
    team, member = call.team(), _named(call)
    if member.user is not call.account.user:
        _owned(call)
    _no_owner(team, member.user)
    del team.members[member.user.id]
    return Plain()


def _found(call: Call, team: Group) -> Sequence[Membership]:
    members = [_membership(call, team, user) for user in team.members.values()]
    if "$filter" not in call.query:
        return members
    test = matching(call.query["$filter"], _FIELDS, "ConversationMember")
    return [each for each in members if test(MEMBERSHIP.show(each, call.state))]


def _named(call: Call) -> Membership:
    team = call.team()
    members = (_membership(call, team, user) for user in team.members.values())
    found = next((each for each in members if each.id == call.args[1]), None)
    if found is None:
        raise not_found("No member found with this id in the team.")
    return found


def _membership(call: Call, team: Group, user: User) -> Membership:
    name = base64.b64encode(f"MCMjMiMj{call.state.directory}##{team.id}##{user.id}".encode()).decode().rstrip("=")
    return Membership(name, user, user.id in team.owners)


def _owned(call: Call) -> Group:
    team, user = call.team(), call.account.user
    if user is None or user.id not in team.owners:
        raise forbidden("Caller is not an owner of the team, or lacks 'TeamMember.ReadWrite.All'.")
    return team


def _roles(call: Call) -> bool:
    roles = call.data.get("roles", [])
    if not isinstance(roles, list) or not set(map(str, roles)) <= {"owner"}:
        raise bad("Invalid role specified for member.")
    return bool(roles)


def _no_owner(team: Group, user: User) -> None:
    if list(team.owners) == [user.id]:
        raise bad("The last owner of a team cannot be removed.")
    team.owners.pop(user.id, None)
