"""That an issue of the weekly report went to somebody, or into a place: each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bridge.core.model.ids import PlaceId, Ref


class Way(StrEnum):
    """How an issue reaches people."""

    MAIL = "mail"
    POST = "post"
    CARD = "card"


class Arrival(StrEnum):
    """What became of it."""

    BEGUN = "begun"
    """The answer is not known; of a mail it never will be, so it counts as gone out."""
    DELIVERED = "delivered"
    REFUSED = "refused"
    """For good: this issue does not try again."""
    FAILED = "failed"
    """It is tried again with the next turn."""
    TAKEN_AWAY = "taken_away"
    """It stood in the place for its time."""


NOWHERE = Ref("")
FINAL = frozenset({Arrival.DELIVERED, Arrival.REFUSED, Arrival.TAKEN_AWAY})


@dataclass(frozen=True, slots=True)
class Sending:
    """One issue on its way to one recipient. `week` is `2026-W47`.

    `recipient` is a place's id, of a mail a keyed hash of the address, so that nobody is named here; `partner` is
    whose person that is, empty for an address of the network's. `at` is when it began (aware UTC). `ref` is the message
    or item, `trouble` a sentence, or empty.
    """

    week: str
    way: Way
    recipient: str
    at: datetime
    state: Arrival = Arrival.BEGUN
    partner: str = ""
    ref: Ref = NOWHERE
    trouble: str = ""

    @property
    def stands(self) -> bool:
        """Whether something of ours stands in a place, as far as we know."""
        return self.way is not Way.MAIL and bool(self.ref) and self.state is not Arrival.TAKEN_AWAY

    @property
    def place(self) -> PlaceId:
        """Of a post or a card."""
        return PlaceId(self.recipient)
