"""A week of a running service, with nearly everything going wrong that can."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.system.week.life import lived

pytestmark = pytest.mark.slow


def test_after_a_week_of_trouble_everything_agrees_and_status_was_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tokens expire, deliveries are lost and doubled, tools are down, the service is stopped and killed: all is there.

    Every task once in each of the four tools, as people left it, with every comment once; nothing more is written; the
    log is sealed day by day and verifies; and `status` told the truth whenever it was asked, as
    `tests/system/week/truth.py` says what that is.
    """
    told = lived(tmp_path, seed=1)
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
