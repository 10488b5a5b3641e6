"""How many calls mirroring takes, with a real service and a sandbox in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from tests.bench.counting import changes, idle, mirrored
from tests.bench.minimum import FIELDS, Extent, Work, asking, first_mirror, work_of
from tests.bench.minimum import TOOLS as ALLOWED
from tests.bench.minimum import changes as least_for
from tests.bench.people import KINDS
from tests.bench.sandbox import VENDORS, Act
from tests.bench.service import opened
from tests.bench.table import FIRST, Row

pytestmark = [pytest.mark.bench, pytest.mark.slow]
TASKS = 30
SPACES = [
    ("asana", "trello"),
    ("teams", "trello"),
    ("trello", "asana", "slack", "teams"),
]


@dataclass(frozen=True)
class Measured:
    """What was counted in one space."""

    tools: Sequence[str]
    rows: Sequence[Row]

    def row(self, start: str) -> Row:
        """The first one whose name begins so."""
        return next(row for row in self.rows if row.what.startswith(start))


@pytest.fixture(scope="module", params=SPACES, ids="-".join)
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    """A full place in the first tool mirrored into empty ones, a quiet cycle, then people at work everywhere."""
    folder = tmp_path_factory.mktemp("calls") / "sandbox"
    with mirrored(request.param, TASKS, folder) as ground, opened(ground.environment) as mirror:
        yield Measured(request.param, [ground.first, *idle(ground, mirror), *changes(ground, mirror)])


def test_a_first_mirror_takes_few_calls_more_than_it_must(measured: Measured) -> None:
    """No more than 1.2 times the calls that reading the one place and filling the others need."""
    first = measured.row("first mirror")
    assert first.minimum >= 2 * TASKS, "each task and comment is created"
    assert first.ratio <= FIRST, first.calls.paths


def test_where_nothing_happened_each_place_is_asked_once(measured: Measured) -> None:
    """An idle cycle is one call for each place, however many tasks there are, in a new process too."""
    quiet = measured.row("idle cycle")
    called = {tool: number for tool, number in quiet.calls.by_tool.items() if number}
    assert called == dict.fromkeys(measured.tools, 1), quiet.calls.paths


def test_a_quiet_look_at_planner_takes_a_batch_of_twenty_at_most(measured: Measured) -> None:
    """Each request of a batch uses up what Graph allows, so there are never more than one batch holds."""
    quiet = measured.row("idle cycle")
    assert quiet.calls.parts <= len(measured.tools) + (19 if "teams" in measured.tools else 0), quiet.calls.paths


def test_our_own_changes_cost_no_call_to_hear_of(measured: Measured) -> None:
    """The cycle after one that wrote is an idle one: what the service did itself is not read again."""
    echoes = measured.row("cycles after each of these")
    assert echoes.calls.total == echoes.minimum, echoes.calls.paths


@pytest.mark.parametrize("kind", KINDS)
def test_one_change_takes_no_call_more_than_it_must(measured: Measured, kind: str) -> None:
    """What a person did in any of the tools is found, read and written to the others with the fewest calls."""
    found = [row for row in measured.rows if row.what.startswith(f"{kind}, ")]
    assert len(found) == len(measured.tools)
    assert all(row.calls.writes >= len(measured.tools) - 1 for row in found), "each change was written to the others"
    assert not [(row.what, row.minimum, dict(row.calls.paths)) for row in found if row.calls.total > row.minimum]


def test_a_new_process_asks_but_once_who_it_is_and_who_somebody_is(measured: Measured) -> None:
    """The first change in each tool takes no more than that beside what it must."""
    first = measured.row("the first changes")
    assert first.calls.total - first.minimum <= 2 * len(measured.tools), first.calls.paths


def test_the_minimum_of_a_first_mirror_is_what_one_would_work_out_by_hand() -> None:
    """2,000 tasks with 3,000 comments on 1,500 of them, 4 new lanes, 6 new labels."""
    lanes = dict.fromkeys(VENDORS, 4)
    extent = Extent(tasks=2_000, comments=3_000, threads=1_500, labels=6, lanes=lanes)
    written = 4 + 6 + 2_000 + 3_000
    assert first_mirror("trello", ["asana"], extent) == 2 + 3 + 1 + written
    assert first_mirror("asana", ["trello"], extent) == 20 + 2_000 + 1 + written
    assert first_mirror("teams", ["trello"], extent) == 5 + 100 + 75 + 1 + written
    assert first_mirror("trello", ["slack"], extent) == 2 + 3 + 1 + 1 + 2_000 + 3_000
    assert first_mirror("trello", ["teams"], extent) == 2 + 3 + 1 + 4 + 1 + 3 * 2_000 + 1_500 + 1_500
    both = first_mirror("trello", ["slack"], extent) + first_mirror("trello", ["teams"], extent)
    assert first_mirror("trello", ["slack", "teams"], extent) == both - 5
    past = replace(extent, done=500, said_of_done=700)
    assert first_mirror("trello", ["slack"], past) == first_mirror("trello", ["slack"], extent) - 500 - 700
    assert first_mirror("trello", ["teams"], past) == first_mirror("trello", ["teams"], extent)
    assert [asking(tool, 2_000) for tool in ALLOWED.values()] == [1, 1, 3, 5]


def test_the_minimum_of_a_change_is_what_one_would_work_out_by_hand() -> None:
    """A task done and moved in Trello or Asana; one sent from a form in Slack; a new one with a comment in Planner."""
    item = dict.fromkeys(FIELDS, "as it was")
    before, after = {"1": {**item, "lane": "Offen"}}, {"1": {**item, "lane": "Erledigt", "state": "done"}}
    work = work_of([Act("trello", "PUT", "/1/cards/1")], before, after, "trello")
    assert least_for(work, "trello", ["asana"], 60) == 2 + 1 + 2
    assert least_for(work, "asana", ["trello"], 60) == 2 + 1 + 1
    assert least_for(work, "trello", ["slack", "teams"], 60) == 3 + 1 + 1 + 1

    acts = [Act("slack", "ACT", "press"), Act("slack", "ACT", "submit status lane")]
    sent = work_of(acts, before, before, "slack")
    assert least_for(sent, "slack", ["asana"], 60) == 2 + 1 + 1 + 2
    assert least_for(Work(created=1, said=1), "teams", ["trello", "asana"], 60) == 3 + 1 + 1 + 2 + 2
    assert least_for(Work(created=1), "slack", ["teams"], 60) == 2 + 1 + 3
    with pytest.raises(RuntimeError, match="Nobody"):
        least_for(Work(), "trello", ["asana"], 60)
