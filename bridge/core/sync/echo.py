"""Our own writes whose answers were lost: what they brought is nobody's edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bridge.core.model.memory import Link
from bridge.core.model.task import FIELDS, Fields, Status, same
from bridge.core.sync.learn import taken


def before_edits(link: Link, now: Fields) -> Fields:
    """What the item showed before people edited it to what it shows now.

    What was tried since it was last read may have been carried out: whatever of it is there, field by field and
    element by element, was there before people edited. It may be old by now, and must not win over what is newer.
    """
    seen, tried = link.seen, link.tried
    if tried is None:
        return seen
    base = replace(
        seen,
        status=_status(seen.status, tried.status, now.status),
        helpers=_elements(seen.helpers, tried.helpers, now.helpers),
        labels=frozenset(_elements(seen.labels, tried.labels, now.labels)),
    )
    brought = set(tried.description.blocks) - set(seen.description.blocks)
    if brought and brought <= set(now.description.blocks):
        base = replace(base, description=tried.description)
    return taken(base, tried, tuple(name for name in FIELDS if same(name, tried, now)))


def _status(seen: Status, tried: Status, now: Status) -> Status:
    done = now.done if tried.done == now.done else seen.done
    return Status(done, now.lane if tried.lane == now.lane else seen.lane)


def _elements(seen: Collection[str], tried: Collection[str], now: Collection[str]) -> tuple[str, ...]:
    every = dict.fromkeys((*seen, *tried, *now))
    return tuple(each for each in every if each in (now if (each in tried) == (each in now) else seen))
