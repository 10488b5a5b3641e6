"""An issue as a value: figures as they were released, and the worklist of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, cast

from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, SpaceId
from bridge.core.model.network import Network, Partner, Place, Report, Space
from bridge.core.reports.figures import Release, Signed
from bridge.core.reports.worklist import Worklist
from bridge.core.rules.consent import Force
from bridge.service.week.gather import Gathering, gather

COORDINATOR, COUNCIL = (
    Caller("coord", Role.PARTNER_COORDINATOR, PartnerId("weber")),
    Caller("rat", Role.BETRIEBSRAT, PartnerId("weber")),
)
BOARD, PLAN = (
    Place(PlaceId("board"), ConnectionId("a"), "trello", "1"),
    Place(PlaceId("plan"), ConnectionId("b"), "teams", "2"),
)
SUNDAY = date(2026, 11, 22)


@dataclass
class Kept:
    """`Releases` and `ReadDays` in one."""

    names: tuple[tuple[str, str], ...]
    read: Mapping[PlaceId, set[date]] = field(default_factory=lambda: {BOARD.id: {SUNDAY}, PLAN.id: {SUNDAY}})

    def of(self, *asked: Any) -> Any:
        if isinstance(asked[0], str):
            return self._signed(*asked[1:]) if asked[1:] in self.names else None
        return self.read

    def last(self, network: str, evaluation: str, n: int, until: str) -> list[Signed]:
        del network
        known = sorted(period for name, period in self.names if name == evaluation and period <= until)
        return [self._signed(evaluation, period) for period in known[-n:]]

    def _signed(self, evaluation: str, period: str) -> Signed:
        release = Release(evaluation, "bau", period, SUNDAY, "3", 42, 6, ())
        return Signed(release, b"{}", f"print of {period}", "", "")


class Looks:
    """`Access` that writes down who looked at what."""

    def __init__(self, now: str = "2026-11-23T05:00:00+00:00") -> None:
        self.seen: list[tuple[str, str]] = []
        self.clock = cast("Any", self)
        self._now = datetime.fromisoformat(now)

    def now(self) -> datetime:
        return self._now.astimezone(UTC)

    @contextmanager
    def recorded(self, caller: Caller, verb: object, resource: object, purpose: object) -> Any:
        del verb, purpose
        self.seen.append((caller.id, str(resource)))
        yield


@dataclass(frozen=True)
class _Terms:
    space: Space
    reaches: Mapping[PlaceId, Any]


@dataclass(frozen=True)
class _Reach:
    manifest: Any


@dataclass(frozen=True)
class _Manifest:
    tells_changes: bool


def gathering(kept: Kept, looks: Looks | None = None) -> Gathering:
    """A network of one space in Trello and Teams."""
    space = Space(SpaceId("messe"), "Messe 2027", (BOARD, PLAN))
    reaches = {BOARD.id: _Reach(_Manifest(tells_changes=True)), PLAN.id: _Reach(_Manifest(tells_changes=False))}
    network = Network("bau", "Bau", (Partner(PartnerId("weber"), "Weber"),), (space,), report=Report(contact="Büro"))
    worklist = Worklist("Bau", date(2026, 11, 23))
    return Gathering(
        network, [cast("Any", _Terms(space, reaches))], Force({"evaluation:F1": ""}), "3",
        cast("Any", looks or Looks()), cast("Any", kept), cast("Any", kept), lambda _: worklist, lambda _: (),
    )  # fmt: skip


def test_figures_are_those_of_the_last_four_weeks_as_they_were_released() -> None:
    """A week without a release is missing; one of a later week never shows in a past issue; the look is recorded."""
    looks = Looks()
    weeks = ("2026-W40", "2026-W44", "2026-W46", "2026-W47", "2026-W48")
    kept = Kept(tuple(("F1", week) for week in weeks))
    found = gather(COORDINATOR, "2026-W47", gathering(kept, looks))
    assert [each.period for each in found.figures] == ["2026-W44", "2026-W46", "2026-W47"]
    assert (found.fingerprint, found.on, found.contact) == ("print of 2026-W47", date(2026, 11, 23), "Büro")
    assert looks.seen == [("coord", "figures")]
    assert gather(COORDINATOR, "2026-W45", gathering(kept)).fingerprint == ""


def test_spaces_have_figures_in_the_first_issue_after_a_quarter_alone() -> None:
    """Thirteen weeks end with the 39th."""
    kept = Kept((("F2", "2026-Q3"), ("F2", "2026-Q4")))
    quarters = {week: gather(COUNCIL, week, gathering(kept)).quarter for week in ("2026-W38", "2026-W39", "2026-W40")}
    assert [len(each) for each in quarters.values()] == [0, 1, 0]
    assert quarters["2026-W39"][0].period == "2026-Q3"


def test_only_the_newest_issue_has_a_worklist_and_only_for_who_may_read_it() -> None:
    """It says how things stand now, which a past issue cannot; a council reads figures alone."""
    source = gathering(Kept(()))
    assert gather(COORDINATOR, "2026-W47", source).worklist is not None
    assert gather(COORDINATOR, "2026-W46", source).worklist is None
    assert gather(COUNCIL, "2026-W47", source).worklist is None


def test_what_was_not_read_and_what_is_silent_is_told() -> None:
    """By space and tool; of a tool that reports no changes always."""
    found = gather(COORDINATOR, "2026-W47", gathering(Kept((), {BOARD.id: {SUNDAY}, PLAN.id: set()})))
    assert (found.unread, found.silent) == (("Messe 2027 (Teams)",), ("teams",))
    assert found.evaluations == {"F1"}
    source = gathering(Kept(()))
    assert gather(COORDINATOR, "2026-W47", replace(source, url="https://x.example")).unread == ()
