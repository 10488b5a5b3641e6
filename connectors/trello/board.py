"""What is known of a board between two pulls, so that a write needs no read before it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bridge.core.model.network import Place
from bridge.core.model.task import Fields
from connectors.trello.custom import NO_FIELDS, CustomFields, read_definitions
from connectors.trello.feed import reach
from connectors.trello.parts import CardParts
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
    list of all cards takes, `written` are our writes since the last pull. `custom` are the custom fields that the place
    names, `parts` the checklists and links of the cards that were read, by card, and `read` up to when a card's last
    activity is accounted for. `wrote` says that we wrote since the last pull.
    """

    lists: dict[str, Json] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    label_names: dict[str, str] = field(default_factory=dict)
    known: bool = False
    pages: int = 1
    written: dict[str, Written] = field(default_factory=dict)
    custom: CustomFields = NO_FIELDS
    parts: dict[str, CardParts] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    wrote: bool = False

    def take(self, board: Json, place: Place) -> None:
        """Remember the lists, the labels and the place's custom fields of a board just read."""
        self.custom = read_definitions(board, place)
        self.lists = {each["id"]: each for each in board.get("lists") or ()}
        self.labels = label_ids(board.get("labels") or ())
        self.label_names = {label["id"]: label_name(label) for label in board.get("labels") or ()}
        self.known = True

    def explain(self, latest: Mapping[str, str], written: Mapping[str, Written], seen: Mapping[str, str]) -> None:
        """Take in what accounts for cards' last activities: listed acts, our own writes, and looking.

        `seen` are the last activities that this pull saw itself; of other cards their acts tell them only nearly.
        """
        own = {card: each.activity for card, each in written.items()}
        acts = {card: act if card in seen else reach(act) for card, act in latest.items()}
        for card in {*acts, *own, *seen}:
            known = (each.get(card, "") for each in (self.read, acts, own, seen))
            self.read[card] = max(known)
        self.written.clear()
        self.wrote = False

    def forget(self) -> None:
        """Before all cards are read: those that are there no more are not remembered for ever."""
        self.parts.clear()
        self.read.clear()

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
