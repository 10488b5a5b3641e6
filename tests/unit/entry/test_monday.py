"""When the demo's Monday begins."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bridge.entry.demo.monday import until_monday
from bridge.entry.demo.tools import ZONE


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-20T18:00", "2026-11-23T06:00"),
        ("2026-11-22T05:00", "2026-11-23T06:00"),
        ("2026-11-22T07:00", "2026-11-30T06:00"),
        ("2026-11-23T06:00", "2026-11-30T06:00"),
        ("2026-03-27T18:00", "2026-03-30T06:00"),
    ],
    ids=["Friday", "early on Sunday", "less than a day before", "on Monday", "over the change of clocks"],
)
def test_the_report_is_read_on_the_next_monday_at_six_a_day_later_at_least(now: str, monday: str) -> None:
    """So the day before is sealed, and the week is over, also where a clock was changed in between."""
    begin = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    end = datetime.fromtimestamp(begin.timestamp() + until_monday(begin), ZONE)
    assert end == datetime.fromisoformat(monday).replace(tzinfo=ZONE)
    assert until_monday(begin) >= timedelta(days=1).total_seconds()
