"""What persons did since everything last agreed, and what must therefore be true when it agrees again.

An edit that nobody contests must arrive everywhere; where two places edited the same thing, any of the edits may have
won, and only agreement is asked for. What nobody touched must be as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bridge.core.model.document import Block, Document
from bridge.core.model.ids import Ref

Place = str
People = tuple[str | None, frozenset[str]]
"""The lead's name, and the helpers'."""


class View(dict[str, Any]):
    """What a person sees of an item at one place, by the names of expectations; what is not there is not there."""

    def __missing__(self, name: str) -> bool:
        if name.startswith(("check ", "attachment ")):
            return False
        raise KeyError(name)

    def __or__(self, other: dict[str, Any]) -> View:  # type: ignore[override]
        return View({**self, **other})


NOBODY: Place = "nobody knows"
"""Stands beside an edit that may have been lost with its item."""


@dataclass(slots=True)
class Piece:
    """One piece of work as persons know it: what was agreed, and who edited what since, in their own order.

    `deleted` are places where somebody deleted it, `left` those from which somebody moved it to another board,
    `returned` those to which somebody moved it back; `spread` says that it once stood at all places. `by_hand` names
    who was set by people, and on which item.
    """

    agreed: dict[str, Any]
    origin: Place
    edits: dict[str, dict[Place, Any]] = field(default_factory=dict)
    deleted: set[Place] = field(default_factory=set)
    left: set[Place] = field(default_factory=set)
    returned: set[Place] = field(default_factory=set)
    spread: bool = False
    by_hand: dict[str, set[tuple[Place, Ref]]] = field(default_factory=dict)

    def edit(self, place: Place, name: str, value: Any) -> None:
        """Somebody at this place set it so."""
        self.edits.setdefault(name, {})[place] = value

    def delete(self, place: Place) -> None:
        """Somebody deleted it here."""
        self._forget(place)
        self.deleted.add(place)
        self.edit(place, "archived", value=True)
        if place in self.returned:  # perhaps nobody knows yet that it was here again
            self.left.add(place)
            self.doubt("archived")

    def leave(self, place: Place) -> None:
        """Somebody moved it to another board."""
        self._forget(place)
        self.left.add(place)

    def come_back(self, place: Place, shown: dict[str, Any]) -> None:
        """Somebody moved it here again, and so wants to see it here, with whatever nobody had read when it left."""
        self.left.discard(place)
        self.returned.add(place)
        for name in {*self.agreed, *self.edits}:
            if name.startswith("comment ") or shown[name] != self.now(place, name):
                self.doubt(name)
        self.edit(place, "archived", value=False)

    def doubt(self, name: str) -> None:
        """What was edited last may never have been read, or may be read only now."""
        self.edits.setdefault(name, {})[NOBODY] = None

    def _forget(self, place: Place) -> None:
        for name in [name for name, edits in self.edits.items() if place in edits]:
            self.doubt(name)

    def now(self, place: Place, name: str) -> Any:
        """What a person at the place has in mind: their own last edit, else the last edit, else what was agreed."""
        edits = {where: value for where, value in self.edits.get(name, {}).items() if where != NOBODY}
        return edits.get(place, next(reversed(edits.values()), self.agreed.get(name)))

    def certain(self, name: str) -> bool:
        """Whether one outcome alone is right: nobody touched it, or only people of one place did."""
        edits = self.edits.get(name, {})
        return NOBODY not in edits and len(edits) < 2

    def wanted(self, name: str) -> Any:
        """That outcome."""
        edits = self.edits.get(name, {})
        return next(iter(edits.values())) if edits else self.agreed.get(name)

    def edited_elsewhere(self, place: Place) -> bool:
        """Whether people of another place edited anything."""
        return any(where not in (place, NOBODY) for edits in self.edits.values() for where in edits)

    def settle(self, agreed: dict[str, Any]) -> None:
        """Everything agrees: start anew from here."""
        if not self.certain("people"):
            self.by_hand.clear()
        self.agreed, self.edits = agreed, {}
        self.returned.clear()


def appended(text: Document, block: Block) -> Document:
    """The text with one more paragraph."""
    return Document((*text.blocks, block))
