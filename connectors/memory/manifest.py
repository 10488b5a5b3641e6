"""What the memory tool can hold, in three reaches: what a network of unlike tools has to get along with."""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.task import COMMON, FIELDS
from connectors.layers.limit import Limit

ARCHIVE_LANE = "Archiv"
"""The archive lane's name where the connection's setting `archive_lane` names no other."""

NOTIFIES = frozenset({Occasion.SET, Occasion.ADDED, Occasion.COMMENT})
FULL = Manifest("memory", "memory", holds=frozenset(FIELDS), preconditions=True, notifies=NOTIFIES, checks_at_once=True)
"""Everything: rich text, days and instants, a lead, native archive, preconditions by revision."""

PLAINLY = Manifest(
    "memory",
    "memory",
    holds=COMMON - {"labels"} | {"checklist"},
    later=frozenset({"checklist"}),
    check_groups=False,
    checks_at_once=True,
    checks_limit=3,
    check_title_limit=20,
    tells_lead=False,
    due=DueForm.NOON,
    text=TextForm.PLAIN,
    comment_text=TextForm.PLAIN,
    notifies=NOTIFIES,
    title_limit=40,
)
"""Plain text, people without a lead, instants only, short titles, a short checklist, nothing else beside the rest."""

NARROW = replace(
    FULL,
    holds=frozenset(FIELDS) - {"priority"},
    start_needs_due=True,
    archives=False,
    archive_lane=ARCHIVE_LANE,
    due=DueForm.DAY,
    preconditions=False,
    gathers_comments=True,
    comment_bytes=800,
)
"""Days only, a lane as archive, and no preconditions: what a write replaced is told by the history. Few comments fit
into one."""

MANIFESTS = {"full": FULL, "plainly": PLAINLY, "narrow": NARROW}
MANIFEST = FULL

LIMITS: tuple[Limit, ...] = ()
"""Memory is never full."""

SECRETS = ("token",)
"""What a connection needs to be let in, by name."""
