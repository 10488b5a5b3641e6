"""What a running service says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bridge.adapters.words.de import GERMAN
from bridge.core.model.ids import ConnectionId, PlaceId, SpaceId
from bridge.core.model.network import Network, Place, Space
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.sync.terms import Terms
from bridge.service.health import READ_LATELY, Health, health
from tests.unit.connectors.virtual_clock import START, VirtualClock

PLACE = PlaceId("board")
SPACE = Space(SpaceId("haus-7"), "Haus 7", (Place(PLACE, ConnectionId("weber"), "trello", "b1"),))
TERMS = Terms(SPACE, {}, {}, {}, {}, {}, {}, GERMAN, Network("n", "N", (), ()).zone)
LATE = START - READ_LATELY - timedelta(seconds=1)
LATELY = START - READ_LATELY


@dataclass
class Memory:
    """As much of the stores as health asks."""

    read: datetime | None = LATELY
    said: str = ""
    pause: Refusal | None = None
    troubles: Mapping[str, str] = field(default_factory=dict)

    def visited(self, place: PlaceId, at: datetime, trouble: str, *, complete: bool, stopped: bool = False) -> None:
        raise AssertionError((place, at, trouble, complete, stopped))

    def stopped(self, place: PlaceId) -> bool:
        raise AssertionError(place)

    def last_read(self, place: PlaceId) -> datetime | None:
        assert place == PLACE
        return self.read

    def missed(self, place: PlaceId) -> None:
        raise AssertionError(place)

    def last_complete(self, place: PlaceId) -> datetime | None:
        raise AssertionError(place)

    def trouble(self, place: PlaceId) -> str:
        assert place == PLACE
        return self.said


@dataclass
class Pauses:
    refusal: Refusal | None

    def paused(self, space: SpaceId) -> Refusal | None:
        assert space == SPACE.id
        return self.refusal

    def pause(self, space: SpaceId, refusal: Refusal, at: datetime) -> None:
        raise AssertionError((space, refusal, at))

    def resume(self, space: SpaceId, *, restore: bool = False) -> Refusal | None:
        raise AssertionError((space, restore))

    def answered(self, space: SpaceId) -> Answer | None:
        raise AssertionError(space)

    def settle(self, space: SpaceId) -> None:
        raise AssertionError(space)


def standing(memory: Memory) -> Health:
    return health([TERMS], memory, Pauses(memory.pause), VirtualClock(), memory.troubles)


def test_it_is_well_when_every_place_was_read_lately() -> None:
    """Nothing else counts: that no person changed anything is no trouble."""
    assert standing(Memory()).well


@pytest.mark.parametrize(
    "memory",
    [
        Memory(read=None),
        Memory(read=LATE),
        Memory(said="Trello: the tool does not accept the credential."),
        Memory(pause=Refusal(PLACE, 7, 7, "emptied")),
        Memory(troubles={"the space haus-7": "An error of Cobridge's own."}),
    ],
)
def test_it_is_not_well_while_anything_is_not(memory: Memory) -> None:
    """Never read, not read lately, in trouble, paused, or given up: each alone is told."""
    assert not standing(memory).well


def test_what_is_the_matter_is_told_with_the_place() -> None:
    """Whoever is woken by it knows where to look."""
    (place,) = standing(Memory(LATE, "Asana is down.", Refusal(PLACE, 7, 7, "emptied"))).places
    assert (place.id, place.tool, place.last_read, place.late) == (PLACE, "trello", LATE, True)
    assert (place.trouble, place.paused) == ("Asana is down.", True)
