"""chat.scheduleMessage and its list: messages that wait for their time.

Source: https://docs.slack.dev/reference/methods/chat.scheduleMessage
"""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Scheduled
from connectors.sandbox.slack.feed import Feed
from connectors.sandbox.slack.messages import draft, put
from connectors.sandbox.slack.state import State, as_ts
from connectors.sandbox.slack.values import Obj, RefusedError

_FURTHEST = 120 * 86_400
_SHOWN = ("bot_id", "type", "text", "user", "team", "bot_profile", "app_id", "metadata", "blocks")


def schedule(call: Call) -> Obj:
    """Post later, 120 days ahead at most."""
    at, now = _seconds(call.args.text("post_at", ""), "invalid_time"), call.state.now()
    if at <= now:
        raise RefusedError("time_in_past")
    if at > now + _FURTHEST:
        raise RefusedError("time_too_far")
    channel, message = draft(call)
    made = Scheduled(call.state.new_id("Q"), channel.id, call.user.id, at, int(now), message)
    call.state.scheduled[made.id] = made
    shown = {key: message[key] for key in _SHOWN if key in message}
    return {"scheduled_message_id": made.id, "channel": channel.id, "post_at": at, "message": shown}


def scheduled_list(call: Call) -> Obj:
    """What the caller has waiting, page by page."""
    named = call.channel().id if call.args.has("channel") else ""
    oldest, latest = (_seconds(call.args.text(key, "0"), "invalid_arguments") for key in ("oldest", "latest"))
    waiting = [
        each
        for each in sorted(call.state.scheduled.values(), key=lambda each: each.at)
        if each.by == call.user.id and named in ("", each.channel) and oldest <= each.at <= (latest or each.at)
    ]
    page, cursor = call.page(waiting)
    shown = [_listed(each) for each in page]
    return {"scheduled_messages": shown, "response_metadata": {"next_cursor": cursor}}


def unschedule(call: Call) -> Obj:
    """Take one back before its time."""
    found = call.state.scheduled.get(call.args.text("scheduled_message_id", ""))
    if found is None or found.by != call.user.id or found.channel != call.channel().id:
        raise RefusedError("invalid_scheduled_message_id")
    del call.state.scheduled[found.id]
    return {}


def post_due(state: State, feed: Feed) -> None:
    """Post whatever has come to its time; what its channel takes no more is dropped, as Slack does."""
    due = [each for each in state.scheduled.values() if each.at <= state.now()]
    for each in sorted(due, key=lambda one: one.at):
        del state.scheduled[each.id]
        channel = state.channels[each.channel]
        if each.by in channel.members and not channel.archived:
            put(feed, channel, {**each.message, "ts": _free(state, each.at)})


def _free(state: State, at: int) -> str:
    micros = at * 1_000_000
    while any(as_ts(micros) in channel.messages for channel in state.channels.values()):
        micros += 1
    return as_ts(micros)


def _listed(each: Scheduled) -> Obj:
    times = {"post_at": each.at, "date_created": each.created}
    return {"id": each.id, "channel_id": each.channel, **times, "text": each.message["text"]}


def _seconds(text: str, refusal: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise RefusedError(refusal) from None
