"""What was undone is forgotten in time, also where nobody changes a roster any more."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bridge.core.model.ids import Account, PersonId
from bridge.core.model.roster import KEPT
from bridge.service.people.forgetting import forget_former
from tests.unit.service.people.listing import ASANA, DAY, WEBER, importing, network, roster, rosters

PETRA = PersonId("petra-weber")


class Clock:
    """Noon, so many days after something was undone."""

    def __init__(self, days: int) -> None:
        self._now = datetime.combine(DAY + timedelta(days=days), time(12), UTC)

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


@pytest.mark.parametrize(("days", "remembered"), [(KEPT.days - 1, 1), (KEPT.days, 0)])
def test_whose_an_account_was_is_gone_after_thirty_days(days: int, remembered: int) -> None:
    """The end of the day forgets it; the person, and what is confirmed, stays."""
    kept = rosters()
    importing("Name\nPetra Weber\n", kept).take((), DAY)
    kept.change("bau", WEBER, lambda each: each.with_account(PETRA, ASANA, Account("1"), DAY))
    kept.change("bau", WEBER, lambda each: each.without_account(PETRA, ASANA, DAY))
    forget_former(kept, network(), Clock(days))
    assert len(roster(kept).assignments) == remembered
    assert [person.id for person in roster(kept).persons] == [PETRA]
