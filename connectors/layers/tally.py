"""What was used of the limits, as a file holds it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bridge.ports.budget import Scope
from connectors.layers.limit import Limit
from connectors.layers.window import AHEAD, ON_THE_WAY, Counts, Window

SLOTS = 50
"""How many points of time a window is told by: calls between two of them count from the later one."""
EVERY = AHEAD
"""How long a process that calls goes without writing."""

MOST = 25
"""How many calls at most it makes under one limit without writing; a tenth of the limit where that is less."""
LONG = 3600.0
"""From so many seconds on, what a killed process is taken to have used would be missing for hours: there it is one."""

Time = Annotated[float, Field(ge=0, le=datetime(9000, 1, 1, tzinfo=UTC).timestamp())]
"""Seconds since 1970."""
LONGEST = 100_000_000.0
Length = Annotated[float, Field(gt=0, le=LONGEST)]
"""In seconds."""
Number = Annotated[int, Field(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class Used:
    """The calls under one limit, of the credential whose hash is `whose`: when, and how many."""

    whose: str
    announced: str
    count: Number
    seconds: Length
    scope: Scope
    name: str
    calls: list[tuple[Time, Number]]

    def limit(self) -> Limit:
        return Limit(self.count, self.seconds, self.scope, self.name)


@dataclass(frozen=True, slots=True)
class Closed:
    """A refusal: from when on, for how many seconds."""

    whose: str
    announced: str
    since: Time
    seconds: Length


@dataclass(frozen=True, slots=True)
class Tally:
    """All of it. `installation` is a hash that tells whose file it is.

    `working` are the processes that have not closed it, by a name that each has drawn, and when each wrote last.
    """

    installation: str
    form: Literal[1] = 1
    working: dict[str, Time] = field(default_factory=dict)
    used: list[Used] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)


FORM = TypeAdapter(Tally)


def read(text: bytes, installation: str) -> Tally | None:
    """None for what is damaged, or another installation's."""
    try:
        found = FORM.validate_json(text)
    except ValidationError:
        return None
    return found if found.installation == installation else None


def written(installation: str, counts: Counts, working: dict[str, float], now: datetime) -> bytes:
    """What still counts, as the file's text."""
    used = [
        Used(whose, announced, limit.count, limit.seconds, limit.scope, limit.name, list(_slots(window)))
        for (whose, announced, limit), window in counts.windows.items()
        if window.stands(now)
    ]
    closed = [
        Closed(whose, announced, each.since.timestamp(), min(each.length.total_seconds(), LONGEST))
        for (whose, announced), each in counts.closings.items()
        if each.since and each.wait(now)
    ]
    return FORM.dump_json(Tally(installation, working=working, used=used, closed=closed))


def learn(counts: Counts, tally: Tally, me: str) -> None:
    """Take over what the file says, beside what was counted since it was written last.

    Of every other process that has not closed the file the most is assumed that it could call after it wrote.
    """
    ends = [_time(at) + EVERY for name, at in tally.working.items() if name != me]
    for each in tally.used:
        limit = each.limit()
        window = counts.window(each.whose, each.announced, limit)
        unkept = list(window.taken)[len(window.taken) - window.unkept :]
        window.taken = deque(sorted([*_calls(each), *unkept]))
        window.assumed = [at for at in ends for _ in range(piece(limit))]
    for closed in tally.closed:
        found = counts.closing(closed.whose, closed.announced)
        found.close(_time(closed.since), timedelta(seconds=closed.seconds))


def lasting(working: Mapping[str, float], counts: Counts, now: datetime) -> dict[str, float]:
    """Those of the processes of which anything has to be assumed."""
    longest = max((limit.seconds for _, _, limit in counts.windows), default=0.0)
    since = (now - EVERY - ON_THE_WAY).timestamp() - longest
    return {name: at for name, at in working.items() if since < at <= now.timestamp()}


def piece(limit: Limit) -> int:
    """How many calls may go unwritten."""
    return 1 if limit.seconds >= LONG else min(max(1, limit.count // 10), MOST)


def _slots(window: Window) -> Iterator[tuple[float, int]]:
    width = window.limit.seconds / SLOTS
    for _, calls in groupby((at.timestamp() for at in window.taken), lambda at: at // width):
        together = list(calls)
        yield together[-1], len(together)


def _calls(used: Used) -> Iterator[datetime]:
    return (_time(at) for at, number in used.calls for _ in range(number))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
