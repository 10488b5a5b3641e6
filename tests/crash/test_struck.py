"""Each fault on each call: a sample over tools and kinds, and the faults in the service that it has to notice."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.crash import strikes
from tests.crash.planted import FAULTS
from tests.crash.struck import bench
from tests.machine.planting import planted

pytestmark = pytest.mark.slow


def test_one_call_of_a_cycle_may_fail_however_it_likes(capsys: pytest.CaptureFixture[str]) -> None:
    """One call is refused, dropped, answered late or never, and the next cycles bring everything: nothing is lost."""
    told = strikes.in_cycles(seed=1, share=24)
    with capsys.disabled():
        sys.stdout.write(f"\n{told.line}\n")
    assert told.wrong == []
    assert len(told.kinds) > 7


def test_a_call_of_the_first_mirror_may_fail() -> None:
    """Places that were never mirrored come together as if nothing had happened."""
    told = strikes.at_first(seed=1, share=25)
    assert told.wrong == []
    assert told.fired


def test_everything_may_fail_by_chance_at_once() -> None:
    """Many kinds at all tools while people go on."""
    assert strikes.mixed(seed=1, rounds=3).wrong == []


@pytest.mark.parametrize(
    ("fault", "act", "strike"),
    [
        ("intent not stored", "create", {"kind": "drop-after", "match": {"method": "POST", "path_regex": "/cards$"}}),
        ("seen moved before the write", "rename", {"kind": "503", "match": {"method": "PUT", "path_regex": "/cards/"}}),
    ],
)
@pytest.mark.parametrize("broken", [True, False], ids=["broken", "sound"])
def test_a_planted_fault_is_noticed(
    tmp_path: Path, fault: str, act: str, strike: dict[str, object], *, broken: bool
) -> None:
    """Whoever breaks the rule breaks this test: the harness does not only run."""
    with planted(FAULTS[fault]) if broken else nullcontext(), bench(tmp_path, seed=1) as made:
        assert made.people.act_as(act, made.where.places["asana"])
        made.plant({**strike, "vendor": "trello", "times": 1})
        made.sync()
        assert made.fired() == 1
        assert bool(made.calm()) == broken
