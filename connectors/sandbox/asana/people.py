"""Endpoints of users and workspaces."""

from __future__ import annotations

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import User, Workspace
from connectors.sandbox.asana.errors import forbidden


def get_user(call: Call) -> Reply:
    return Full(call.person("user", call.args[0], 404))


def get_member(call: Call) -> Reply:
    call.at(Workspace)
    return Full(call.person("user", call.args[1], 404))


def list_users(call: Call) -> Reply:
    """Sorted by id, as Asana's description says."""
    if "workspace" in call.query:
        call.named(Workspace, "workspace", call.query["workspace"])
    return Listed(sorted(call.state.workspace.members.values(), key=lambda user: user.gid))


def list_members(call: Call) -> Reply:
    """Sorted by name, as Asana's description says."""
    members = list(call.at(Workspace).members.values())
    members.sort(key=lambda user: user.name.casefold())
    return Listed(members)


def get_workspace(call: Call) -> Reply:
    return Full(call.at(Workspace))


def list_workspaces(call: Call) -> Reply:
    workspace = call.state.workspace
    return Listed([workspace] if call.user.gid in workspace.members else [])


def add_user(call: Call) -> Reply:
    """Takes somebody (back) into the workspace who has an Asana account."""
    workspace = call.at(Workspace)
    user = call.user if call.given("user") == "me" else call.state.user(str(call.given("user")))
    if user is None:
        raise forbidden("user: Only people with an account of this sandbox can be added")
    workspace.members[user.gid] = user
    return Full(user)


def remove_user(call: Call) -> Reply:
    """Ends a membership; from then on the person is refused as assignee, follower and caller."""
    workspace = call.at(Workspace)
    user: User = call.person("user", call.given("user"))
    del workspace.members[user.gid]
    return Bare()
