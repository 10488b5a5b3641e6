"""One message for a large import instead of a flood: what came, said once where people of the place talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from bridge.core.errors import Failure
from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import CreateItem
from bridge.core.model.stay import Stay, Summary
from bridge.core.sync.joining import ours_at
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.terms import Terms
from bridge.ports.announcer import Announcer
from bridge.ports.store import SpaceStore
from bridge.ports.words import Words

FEW = 20
"""So many new items people read by themselves."""
Announcers = Callable[[], Mapping[PlaceId, Announcer]]


def announce(terms: Terms, store: SpaceStore, announcers: Announcers, say: Words) -> None:
    """Say of each place that has begun and is filled by now what came, where a channel for that is named.

    What is going to be said is remembered first. A channel that cannot be used is tried again with the next turn.
    """
    memory = store.memory(terms.space.id)
    due = {place: stay for place, stay in memory.stays.items() if stay.summary in (Summary.DUE, Summary.INTENDED)}
    filled = {place: stay for place, stay in due.items() if place in terms.reaches and _is_filled(place, memory, terms)}
    ways = announcers() if filled else {}
    for place in terms.space.places:
        if place.id in filled and place.id in ways:
            with suppress(Failure):
                _announce(place.id, place.conversation, filled[place.id], terms, store, ways[place.id], say)


def _announce(
    place: PlaceId, channel: str, stay: Stay, terms: Terms, store: SpaceStore, way: Announcer, say: Words
) -> None:
    space = terms.space
    number = ours_at(place, store.memory(space.id)) - stay.found
    if number > FEW:
        key, text = f"{space.id}/{place}", say("announce.imported", space=space.name, number=number)
        said = stay.summary is Summary.INTENDED and way.was_said(channel, key, text)
        _keep(place, replace(stay, summary=Summary.INTENDED), terms, store)
        if not said:
            way.say(channel, key, text)
    _keep(place, replace(stay, summary=Summary.SAID), terms, store)


def _is_filled(place: PlaceId, memory: Memory, terms: Terms) -> bool:
    """Whether every task that gets an item there has one."""
    left = (*plan(memory, place, remembering(terms, memory)), *memory.intents.get(place, ()))
    return not any(isinstance(each, CreateItem) for each in left)


def _keep(place: PlaceId, stay: Stay, terms: Terms, store: SpaceStore) -> None:
    store.confirm(terms.space.id, Memory(stays={place: stay}))
