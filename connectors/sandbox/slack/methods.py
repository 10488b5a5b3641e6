"""The Web API's methods: what answers each, which scopes it asks for, how often it may be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from connectors.sandbox.slack import (
    bookmarks,
    channels,
    history,
    list_files,
    list_items,
    lists,
    messages,
    reactions,
    team,
    users,
    views,
)
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.values import PREFIX, Obj
from connectors.sandbox.stand_in import Limit

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
"""https://docs.slack.dev/apis/web-api/rate-limits/: what the tiers allow at least, for each method and workspace"""
_BURST = 4
"""A channel takes about one message a second; the page allows short bursts without a number."""


@dataclass(frozen=True, slots=True)
class Method:
    """`scopes` of which the token needs any one; tier 0 has no limit of its own; `kinds` are the tokens it takes."""

    answer: Callable[[Call], Obj]
    tier: int = 0
    scopes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("bot", "user")
    reads: bool = False


_Reading = partial(Method, reads=True)
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history")
_MANAGE = ("channels:manage", "groups:write", "im:write", "channels:write")

METHODS: Mapping[str, Method] = {
    "api.test": _Reading(team.api_test, kinds=("bot", "user", "app", "")),
    "auth.test": _Reading(team.auth_test, kinds=("bot", "user", "app")),
    "apps.connections.open": Method(lambda call: team.connections_open(call, call.feed.sockets), 1, kinds=("app",)),
    "bookmarks.add": Method(bookmarks.add, 2, ("bookmarks:write",)),
    "bookmarks.edit": Method(bookmarks.edit, 2, ("bookmarks:write",)),
    "bookmarks.list": _Reading(bookmarks.bookmarks_list, 3, ("bookmarks:read",)),
    "bookmarks.remove": Method(bookmarks.remove, 2, ("bookmarks:write",)),
    "bots.info": _Reading(team.bots_info, 3, ("users:read",)),
    "chat.delete": Method(messages.delete, 3, ("chat:write",)),
    "chat.getPermalink": _Reading(messages.get_permalink),
    "chat.postEphemeral": Method(messages.post_ephemeral, 4, ("chat:write",)),
    "chat.postMessage": Method(messages.post_message, 0, ("chat:write",)),
    "chat.update": Method(messages.update, 3, ("chat:write",)),
    "conversations.archive": Method(channels.archive, 2, _MANAGE),
    "conversations.create": Method(channels.create, 2, _MANAGE),
    "conversations.history": _Reading(history.history, 3, _HISTORY),
    "conversations.info": _Reading(channels.info, 3, _READ),
    "conversations.invite": Method(channels.invite, 3, _MANAGE),
    "conversations.join": Method(channels.join, 3, ("channels:join", "channels:write")),
    "conversations.leave": Method(channels.leave, 3, _MANAGE),
    "conversations.list": _Reading(channels.conversations_list, 2, _READ),
    "conversations.members": _Reading(channels.members, 4, _READ),
    "conversations.open": Method(channels.opened, 3, ("im:write", "mpim:write")),
    "conversations.replies": _Reading(history.replies, 3, _HISTORY),
    "conversations.setTopic": Method(channels.set_topic, 2, _MANAGE),
    "files.info": _Reading(list_files.info, 4, ("files:read",)),
    "pins.add": Method(reactions.pins_add, 2, ("pins:write",)),
    "pins.list": _Reading(reactions.pins_list, 2, ("pins:read",)),
    "pins.remove": Method(reactions.pins_remove, 2, ("pins:write",)),
    "reactions.add": Method(reactions.add, 3, ("reactions:write",)),
    "reactions.get": _Reading(reactions.get, 3, ("reactions:read",)),
    "reactions.remove": Method(reactions.remove, 2, ("reactions:write",)),
    "slackLists.access.delete": Method(lists.access_delete, 3, ("lists:write",)),
    "slackLists.access.set": Method(lists.access_set, 3, ("lists:write",)),
    "slackLists.create": Method(lists.create, 2, ("lists:write",)),
    "slackLists.items.create": Method(list_items.create, 3, ("lists:write",)),
    "slackLists.items.delete": Method(list_items.delete, 3, ("lists:write",)),
    "slackLists.items.deleteMultiple": Method(list_items.delete_multiple, 3, ("lists:write",)),
    "slackLists.items.info": _Reading(list_items.info, 3, ("lists:read",)),
    "slackLists.items.list": _Reading(list_items.items_list, 3, ("lists:read",)),
    "slackLists.items.update": Method(list_items.update, 3, ("lists:write",)),
    "slackLists.update": Method(lists.update, 2, ("lists:write",)),
    "team.info": _Reading(team.team_info, 3, ("team:read",)),
    "users.conversations": _Reading(users.users_conversations, 3, _READ),
    "users.info": _Reading(users.users_info, 4, ("users:read",)),
    "users.list": _Reading(users.users_list, 2, ("users:read",)),
    "users.lookupByEmail": _Reading(users.lookup_by_email, 3, ("users:read.email",)),
    "views.open": Method(views.open_, 4, kinds=("bot",)),
    "views.publish": Method(views.publish, 4, kinds=("bot",)),
    "views.push": Method(views.push, 4, kinds=("bot",)),
    "views.update": Method(views.update, 4, kinds=("bot",)),
}


def _limit(name: str, tier: int) -> Limit:
    return Limit(name, PER_MINUTE[tier], 60, path=rf"^{PREFIX}{re.escape(name)}$")


LIMITS = (
    Limit("chat.postMessage", _BURST, _BURST, scope="key", path=rf"^{PREFIX}chat\.postMessage$"),
    *(_limit(name, method.tier) for name, method in METHODS.items() if method.tier),
)
"""The key of a caller is the channel that it posts to."""
