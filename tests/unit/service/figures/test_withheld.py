"""Weeks and quarters in which nothing is shown, and why: the group, the beginning, the reading."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bridge.adapters.store.bases import SqlBases, SqlReadDays
from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.activity import EntryType
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.reports.figures import Gap
from bridge.service.release import due
from tests.unit.service.figures.figured import LIVE, WEEK, Figured, told

NEXT = Week("2026-W48")
QUARTER = Quarter("2026-Q4")
ALL_GAPS, ALL_SMALL = {"data_gap"}, {"small_group"}


def outcomes(office: Figured, period: Week = WEEK) -> set[int | str]:
    return set(told(office.release(period=period).release).values())


def test_dg_09_two_companies_read_why_there_are_no_figures(tmp_path: Path) -> None:
    """Q0: each would compute the other; every figure says so, and none is zero."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        office = Figured(database)
        office.network = replace(
            office.network,
            partners=office.network.partners[:2],
            spaces=tuple(
                replace(each, places=tuple(place for place in each.places if place.connection in ("ahorn", "birke")))
                for each in office.network.spaces[:1]
            ),
        )
        office.live()
        made = office.release().release
    assert (made.reason, made.persons, made.organisations, made.excluded) == ("few_organisations", 0, 0, ("messe",))
    assert set(told(made).values()) == ALL_SMALL


def test_dg_03_whoever_joins_counts_from_the_next_quarter_on(office: Figured) -> None:
    """Q0: neither a newcomer's acts, nor those of accounts that nobody confirmed, nor their number (A07, A24)."""
    office.comes("distel", *(f"distel-new{number}" for number in range(9)))
    office.ordinary_week()
    new = [office.act(EntryType.OPENED, f"distel-new{number}") for number in range(9)]
    strangers = [office.act(EntryType.OPENED, f"trello/{number}", space="messe") for number in range(9)]
    office.happened(*new, *strangers)
    made = office.release().release
    assert told(made)["opened", ""] == 25
    assert made.persons == 42
    assert office.releasing.freezing.basis(QUARTER, WEEK.last, office.threshold) is not None
    january = Week("2027-W01")
    office.live(january.first)
    office.ordinary_week(january)
    office.happened(*(office.act(EntryType.OPENED, f"distel-new{number}", january) for number in range(9)))
    later = office.release(period=january).release
    assert told(later)["opened", ""] == 35
    assert later.persons == 51


def test_dg_03_who_leaves_is_missing_at_once_and_a_space_that_fails_stays_out(office: Figured) -> None:
    """Q0: Logistik without Fichte has two organisations; that somebody comes back does not bring it back.

    The basis that is printed stays that of the quarter: one person fewer would tell of an objection (A25).
    """
    office.ordinary_week()
    before = office.network
    office.leaves("fichte-0")
    made = office.release().release
    assert made.excluded == ("ausbildung", "einkauf", "logistik")
    assert (made.persons, made.organisations) == (42, 6)
    office.network = before
    office.ordinary_week(NEXT)
    again = office.release(period=NEXT).release
    assert again.excluded == ("ausbildung", "einkauf", "logistik")
    assert told(again)["opened", ""] == 25


def test_dg_03_rosters_stand_under_names_that_tell_nobody(office: Figured) -> None:
    """Q0: what is frozen is keyed for its quarter, so that nobody is told from it, nor two quarters connected."""
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT space, organisation, member FROM figure_members").all()
    assert len(rows) == sum(len(partner.roster) * _spaces(office, partner.id) for partner in office.network.partners)
    ids = {person.id for partner in office.network.partners for person in partner.roster}
    assert not ids & {row.member for row in rows}
    office.live(date(2027, 1, 4))
    bases = SqlBases(office.database)
    first, second = (bases.of("muster", name) for name in ("2026-Q4", "2027-Q1"))
    assert first
    assert second
    assert not first.everybody("messe") & second.everybody("messe")
    assert (first.first, second.first) == (True, False)


def _spaces(office: Figured, partner: str) -> int:
    return sum(any(place.connection == partner for place in each.places) for each in office.network.spaces)


def test_dg_03_the_rosters_of_a_quarter_are_frozen_once(office: Figured) -> None:
    """Q0: whoever asks later gets those it began with."""
    bases, before = SqlBases(office.database), SqlBases(office.database).of("muster", "2026-Q4")
    office.comes("erle", "erle-new")
    office.live(LIVE + timedelta(days=14))
    assert bases.of("muster", "2026-Q4") == before


def test_dg_03_the_first_week_with_figures_is_the_first_whole_one(tmp_path: Path) -> None:
    """Q0: the first quarter begins on the day on which the network goes live, and has no quarterly figures."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        office = Figured(database)
        office.live(WEEK.first + timedelta(days=2))
        office.ordinary_week()
        office.ordinary_week(NEXT)
        made = office.release().release
        assert (made.reason, set(told(made).values())) == ("first_quarter", ALL_GAPS)
        assert office.release(period=NEXT).release.reason == ""
        office.read(QUARTER.first, QUARTER.last)
        assert office.release("F2", QUARTER).release.reason == "first_quarter"


def test_dg_03_a_network_goes_live_when_figures_can_rest_upon_its_rosters(tmp_path: Path) -> None:
    """Q0: until then rosters are not frozen, so that nobody waits a quarter for the third partner's accounts."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        office = Figured(database)
        whole = office.network
        office.network = replace(whole, partners=tuple(replace(each, roster=()) for each in whole.partners))
        office.live()
        assert SqlBases(database).of("muster", "2026-Q4") is None
        assert outcomes(office, Week("2026-W40")) == ALL_SMALL
        office.network = whole
        office.live(WEEK.first)
        office.ordinary_week()
        assert office.release().release.reason == ""


def test_dg_10_a_place_that_was_not_read_leaves_no_figures_for_two_weeks(office: Figured) -> None:
    """W4: neither for the week nor for the one in which it is caught up; the days are named, and no lower number."""
    office.ordinary_week(Week("2026-W46"))
    for week in (WEEK, NEXT, Week("2026-W49")):
        for metric in ("opened", "completed", "handed_over", "claimed"):
            office.worked(metric, {"ahorn": 11, "birke": 8, "zeder": 4}, week)
    office.read(WEEK.first, date(2026, 11, 17))
    office.read(date(2026, 11, 18), WEEK.last, "messe-distel")
    office.read(NEXT.first, Week("2026-W49").last)
    missing = office.release().release
    assert (missing.reason, missing.gaps) == ("data_gap", (Gap(date(2026, 11, 18), WEEK.last, 1),))
    assert set(told(missing).values()) == ALL_GAPS
    caught_up = office.release(period=NEXT).release
    assert (caught_up.reason, caught_up.gaps, set(told(caught_up).values())) == ("catching_up", (), ALL_GAPS)
    assert office.release(period=Week("2026-W49")).release.reason == ""


def test_dg_10_a_place_of_a_space_that_is_not_counted_is_no_gap(office: Figured) -> None:
    """W4: nothing of it is in the figures."""
    office.ordinary_week()
    with office.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM read_days WHERE place LIKE 'ausbildung%'")
    assert office.release().release.reason == ""


def test_dg_10_one_day_without_reading_leaves_no_figures_for_the_quarter(office: Figured) -> None:
    """W4: in a quarter too."""
    office.read(QUARTER.first, QUARTER.last)
    with office.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM read_days WHERE place = 'messe-ahorn' AND day = '2026-10-20'")
    made = office.release("F2", QUARTER).release
    assert (made.reason, made.gaps) == ("data_gap", (Gap(date(2026, 10, 20), date(2026, 10, 20), 1),))


def test_dg_04_a_week_of_one_company_is_withheld_and_a_quiet_week_is_not(office: Figured) -> None:
    """On a holiday only one company works: its work is told to nobody (A06, A23); nothing at all is below ten (A09)."""
    office.worked("opened", {"birke": 30})
    office.worked("completed", {"birke": 2, "zeder": 1})
    office.worked("handed_over", {"birke": 4, "zeder": 4, "ahorn": 4})
    office.happened(
        *(
            office.act(EntryType.CLAIMED, "ahorn-1", space="messe", org_id=each)
            for each in ("ahorn", "birke", "zeder") * 5
        )
    )
    office.read(WEEK.first - timedelta(days=1), WEEK.last)
    assert told(office.release().release) == {
        ("opened", ""): "withheld",
        ("completed", ""): "under_10",
        ("handed_over", ""): 10,
        ("claimed", ""): "withheld",
    }


def test_dg_05_a_space_that_one_dominates_hides_another_in_the_quarter(office: Figured) -> None:
    """What the weeks tell of all spaces must not give it away."""
    office.worked("opened", {"ahorn": 40}, space="messe")
    for space, names in (("antrag", ("ahorn", "birke", "zeder")), ("logistik", ("birke", "zeder", "fichte"))):
        office.worked("opened", dict.fromkeys(names, 10), space=space)
    office.read(QUARTER.first, QUARTER.last)
    figures = told(office.release("F2", QUARTER).release)
    assert {space: figures["opened", space] for space in ("antrag", "logistik", "messe")} == {
        "antrag": "withheld",
        "logistik": 30,
        "messe": "withheld",
    }


def test_dg_10_the_day_of_a_reading_is_noted_once_with_what_was_agreed_to(office: Figured) -> None:
    """Also by another process, and not where the agreement failed; the first day of all is known however far back."""
    place, space, days = PlaceId("messe-ahorn"), SpaceId("messe"), SqlReadDays(office.database)
    last = LIVE + timedelta(days=2)
    for store in (office.spaces, office.spaces, SqlSpaces(office.database)):
        store.agree(space, Decision(), (), {place: LIVE})
        store.agree(space, Decision(), (), {place: last})
    assert days.of([place], last, last) == {place: {LIVE, last}}
    broken = Decision(agreed=Memory(tasks={TaskId("task"): None}))  # type: ignore[dict-item]
    with pytest.raises(AttributeError):
        office.spaces.agree(space, broken, (), {place: last + timedelta(days=1)})
    assert days.of([place], LIVE, last + timedelta(days=9)) == {place: {LIVE, last}}
    assert days.of([PlaceId("never")], LIVE, LIVE) == {PlaceId("never"): set()}


@pytest.mark.parametrize("month", [10, 12])
def test_dg_07_a_quarter_is_thirteen_whole_weeks(office: Figured, month: int) -> None:
    """The same weeks that the weekly figures have; a week belongs to the quarter of its number."""
    assert Quarter.of(date(2026, month, 5)) == QUARTER
    assert (QUARTER.first, QUARTER.last) == (date(2026, 9, 28), date(2027, 1, 3))
    assert Week.of(date(2027, 1, 3)) == Week("2026-W53")
    office.clock.day = date(2027, 1, 4)
    assert ("F2", QUARTER) in due(office.access, office.releasing)
