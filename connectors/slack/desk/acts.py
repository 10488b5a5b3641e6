"""What a press on a card means for its fields. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bridge.core.model.task import Fields, Status
from connectors.slack.desk.forms import due_at

PRESSES = ("claim", "done", "due", "lane")
"""The action ids of a card that change it without a form."""


def pressed(action: Mapping[str, Any], before: Fields, by: str, zone: tzinfo) -> Fields:
    """The fields after the press; those before where it means nothing."""
    match action.get("action_id"):
        case "claim":
            return replace(before, lead=by)
        case "done":
            return replace(before, status=Status(not before.status.done, before.status.lane))
        case "due":
            return replace(before, due=due_at(action.get("selected_date"), before.due, zone))
        case "lane":
            chosen = (action.get("selected_option") or {}).get("value")
            return replace(before, status=Status(before.status.done, chosen or before.status.lane))
        case _:
            return before
