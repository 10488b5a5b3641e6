"""The calls that the connector sends to Slack, as data. Source: docs.slack.dev/reference/methods."""

from __future__ import annotations

from connectors.layers.endpoint import Endpoint

HISTORY, CHANNEL = ("channels:history", "groups:history"), ("channels:read", "groups:read")
WRITE, READ_LISTS, WRITE_LISTS = ("chat:write",), ("lists:read",), ("lists:write",)
ENDPOINTS = (
    Endpoint("POST", "auth.test", "who we are"),
    Endpoint(
        "POST",
        "conversations.history",
        "the cards of a channel, its board, and threads in which somebody wrote",
        HISTORY,
    ),
    Endpoint("POST", "conversations.replies", "the comments below a card; whether a card is there", HISTORY),
    Endpoint("POST", "conversations.info", "a channel's name, for the doctor", CHANNEL),
    Endpoint(
        "POST",
        "users.list",
        "names of the people who are there; addresses, to propose accounts",
        ("users:read",),
    ),
    Endpoint("POST", "users.info", "the name of somebody who is new", ("users:read",)),
    Endpoint(
        "POST",
        "chat.postMessage",
        "a new card, a new comment, the channel's board; what a large import brought; the weekly report",
        WRITE,
    ),
    Endpoint("POST", "chat.update", "a changed card or comment of ours, the channel's board", WRITE),
    Endpoint(
        "POST", "chat.delete", "a deleted comment of ours; a weekly report that has been there long enough", WRITE
    ),
    Endpoint("POST", "views.open", "the form behind a button"),
    Endpoint("POST", "views.publish", "the home tab"),
    Endpoint("POST", "files.info", "the columns of a List", ("files:read",)),
    Endpoint("POST", "slackLists.items.list", "all items of a List", READ_LISTS),
    Endpoint("POST", "slackLists.items.info", "an item right before it is changed; whether it is gone", READ_LISTS),
    Endpoint("POST", "slackLists.items.create", "a new item, with our marker", WRITE_LISTS),
    Endpoint("POST", "slackLists.items.update", "an item's changed cells", WRITE_LISTS),
    Endpoint("POST", "apps.connections.open", "a line to Slack where it cannot reach us", ("connections:write",)),
    Endpoint("POST", "oauth.v2.access", "a token for a person's consent, and its renewal, for apps installed by OAuth"),
)
BESIDES = {
    "commands": "the command `/task` and the shortcuts",
    "metadata.message:read": "our markers in what a channel's history and threads show",
}
"""What the bot may besides, and what for: no call asks for it by itself."""
CHOSEN = {"users:read.email": "proposals of accounts by address"}
"""What the bot may where somebody wants it to (the connection's setting `emails`), and what for."""
