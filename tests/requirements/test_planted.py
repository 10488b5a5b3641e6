"""Each rule of a requirement is switched off once, and the test that carries its id fails."""

from __future__ import annotations

import pytest

from tests.docs.sources import ROOT
from tests.machine.planting import Fault, planted
from tests.requirements.faults import faults, name_of
from tests.requirements.proofs import identifiers_of, proofs

ROWS = faults()


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "test"), ROWS, ids=lambda each: each.name if isinstance(each, Fault) else "")
def test_switched_off_it_is_noticed(fault: Fault, test: str) -> None:
    """No rule is held by a test that would pass without it."""
    with planted(fault):
        ended = pytest.main(["-q", "-x", "-p", "no:cacheprovider", str(ROOT / test)])
    assert ended == pytest.ExitCode.TESTS_FAILED


def test_each_planted_fault_is_noticed_by_a_test_with_an_identifier() -> None:
    """A fault speaks for the requirements that its test carries, so the test is there and carries one."""
    there = {each.test for each in proofs()}
    assert not [test for _, test in ROWS if not identifiers_of(name_of(test)) or name_of(test) not in there]


def test_no_two_faults_have_one_name() -> None:
    """What is said to fail can be told apart."""
    names = [fault.name for fault, _ in ROWS]
    assert len(set(names)) == len(names)
