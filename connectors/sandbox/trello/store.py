"""Everything one Trello holds, found by id and by what it belongs to."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal

from connectors.sandbox.clock import iso
from connectors.sandbox.stand_in import Now
from connectors.sandbox.trello.hooks import Webhook
from connectors.sandbox.trello.ids import ObjectIds
from connectors.sandbox.trello.values import Obj

Kind = Literal["boards", "lists", "cards", "labels", "checklists", "actions", "members"]
STEP = 65536.0
"""The room between a new last object and the one before it."""
LATER = timedelta(milliseconds=2)
"""How much later than its action a last activity is: in boards exported from trello.com it lies up to 54 ms behind."""


class Store:
    """The objects in Trello's own form. Whoever changes `idBoard`, `idList` or `idCard` does it through `move`."""

    def __init__(self, now: Now) -> None:
        """An empty Trello; `now` is the sandbox's clock. The `listener` is told of each action and its models.

        `reactions` are kept by action, `stars` by member; `compliance` is what apps are told of accounts.
        """
        self._clock = now
        self._held: datetime | None = None
        self.new_id = ObjectIds(self._now)
        self._all: defaultdict[Kind, dict[str, Obj]] = defaultdict(dict)
        self._children: defaultdict[tuple[Kind, str], dict[str, None]] = defaultdict(dict)
        self._links: dict[tuple[Kind, str], str] = {}
        self._lowest: defaultdict[tuple[Kind, str], float] = defaultdict(float)
        self._shorts: defaultdict[str, int] = defaultdict(int)
        self._told: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.webhooks: dict[str, Webhook] = {}
        self.reactions: defaultdict[str, list[Obj]] = defaultdict(list)
        self.stars: defaultdict[str, list[Obj]] = defaultdict(list)
        self.compliance: list[Obj] = []
        self.listener: Callable[[Obj, Sequence[str]], None] | None = None

    def now(self) -> str:
        """The time as Trello writes it."""
        return iso(self._now())

    def last_activity(self) -> str:
        """What is now the last activity of whatever an action concerns."""
        return iso(self._now() + LATER)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let no time pass within: all that one call changes bears the same date, however long it takes."""
        self._held = self._clock()
        try:
            yield
        finally:
            self._held = None

    def _now(self) -> datetime:
        return self._held or self._clock()

    def get(self, kind: Kind, key: str) -> Obj | None:
        """The object with this id or short link."""
        return self._all[kind].get(key) or self._all[kind].get(self._links.get((kind, key), ""))

    def all(self, kind: Kind) -> Iterable[Obj]:
        """All objects of a kind."""
        return self._all[kind].values()

    def of(self, kind: Kind, parent: str) -> list[Obj]:
        """What belongs to a board, list or card, in the order it came there."""
        known = self._all[kind]
        return [known[key] for key in self._children[kind, parent]]

    def add(self, kind: Kind, thing: Obj) -> Obj:
        """Take a new object in."""
        self._all[kind][thing["id"]] = thing
        if thing.get("shortLink"):
            self._links[kind, thing["shortLink"]] = thing["id"]
        if kind == "cards":
            self._shorts[thing["idBoard"]] = max(self._shorts[thing["idBoard"]], thing["idShort"])
        for parent in _parents(kind, thing):
            self._children[kind, parent][thing["id"]] = None
            self._lowest[kind, parent] = max(self._lowest[kind, parent], thing.get("pos") or 0)
        return thing

    def remove(self, kind: Kind, thing: Obj) -> None:
        """Forget an object; what belongs to it is the caller's to remove."""
        for parent in _parents(kind, thing):
            self._children[kind, parent].pop(thing["id"], None)
        self._all[kind].pop(thing["id"], None)
        self._links.pop((kind, thing.get("shortLink", "")), None)

    def move(self, kind: Kind, thing: Obj, **parents: str) -> None:
        """Give an object another board, list or card."""
        self.remove(kind, thing)
        thing.update(parents)
        self.add(kind, thing)

    def next_short(self, board: str) -> int:
        """The number of the next card on a board; numbers of deleted cards are not used again."""
        return self._shorts[board] + 1

    def position(self, kind: Kind, parent: str, place: float | Literal["top", "bottom"]) -> float:
        """The number for a place among what belongs to a parent."""
        match place:
            case "top":
                positions = [sibling["pos"] for sibling in self.of(kind, parent)]
                return min(positions) / 2 if positions else STEP
            case "bottom":
                return self._lowest[kind, parent] + STEP
            case number:
                return number

    def placed(self, kind: Kind, parent: str, thing: Obj, pos: float) -> None:
        """Put an object at a position among its siblings."""
        thing["pos"] = int(pos) if pos == int(pos) else pos
        self._lowest[kind, parent] = max(self._lowest[kind, parent], pos)

    def tell(self, action: Obj, models: Iterable[str]) -> None:
        """Enter an action into the history of each model it concerns."""
        for model in models:
            bisect.insort(self._told[model], (action["date"], action["id"]))

    def untell(self, action: Obj, models: Iterable[str]) -> None:
        """Take an action out of the history of these models."""
        for model in models:
            entry = (action["date"], action["id"])
            at = bisect.bisect_left(self._told[model], entry)
            if at < len(self._told[model]) and self._told[model][at] == entry:
                del self._told[model][at]

    def told(self, model: str, since: str = "") -> Iterator[Obj]:
        """A model's history, newest first, no older than the date `since`."""
        known = self._all["actions"]
        for date, key in reversed(self._told[model]):
            if date < since:
                return
            yield known[key]


_PARENTS: dict[Kind, tuple[str, ...]] = {
    "lists": ("idBoard",),
    "cards": ("idBoard", "idList"),
    "labels": ("idBoard",),
    "checklists": ("idBoard", "idCard"),
}


def _parents(kind: Kind, thing: Obj) -> list[str]:
    return [thing[key] for key in _PARENTS.get(kind, ()) if thing.get(key)]
