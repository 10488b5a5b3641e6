"""When a request has to be answered: periods of months as Regulation (EEC, Euratom) 1182/71 counts them.

Art. 3(1): the day of receipt does not count. Art. 3(2)(c): a period of months ends with the day of the same date, or
with the last of the month where that has none. Art. 3(4): where that is a Saturday, a Sunday or a public holiday, it
ends with the next working day. Public holidays are those of the Länder by law in 2026; what is a holiday in some
municipalities alone (Fronleichnam in Saxony, Mariä Himmelfahrt in Bavaria, the peace of Augsburg) does not prolong.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from bridge.core.model.land import Land

ANSWER_MONTHS = 1
"""Art. 12(3) GDPR."""
EXTENSION_MONTHS = 2
"""Art. 12(3) GDPR: by two further months."""
_SATURDAY = 5
_WEDNESDAY = 2


_FIXED = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
_FROM_EASTER = (-2, 1, 39, 50)
"""Good Friday, Easter Monday, Ascension, Whit Monday: days from Easter Sunday."""
_FIXED_OF_LAENDER: tuple[tuple[int, int, str], ...] = (
    (1, 6, "BW BY ST"),
    (3, 8, "BE MV"),
    (8, 15, "SL"),
    (9, 20, "TH"),
    (10, 31, "BB HB HH MV NI SN ST SH TH"),
    (11, 1, "BW BY NW RP SL"),
)
_CORPUS_CHRISTI = (60, "BW BY HE NW RP SL")
_REPENTANCE = "SN"
"""The Wednesday before 23 November."""


def due(received_on: date, months: int = ANSWER_MONTHS, land: Land | None = None) -> date:
    """The last day of the period. Without a Land only what is a holiday in all prolongs it: never too late."""
    return working_day(months_after(received_on, months), land)


def months_after(day: date, months: int) -> date:
    """The same date so many months later, or the last of that month where it has no such date."""
    ahead, month = divmod(day.month - 1 + months, 12)
    year = day.year + ahead
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_day(day: date, land: Land | None = None) -> date:
    """The day itself, or the next one that is no Saturday, Sunday or public holiday."""
    while day.weekday() >= _SATURDAY or day in holidays(day.year, land):
        day += timedelta(days=1)
    return day


@cache
def holidays(year: int, land: Land | None = None) -> frozenset[date]:
    """The public holidays of a Land, or those that all have."""
    sunday = easter(year)
    days = {date(year, *each) for each in _FIXED} | {sunday + timedelta(days=each) for each in _FROM_EASTER}
    if land is None:
        return frozenset(days)
    days |= {date(year, month, day) for month, day, laender in _FIXED_OF_LAENDER if land in laender.split()}
    after, laender = _CORPUS_CHRISTI
    if land in laender.split():
        days.add(sunday + timedelta(days=after))
    if land == _REPENTANCE:
        last = date(year, 11, 22)
        days.add(last - timedelta(days=(last.weekday() - _WEDNESDAY) % 7))
    return frozenset(days)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
