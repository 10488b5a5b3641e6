"""reactions.* and pins.*: signs that people put on messages."""

from __future__ import annotations

import re

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Channel
from connectors.sandbox.slack.messages import permalink
from connectors.sandbox.slack.values import Obj, RefusedError

_PINNED = ("type", "text", "user", "ts", "team", "bot_id", "app_id", "bot_profile")
_SHOWN = ("bot_id", "type", "text", "user", "ts", "team", "bot_profile", "reactions", "app_id", "blocks")


def add(call: Call) -> Obj:
    """React to a message."""
    name, channel, message = _meant(call)
    reactions = message.setdefault("reactions", [])
    reaction = next((each for each in reactions if each["name"] == name), None)
    if reaction is None:
        reaction = {"name": name, "users": [], "count": 0}
        reactions.append(reaction)
    if call.user.id in reaction["users"]:
        raise RefusedError("already_reacted")
    reaction["users"].append(call.user.id)
    reaction["count"] += 1
    call.feed.event(channel, "reaction_added", _told(call, name, channel, message))
    return {}


def remove(call: Call) -> Obj:
    """Take a reaction back."""
    name, channel, message = _meant(call)
    reaction = next((each for each in message.get("reactions", ()) if each["name"] == name), None)
    if reaction is None or call.user.id not in reaction["users"]:
        raise RefusedError("no_reaction")
    reaction["users"].remove(call.user.id)
    reaction["count"] -= 1
    if not reaction["count"]:
        message["reactions"].remove(reaction)
        if not message["reactions"]:
            del message["reactions"]
    call.feed.event(channel, "reaction_removed", _told(call, name, channel, message))
    return {}


def get(call: Call) -> Obj:
    """The reactions to a message."""
    channel = call.channel()
    message = call.message(channel, "timestamp")
    return _item(call, channel, message)


def reactions_list(call: Call) -> Obj:
    """The messages that somebody reacted to, the newest first; by cursor, or by the older `page` and `count`."""
    who = call.person().id if call.args.has("user") else call.user.id
    found = [
        (channel, message)
        for channel in call.state.channels.values()
        for message in channel.messages.values()
        if call.sees(channel) and any(who in each["users"] for each in message.get("reactions", ()))
    ]
    found.sort(key=lambda each: each[1]["ts"], reverse=True)
    if call.args.has("page") or call.args.has("count"):
        count, page = call.args.number("count", 100, 1000), call.args.number("page", 1, 10**6)
        paging = {"count": count, "total": len(found), "page": page, "pages": -(-len(found) // count)}
        return {"items": [_item(call, *each) for each in found[(page - 1) * count : page * count]], "paging": paging}
    shown, cursor = call.page(found)
    return {"items": [_item(call, *each) for each in shown], "response_metadata": {"next_cursor": cursor}}


def pins_add(call: Call) -> Obj:
    """Pin a message."""
    channel = call.joined()
    message = call.message(channel, "timestamp")
    if message["ts"] in channel.pins:
        raise RefusedError("already_pinned")
    pin = {"type": "message", "created": int(call.state.now()), "created_by": call.user.id}
    channel.pins[message["ts"]] = pin
    call.feed.event(channel, "pin_added", _pinned(call, channel, message, pin))
    return {}


def pins_remove(call: Call) -> Obj:
    """Take a pin off."""
    channel = call.joined()
    message = call.message(channel, "timestamp")
    pin = channel.pins.pop(message["ts"], None)
    if pin is None:
        raise RefusedError("no_pin")
    call.feed.event(channel, "pin_removed", _pinned(call, channel, message, pin))
    return {}


def pins_list(call: Call) -> Obj:
    """What is pinned in a conversation."""
    channel = call.channel()
    about = {ts: {"channel": channel.id, "message": channel.messages[ts]} for ts in channel.pins}
    return {"items": [{**pin, **about[ts]} for ts, pin in channel.pins.items()]}


def _meant(call: Call) -> tuple[str, Channel, Obj]:
    name = call.args.text("name", "").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise RefusedError("invalid_name")
    if not call.args.has("timestamp"):
        raise RefusedError("no_item_specified")
    channel = call.channel()
    if channel.archived:
        raise RefusedError("is_archived")
    if call.user.id not in channel.members and channel.kind != "public":
        raise RefusedError("not_in_channel")
    return name, channel, call.message(channel, "timestamp")


def _item(call: Call, channel: Channel, message: Obj) -> Obj:
    shown = {key: message[key] for key in _SHOWN if key in message}
    address = permalink(call.state, channel, message)
    return {"type": "message", "channel": channel.id, "message": {**shown, "permalink": address}}


def _told(call: Call, name: str, channel: Channel, message: Obj) -> Obj:
    item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
    return {"user": call.user.id, "reaction": name, "item": item, "item_user": message.get("user", "")}


def _pinned(call: Call, channel: Channel, message: Obj, pin: Obj) -> Obj:
    where = {"user": call.user.id, "channel_id": channel.id, "item_user": message.get("user", "")}
    shown: Obj = {key: message[key] for key in _PINNED if key in message}
    shown["permalink"] = permalink(call.state, channel, message)
    item: Obj = {**pin, "channel": channel.id, "message": shown}
    info = {"channel": channel.id, "pinned_by": pin["created_by"], "pinned_ts": pin["created"]}
    return {**where, "item": item, "pin_count": len(channel.pins), "pinned_info": info}
