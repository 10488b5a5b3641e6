"""The contract of an access log: every promise of `bridge/ports/access_log.py` as a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.ids import PartnerId
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import AccessEntry, AccessLog, Result

NET, WEBER = "bauverbund", PartnerId("weber")
DSB, COUNCIL = Caller("dsb", Role.DSB), Caller("council", Role.BETRIEBSRAT, WEBER)
AT = datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC)
LOOK = AccessEntry(
    AT,
    "coord",
    Role.PARTNER_COORDINATOR,
    Resource.PERSONS,
    Verb.READ,
    "ab" * 32,
    "weber",
    Purpose.MIRROR,
    "case-1",
    Result.DONE,
    "0.1.0",
)


def look(role: Role = Role.PARTNER_COORDINATOR, *, at: datetime = AT, partner: str = "weber") -> AccessEntry:
    """Somebody of that role looked."""
    return replace(LOOK, role=role, at=at, partner=partner)


@dataclass(frozen=True, slots=True)
class Logs:
    """An access log; `reopened` is the same one after the process ended."""

    log: AccessLog
    reopened: Callable[[], AccessLog]

    def read(self, caller: Caller) -> list[AccessEntry]:
        return list(self.reopened().read(NET, caller))


def numbers(entries: Iterable[AccessEntry]) -> list[int]:
    """In the order in which they are told."""
    return [each.number for each in entries]


class AccessLogContract:
    """Inherit, and override `logs`."""

    @pytest.fixture
    def logs(self) -> Logs:
        """Empty."""
        raise NotImplementedError

    def test_pl_17_a_look_is_kept_as_it_was(self, logs: Logs) -> None:
        """When, who, in which role, what, at whom, what for, in which case, how it ended and by which version."""
        logs.log.record(NET, [LOOK])
        assert logs.read(DSB) == [replace(LOOK, number=1)]

    def test_networks_share_nothing(self, logs: Logs) -> None:
        """Each has its own looks and its own numbers."""
        logs.log.record(NET, [LOOK])
        logs.log.record("hafen", [LOOK])
        assert (numbers(logs.read(DSB)), numbers(logs.reopened().read("hafen", DSB))) == ([1], [1])
        assert not logs.reopened().about("other", LOOK.subject)

    def test_pl_19_council_and_dsb_leave_no_gap(self, logs: Logs) -> None:
        """A role of an employer finds numbers without a gap, however much council and DSB have read in between."""
        for role in (Role.SYSADMIN, Role.DSB, Role.PERSON, Role.BETRIEBSRAT, Role.DSB, Role.SYSADMIN):
            logs.log.record(NET, [look(role)])
        seen = logs.read(operator())
        assert [each.role for each in seen] == [Role.SYSADMIN, Role.PERSON, Role.SYSADMIN]
        assert numbers(seen) == [1, 2, 3]
        apart = [each for each in logs.read(DSB) if each.role in (Role.DSB, Role.BETRIEBSRAT)]
        assert numbers(apart) == [1, 2, 3]

    def test_pl_18_the_dsb_reads_all_and_the_council_its_partners(self, logs: Logs) -> None:
        """The council's extract has looks at its own partner's persons, its own too, and none of the DSB's."""
        logs.log.record(NET, [look(), look(partner="nordlicht"), look(Role.DSB), look(Role.BETRIEBSRAT)])
        assert len(logs.read(DSB)) == 4
        found = {(each.role, each.partner) for each in logs.read(COUNCIL)}
        assert found == {(Role.PARTNER_COORDINATOR, "weber"), (Role.BETRIEBSRAT, "weber")}

    def test_pl_06_who_is_looked_at_is_told_of_every_look(self, logs: Logs) -> None:
        """Council's and DSB's too, oldest first; and of nobody else's."""
        later, other = look(at=AT + timedelta(days=2)), replace(LOOK, subject="cd" * 32)
        logs.log.record(NET, [later, look(Role.DSB, at=AT + timedelta(days=1)), LOOK, other])
        found = logs.reopened().about(NET, LOOK.subject)
        assert [each.role for each in found] == [Role.PARTNER_COORDINATOR, Role.DSB, Role.PARTNER_COORDINATOR]
        assert len(logs.reopened().about(NET, other.subject)) == 1

    def test_pl_06_who_looked_is_told_of_their_own_looks(self, logs: Logs) -> None:
        """What somebody looked at is their data too; of what others looked at they are told nothing."""
        mine = (look(), look(Role.DSB, at=AT + timedelta(seconds=1)))
        logs.log.record(NET, [*mine, replace(look(), caller="somebody-else")])
        assert [each.role for each in logs.reopened().by(NET, "coord")] == [each.role for each in mine]
        assert not logs.log.by("hafen", "coord")

    def test_pl_18_what_is_old_is_forgotten(self, logs: Logs) -> None:
        """In both series, from the day on; what stays keeps its number, and what comes is counted on."""
        day = date(2026, 11, 23)
        for role in (Role.SYSADMIN, Role.DSB):
            for hours in (-1, 0, 25):
                logs.log.record(NET, [look(role, at=datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hours))])
        logs.log.record("hafen", [look(at=AT - timedelta(days=9))])
        assert logs.log.forget_before(NET, day) == 2
        logs.log.record(NET, [look(Role.SYSADMIN, at=AT + timedelta(days=9))])
        assert numbers(logs.read(operator())) == [2, 3, 4]
        assert len(logs.reopened().read("hafen", DSB)) == 1
        assert logs.log.forget_before(NET, day) == 0
