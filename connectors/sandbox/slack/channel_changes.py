"""conversations.*: what changes about a channel after it was made."""

from __future__ import annotations

import re

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.channel_shapes import NOT_WITH_TOPIC, short, where
from connectors.sandbox.slack.entities import Channel
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError

_LONGEST_NAME = 80
_LONGEST_TOPIC = 250
_RENAMED = ("id", "is_channel", "is_mpim", "name", "name_normalized", "created")


def free_name(state: State, name: str) -> str:
    """A name that a channel may have and none has. Raises RefusedError."""
    if not name:
        raise RefusedError("invalid_name_required")
    if len(name) > _LONGEST_NAME:
        raise RefusedError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise RefusedError("invalid_name_specials")
    if any(channel.name == name for channel in state.channels.values()):
        raise RefusedError("name_taken")
    return name


def rename(call: Call) -> Obj:
    """Another name, told in the channel."""
    channel = _in_use(call)
    if channel.general:
        raise RefusedError("not_authorized")
    old, channel.name = channel.name, free_name(call.state, call.args.text("name", ""))
    channel.previous_names.insert(0, old)
    channel.updated = int(call.state.now() * 1000)
    shown = short(call, channel)
    call.feed.event(channel, "channel_rename", {"channel": {key: shown[key] for key in _RENAMED}})
    text = f"<@{call.user.id}> has renamed the channel from “{old}” to “{channel.name}”"
    call.feed.written(channel, "channel_name", call.user.id, text, old_name=old, name=channel.name)
    return {"channel": short(call, channel)}


def set_topic(call: Call) -> Obj:
    """A new topic, told in the channel."""
    return _said_of(call, "topic")


def set_purpose(call: Call) -> Obj:
    """A new description, told in the channel."""
    return _said_of(call, "purpose")


def archive(call: Call) -> Obj:
    """Archive a channel."""
    channel = call.channel()
    if channel.kind in ("im", "mpim"):
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.general:
        raise RefusedError("cant_archive_general")
    if channel.archived:
        raise RefusedError("already_archived")
    channel.archived = True
    call.feed.event(channel, "channel_archive", {"channel": channel.id, "user": call.user.id, "is_moved": 0})
    return {}


def unarchive(call: Call) -> Obj:
    """Take a channel into use again."""
    channel = call.channel()
    if channel.kind in ("im", "mpim"):
        raise RefusedError("method_not_supported_for_channel_type")
    if not channel.archived:
        raise RefusedError("not_archived")
    channel.archived = False
    call.feed.event(channel, "channel_unarchive", {"channel": channel.id, "user": call.user.id})
    return {}


def kick(call: Call) -> Obj:
    """Take somebody else out of a channel."""
    channel, user = call.joined(), call.person()
    if channel.kind in ("im", "mpim"):
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.general:
        raise RefusedError("cant_kick_from_general")
    if user is call.user:
        raise RefusedError("cant_kick_self")
    if user.id not in channel.members:
        raise RefusedError("not_in_channel")
    del channel.members[user.id]
    call.feed.event(channel, "member_left_channel", {"user": user.id, **where(call, channel)})
    return {}


def mark(call: Call) -> Obj:
    """How far the caller has read."""
    channel, ts = call.joined(), call.args.text("ts", "")
    if not re.fullmatch(r"\d{1,10}\.\d{6}", ts):
        raise RefusedError("invalid_timestamp")
    channel.last_read[call.user.id] = ts
    return {}


def _said_of(call: Call, key: str) -> Obj:
    channel = _in_use(call)
    value = call.args.text(key, "")
    if len(value) > _LONGEST_TOPIC:
        raise RefusedError("too_long")
    setattr(channel, key, {"value": value, "creator": call.user.id, "last_set": int(call.state.now())})
    named = {"topic": "topic", "purpose": "description"}[key]
    text = f"<@{call.user.id}> set the channel {named}: {value}"
    call.feed.written(channel, f"channel_{key}", call.user.id, text, **{key: value})
    shown = short(call, channel)
    return {"channel": {name: each for name, each in shown.items() if name not in NOT_WITH_TOPIC}}


def _in_use(call: Call) -> Channel:
    """A channel with a name, of which the caller is a member."""
    channel = call.joined()
    if channel.kind in ("im", "mpim"):
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.archived:
        raise RefusedError("is_archived")
    return channel
