"""Each data type is deleted on the day its rule says, at every store, and not a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bridge.core.model.charter import SHORTENED, Charter
from bridge.core.rules.catalogue import CATALOGUE, RUN
from bridge.core.rules.retention import DataType
from tests.consented import agree
from tests.unit.service.retention.kept_long import BEGIN, CANARY, START, directory

DAYS = 5
"""Fewer than any of the rules that a charter may shorten."""


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


@pytest.mark.parametrize("data_type", SHORTENED)
def test_pl_30_a_charter_lets_it_go_after_fewer_days(tmp_path: Path, data_type: DataType) -> None:
    """On the day that partners agreed to and not a day before; all that the charter does not name stays as it was."""
    due = START + timedelta(days=DAYS)
    with directory(tmp_path / "data") as kept_long:
        kept_long.network = replace(kept_long.network, charter=Charter(retention={data_type: DAYS}))
        is_there = BEGIN[DataType(data_type)](kept_long)
        kept_long.run(due - timedelta(days=1))
        assert is_there()
        assert kept_long.run(due)[DataType(data_type)] > 0
        assert not is_there()
        rules = kept_long.retaining.rules(kept_long.network)
        assert {each for each, rule in rules.items() if rule != CATALOGUE[each]} == {data_type}


def test_pl_30_more_days_than_were_agreed_wait_for_consent(tmp_path: Path) -> None:
    """Partners agreed to a week; a network file that says ten days, or nothing any more, changes nothing."""
    with directory(tmp_path / "data") as kept_long:
        agreed = replace(kept_long.network, charter=Charter(retention={"journal": 7}))
        agree(agreed, kept_long.retaining.charters)
        for said in ({"journal": 10}, {}):
            declared = replace(agreed, charter=Charter(retention=said))
            assert kept_long.retaining.rules(declared)[DataType.JOURNAL].period.days == 7
        fewer = replace(agreed, charter=Charter(retention={"journal": 3}))
        assert kept_long.retaining.rules(fewer)[DataType.JOURNAL].period.days == 3
