"""A board: lanes in order, items, and the feed of what happened on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridge.core.model.ids import Ref
from connectors.memory.native import Act, Expired, Invalid, Missing


@dataclass(slots=True)
class Board:
    """Lanes are the open ones, in order.

    `forgotten` is the number of the last act that the feed no longer tells; items still tell those of their `past`.
    """

    name: str
    lanes: dict[Ref, str] = field(default_factory=dict)
    feed: list[Act] = field(default_factory=list)
    forgotten: int = 0
    past: list[Act] = field(default_factory=list)

    def place(self, lane: Ref, name: str, after: Ref | None) -> None:
        """Put a new lane behind `after`, or in front of all."""
        if after is not None and after not in self.lanes:
            raise Missing(f"board {self.name} has no lane {after}")
        at = list(self.lanes).index(after) + 1 if after is not None else 0
        rows = list(self.lanes.items())
        self.lanes = dict([*rows[:at], (lane, name), *rows[at:]])

    def rename(self, lane: Ref, name: str) -> None:
        self.known(lane)
        self.lanes[lane] = name

    def close(self, lane: Ref) -> None:
        self.known(lane)
        if len(self.lanes) == 1:
            raise Invalid("the last lane of a board cannot be closed")
        del self.lanes[lane]

    def known(self, lane: Ref) -> Ref:
        if lane not in self.lanes:
            raise Missing(f"board {self.name} has no lane {lane}")
        return lane

    def since(self, number: int) -> list[Act]:
        """The acts after the one of that number."""
        if number < self.forgotten:
            raise Expired(f"the feed of board {self.name} does not reach back so far")
        return [act for act in self.feed if act.number > number]

    def forget(self) -> None:
        """Drop what the feed told so far: who comes with an older cursor has missed something."""
        if self.feed:
            self.forgotten = self.feed[-1].number
            self.past += self.feed
            self.feed.clear()

    def told_by_items(self, after: int, until: int) -> list[Act]:
        """The acts between these numbers, without and with them, whatever the feed forgot."""
        return [act for act in (*self.past, *self.feed) if after < act.number <= until]
