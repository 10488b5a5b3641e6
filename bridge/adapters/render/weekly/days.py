"""Days, weeks and numbers as readers of the report's language write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal

from bridge.core.log.participation import Quarter, Week
from bridge.ports.words import Words

LOCALES = {"de": "de_DE", "en": "en_GB"}
"""English dates are written as in Europe: the day before the month."""
SPELT = 12
"""Numbers up to this are written as words within a sentence."""


def locale(say: Words) -> str:
    """Babel's name of the language."""
    return LOCALES[say("weekly.language")]


def day(when: date, say: Words, form: str = "weekly.day") -> str:
    """The day in one of the forms of the words: `weekly.day`, `weekly.full_day`, `weekly.weekday`."""
    return format_date(when, say(form), locale=locale(say))


def long_day(when: date, say: Words) -> str:
    """With its weekday, such as "Montag, 23.11.2026"."""
    return f"{get_day_names('wide', locale=locale(say))[when.weekday()]}, {day(when, say, 'weekly.full_day')}"


def value_text(text: str, say: Words) -> str:
    """A value of a field: a day is written as days are, an empty one by its word."""
    try:
        return day(date.fromisoformat(text), say)
    except ValueError:
        return text or say("weekly.empty_value")


def number(value: int, say: Words) -> str:
    """With the language's separators, such as 1.250."""
    return format_decimal(value, locale=locale(say))


def spelt(value: int, say: Words) -> str:
    """As a word up to twelve."""
    return say(f"weekly.number.{value}") if 0 <= value <= SPELT else number(value, say)


def first_day(week: str) -> date:
    """The Monday of an ISO week such as `2026-W47`."""
    Week(week)
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)


def week(name: str, say: Words) -> str:
    """Such as "KW 47"."""
    Week(name)
    return say("weekly.week", number=int(name[-2:]))


def span(name: str, say: Words) -> str:
    """The days of a week, such as "16.–22. November 2026"."""
    first = first_day(name)
    last = first + timedelta(days=6)
    point = "." if say("weekly.language") == "de" else ""
    begin = "d" if first.month == last.month else "d MMMM" if first.year == last.year else "d MMMM y"
    begins = format_date(first, begin.replace("d", f"d{point}", 1), locale=locale(say))
    ends = format_date(last, f"d{point} MMMM y", locale=locale(say))
    return f"{begins}–{ends}" if begin == "d" else f"{begins} – {ends}"


def issue_of_quarter(name: str, say: Words) -> str:
    """The month of the issue that has the quarter's figures: the first after the quarter's end."""
    monday = first_day(name)
    year, number_of_week = int(name[:4]), int(name[-2:])
    last = Quarter(f"{year}-Q{min(4, (number_of_week + 12) // 13)}").weeks[-1]
    issue = max(first_day(last), monday) + timedelta(days=7)
    return format_date(issue, "MMMM", locale=locale(say))


def listed(texts: Sequence[str], say: Words, key: str = "weekly.and") -> str:
    """Joined as a sentence joins them: "a, b und c"."""
    if len(texts) < 2:  # noqa: PLR2004  one stands alone
        return "".join(texts)
    return say(key, first=", ".join(texts[:-1]), last=texts[-1])
