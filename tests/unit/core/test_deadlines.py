"""When requests are due (DT-10)."""

from datetime import date

import pytest

from bridge.core.model.case import Act, Case, CaseId, State
from bridge.core.model.ids import PartnerId
from bridge.core.model.land import Land
from bridge.core.rules.deadlines import due, easter, holidays, months_after, working_day
from bridge.core.rules.requests import NotAllowedError, done, extended, is_late, received, refused


def day(text: str) -> date:
    return date.fromisoformat(text)


def case(on: str = "2026-11-20") -> Case:
    return received(
        identity=CaseId("k1"),
        network="bauverbund",
        act=Act.ACCESS,
        subject="5e" * 32,
        partner=PartnerId("weber"),
        on=day(on),
        by="brandt",
    )


@pytest.mark.parametrize(
    ("received_on", "months", "due_on"),
    [
        ("2026-11-20", 1, "2026-12-21"),  # the 20th is a Sunday
        ("2026-03-05", 1, "2026-04-07"),  # the 5th is Easter Sunday, the 6th Easter Monday
        ("2027-01-31", 1, "2027-03-01"),  # 28 February is a Sunday
        ("2028-01-31", 1, "2028-02-29"),  # a leap year
        ("2023-01-31", 1, "2023-02-28"),
        ("2026-01-29", 1, "2026-03-02"),  # 28 February is a Saturday
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-11-26", 1, "2026-12-28"),  # 26 December is a holiday and a Saturday
        ("2025-12-01", 1, "2026-01-02"),  # New Year
        ("2026-04-01", 1, "2026-05-04"),  # 1 May is a Friday
        ("2026-03-03", 1, "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-04-14", 1, "2026-05-15"),  # Ascension
        ("2026-04-25", 1, "2026-05-26"),  # Whit Monday
        ("2026-09-03", 1, "2026-10-05"),  # 3 October is a Saturday
        ("2026-11-30", 3, "2027-03-01"),  # 28 February is a Sunday
        ("2026-10-31", 3, "2027-02-01"),  # 31 January is a Sunday
        ("2026-12-10", 1, "2027-01-11"),  # the year turns, and the 10th is a Sunday
    ],
)
def test_dt_10_a_month_ends_on_the_same_date_or_the_next_working_day(
    received_on: str, months: int, due_on: str
) -> None:
    """31 January gives the last of February; a deadline on a weekend or holiday moves to the next working day."""
    assert due(day(received_on), months) == day(due_on)


@pytest.mark.parametrize(
    ("free", "lands"),
    [
        ("2026-01-06", "BW BY ST"),
        ("2026-03-08", "BE MV"),
        ("2026-06-04", "BW BY HE NW RP SL"),
        ("2026-08-15", "SL"),
        ("2026-09-20", "TH"),
        ("2026-10-31", "BB HB HH MV NI SN ST SH TH"),
        ("2026-11-01", "BW BY NW RP SL"),
        ("2026-11-18", "SN"),
        ("2023-11-22", "SN"),
        ("2028-11-22", "SN"),
        ("2024-11-20", "SN"),
    ],
)
def test_dt_10_a_holiday_counts_in_the_laender_that_have_it(free: str, lands: str) -> None:
    """Each Land has its own days beside those of all, and no other Land has them."""
    assert {land for land in Land if day(free) in holidays(day(free).year, land)} == {*map(Land, lands.split())}
    assert day(free) not in holidays(day(free).year)


def test_dt_10_without_a_land_nothing_is_answered_too_late() -> None:
    """Where nobody said in which Land a partner is, the deadline is the earliest that any could have."""
    for month in range(1, 13):
        received_on = date(2026, month, 6)
        assert due(received_on) == min(due(received_on, land=land) for land in Land)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1961, "04-02"), (2008, "03-23"), (2019, "04-21"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")],
)
def test_dt_10_easter_is_known_in_every_year(year: int, sunday: str) -> None:
    """The earliest and the latest of our time too."""
    assert easter(year) == day(f"{year}-{sunday}")


def test_dt_10_counting_months_loses_none() -> None:
    """From December into the next year, and over more than one."""
    assert months_after(day("2026-12-31"), 2) == day("2027-02-28")
    assert months_after(day("2026-11-30"), 13) == day("2027-12-30")
    assert working_day(day("2026-12-24")) == day("2026-12-24")


def test_dt_10_two_months_more_need_a_reason_in_the_first_month() -> None:
    """Art. 12(3): whoever needs longer says so with a reason while the first month lasts, and once."""
    longer = extended(case(), "142 Aufgaben bei vier Partnern", day("2026-12-21"))
    assert (longer.due_on, longer.extended) == (day("2027-02-22"), "142 Aufgaben bei vier Partnern")
    for again, reason, today in (
        (case(), "  ", "2026-11-21"),
        (case(), "zu spät", "2026-12-22"),
        (longer, "noch einmal", "2026-12-01"),
        (done(case(), day("2026-11-25")), "schon beantwortet", "2026-11-26"),
    ):
        with pytest.raises(NotAllowedError):
            extended(again, reason, day(today))


def test_dt_10_a_request_is_late_from_the_day_after() -> None:
    """On the last day there is still time; one that was answered is never late."""
    opened = case()
    assert (is_late(opened, day("2026-12-21")), is_late(opened, day("2026-12-22"))) == (False, True)
    assert not is_late(done(opened, day("2027-05-01")), day("2027-06-01"))


def test_dt_09_a_request_is_refused_only_with_a_reason() -> None:
    """Art. 12(5): that somebody asks again is no reason by itself, and an empty one is none."""
    with pytest.raises(NotAllowedError):
        refused(case(), " ", day("2026-11-25"))
    gone = refused(case(), "Die zwölfte gleiche Anfrage in einer Woche", day("2026-11-25"))
    assert (gone.state, gone.closed_on, gone.refused[:10]) == (State.REFUSED, day("2026-11-25"), "Die zwölft")
    with pytest.raises(NotAllowedError):
        done(gone, day("2026-11-26"))
