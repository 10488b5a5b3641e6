"""Endpoints of teams and their channels."""

from __future__ import annotations

import hashlib

from connectors.sandbox.graph.call import Call, Many, One, Pages, Reply
from connectors.sandbox.graph.entities import Channel
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.graph.kinds import CHANNEL, TEAM

_PAGES = Pages(100, 999)
_LONGEST_NAME = 50
_FORBIDDEN = frozenset("~#%&*{}+/\\:<>?|'\"")


def get_team(call: Call) -> Reply:
    return One(call.team(), TEAM)


def list_channels(call: Call) -> Reply:
    return Many(list(call.team().channels.values()), CHANNEL, _PAGES)


def get_channel(call: Call) -> Reply:
    return One(call.channel(), CHANNEL)


def create_channel(call: Call) -> Reply:
    """A standard channel; names are unique in a team."""
    team = call.team()
    call.only("channel", "displayName", "description", "membershipType", "isFavoriteByDefault")
    name = call.data.get("displayName")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME or _FORBIDDEN & set(name):
        raise bad(f"Channel name is not valid: 1 to {_LONGEST_NAME} characters without {''.join(sorted(_FORBIDDEN))}")
    if call.data.get("membershipType", "standard") != "standard":
        raise bad("Only standard channels can be created without members.")
    if any(channel.name.casefold() == name.casefold() for channel in team.channels.values()):
        raise bad("Channel name already existed, please use other name.", "NameAlreadyExists")
    made = Channel(channel_id(call.state.new_guid("channel")), name, team, call.state.now())
    made.description = call.data.get("description")
    call.state.channels[made.id] = team.channels[made.id] = made
    return One(made, CHANNEL, 201, f"/teams('{team.id}')/channels('{made.id}')")


def channel_id(name: str) -> str:
    """An id in the form of a channel's."""
    return f"19:{hashlib.sha256(name.encode()).hexdigest()[:32]}@thread.tacv2"
