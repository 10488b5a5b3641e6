"""chat.*: writing messages, changing and deleting them."""

from __future__ import annotations

import uuid
from typing import Any

from connectors.sandbox.slack.blocks import message_blocks
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.channels import direct
from connectors.sandbox.slack.entities import Account, App, Channel, User
from connectors.sandbox.slack.feed import Feed
from connectors.sandbox.slack.kept import as_kept, rich_text
from connectors.sandbox.slack.reading import Reader
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Arguments, Obj, RefusedError

_LONGEST_TEXT = 40_000
_LONGEST_MARKDOWN = 12_000
_UPDATED = ("bot_id", "type", "text", "user", "team", "bot_profile", "edited", "app_id", "metadata", "blocks")


def post_message(call: Call) -> Obj:
    """Post into a conversation, or under a message of it."""
    channel, message = draft(call)
    put(call.feed, channel, message)
    shown = {key: value for key, value in message.items() if key != "client_msg_id"}
    return {"channel": channel.id, "ts": message["ts"], "message": shown}


def me_message(call: Call) -> Obj:
    """Say what one does, as /me does."""
    channel = _target(call)
    text = as_kept(call.args.text("text", ""))
    if not text:
        raise RefusedError("no_text")
    message = authored(call.state, call.account) | {"subtype": "me_message", "text": text}
    put(call.feed, channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def draft(call: Call) -> tuple[Channel, Obj]:
    """The message that a call describes, and where it is to be posted."""
    channel = _target(call)
    content = _content(call.state, call.args)
    message = authored(call.state, call.account) | content | _dressed(call) | _threaded(call, channel)
    if metadata := _metadata(call.args):
        message["metadata"] = metadata
    return channel, message


def put(feed: Feed, channel: Channel, message: Obj) -> None:
    """Take a complete message into a channel, count it in its thread, and tell the apps."""
    parent = message.get("thread_ts")
    channel.keep(message, shown=not parent or message.get("subtype") == "thread_broadcast")
    if parent:
        count_replies(channel, parent)
    feed.message(channel, message)


def update(call: Call) -> Obj:
    """Change a message of one's own; without blocks, a new text takes the place of the old blocks."""
    channel, message = call.channel(), call.message(call.channel())
    if not _own(call.account, message):
        raise RefusedError("cant_update_message")
    if "blocks" not in call.args.values and not call.args.has("text"):
        raise RefusedError("no_text")
    before = dict(message)
    message |= _content(call.state, call.args)
    if call.args.has("metadata"):
        message["metadata"] = _metadata(call.args)
        if not message["metadata"]:
            del message["metadata"]
    message["edited"] = {"user": message["user"], "ts": call.state.new_ts()[:10] + ".000000"}
    call.feed.changed(channel, message, before)
    shown = {key: message[key] for key in _UPDATED if key in message}
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown}


def delete(call: Call) -> Obj:
    """Delete a message of one's own."""
    channel = call.channel()
    message = call.message(channel)
    if not _own(call.account, message):
        raise RefusedError("cant_delete_message")
    remove(call.state, channel, message)
    call.feed.deleted(channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def remove(state: State, channel: Channel, message: Obj) -> None:
    """Take a message out; one with replies leaves a stone above them."""
    ts, parent = message["ts"], message.get("thread_ts")
    replies = channel.threads.get(ts)
    channel.drop(ts)
    if replies:
        keys = ("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked")
        stone = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": ts, "hidden": True}
        kept = {key: message[key] for key in keys if key in message}
        channel.keep({**stone, "text": "This message was deleted.", **kept})
    elif parent and parent in channel.messages:
        count_replies(channel, parent)


def get_permalink(call: Call) -> Obj:
    """The address at which a person sees a message."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.state, channel, message)}


def permalink(state: State, channel: Channel, message: Obj) -> str:
    """The address of a message, within its thread if it is a reply."""
    address = f"https://{state.team.domain}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    parent = message.get("thread_ts")
    return address if parent in (None, message["ts"]) else f"{address}?thread_ts={parent}&cid={channel.id}"


def post_ephemeral(call: Call) -> Obj:
    """Show something to one member only; it is never found again."""
    channel = call.joined()
    user = call.person()
    if user.id not in channel.members:
        raise RefusedError("user_not_in_channel")
    ts = call.state.new_ts()
    message = authored(call.state, call.account) | _content(call.state, call.args) | {"ts": ts, "is_ephemeral": True}
    call.state.ephemeral.append({"channel": channel.id, "to": user.id, **message})
    return {"message_ts": ts}


def authored(state: State, account: Account) -> Obj:
    """A message without content: who writes it. People have their client's id in it, bots say which app they are of."""
    message: Obj = {"type": "message", "user": account.user.id, "team": state.team.id}
    if account.app is None:
        ident = state.new_id("client").encode()
        return {**message, "client_msg_id": str(uuid.uuid5(uuid.NAMESPACE_OID, ident.decode())), "ts": state.new_ts()}
    return {**message, **_bot(state, account.app), "ts": state.new_ts()}


def content(state: State, text: str | None, blocks: Any) -> Obj:
    """Text and blocks as kept. Raises RefusedError."""
    if text is not None and len(text) > _LONGEST_TEXT:
        raise RefusedError("msg_too_long")
    kept = as_kept(text or "")
    if blocks:
        shown = message_blocks(blocks, lambda: state.new_id("b")[1:7])
        reader = Reader(state.users, state.channels)
        return {"text": kept or as_kept("\n".join(reader.block(block) for block in shown)), "blocks": shown}
    if not kept.strip():
        raise RefusedError("no_text")
    return {"text": kept, "blocks": [rich_text(kept, state.new_id("b")[1:7])]}


def count_replies(channel: Channel, parent: str) -> None:
    """Let the message above a thread tell of it; without replies it is a thread no more."""
    root, replies = channel.messages[parent], channel.replies(parent)
    for key in ("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked"):
        root.pop(key, None)
    if not replies:
        channel.threads.pop(parent, None)
        return
    users = list(dict.fromkeys(reply["user"] for reply in replies if "user" in reply))
    numbers = {"reply_count": len(replies), "reply_users_count": len(users), "latest_reply": replies[-1]["ts"]}
    root.update({"thread_ts": parent, **numbers, "reply_users": users[:5], "is_locked": False, "subscribed": False})


def _content(state: State, args: Arguments) -> Obj:
    if args.has("markdown_text"):
        text = args.text("markdown_text")
        if args.has("blocks") or args.has("text"):
            raise RefusedError("markdown_text_conflict")
        if len(text) > _LONGEST_MARKDOWN:
            raise RefusedError("msg_too_long")
        return content(state, text, None)
    found = content(state, args.text("text", ""), args.thing("blocks", "invalid_blocks_format"))
    attachments = args.thing("attachments")
    return {**found, "attachments": attachments} if attachments else found


def _target(call: Call) -> Channel:
    """A conversation by id or name, or the direct one with a user; the writer must be in it and it must be in use."""
    name = call.args.text("channel", "")
    if name in call.state.users:
        return direct(call, name)
    channel = call.state.channels.get(name)
    if channel is None and (plain := name.removeprefix("#")):
        channel = next((each for each in call.state.channels.values() if each.name == plain), None)
    if channel is None or not call.sees(channel):
        raise RefusedError("channel_not_found")
    if channel.archived:
        raise RefusedError("is_archived")
    public = channel.kind == "public" and "chat:write.public" in call.account.scopes
    if call.user.id not in channel.members and not public:
        raise RefusedError("not_in_channel")
    return channel


def _threaded(call: Call, channel: Channel) -> Obj:
    """What makes a message a reply; a reply to a reply goes to the same thread."""
    ts = call.args.text("thread_ts", "")
    if not ts:
        return {}
    above = channel.messages.get(ts)
    if above is None:
        raise RefusedError("thread_not_found")
    root = channel.messages[above.get("thread_ts", ts)]
    if "subtype" in root and root["subtype"] not in ("bot_message", "tombstone"):
        raise RefusedError("cannot_reply_to_message")
    reply = {"thread_ts": root["ts"], "parent_user_id": root.get("user", "")}
    if not call.args.flag("reply_broadcast"):
        return reply
    shown = {key: root[key] for key in ("type", "text", "ts", "bot_id", "reply_count") if key in root}
    return {**reply, "subtype": "thread_broadcast", "root": {**shown, "thread_ts": root["ts"]}}


def _dressed(call: Call) -> Obj:
    """Another name and picture than the app's own, which needs a scope of its own."""
    name, emoji = call.args.text("username", ""), call.args.text("icon_emoji", "")
    picture = call.args.text("icon_url", "")
    if not (name or emoji or picture) or call.account.app is None:
        return {}
    if "chat:write.customize" not in call.account.scopes:
        scopes = ",".join(call.account.scopes)
        raise RefusedError("missing_scope", needed="chat:write.customize", provided=scopes)
    icons = {"emoji": emoji} if emoji else {"image_64": picture}
    worn = {"icons": icons} if emoji or picture else {}
    return {"subtype": "bot_message", "username": name or call.user.real_name, **worn}


def _metadata(args: Arguments) -> Obj:
    metadata = args.thing("metadata", "invalid_metadata_format")
    if metadata in (None, {}):
        return {}
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise RefusedError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload", {}), dict):
        raise RefusedError("invalid_metadata_schema")
    return {"event_type": metadata["event_type"], "event_payload": metadata.get("event_payload", {})}


def _own(account: Account, message: Obj) -> bool:
    """People and apps change what they wrote themselves; what Slack wrote, nobody."""
    if message.get("subtype") not in (None, "bot_message", "thread_broadcast"):
        return False
    return bool(message.get("user") == account.user.id)


def _bot(state: State, app: App) -> Obj:
    return {"bot_id": app.bot.bot_id, "app_id": app.id, "bot_profile": bot_profile(state, app.bot)}


def bot_profile(state: State, bot: User) -> Obj:
    """The bot as its messages show it."""
    return {
        "id": bot.bot_id,
        "deleted": False,
        "name": bot.real_name,
        "updated": 1_700_000_000,
        "app_id": bot.app_id,
        "icons": {f"image_{size}": f"https://avatars.slack-edge.example/{bot.id}_{size}.png" for size in (36, 48, 72)},
        "team_id": state.team.id,
    }
