"""usergroups.*: people who are mentioned together, as the seed names them."""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import UserGroup
from connectors.sandbox.slack.values import Obj, RefusedError


def usergroups_list(call: Call) -> Obj:
    """All of them; their people, or how many, only where asked for."""
    return {"usergroups": [_shown(call, each) for each in call.state.groups.values()]}


def users_list(call: Call) -> Obj:
    """Who is in one."""
    found = call.state.groups.get(call.args.text("usergroup", ""))
    if found is None:
        raise RefusedError("no_such_subteam")
    return {"users": list(found.users)}


def _shown(call: Call, group: UserGroup) -> Obj:
    users = {"users": list(group.users)} if call.args.flag("include_users") else {}
    count = {"user_count": len(group.users)} if call.args.flag("include_count") else {}
    return {
        "id": group.id,
        "team_id": call.state.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 0,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.creator,
        "updated_by": group.creator,
        "prefs": {"channels": [], "groups": []},
        "channel_count": 0,
        **users,
        **count,
    }
