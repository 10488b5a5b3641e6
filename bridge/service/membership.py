"""What a partner's leaving means: which of its places go, and what stays standing there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Standing
from bridge.core.model.network import Place
from bridge.ports.store import Remembered


def left_there(store: Remembered, space: SpaceId, places: Iterable[Place]) -> Iterator[tuple[PlaceId, int]]:
    """Each place with the number of items that stand there and will be written to no more."""
    links = store.memory(space).links
    for place in places:
        living = (link for link in links.get(place.id, {}).values() if link.standing is Standing.LIVE)
        yield place.id, sum(not link.seen.archived for link in living)
