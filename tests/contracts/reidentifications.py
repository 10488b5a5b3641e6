"""The contract of what keeps requests for a re-identification: `bridge/ports/reidentifications.py` as tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Role
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.reidentification import Approval, Reidentification
from bridge.ports.reidentifications import Reidentifications

NET, DAY, PETRA = "bauverbund", date(2026, 11, 23), PersonId("petra-weber")
REQUEST = Reidentification(
    "a1", PartnerId("weber"), "ab" * 32, ("e1", "e2"), "Prüfung des Vorwurfs", "DSB-7", "dora", DAY, DAY + timedelta(7)
)
APPROVAL = Approval("dora", Role.DSB, DAY)


class ReidentificationsContract:
    """Inherit, and override `kept`."""

    @pytest.fixture
    def kept(self) -> Reidentifications:
        """Empty."""
        raise NotImplementedError

    def test_what_was_added_is_there(self, kept: Reidentifications) -> None:
        """With everything it says, by day; another network's are elsewhere."""
        later = replace(REQUEST, id="a0", on=DAY + timedelta(1), approvals=(APPROVAL,))
        kept.add(NET, later, None)
        kept.add(NET, REQUEST, PETRA)
        kept.add("hafen", replace(REQUEST, case="andere"), PETRA)
        assert list(kept.of(NET)) == [REQUEST, later]

    def test_a_change_is_kept(self, kept: Reidentifications) -> None:
        """In the place of what was there, and nowhere else; of what is not there nothing is made."""
        other = replace(REQUEST, id="a2")
        kept.add(NET, REQUEST, PETRA)
        kept.add(NET, other, PETRA)
        approved = kept.change(NET, "a1", lambda before: replace(before, approvals=(*before.approvals, APPROVAL)))
        assert approved == replace(REQUEST, approvals=(APPROVAL,))
        assert list(kept.of(NET)) == [approved, other]
        assert kept.change(NET, "a3", lambda before: before) is None
        assert kept.change("hafen", "a1", lambda before: before) is None

    def test_a_change_that_is_refused_changes_nothing(self, kept: Reidentifications) -> None:
        """An approval that may not be stays out."""
        kept.add(NET, REQUEST, PETRA)

        def refuse(_: Reidentification) -> Reidentification:
            raise NotPermittedError("no")

        with pytest.raises(NotPermittedError):
            kept.change(NET, "a1", refuse)
        assert list(kept.of(NET)) == [REQUEST]

    def test_what_is_over_is_forgotten(self, kept: Reidentifications) -> None:
        """When the deletion rule says so and not a day earlier, and of no other network."""
        kept.add(NET, REQUEST, PETRA)
        kept.add("hafen", REQUEST, PETRA)
        assert kept.forget_before(NET, REQUEST.until) == 0
        assert kept.forget_before(NET, REQUEST.until + timedelta(1)) == 1
        assert not kept.of(NET)
        assert list(kept.of("hafen")) == [REQUEST]
