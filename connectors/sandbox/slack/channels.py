"""conversations.*, without their messages."""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.channel_changes import free_name
from connectors.sandbox.slack.channel_shapes import CREATED, described, listed, short, where
from connectors.sandbox.slack.entities import Channel, User
from connectors.sandbox.slack.values import Obj, RefusedError, wrong

_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_MOST_OTHERS = 8


def conversations_list(call: Call) -> Obj:
    """The conversations that the caller sees, by type."""
    page, cursor = call.page([channel for channel in of_types(call) if call.sees(channel)])
    return {"channels": [listed(call, each) for each in page], "response_metadata": {"next_cursor": cursor}}


def info(call: Call) -> Obj:
    """One conversation; locale and the number of members only where asked for."""
    channel = call.channel()
    shown = described(call, channel)
    further: Obj = {"last_read": channel.last_read.get(call.user.id, "0000000000.000000")}
    if call.args.flag("include_locale"):
        further["locale"] = "de-DE"
    if call.args.flag("include_num_members"):
        further["num_members"] = len(channel.members)
    return {"channel": {**shown, **further}}


def members(call: Call) -> Obj:
    """The ids of the members, page by page."""
    page, cursor = call.page(list(call.channel().members))
    return {"members": list(page), "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Obj:
    """Join a public channel; who is in it already reads a warning."""
    channel = call.channel()
    if channel.kind != "public":
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.archived:
        raise RefusedError("is_archived")
    shown = {"channel": {**short(call, channel), "is_member": True}}
    if call.user.id in channel.members:
        return {**shown, "warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    enter(call, channel, call.user)
    return shown


def invite(call: Call) -> Obj:
    """Let others join."""
    channel = call.joined()
    users = [call.state.users.get(each) for each in call.args.texts("users")]
    if None in users or not users:
        raise RefusedError("user_not_found")
    if all(user and user.id in channel.members for user in users):
        raise RefusedError("already_in_channel")
    for user in users:
        if user and user.id not in channel.members:
            enter(call, channel, user, inviter=call.user.id)
    return {"channel": short(call, channel)}


def leave(call: Call) -> Obj:
    """Leave; nothing happens to who is not in it."""
    channel = call.channel()
    if channel.general:
        raise RefusedError("cant_leave_general")
    if call.user.id not in channel.members:
        return {"not_in_channel": True}
    del channel.members[call.user.id]
    call.feed.event(channel, "member_left_channel", {"user": call.user.id, **where(call, channel)})
    return {}


def opened(call: Call) -> Obj:
    """The direct conversation with somebody, or with up to eight others."""
    if call.args.has("channel"):
        channel = call.channel()
    else:
        users = call.args.texts("users")
        if not users:
            raise RefusedError("not_enough_users")
        if len(users) > _MOST_OTHERS:
            raise RefusedError("too_many_users")
        if not set(users) <= call.state.users.keys():
            raise RefusedError("user_not_found")
        channel = direct(call, *users)
    other = next((user for user in channel.members if user != call.user.id), call.user.id)
    if channel.kind == "mpim" or not call.args.flag("return_im"):
        return {"channel": {"id": channel.id}}
    shown = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": call.state.team.id,
        "updated": channel.updated,
        "user": other,
        "last_read": "0000000000.000000",
        "latest": None,
        "unread_count": 0,
        "unread_count_display": 0,
        "is_open": True,
        "priority": 0,
    }
    return {"no_op": True, "already_open": True, "channel": shown}


def direct(call: Call, *users: str) -> Channel:
    """The direct conversation of the caller with others, opened if need be."""
    members = dict.fromkeys((call.user.id, *users))
    found = call.state.direct(members.keys())
    if found is None:
        several = len(members) > 2
        name = f"mpdm-{'--'.join(call.state.users[each].name for each in members)}-1" if several else ""
        made_id = call.state.new_id("C" if several else "D")
        found = Channel(made_id, name, int(call.state.now()), call.user.id, "mpim" if several else "im")
        found.members = members
        call.state.channels[found.id] = found
    return found


def create(call: Call) -> Obj:
    """A new channel whose only member is the caller."""
    name = free_name(call.state, call.args.text("name", ""))
    kind = "private" if call.args.flag("is_private") else "public"
    now = int(call.state.now())
    channel = Channel(call.state.new_id("C"), name, now, call.user.id, "private" if kind == "private" else "public")
    channel.members[call.user.id] = None
    channel.updated = now * 1000
    call.state.channels[channel.id] = channel
    shown = short(call, channel)
    call.feed.event(None, "channel_created", {"channel": {key: shown[key] for key in CREATED}})
    return {"channel": {**shown, "is_open": True}}


def enter(call: Call, channel: Channel, user: User, inviter: str = "") -> None:
    """Let somebody in, and tell of it."""
    channel.members[user.id] = None
    by = {"inviter": inviter} if inviter else {}
    call.feed.event(channel, "member_joined_channel", {"user": user.id, **where(call, channel), **by})
    call.feed.written(channel, "channel_join", user.id, f"<@{user.id}> has joined the channel", **by)


def of_types(call: Call) -> list[Channel]:
    """All conversations of the types asked for."""
    wanted = call.args.texts("types") or ["public_channel"]
    if unknown := [each for each in wanted if each not in _KINDS]:
        raise RefusedError("invalid_types", **wrong(f"unknown type: {unknown[0]}").further)
    kinds = {_KINDS[each] for each in wanted}
    without = call.args.flag("exclude_archived")
    channels = call.state.channels.values()
    return [channel for channel in channels if channel.kind in kinds and not (without and channel.archived)]
