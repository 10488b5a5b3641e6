"""Each data type is deleted on the day its rule says, at every store, and not a day before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bridge.core.rules.catalogue import CATALOGUE, RUN
from bridge.core.rules.retention import DataType
from tests.unit.service.retention.kept_long import BEGIN, CANARY, START, directory


def test_pl_30_each_rule_that_runs_is_tried() -> None:
    """No data type is kept without a test that it goes."""
    assert {rule.data_type for rule in RUN} == BEGIN.keys()


@pytest.mark.parametrize("data_type", BEGIN, ids=str)
def test_pl_30_it_goes_on_day_n_and_not_on_the_day_before(tmp_path: Path, data_type: DataType) -> None:
    """What began on a day is there until its period is over, and then nowhere; not a byte of it stays in a file."""
    rule = CATALOGUE[data_type]
    due = rule.period.after(START)
    with directory(tmp_path / "data") as kept_long:
        is_there = BEGIN[data_type](kept_long)
        assert is_there()
        kept_long.run(due - timedelta(days=1))
        assert is_there()
        assert kept_long.run(due)[data_type] > 0
        assert not is_there()
        assert CANARY.encode() not in kept_long.bytes()
