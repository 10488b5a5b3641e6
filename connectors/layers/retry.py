"""Sits out a 429 and a short outage where trying again is safe. What takes longer is the next cycle's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bridge.core.errors import Ambiguous, Retry
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.snapshot import Snapshot
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.layers.layer import Layer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long is waited: `tries` in all, pauses of `first` seconds and double each time.

    `longest` bounds the time from the first try to the beginning of the last.
    """

    tries: int = 4
    first: float = 1.0
    longest: float = 60.0


@dataclass(frozen=True, slots=True)
class Retrying(Layer):
    """Reads are tried again after any `Retry`; a write only after one that says when (`after`).

    Such a refusal was certainly not carried out. A write that went unanswered is never repeated here: an ambiguous
    create has to be looked up first, and everything else is decided anew by the next cycle.
    """

    clock: Clock
    patience: Patience = Patience()

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        return self._tried(lambda: self.inside.pull(place, since, sought), _any)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        return self._tried(lambda: self.inside.confirm_gone(place, ref), _any)

    def check(self, place: Place) -> Sequence[Finding]:
        return self._tried(lambda: self.inside.check(place), _any)

    def apply(self, place: Place, operation: Operation) -> Done:
        return self._tried(lambda: self.inside.apply(place, operation), _refused)

    def _tried(self, act: Callable[[], T], harmless: Callable[[Retry], bool]) -> T:
        ends = self.clock.now() + timedelta(seconds=self.patience.longest)
        for number in range(self.patience.tries - 1):
            try:
                return act()
            except Retry as failure:
                pause = self.patience.first * 2**number if failure.after is None else failure.after
                if not harmless(failure) or self.clock.now() + timedelta(seconds=pause) > ends:
                    raise
            self.clock.sleep(pause)
        return act()


def _any(failure: Retry) -> bool:
    del failure
    return True


def _refused(failure: Retry) -> bool:
    return failure.after is not None and not isinstance(failure, Ambiguous)
