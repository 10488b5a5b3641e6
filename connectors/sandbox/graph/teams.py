"""Endpoints of teams and their channels."""

from __future__ import annotations

import hashlib

from connectors.sandbox.graph.call import Call, Many, One, Pages, Plain, Reply
from connectors.sandbox.graph.entities import Channel, Group
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.graph.filters import matching
from connectors.sandbox.graph.kinds import CHANNEL, TEAM

_PAGES = Pages(100, 999)
_LONGEST_NAME = 50
_FORBIDDEN = frozenset("~#%&*{}+/\\:<>?|'\"")


def get_team(call: Call) -> Reply:
    return One(call.team(), TEAM)


def list_channels(call: Call) -> Reply:
    channels = list(call.team().channels.values())
    if "$filter" in call.query:
        test = matching(call.query["$filter"], ("id", "displayName", "membershipType"), "Channel")
        channels = [each for each in channels if test(CHANNEL.show(each, call.state))]
    return Many(channels, CHANNEL, _PAGES)


def get_primary_channel(call: Call) -> Reply:
    """The one that the team was made with."""
    return One(next(iter(call.team().channels.values())), CHANNEL)


def get_channel(call: Call) -> Reply:
    return One(call.channel(), CHANNEL)


def create_channel(call: Call) -> Reply:
    """A standard channel; names are unique in a team."""
    team = call.team()
    call.only("channel", "displayName", "description", "membershipType", "isFavoriteByDefault")
    name = _name(call)
    if call.data.get("membershipType", "standard") != "standard":
        raise bad("Only standard channels can be created without members.")
    _check_free(team, name)
    made = Channel(channel_id(call.state.new_guid("channel")), name, team, call.state.now())
    made.description = call.data.get("description")
    call.state.channels[made.id] = team.channels[made.id] = made
    return One(made, CHANNEL, 201, f"/teams('{team.id}')/channels('{made.id}')")


def update_channel(call: Call) -> Reply:
    """Another name or description."""
    channel = call.channel()
    call.only("channel", "displayName", "description", "isFavoriteByDefault")
    if "displayName" in call.data:
        name = _name(call)
        if name.casefold() != channel.name.casefold():
            _check_free(channel.group, name)
        channel.name = name
    channel.description = call.data.get("description", channel.description)
    return Plain()


def delete_channel(call: Call) -> Reply:
    """With its messages; the first one of a team stays."""
    channel = call.channel()
    if channel is next(iter(channel.group.channels.values())):
        raise bad("Deletion of the General channel is not allowed.")
    del call.state.channels[channel.id], channel.group.channels[channel.id]
    return Plain()


def _name(call: Call) -> str:
    name = call.data.get("displayName")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME or _FORBIDDEN & set(name):
        raise bad(f"Channel name is not valid: 1 to {_LONGEST_NAME} characters without {''.join(sorted(_FORBIDDEN))}")
    return name


def _check_free(team: Group, name: str) -> None:
    if any(channel.name.casefold() == name.casefold() for channel in team.channels.values()):
        raise bad("Channel name already existed, please use other name.", "NameAlreadyExists")


def channel_id(name: str) -> str:
    """An id in the form of a channel's."""
    return f"19:{hashlib.sha256(name.encode()).hexdigest()[:32]}@thread.tacv2"
