"""The Web API's methods: what answers each, which scopes it asks for, how often it may be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from connectors.sandbox.slack import (
    bookmarks,
    channel_changes,
    channels,
    history,
    list_files,
    list_items,
    lists,
    messages,
    profiles,
    reactions,
    scheduled,
    team,
    uploads,
    usergroups,
    users,
    views,
)
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.values import PREFIX, Obj, RefusedError
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


def _beyond(*scopes: str, kinds: tuple[str, ...] = ("bot", "user")) -> Method:
    """A method for which no account of the sandbox's has the scope, and which says so as Slack does."""
    return Method(_never, 0, scopes, kinds)


def _never(call: Call) -> Obj:
    raise RefusedError("missing_scope", provided=",".join(call.account.scopes))


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
    "chat.deleteScheduledMessage": Method(scheduled.unschedule, 3, ("chat:write",)),
    "chat.getPermalink": _Reading(messages.get_permalink),
    "chat.meMessage": Method(messages.me_message, 3, ("chat:write",)),
    "chat.postEphemeral": Method(messages.post_ephemeral, 4, ("chat:write",)),
    "chat.postMessage": Method(messages.post_message, 0, ("chat:write",)),
    "chat.scheduleMessage": Method(scheduled.schedule, 3, ("chat:write",)),
    "chat.scheduledMessages.list": _Reading(scheduled.scheduled_list, 3),
    "chat.update": Method(messages.update, 3, ("chat:write",)),
    "conversations.archive": Method(channel_changes.archive, 2, _MANAGE),
    "conversations.create": Method(channels.create, 2, _MANAGE),
    "conversations.history": _Reading(history.history, 3, _HISTORY),
    "conversations.info": _Reading(channels.info, 3, _READ),
    "conversations.invite": Method(channels.invite, 3, _MANAGE),
    "conversations.join": Method(channels.join, 3, ("channels:join", "channels:write")),
    "conversations.kick": Method(channel_changes.kick, 3, _MANAGE),
    "conversations.leave": Method(channels.leave, 3, _MANAGE),
    "conversations.list": _Reading(channels.conversations_list, 2, _READ),
    "conversations.mark": Method(channel_changes.mark, 3, _MANAGE),
    "conversations.members": _Reading(channels.members, 4, _READ),
    "conversations.open": Method(channels.opened, 3, ("im:write", "mpim:write")),
    "conversations.rename": Method(channel_changes.rename, 2, _MANAGE),
    "conversations.replies": _Reading(history.replies, 3, _HISTORY),
    "conversations.setPurpose": Method(channel_changes.set_purpose, 2, _MANAGE),
    "conversations.setTopic": Method(channel_changes.set_topic, 2, _MANAGE),
    "conversations.unarchive": Method(channel_changes.unarchive, 2, _MANAGE),
    "files.completeUploadExternal": Method(uploads.complete, 4, ("files:write",)),
    "files.getUploadURLExternal": Method(uploads.upload_url, 4, ("files:write",)),
    "files.info": _Reading(list_files.info, 4, ("files:read",)),
    "pins.add": Method(reactions.pins_add, 2, ("pins:write",)),
    "pins.list": _Reading(reactions.pins_list, 2, ("pins:read",)),
    "pins.remove": Method(reactions.pins_remove, 2, ("pins:write",)),
    "reactions.add": Method(reactions.add, 3, ("reactions:write",)),
    "reactions.get": _Reading(reactions.get, 3, ("reactions:read",)),
    "reactions.list": _Reading(reactions.reactions_list, 2, ("reactions:read",)),
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
    "usergroups.list": _Reading(usergroups.usergroups_list, 2, ("usergroups:read",)),
    "usergroups.users.list": _Reading(usergroups.users_list, 2, ("usergroups:read",)),
    "users.conversations": _Reading(users.users_conversations, 3, _READ),
    "users.getPresence": _Reading(profiles.presence, 3, ("users:read",)),
    "users.info": _Reading(users.users_info, 4, ("users:read",)),
    "users.list": _Reading(users.users_list, 2, ("users:read",)),
    "users.lookupByEmail": _Reading(users.lookup_by_email, 3, ("users:read.email",)),
    "users.profile.get": _Reading(profiles.get, 4, ("users.profile:read",)),
    "users.profile.set": Method(profiles.set_, 3, ("users.profile:write",), kinds=("user",)),
    "views.open": Method(views.open_, 4, kinds=("bot",)),
    "views.publish": Method(views.publish, 4, kinds=("bot",)),
    "views.push": Method(views.push, 4, kinds=("bot",)),
    "views.update": Method(views.update, 4, kinds=("bot",)),
}


LEFT_OUT: Mapping[str, Method] = {
    "chat.unfurl": _beyond("links:write"),
    "conversations.inviteShared": _beyond("conversations.connect:write"),
    "conversations.listConnectInvites": _beyond("conversations.connect:manage"),
    "reminders.add": _beyond("reminders:write", kinds=("user",)),
    "reminders.complete": _beyond("reminders:write", kinds=("user",)),
    "reminders.delete": _beyond("reminders:write", kinds=("user",)),
    "reminders.info": _beyond("reminders:read", kinds=("user",)),
    "reminders.list": _beyond("reminders:read", kinds=("user",)),
    "users.identity": _beyond("identity.basic", kinds=("user",)),
}
"""What Slack has and the sandbox has not; listed as unknown."""


def _limit(name: str, tier: int) -> Limit:
    return Limit(name, PER_MINUTE[tier], 60, path=rf"^{PREFIX}{re.escape(name)}$")


LIMITS = (
    Limit("chat.postMessage", _BURST, _BURST, scope="key", path=rf"^{PREFIX}chat\.postMessage$"),
    *(_limit(name, method.tier) for name, method in METHODS.items() if method.tier),
)
"""The key of a caller is its token and the channel that it posts to."""
