"""bookmarks.*: links at the head of a channel."""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.values import Obj, RefusedError


def add(call: Call) -> Obj:
    """A new link."""
    channel = call.joined("channel_id")
    if call.args.text("type") != "link":
        raise RefusedError("invalid_bookmark_type")
    now = int(call.state.now())
    bookmark: Obj = {
        "id": call.state.new_id("Bk"),
        "channel_id": channel.id,
        "title": call.args.text("title"),
        "link": _link(call.args.text("link")),
        "emoji": call.args.text("emoji", ""),
        "icon_url": "",
        "entity_id": "",
        "type": "link",
        "date_created": now,
        "date_updated": 0,
        "rank": "U" * (len(channel.bookmarks) + 1),
        "last_updated_by_user_id": call.user.id,
        "last_updated_by_team_id": call.state.team.id,
        "shortcut_id": "",
        "app_id": call.account.app.id if call.account.app else "",
        "app_action_id": "",
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    return {"bookmark": bookmark}


def bookmarks_list(call: Call) -> Obj:
    """The links of a channel."""
    return {"bookmarks": list(call.channel("channel_id").bookmarks.values())}


def edit(call: Call) -> Obj:
    """Change a link."""
    bookmark = _meant(call)
    for key in ("title", "emoji"):
        if call.args.has(key):
            bookmark[key] = call.args.text(key)
    if call.args.has("link"):
        bookmark["link"] = _link(call.args.text("link"))
    bookmark["date_updated"] = int(call.state.now())
    return {"bookmark": bookmark}


def remove(call: Call) -> Obj:
    """Take a link away."""
    del call.channel("channel_id").bookmarks[_meant(call)["id"]]
    return {}


def _meant(call: Call) -> Obj:
    found = call.joined("channel_id").bookmarks.get(call.args.text("bookmark_id"))
    if found is None:
        raise RefusedError("not_found")
    return found


def _link(link: str) -> str:
    if not link.startswith(("http://", "https://")):
        raise RefusedError("invalid_link")
    return link
