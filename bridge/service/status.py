"""How every place stands: when it was last read, what waits, what troubles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.reach import Delivery
from bridge.core.model.refusal import Refusal
from bridge.core.sync.joining import waits
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
    day late, since the tool has no address to tell us of them, or does not deliver there. `unconfirmed`: the place
    begins when a person has said what belongs together there. `left` counts tasks whose item was moved out of the
    place, or cannot be seen there any more, while the others go on with them.
    """

    id: PlaceId
    tool: str
    last_read: datetime | None
    waiting: bool
    trouble: str
    paused: Refusal | None
    late_comments: bool = False
    unconfirmed: bool = False
    left: int = 0


def nothing_delivers(_: ConnectionId) -> bool:
    """Without an address."""
    return False


def status(
    terms: Terms,
    store: SpaceStore,
    visits: VisitStore,
    pauses: PauseStore,
    delivers: Callable[[ConnectionId], bool] = nothing_delivers,
) -> Sequence[PlaceStatus]:
    """The space's places, from memory alone: asks no tool. `delivers` says whether a connection's tool does so now."""
    memory = store.memory(terms.space.id)
    pause = pauses.paused(terms.space.id)
    now = remembering(terms, memory)
    late = unheard([terms], None, Delivery.COMMENTS)
    rows = list[PlaceStatus]()
    sent = {submission.place for submission in memory.submissions}
    for place in terms.space.places:
        left = plan(memory, place.id, now) or memory.intents.get(place.id) or memory.parked.get(place.id)
        last, trouble = visits.last_read(place.id), visits.trouble(place.id)
        waiting = bool(left) or place.id in sent
        gone = _left(memory, place.id)
        late_here, asked = place.id in late and not delivers(place.connection), waits(place, memory)
        rows.append(PlaceStatus(place.id, place.tool, last, waiting, trouble, pause, late_here, asked, gone))
    return rows


def _left(memory: Memory, place: PlaceId) -> int:
    links = memory.links.get(place, {}).items()
    return sum(link.standing is Standing.LEFT and not memory.tasks[task].fields.archived for task, link in links)
