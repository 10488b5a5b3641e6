"""What was undone is forgotten in time, also where nobody changes a roster any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.core.model.ids import Account, PersonId
from bridge.core.model.roster import KEPT
from bridge.core.rules.retention import DataType
from bridge.ports.retention import Due
from bridge.service.people.forgetting import forget_former
from tests.unit.service.people.listing import ASANA, DAY, WEBER, importing, network, roster, rosters

PETRA = PersonId("petra-weber")


class Starts:
    """Nobody left the network file."""

    def since(self, network: str, data_type: DataType, found: frozenset[str], today: date) -> Mapping[str, date]:
        raise NotImplementedError(network, data_type, found, today)

    def left(self, network: str, data_type: DataType, present: frozenset[str], today: date) -> Mapping[str, date]:
        assert (network, data_type, today) == ("bau", DataType.IDENTITIES, today)
        assert present
        return {}

    def forget(self, network: str, data_type: DataType, gone: frozenset[str]) -> None:
        assert (network, data_type, gone) == ("bau", DataType.IDENTITIES, frozenset())


@pytest.mark.parametrize(("days", "remembered"), [(KEPT.days - 1, 1), (KEPT.days, 0)])
def test_whose_an_account_was_is_gone_after_thirty_days(days: int, remembered: int) -> None:
    """The end of the day forgets it; the person, and what is confirmed, stays."""
    kept, vault = rosters(), MemoryVault()
    importing("Name\nPetra Weber\n", kept).take((), DAY)
    kept.change("bau", WEBER, lambda each: each.with_account(PETRA, ASANA, Account("1"), DAY))
    kept.change("bau", WEBER, lambda each: each.without_account(PETRA, ASANA, DAY))
    today = DAY + timedelta(days=days)
    forget_former(kept, vault, Starts(), Due(network(), today, today - KEPT))
    assert len(roster(kept).assignments) == remembered
    assert [person.id for person in roster(kept).persons] == [PETRA]
