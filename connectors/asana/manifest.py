"""What Asana can do, as data.

Texts: developers.asana.com/docs/rich-text. Limits: developers.asana.com/docs/rate-limits, those of paid plans; a free
workspace answers 429 with the seconds to wait, and the budget keeps to them.
"""

from __future__ import annotations

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.task import FIELDS
from connectors.layers.limit import Limit

ARCHIVE_LANE = "Archiv"
"""The section that holds what is archived, where the connection's setting `archive_lane` names no other."""

MANIFEST = Manifest(
    tool="asana",
    vendor="asana",
    holds=frozenset(FIELDS) - {"priority"},
    later=frozenset({"checklist", "attachments", "custom", "priority"}),
    tells_lead=True,
    archives=False,
    due=DueForm.BOTH,
    text=TextForm.RICH,
    comment_text=TextForm.RICH_COMMENT,
    title_limit=1_024,
    start_needs_due=True,
    start_until_due=True,
    check_groups=False,
    check_title_limit=1_024,
    notifies=frozenset({Occasion.SET, Occasion.ADDED, Occasion.COMMENT, Occasion.MENTION}),
    text_limit=60_000,
    archive_lane=ARCHIVE_LANE,
    url="https://app.asana.com/0/0/{ref}",
    default_lane="Untitled section",
    history=frozenset({"title", "description"}),
)
"""`history`: a story keeps the words that a change replaced; a user can only delete stories they have created
(developers.asana.com/reference/deletestory)."""
LIMITS = (Limit(1_500, 60, "token"),)
"""Calls per minute and token; each action of a batch counts."""


SECRETS = ("token",)
"""What a connection needs to be let in, by name."""
