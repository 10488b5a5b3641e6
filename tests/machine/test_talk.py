"""Comments that stand in one: what has no room there any more is cut, and nothing else is missing."""

from __future__ import annotations

import pytest

from tests.machine.machine import Machine
from tests.machine.oracles import CUT
from tests.machine.planting import Fault, planted
from tests.machine.talk import reword

AT_LENGTH = (0, 2)
"""Whose words become long ones."""
DROPPED = Fault(
    "comments for which there is no room are left out",
    "Of comments that stand in one only the first is written once they are too long.",
    "bridge.core.sync.gather:shared",
    "for text in texts)",
    "for text in (texts if share is None else texts[:1]))",
)


def lengthened() -> None:
    """Four say something, which comes to the narrow place as one; then two of them say it at length."""
    machine = Machine()
    machine.it_begins(site="full", choice=0, calm=False)
    machine.a_cycle_runs(token=0, deeds=[])
    then = [("full", reword, choice) for choice in AT_LENGTH]
    machine.several_speak_at_once(token=0, site="full", choice=11, fresh=True, trouble=None, then=then)
    machine.teardown()


def test_comments_that_became_too_long_for_one_are_cut_and_none_is_left_out() -> None:
    """Each still has its line and its beginning. Were one left out, that would be noticed."""
    lengthened()
    with planted(DROPPED), pytest.raises(AssertionError, match="stands 0 times at narrow"):
        lengthened()


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("Bine Buche, 02.11.2026: Dazu […] Bert Birke, 02.11.2026: Dazu wort24 gesagt", 1),
        ("Bine Buche, 02.11.2026: Daz […] Bert Birke, 02.11.2026: […]", 2),
        ("Bine Buche, 02.11.2026: Dazu wort2 […]", 1),
        ("Bine Buche, 02.11.2026: Dazu wort24 gesagt und zwar […]", 0),
    ],
)
def test_what_was_cut_lacks_its_word_wherever_the_cut_goes(said: str, lacking: int) -> None:
    """Through the middle of a word, or before the first one: a comment that keeps its word is never excused."""
    assert len(CUT.findall(said)) == lacking
