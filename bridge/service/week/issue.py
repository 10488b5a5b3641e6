"""Which week's report is due, and how it stands with it."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from bridge.core.log.participation import Week

RELEASED = time(6)
"""On Mondays, in the network's zone; the week ended at midnight."""
DAY = timedelta(days=1)


def issue_at(now: datetime, zone: tzinfo) -> Week:
    """The newest week whose report may go out."""
    local = now.astimezone(zone)
    day = local.date() - (DAY if local.time() < RELEASED else timedelta())
    return Week.of(Week.of(day).first - DAY)
