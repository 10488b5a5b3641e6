"""What Trello can do, as data.

Limits: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/.
"""

from __future__ import annotations

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.task import COMMON
from connectors.layers.limit import Limit

MOST_CHARACTERS = 16_384
MANIFEST = Manifest(
    tool="trello",
    vendor="trello",
    holds=COMMON - {"lead"},
    tells_lead=False,
    archives=True,
    due=DueForm.NOON,
    text=TextForm.MARKDOWN,
    comment_text=TextForm.MARKDOWN,
    title_limit=MOST_CHARACTERS,
    text_limit=MOST_CHARACTERS,
    notifies=frozenset({Occasion.SET, Occasion.ADDED, Occasion.COMMENT, Occasion.MENTION}),
)
TOKEN, KEY, MEMBERS = Limit(100, 10, "token"), Limit(300, 10, "key"), Limit(100, 900, "token", "members")
LIMITS = (TOKEN, KEY, MEMBERS)
"""Calls per window of seconds; `members` counts the calls below `/members/`."""

SECRETS = ("key", "token")
"""What a connection needs to be let in, by name."""
