"""Conversations as they are shown."""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Channel
from connectors.sandbox.slack.values import Obj


def listed(call: Call, channel: Channel) -> Obj:
    """As lists of conversations show it."""
    if channel.kind == "im":
        other = next((user for user in channel.members if user != call.user.id), call.user.id)
        keys = {"is_im": True, "is_org_shared": False, "user": other, "is_user_deleted": False, "priority": 0}
        times = {"created": channel.created, "is_archived": False, "updated": channel.updated}
        return {"id": channel.id, **times, **keys, "context_team_id": call.state.team.id}
    return {**described(call, channel), "num_members": len(channel.members)}


def described(call: Call, channel: Channel) -> Obj:
    """As shown on its own."""
    further = {"is_global_shared": False, "is_org_default": False, "is_org_mandatory": False}
    return {**short(call, channel), **further, "conversation_host_id": call.state.team.id}


def short(call: Call, channel: Channel) -> Obj:
    """As answers to changes show it."""
    team = call.state.team.id
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind in ("private", "mpim"),
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.general,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": team,
        "updated": channel.updated,
        "creator": channel.creator,
        "is_ext_shared": False,
        "shared_team_ids": [team],
        "internal_team_ids": [],
        "is_moved": 0,
        "pending_connected_team_ids": [],
        "is_member": call.user.id in channel.members,
        "topic": channel.topic,
        "purpose": channel.purpose,
        "previous_names": channel.previous_names,
    }


def where(call: Call, channel: Channel) -> Obj:
    """As events about members name it."""
    kind = {"public": "C", "private": "G", "im": "D", "mpim": "G"}[channel.kind]
    return {"channel": channel.id, "channel_type": kind, "team": call.state.team.id}


NOT_WITH_TOPIC = ("internal_team_ids", "is_moved")
CREATED = (
    "id", "is_channel", "name", "name_normalized", "created", "creator", "is_shared", "is_org_shared",
    "context_team_id", "is_group", "is_im", "is_mpim", "is_private", "is_archived", "is_general", "unlinked",
    "is_pending_ext_shared", "pending_shared", "updated", "is_moved", "is_ext_shared", "shared_team_ids",
    "internal_team_ids", "pending_connected_team_ids", "topic", "purpose", "previous_names",
)  # fmt: skip
