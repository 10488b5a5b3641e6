"""What is known of a board between two pulls, so that a write needs no read before it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bridge.core.model.task import Fields
from connectors.trello.translate import Json, label_ids, label_name


@dataclass(frozen=True, slots=True)
class Written:
    """The last activity that our last write to a card caused, and what the write left there, where it said so."""

    activity: str
    fields: Fields | None


@dataclass(slots=True)
class Board:
    """Lists and labels as last read, with what we added since. Everything here may be lost: it is read again.

    `labels` are ids by name, `label_names` names by id (several labels may have one name). `pages` is how many calls a
    list of all cards takes, `written` are our writes since the last pull.
    """

    lists: dict[str, Json] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    label_names: dict[str, str] = field(default_factory=dict)
    known: bool = False
    pages: int = 1
    written: dict[str, Written] = field(default_factory=dict)

    def take(self, board: Json) -> None:
        """Remember the lists and labels of a board just read."""
        self.lists = {each["id"]: each for each in board.get("lists") or ()}
        self.labels = label_ids(board.get("labels") or ())
        self.label_names = {label["id"]: label_name(label) for label in board.get("labels") or ()}
        self.known = True

    @property
    def closed_lists(self) -> frozenset[str]:
        """The archived lists."""
        return frozenset(key for key, each in self.lists.items() if each.get("closed"))

    @property
    def open_lists(self) -> Sequence[Json]:
        """The open lists, in order."""
        return sorted(
            (each for each in self.lists.values() if not each.get("closed")), key=lambda each: (each["pos"], each["id"])
        )

    def position_after(self, lane: str | None) -> float | str:
        """Where a list stands that comes right behind this one; in front of all behind none."""
        if lane is None:
            return "top"
        positions = [each["pos"] for each in self.open_lists]
        before = self.lists.get(lane, {}).get("pos")
        later = [position for position in positions if before is not None and position > before]
        return (before + min(later)) / 2 if before is not None and later else "bottom"


@dataclass(slots=True)
class Boards:
    """The boards of one connection; places are read and written in threads of their own."""

    _boards: defaultdict[str, Board] = field(default_factory=lambda: defaultdict(Board))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __getitem__(self, container: str) -> Board:
        """The one of this id, knowing nothing at first."""
        with self._lock:
            return self._boards[container]

    def __repr__(self) -> str:
        """How many; what they hold is the partners'."""
        return f"Boards({len(self._boards)})"
