"""conversations.history and conversations.replies: reading messages."""

from __future__ import annotations

import bisect

from connectors.sandbox.slack.call import Call, cursor_of, place_of
from connectors.sandbox.slack.entities import Channel
from connectors.sandbox.slack.state import as_ts, ts_of
from connectors.sandbox.slack.values import Obj, RefusedError

_MOST = 999
_LATEST = "9999999999.999999"


def history(call: Call) -> Obj:
    """The messages of a conversation, newest first; replies only where they were broadcast."""
    channel = _readable(call)
    oldest, latest = _window(call)
    limit = call.args.number("limit", 100, _MOST)
    inclusive = call.args.flag("inclusive")
    low = (bisect.bisect_left if inclusive else bisect.bisect_right)(channel.timeline, oldest)
    high = (bisect.bisect_right if inclusive else bisect.bisect_left)(channel.timeline, latest)
    if cursor := call.args.text("cursor", ""):
        high = min(high, bisect.bisect_right(channel.timeline, as_ts(place_of(cursor, "next_ts"))))
    low = max(low, bisect.bisect_left(channel.timeline, call.state.oldest_shown()))
    start = max(low, high - limit)
    page = [_shown(call, channel.messages[ts]) for ts in reversed(channel.timeline[start:high])]
    more = start > low
    after = {"response_metadata": {"next_cursor": _cursor(channel.timeline[start - 1])}} if more else {}
    counts = {"pin_count": len(channel.pins), "channel_actions_ts": None, "channel_actions_count": 0}
    asked = {key: call.args.text(key) for key in ("oldest", "latest") if call.args.text(key, "")}
    return {"messages": page, "has_more": more, **asked, **counts, **after}


def replies(call: Call) -> Obj:
    """A thread, oldest first; the message above it leads every page."""
    channel = _readable(call)
    root = channel.messages.get(call.args.text("ts", ""))
    if root is None or root["ts"] < call.state.oldest_shown():
        raise RefusedError("thread_not_found")
    oldest, latest = _window(call)
    limit = call.args.number("limit", 1000, 1000)
    inclusive = call.args.flag("inclusive")
    thread = channel.threads.get(root["ts"], [])
    low = (bisect.bisect_left if inclusive else bisect.bisect_right)(thread, oldest)
    high = (bisect.bisect_right if inclusive else bisect.bisect_left)(thread, latest)
    if cursor := call.args.text("cursor", ""):
        low = max(low, bisect.bisect_left(thread, as_ts(place_of(cursor, "next_ts"))))
    end = min(low + limit, high)
    page = [_shown(call, root), *(_shown(call, channel.messages[ts]) for ts in thread[low:end])]
    more = end < high
    after = {"response_metadata": {"next_cursor": _cursor(thread[end])}} if more else {}
    return {"messages": page, "has_more": more, **after}


def _readable(call: Call) -> Channel:
    """A conversation that the caller is in; people read every public one."""
    channel = call.channel()
    if call.user.id not in channel.members and not (channel.kind == "public" and call.account.kind == "user"):
        raise RefusedError("not_in_channel")
    return channel


def _window(call: Call) -> tuple[str, str]:
    oldest, latest = ts_of(call.args.text("oldest", "0")), ts_of(call.args.text("latest", _LATEST))
    if oldest is None:
        raise RefusedError("invalid_ts_oldest")
    if latest is None:
        raise RefusedError("invalid_ts_latest")
    return oldest, latest


def _shown(call: Call, message: Obj) -> Obj:
    """Metadata only for who asks and may read it."""
    if call.args.flag("include_all_metadata") and "metadata.message:read" in call.account.scopes:
        return message
    return {key: value for key, value in message.items() if key != "metadata"}


def _cursor(ts: str) -> str:
    return cursor_of("next_ts", ts.replace(".", ""))
