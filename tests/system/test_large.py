"""Real issues of a public project, as one board that goes to all the other tools at the vendors' limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bench import pace
from tests.bench.issues import issues
from tests.bench.large import GOAL, Mirrored, mirrored
from tests.bench.pace import least

pytestmark = [pytest.mark.bench, pytest.mark.slow]
ISSUES = 150


@pytest.fixture(scope="module")
def found(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Mirrored:
    """Mirrored once."""
    return mirrored(shared, ISSUES, tmp_path_factory.mktemp("large"))


def test_a_large_board_arrives_whole(found: Mirrored) -> None:
    """Each issue and comment is in each tool; done ones get no card in Slack."""
    assert found.issues == ISSUES
    assert found.items == dict.fromkeys(("trello", "asana", "teams"), ISSUES) | {"slack": found.open}
    assert found.comments["trello"] == found.comments["asana"] == found.comments["teams"] > 2 * ISSUES


def test_no_vendor_had_to_refuse_a_call(found: Mirrored) -> None:
    """Cobridge waits before it would be refused."""
    assert found.refused == 0


def test_a_large_board_takes_little_longer_than_the_limits_make_it(found: Mirrored) -> None:
    """No place waits for another, and none longer than its own limits ask; how fast we are is `make bench-large`'s."""
    assert found.whole.waited <= GOAL, found.whole


def test_there_are_1499_real_issues(shared: Path) -> None:
    """All that the archive has, the project's own description left out."""
    read = issues(shared)
    assert len({issue["key"] for issue in read}) == len(read) == 1_499


@pytest.mark.parametrize(("calls", "seconds"), [(1, 0), (60, 0), (61, 60), (4_432, 73 * 60)])
def test_the_least_time_is_that_of_the_windows_between_calls(calls: int, seconds: float) -> None:
    """Sixty calls pass at once; the next one is a minute later, whatever its order."""
    call: Mapping[str, object] = {"vendor": "graph", "method": "GET", "path": "/x/messages/1/replies", "status": 200}
    assert least([call] * calls) == {"graph, changes": seconds}
    assert pace.windows(calls, pace.PUBLISHED["graph"][1]) == seconds
