"""How every place stands: when it was last read, what waits, what troubles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bridge.core.model.ids import PlaceId
from bridge.core.model.reach import Delivery
from bridge.core.model.refusal import Refusal
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.terms import Terms
from bridge.ports.store import PauseStore, SpaceStore, VisitStore
from bridge.service.addresses import unheard


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """One place. `last_read` is the last successful reading (aware UTC), never anybody's last change.

    `waiting` says whether anything is still to be written there or decided about; `trouble` is one sentence, or empty.
    `paused` is why the guard paused the space, None where it runs. `late_comments`: people's comments arrive up to a
    day late, since the tool has no address to tell us of them.
    """

    id: PlaceId
    tool: str
    last_read: datetime | None
    waiting: bool
    trouble: str
    paused: Refusal | None
    late_comments: bool = False


def status(
    terms: Terms, store: SpaceStore, visits: VisitStore, pauses: PauseStore, public: str | None = None
) -> Sequence[PlaceStatus]:
    """The space's places, from memory alone: asks no tool. `public` is our address, None where there is none."""
    memory = store.memory(terms.space.id)
    pause = pauses.paused(terms.space.id)
    now = remembering(terms, memory)
    late = unheard([terms], public, Delivery.COMMENTS)
    rows = list[PlaceStatus]()
    sent = {submission.place for submission in memory.submissions}
    for place in terms.space.places:
        left = plan(memory, place.id, now) or memory.intents.get(place.id) or memory.parked.get(place.id)
        last, trouble = visits.last_read(place.id), visits.trouble(place.id)
        waits = bool(left) or place.id in sent
        rows.append(PlaceStatus(place.id, place.tool, last, waits, trouble, pause, place.id in late))
    return rows
