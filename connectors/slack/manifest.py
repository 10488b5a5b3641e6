"""What Slack's cards and Lists can do, as data.

Limits: docs.slack.dev/apis/web-api/rate-limits (per method and workspace), docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import Delivery, DueForm, Manifest, TextForm
from bridge.core.model.task import COMMON
from connectors.layers.limit import Limit

MOST_IN_TITLE = 150
"""A header block takes no more."""
MOST_LANES = 48
"""A message has 50 blocks at most, two of which are the board's own."""
MOST_IN_CARD = 8_000
"""A message's blocks together; Slack refused from 11,341 characters on (github.com/slackapi/bolt-js/issues/2509)."""
MOST_CHECKS = 30
"""Ten stand in each block of checkboxes."""
MOST_IN_CHECK = 75
"""An option's text takes no more."""
MOST_ATTACHMENTS = 10
MANIFEST = Manifest(
    tool="slack",
    vendor="slack",
    holds=COMMON | {"start", "priority", "checklist", "attachments"},
    due=DueForm.BOTH,
    text=TextForm.BLOCKS,
    comment_text=TextForm.BLOCKS,
    comments_by_hint=True,
    delivers=Delivery.EDITS,
    items_leave=False,
    absence_is_deletion=False,
    imports_done=False,
    title_limit=MOST_IN_TITLE,
    notifies=frozenset({Occasion.ITEM, Occasion.SET, Occasion.COMMENT, Occasion.MENTION}),
    text_limit=MOST_IN_CARD - 4_000,
    comment_bytes=13_000,
    lanes_limit=MOST_LANES,
    check_groups=False,
    checks_at_once=True,
    checks_limit=MOST_CHECKS,
    check_title_limit=MOST_IN_CHECK,
    attachments_limit=MOST_ATTACHMENTS,
)
"""Of a card's characters 4,000 are kept for all that is no description: 2,250 may be those of the checklist.

A reply is no card: 13,000 bytes, two for a letter, are as many as its blocks may surely have.
"""

ARCHIVE_LANE = "Archiv"
"""The option of a List that holds what is archived, where the connection's setting `archive_lane` names no other."""
LISTS = Manifest(
    tool="slack",
    vendor="slack",
    tells_lead=False,
    tells_changes=False,
    items_leave=False,
    archives=False,
    makes_lanes=False,
    due=DueForm.DAY,
    text=TextForm.BLOCKS,
    comment_text=TextForm.BLOCKS,
    comment_setting="channel",
    comments_by_hint=True,
    delivers=Delivery.COMMENTS,
    title_limit=255,
    notifies=frozenset({Occasion.SET, Occasion.ADDED, Occasion.MESSAGE, Occasion.MENTION}),
    text_limit=MOST_IN_CARD,
    preconditions=True,
    archive_lane=ARCHIVE_LANE,
)
"""Items of a List. Slack publishes no limits for cells; these are known to fit."""


def is_list(container: str) -> bool:
    """Whether a place is a List, which is a file of Slack's and is called like one; channels are called otherwise."""
    return container.startswith("F")


def manifest_at(container: str) -> Manifest:
    """What Slack can do at a place: items of a List, else cards in a channel."""
    return LISTS if is_list(container) else MANIFEST


HISTORY, REPLIES = "conversations.history", "conversations.replies"
POST, UPDATE, DELETE = "chat.postMessage", "chat.update", "chat.delete"
USERS, USER = "users.list", "users.info"
FILE = "files.info"
ROWS, ROW = "slackLists.items.list", "slackLists.items.info"
ADD_ROW, WRITE_CELLS = "slackLists.items.create", "slackLists.items.update"
LIMITS = (
    Limit(4, 4, "token", POST),
    *(Limit(50, 60, "token", method) for method in (HISTORY, REPLIES, UPDATE, DELETE)),
    *(Limit(50, 60, "token", method) for method in (ROWS, ROW, ADD_ROW, WRITE_CELLS)),
    Limit(20, 60, "token", USERS),
    *(Limit(100, 60, "token", method) for method in (USER, FILE)),
)
"""Calls per window of seconds, each method by itself, posting in each channel by itself.

A channel takes a message a second and short bursts: docs.slack.dev/apis/web-api/rate-limits.
"""

SECRETS = ("token", "signing_secret")
"""What a connection needs to be let in, by name."""
SECRETS_OF_SOCKETS = ("app_token",)
"""What it needs besides where Slack cannot reach us and we open the connection (Socket Mode)."""
