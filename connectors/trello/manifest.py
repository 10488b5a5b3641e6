"""What Trello can do, as data.

Limits: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/.
"""

from __future__ import annotations

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.task import FIELDS
from connectors.layers.limit import Limit

MOST_CHARACTERS = 16_384
MANIFEST = Manifest(
    tool="trello",
    vendor="trello",
    holds=frozenset(FIELDS) - {"lead", "priority"},
    later=frozenset({"checklist", "attachments", "custom", "priority"}),
    tells_lead=False,
    archives=True,
    due=DueForm.NOON,
    text=TextForm.MARKDOWN,
    comment_text=TextForm.MARKDOWN,
    title_limit=MOST_CHARACTERS,
    notifies=frozenset({Occasion.SET, Occasion.ADDED, Occasion.COMMENT, Occasion.MENTION}),
    text_limit=MOST_CHARACTERS,
    check_title_limit=MOST_CHARACTERS,
    url="https://trello.com/c/{ref}",
    history=frozenset({"title", "description", "lane"}),
)
"""`history`: an action `updateCard` keeps the old value in `data.old`, and comments alone can be deleted
(developer.atlassian.com/cloud/trello/rest/api-group-actions)."""
TOKEN, KEY, MEMBERS = Limit(100, 10, "token"), Limit(300, 10, "key"), Limit(100, 900, "token", "members")
LIMITS = (TOKEN, KEY, MEMBERS)
"""Calls per window of seconds; `members` counts the calls below `/members/`."""

SECRETS = ("key", "token")
"""What a connection needs to be let in, by name."""
