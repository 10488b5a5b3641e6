"""Which day it is for a network of the tests: Berlin's, where midnight comes before that of a machine set to UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


def today() -> date:
    """The day on which a command that is started now says that it ran."""
    return datetime.now(ZONE).date()
