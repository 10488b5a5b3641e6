"""What figures never tell: on which day somebody works."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bridge.core.model.activity import EntryType
from tests.unit.service.figures.figured import WEEK, Figured, figured

PART_TIME = "birke-0"


def _released(office: Figured, weekdays: tuple[int, ...]) -> tuple[bytes, set[int]]:
    """The document of a week in which one person worked on these days, and the days that the log has of them."""
    office.ordinary_week()
    entries = [
        office.act(EntryType.COMPLETED, PART_TIME, occurred_on=WEEK.first + timedelta(days=weekdays[n % len(weekdays)]))
        for n in range(10)
    ]
    office.happened(*entries)
    return office.release().document, {each.occurred_on.weekday() for each in entries}


def test_dg_08_a_part_time_workers_weekday_stands_in_no_figure(office: Figured, tmp_path: Path) -> None:
    """Who works on Wednesdays alone leaves the same document as one who does as much from Monday to Friday."""
    (tmp_path / "other").mkdir()
    with figured(tmp_path / "other") as other:
        part, week = _released(office, (2,)), _released(other, (0, 1, 2, 3, 4))
    assert (part[1], week[1]) == ({2}, {0, 1, 2, 3, 4}), "the log tells the two apart"
    assert part[0] == week[0]
