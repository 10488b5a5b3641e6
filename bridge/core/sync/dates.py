"""Days and instants as each place holds them; the one is never turned into the other silently."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from bridge.core.model.reach import DueForm, Reach
from bridge.core.model.task import Due, Fields

NOON = time(12)


def due_at(due: Due | None, reach: Reach) -> Due | None:
    """The due value as the place holds it; at a NOON place an instant at noon reads as its day."""
    if not isinstance(due, datetime):
        return due
    local = due.astimezone(reach.zone)
    match reach.manifest.due:
        case DueForm.DAY:
            return local.date()
        case DueForm.NOON if local.timetz().replace(tzinfo=None) == NOON:
            return local.date()
    return due


def start_at(fields: Fields, reach: Reach) -> Due | None:
    """The start as the place holds it; None where the place would refuse it beside this due value."""
    start, due, manifest = due_at(fields.start, reach), due_at(fields.due, reach), reach.manifest
    if start is None or "start" not in reach.holds:
        return None
    if manifest.start_needs_due and (due is None or (isinstance(start, datetime) and not isinstance(due, datetime))):
        return None
    late = manifest.start_until_due and due is not None and _instant(start, reach.zone) > _instant(due, reach.zone)
    return None if late else start


def _instant(due: Due, zone: tzinfo) -> datetime:
    return due if isinstance(due, datetime) else datetime.combine(due, NOON, zone)


def at_time_of(day: date, instant: datetime, zone: tzinfo) -> datetime:
    """That day at the instant's local time of day, in UTC."""
    local = instant.astimezone(zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)
