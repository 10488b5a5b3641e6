"""The event feed: what happened to a resource and to all below it, for 24 hours, by sync tokens."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from connectors.sandbox.asana.entities import Event

_KEPT = timedelta(hours=24)
_MOST = 100


class _Mark(NamedTuple):
    resource: str
    position: int
    made: datetime


class Batch(NamedTuple):
    """Events behind a token, the token for those that follow, and whether some are waiting already."""

    events: Sequence[Event]
    sync: str
    has_more: bool


@dataclass(slots=True)
class Feed:
    """Events by the gid of each resource they bubble up to."""

    _events: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    _marks: dict[str, _Mark] = field(default_factory=dict)
    _made: int = 0

    def tell(self, event: Event, resources: Iterable[str]) -> None:
        """Take an event into the feeds of these resources."""
        for gid in set(resources):
            self._events[gid].append(event)

    def token(self, resource: str, now: datetime) -> str:
        """A token from which on the resource's events are told."""
        return self._mark(resource, len(self._events[resource]), now)

    def since(self, resource: str, sync: str, now: datetime) -> Batch | None:
        """The events behind a token; None where it is none of this resource, or older than a day."""
        mark = self._marks.get(sync)
        if mark is None or mark.resource != resource or now - mark.made > _KEPT:
            return None
        events = self._events[resource]
        end = min(mark.position + _MOST, len(events))
        fresh = self._mark(resource, end, now) if end > mark.position else self._again(sync, mark, now)
        return Batch(events[mark.position : end], fresh, end < len(events))

    def _again(self, sync: str, mark: _Mark, now: datetime) -> str:
        self._marks[sync] = mark._replace(made=now)
        return sync

    def _mark(self, resource: str, position: int, now: datetime) -> str:
        self._made += 1
        token = hashlib.sha256(f"{resource}:{self._made}".encode()).hexdigest()[:32] + f":{position}"
        self._marks[token] = _Mark(resource, position, now)
        return token
