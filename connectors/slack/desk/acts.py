"""What a press on a card means for its fields. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bridge.core.model.parts import Check
from bridge.core.model.task import Fields, Status
from connectors.slack.desk.forms import due_at
from connectors.slack.desk.part_blocks import CHECK
from connectors.slack.parts import in_block

PRESSES = ("claim", "done", "due", "start", "lane", CHECK)
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
        case "start":
            return replace(before, start=due_at(action.get("selected_date"), before.start, zone))
        case "lane":
            chosen = (action.get("selected_option") or {}).get("value")
            return replace(before, status=Status(before.status.done, chosen or before.status.lane))
        case "check":
            return replace(before, checklist=_ticked(before.checklist, action))
        case _:
            return before


def _ticked(checks: tuple[Check, ...], action: Mapping[str, Any]) -> tuple[Check, ...]:
    """Slack tells what is ticked in the block that was pressed; the others stay as they were."""
    ticked = {each["value"] for each in action.get("selected_options") or ()}
    here = {check.id for check in in_block(checks, str(action.get("block_id")))}
    return tuple(replace(check, done=check.id in ticked) if check.id in here else check for check in checks)
