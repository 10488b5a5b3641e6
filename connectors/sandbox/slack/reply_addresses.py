"""`response_url`: where an app answers to what somebody did, without a token.

Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

from typing import Any

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.slack.entities import Account, App, Channel, ReplyAddress
from connectors.sandbox.slack.feed import Feed
from connectors.sandbox.slack.messages import authored, content, remove
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import RefusedError

_PREFIX = "/actions/"
_LASTS = 1800


def new(state: State, origin: str, app: App, user: str, channel: Channel, ts: str) -> str:
    """An address for answers to one act of a person; `ts` is the message it was done to, if any."""
    secret = state.new_id("r").lower()
    state.reply_addresses[secret] = ReplyAddress(app, user, channel.id, ts, state.now() + _LASTS)
    return f"{origin}{_PREFIX}{state.team.id}/{channel.id}/{secret}"


def concerns(request: Request) -> bool:
    """Whether a call goes to such an address."""
    return request.path.startswith(_PREFIX)


def answer(state: State, feed: Feed, request: Request) -> Response:
    """Post, replace or delete as the answer says."""
    found = state.reply_addresses.get(request.path.rsplit("/", 1)[-1])
    if found is None:
        return Response(404, {"ok": False, "error": "invalid_response_url"})
    if not found.left or state.now() > found.ends:
        return Response(404, {"ok": False, "error": "used_url" if not found.left else "expired_url"})
    try:
        _carry_out(state, feed, found, request.json())
    except ValueError:
        return Response(400, {"ok": False, "error": "invalid_payload"})
    except RefusedError as refusal:
        return Response(400, {"ok": False, "error": refusal.error})
    found.left -= 1
    return Response(200, {"ok": True})


def _carry_out(state: State, feed: Feed, found: ReplyAddress, said: Any) -> None:
    if not isinstance(said, dict):
        raise RefusedError("invalid_payload")
    channel = state.channels[found.channel]
    message = channel.messages.get(found.ts)
    if said.get("delete_original"):
        if message is not None:
            remove(state, channel, message)
            feed.deleted(channel, message)
        return
    new_content = content(state, said.get("text"), said.get("blocks"))
    if said.get("replace_original"):
        if message is not None:
            before = dict(message)
            message |= new_content
            feed.changed(channel, message, before)
        return
    account = Account(found.app.bot, "bot", found.app.scopes, found.app.token, found.app)
    posted = authored(state, account) | new_content
    if said.get("response_type") == "in_channel":
        channel.keep(posted)
        feed.message(channel, posted)
    else:
        state.ephemeral.append({"channel": channel.id, "to": found.user, **posted, "is_ephemeral": True})
