"""What Teams can do, as data.

Titles: a Planner task takes 255 characters, an element of its checklist 100; a task takes twenty elements and ten
references, of which two are ours (learn.microsoft.com/office365/planner/planner-limits). Limits:
learn.microsoft.com/graph/throttling-limits; Planner publishes none and asks to wait where it is too much; a team takes
four calls a second, a channel 3,000 messages a day.
"""

from __future__ import annotations

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import Delivery, DueForm, Manifest, TextForm
from bridge.core.model.task import COMMON
from connectors.layers.limit import Limit

ARCHIVE_LANE = "Archiv"
"""The bucket that holds what is archived, where the connection's setting `archive_lane` names no other."""

MANIFEST = Manifest(
    tool="teams",
    vendor="graph",
    holds=COMMON | {"start", "priority", "checklist", "attachments"},
    later=frozenset({"checklist", "attachments"}),
    tells_lead=False,
    tells_changes=False,
    items_leave=False,
    archives=False,
    due=DueForm.DAY,
    text=TextForm.PLAIN,
    comment_text=TextForm.RICH_COMMENT,
    comment_setting="channel",
    comments_by_hint=True,
    gathers_comments=True,
    comments_fade=True,
    delivers=Delivery.COMMENTS,
    title_limit=255,
    notifies=frozenset({Occasion.SET, Occasion.ADDED, Occasion.MESSAGE, Occasion.MENTION}),
    text_limit=20_000,
    comment_bytes=26_000,
    helpers_limit=20,
    start_until_due=True,
    check_groups=False,
    checks_at_once=True,
    checks_limit=20,
    check_title_limit=100,
    attachments_limit=8,
    preconditions=True,
    archive_lane=ARCHIVE_LANE,
    url="https://tasks.office.com/Home/Task/{ref}",
    default_lane="To do",
)

TEAM, REPLIES, POSTS = "team", "replies", "posts"
"""The limits that calls about a team, about replies, and new messages of a channel count under too."""
LIMITS = (
    Limit(1_000, 10, "token"),
    Limit(4, 1, "token", TEAM),
    Limit(60, 60, "token", REPLIES),
    Limit(3_000, 86_400, "token", POSTS),
)
"""Of one app. Calls to Planner are held far below Graph's own limit; each request of a batch counts."""

SECRETS = ("tenant_id", "client_id", "client_secret")
"""What a connection needs to be let in, by name; with a channel `refresh_token` too, since apps alone may not post."""
