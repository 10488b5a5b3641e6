"""How many calls mirroring takes, with a real service and a sandbox in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.bench.counting import changes, idle, mirrored
from tests.bench.minimum import FIELDS, TOOLS, Extent, first_mirror
from tests.bench.minimum import changes as least_for
from tests.bench.sandbox import Act
from tests.bench.service import opened
from tests.bench.table import Row

pytestmark = [pytest.mark.bench, pytest.mark.slow]
TASKS = 60


@pytest.fixture(scope="module", params=["trello", "asana"])
def rows(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence[Row]]:
    """A full place in this tool mirrored into an empty one, a quiet cycle, then people at work."""
    folder = tmp_path_factory.mktemp("calls") / "sandbox"
    with mirrored(request.param, TASKS, folder) as ground, opened(ground.environment) as mirror:
        yield [ground.first, idle(ground, mirror), *changes(ground, mirror)]


def test_a_first_mirror_takes_few_calls_more_than_it_must(rows: Sequence[Row]) -> None:
    """No more than 1.2 times the calls that reading the one place and filling the other need."""
    (first,) = (row for row in rows if row.what.startswith("first mirror"))
    assert first.minimum >= 2 * TASKS, "each task and comment is created"
    assert first.calls.total <= 1.2 * first.minimum, first.calls.paths


def test_where_nothing_happened_each_place_is_asked_once(rows: Sequence[Row]) -> None:
    """An idle cycle is one call for each place, however many tasks there are."""
    (quiet,) = (row for row in rows if row.what == "idle cycle")
    called = {tool: number for tool, number in quiet.calls.by_tool.items() if number}
    assert called == {"trello": 1, "asana": 1}, quiet.calls.paths


def test_our_own_changes_cost_no_call_to_hear_of(rows: Sequence[Row]) -> None:
    """The cycle after one that wrote is an idle one: what the service did itself is not read again."""
    (echoes,) = (row for row in rows if row.what == "cycles after each of these")
    assert echoes.calls.total == echoes.minimum, echoes.calls.paths


@pytest.mark.parametrize("kind", ["title", "comment", "new task", "done and moved"])
@pytest.mark.parametrize("direction", ["Trello to Asana", "Asana to Trello"])
def test_one_change_takes_few_calls_more_than_it_must(rows: Sequence[Row], kind: str, direction: str) -> None:
    """What a person did in one tool is found, read and written to the other with at most 1.2 times the fewest calls."""
    (change,) = (row for row in rows if row.what == f"{kind}, {direction}")
    assert change.calls.writes > 0, "the change was written to the other tool"
    assert change.calls.total <= 1.2 * change.minimum, change.calls.paths


def test_the_minimum_is_what_one_would_work_out_by_hand() -> None:
    """2,000 tasks with 3,000 comments, 4 new lanes, 6 new labels; then one task done and moved."""
    extent = Extent(tasks=2_000, comments=3_000, lanes=4, labels=6)
    written = 4 + 6 + 2_000 + 3_000
    assert first_mirror(TOOLS["trello"], extent) == 2 + 3 + 1 + written
    assert first_mirror(TOOLS["asana"], extent) == 20 + 2_000 + 1 + written

    item = dict.fromkeys(FIELDS, "as it was")
    before, after = {"1": {**item, "lane": "Offen"}}, {"1": {**item, "lane": "Erledigt", "state": "done"}}
    acts = [Act("trello", "PUT", "/1/cards/1")]
    assert least_for(acts, before, after, "trello", "asana") == 2 + 1 + 2
    assert least_for(acts, before, after, "asana", "trello") == 2 + 1 + 1
