"""Endpoints of teams. The workspace has one, which all its members and projects belong to."""

from __future__ import annotations

from connectors.sandbox.asana.call import Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import Team, Workspace
from connectors.sandbox.asana.projects import created, listed_projects


def get_team(call: Call) -> Reply:
    return Full(call.at(Team))


def list_teams(call: Call) -> Reply:
    return Listed([call.at(Workspace).team])


def list_teams_of_user(call: Call) -> Reply:
    user = call.person("user", call.args[0], 404)
    return Listed([call.state.workspace.team] if user.gid in call.state.workspace.members else [])


def list_team_users(call: Call) -> Reply:
    call.at(Team)
    members = list(call.state.workspace.members.values())
    members.sort(key=lambda user: user.name.casefold())
    return Listed(members, paged=False)


def list_team_projects(call: Call) -> Reply:
    call.at(Team)
    return listed_projects(call)


def create_team_project(call: Call) -> Reply:
    call.at(Team)
    return created(call)
