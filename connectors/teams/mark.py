"""How far a plan was read: Planner has no feed, so the cursor holds the version of everything. Without I/O.

A cursor of a plan with two hundred tasks is some ten kilobytes; whoever has it, in whichever process, reads on from it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.core.model.ids import Cursor

Pair = tuple[str, str]
"""The versions of a task and of its details, each as a short hash."""
FORM = 1
CATCH_UP = timedelta(days=1)
"""How often channels may be looked through (learn.microsoft.com/graph/teams-list-all-teams, polling)."""
ACTIVE = timedelta(days=30)
"""For how long after its last reply a thread is looked at."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The message below which a task's comments are, and when somebody last said something there (ISO, UTC)."""

    root: str
    last: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What was known of the plan. `turn` is the task whose details were looked at last, in the order of the refs."""

    tasks: Mapping[str, Pair] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    turn: str = ""
    threads: Mapping[str, Thread] = field(default_factory=dict)
    caught_up: str = ""

    @classmethod
    def read(cls, cursor: Cursor) -> Mark | None:
        """What the cursor says; None where it is none of ours."""
        try:
            form, tasks, labels, turn, threads, caught_up = json.loads(zlib.decompress(base64.b64decode(cursor)))
            if form != FORM:
                return None
            pairs = {ref: (task, details) for ref, (task, details) in tasks.items()}
            return cls(pairs, labels, turn, {ref: Thread(*each) for ref, each in threads.items()}, caught_up)
        except (ValueError, TypeError, AttributeError, zlib.error):
            return None

    def cursor(self) -> Cursor:
        """The same text for the same mark."""
        threads = {ref: (each.root, each.last) for ref, each in self.threads.items()}
        parts = (FORM, self.tasks, self.labels, self.turn, threads, self.caught_up)
        text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
        return Cursor(base64.b64encode(zlib.compress(text.encode(), 6)).decode())

    def next_turn(self, count: int) -> Sequence[str]:
        """The tasks whose details are looked at now: so many, going round."""
        refs = sorted(self.tasks)
        start = next((number for number, ref in enumerate(refs) if ref > self.turn), 0)
        return (refs[start:] + refs[:start])[:count]

    def is_due(self, now: datetime) -> bool:
        """Whether a day has gone by since the threads were looked at."""
        return not self.caught_up or now - datetime.fromisoformat(self.caught_up) >= CATCH_UP

    def active(self, now: datetime) -> dict[str, str]:
        """The roots of threads in which somebody spoke lately, or nobody looked yet, by task."""
        since = now - ACTIVE
        return {
            ref: thread.root
            for ref, thread in self.threads.items()
            if not thread.last or datetime.fromisoformat(thread.last) > since
        }


def short(etag: str) -> str:
    """A version in few characters."""
    return base64.b64encode(hashlib.sha256(etag.encode()).digest()[:6]).decode()
