"""The contract of request files: every promise of `bridge/ports/cases.py` as a test, with its rule as docstring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from bridge.core.model.case import Act, Case, CaseId, State, Step
from bridge.core.model.ids import PartnerId
from bridge.core.rules.requests import done, received, with_step
from bridge.ports.cases import CaseStore

NETWORK, PETRA, LENA = "bauverbund", "5e" * 32, "1e" * 32
RECEIVED = date(2026, 11, 20)


def case(identity: str, *, on: date = RECEIVED, subject: str = PETRA, network: str = NETWORK) -> Case:
    """A request for access, received by another partner than the person's."""
    return received(
        identity=CaseId(identity),
        network=network,
        act=Act.ACCESS,
        subject=subject,
        partner=PartnerId("weber"),
        on=on,
        by="brandt",
    )


@dataclass(frozen=True, slots=True)
class Cases:
    """A store of cases; `reopened` is the same after the process ended."""

    store: CaseStore
    reopened: Callable[[], CaseStore]


class CaseContract:
    """Inherit, and override `cases`."""

    @pytest.fixture
    def cases(self) -> Cases:
        """No case yet."""
        raise NotImplementedError

    def test_a_case_outlives_the_process(self, cases: Cases) -> None:
        """Everything of it is there after a restart, steps too."""
        kept = with_step(case("k1"), Step("log", "destroyed", RECEIVED, "12 entries"))
        cases.store.open(kept)
        assert cases.reopened().get(NETWORK, kept.id) == kept

    def test_an_id_is_given_once(self, cases: Cases) -> None:
        """A second case never takes the place of the first."""
        cases.store.open(case("k1"))
        with pytest.raises(ValueError, match="k1"):
            cases.store.open(case("k1", subject=LENA))
        assert cases.store.all(NETWORK) == [case("k1")]

    def test_cases_stand_by_the_day_they_were_received(self, cases: Cases) -> None:
        """Whatever was filed first."""
        late, early = case("k1"), case("k2", on=date(2026, 10, 1))
        for each in (late, early):
            cases.store.open(each)
        assert cases.store.all(NETWORK) == [early, late]

    def test_a_persons_cases_are_found_by_their_hash(self, cases: Cases) -> None:
        """And nobody else's."""
        for each in (case("k1"), case("k2", subject=LENA), case("k3")):
            cases.store.open(each)
        assert cases.store.about(NETWORK, PETRA) == [case("k1"), case("k3")]

    def test_nothing_is_seen_from_another_network(self, cases: Cases) -> None:
        """The same person, the same id: another network has no such case."""
        cases.store.open(case("k1", network="hafen"))
        assert cases.store.get(NETWORK, CaseId("k1")) is None
        assert not cases.store.all(NETWORK)
        assert not cases.store.about(NETWORK, PETRA)
        assert cases.store.forget(NETWORK, date.max) == 0
        with pytest.raises(KeyError):
            cases.store.change(NETWORK, CaseId("k1"), lambda found: found)

    def test_a_change_is_there_for_the_next_process(self, cases: Cases) -> None:
        """A step that was done is not done again."""
        cases.store.open(case("k1"))
        changed = cases.store.change(NETWORK, CaseId("k1"), lambda found: done(found, RECEIVED))
        assert changed.state is State.DONE
        assert cases.reopened().get(NETWORK, CaseId("k1")) == changed

    def test_a_change_that_fails_changes_nothing(self, cases: Cases) -> None:
        """What cannot be done to a case leaves it as it was."""

        def fail(_: Case) -> Case:
            raise RuntimeError

        cases.store.open(case("k1"))
        with pytest.raises(RuntimeError):
            cases.store.change(NETWORK, CaseId("k1"), fail)
        assert cases.store.get(NETWORK, CaseId("k1")) == case("k1")

    def test_closed_cases_are_forgotten_when_their_time_is_over(self, cases: Cases) -> None:
        """One that is open stays, however old; one that was closed on the day itself stays too."""
        opened = case("k1", on=date(2020, 1, 2))
        old, fresh = (replace(case(f"k{day}"), closed_on=date(2026, 11, day), state=State.DONE) for day in (2, 3))
        for each in (opened, old, fresh):
            cases.store.open(each)
        assert cases.store.forget(NETWORK, date(2026, 11, 3)) == 1
        assert cases.reopened().all(NETWORK) == [opened, fresh]
