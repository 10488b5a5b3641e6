"""The charter's policies as they are written: `later`, `origin`, `lead`, `place:<id>` or `partner:<id>`."""

from __future__ import annotations

from bridge.core.model.policy import SETS, policy_of
from bridge.core.model.task import EDITABLE
from config.faults import nearest

FIELDS_WITH_POLICY = tuple(name for name in EDITABLE if name not in SETS)
"""Sets merge always, so there is nothing to decide about them."""
WORDS = ("later", "origin", "lead", "place:<id>", "partner:<id>")


def known_policy(written: str) -> str:
    """The same; raises ValueError, with what is allowed, for what is no policy."""
    if policy_of(written) is None:
        raise ValueError(f"allowed: {', '.join(WORDS)}")
    return written


def wrong_field(name: str) -> str:
    """Why a field can have no policy, empty where it can."""
    if name in FIELDS_WITH_POLICY:
        return ""
    if name in SETS:
        return f'"{name}" has no policy: its elements merge one by one, and never conflict'
    return f'"{name}" is no field: {nearest(name, FIELDS_WITH_POLICY)}'
