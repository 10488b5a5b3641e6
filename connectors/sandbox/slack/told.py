"""Events as the Events API writes them."""

from __future__ import annotations

import hashlib

from connectors.sandbox.slack.entities import App, Channel
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj

_POSTED = (
    "client_msg_id", "type", "subtype", "team", "user", "bot_id", "bot_profile", "username", "icons", "text", "blocks",
    "attachments", "metadata", "ts", "parent_user_id", "thread_ts", "edited", "inviter", "topic", "root",
    "purpose", "name", "old_name",
)  # fmt: skip
_BEFORE = (
    "client_msg_id", "type", "subtype", "user", "team", "bot_id", "bot_profile", "edited", "text", "blocks",
    "attachments", "thread_ts", "parent_user_id", "hidden", "is_locked", "subscribed", "ts", "reply_count",
    "reply_users_count", "latest_reply",
)  # fmt: skip
_WITHOUT = {
    "me_message": ("client_msg_id", "team", "bot_profile"),
    "bot_message": ("client_msg_id", "team", "user", "bot_profile", "parent_user_id"),
    "thread_broadcast": ("team", "parent_user_id", "bot_id", "bot_profile"),
}
"""What these subtypes lack, by their recorded payloads."""


def posted(channel: Channel, message: Obj) -> Obj:
    """A new message."""
    without = _WITHOUT.get(message.get("subtype", ""), ())
    content = {key: message[key] for key in _POSTED if key in message and key not in without}
    if root := content.get("root"):
        content["root"] = _was(root)
    return {**content, "channel": channel.id, "channel_type": kind_of(channel), "event_ts": message["ts"]}


def changed(state: State, channel: Channel, message: Obj, before: Obj) -> Obj:
    """A message as it is now and as it was."""
    ts = state.new_ts()
    about = {"subtype": "message_changed", "channel": channel.id, "hidden": True, "event_ts": ts, "ts": ts}
    both = {"message": _was(message), "previous_message": _was(before)}
    return {**about, **both, "channel_type": kind_of(channel)}


def deleted(state: State, channel: Channel, before: Obj) -> Obj:
    """A message that is gone, as it was."""
    ts = state.new_ts()
    about = {"subtype": "message_deleted", "channel": channel.id, "hidden": True, "deleted_ts": before["ts"]}
    return {**about, "previous_message": _was(before), "event_ts": ts, "ts": ts, "channel_type": kind_of(channel)}


def wrapped(state: State, app: App, event: Obj, number: int) -> Obj:
    """An event in its envelope; `number` makes its id."""
    event_id = "Ev0" + hashlib.sha256(f"{app.id}:{number}".encode()).hexdigest()[:9].upper()
    bot = app.bot.id
    return {
        "token": app.verification_token,
        "team_id": state.team.id,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(state.now()),
        "authed_users": [bot],
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team.id,
                "user_id": bot,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def kind_of(channel: Channel) -> str:
    """How events name the type of a conversation."""
    return {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}[channel.kind]


def _was(message: Obj) -> Obj:
    return {key: message[key] for key in _BEFORE if key in message}
