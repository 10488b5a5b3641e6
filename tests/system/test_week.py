"""A week of a running service, with nearly everything going wrong that can."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.system.week.life import begun, figures, site
from tests.system.week.place import VENDORS

pytestmark = pytest.mark.slow


def test_after_a_week_of_trouble_everything_agrees_and_status_was_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tokens expire, deliveries are lost and doubled, tools are down, the service is stopped and killed: all is there.

    Every task once in each of the four tools, as people left it, with every comment once; nothing more is written; the
    log is sealed day by day and verifies; and `status` told the truth whenever it was asked, as
    `tests/system/week/truth.py` says what that is.
    """
    began = monotonic()
    with site(tmp_path) as here:
        week = begun(here, seed=1)
        week.live()
        assert week.is_silent()
        for tool in VENDORS:
            assert week.stands(tool) == week.left(tool), tool
            assert week.stands(tool) == week.stands("trello"), tool
        assert '"verified": true' in here.desk.run("log", "verify", "--json")
        assert here.desk.run("status", "--json") == here.world.run("status", "--json").stdout
        with capsys.disabled():
            sys.stdout.write(f"\n{figures(week, monotonic() - began)}\n")
