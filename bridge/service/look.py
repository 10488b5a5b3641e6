"""Looking at one place."""

from __future__ import annotations

from dataclasses import replace

from bridge.core.errors import Failure
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.network import Place
from bridge.core.model.operation import NEW, CreateComment, CreateItem, DeleteComment, UpdateComment
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.core.sync.guard import too_many_missing
from bridge.core.sync.joining import begins, stay_of
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.reserve import stands_apart
from bridge.core.sync.terms import Terms
from bridge.ports.connector import Connector, Sought

MOST_ASKED = 25
"""So many missing items are asked for one by one, where the guard will refuse the decision anyway."""


def look(
    place: Place,
    memory: Memory,
    connector: Connector,
    terms: Terms,
    complete: frozenset[PlaceId],
    touched: frozenset[Ref] = frozenset(),
    *,
    agreed: bool = False,
) -> Snapshot | Failure:
    """What the place says, with each item that went asked for by itself. A failure is never an empty place.

    `touched` are items that a delivery told of: they are sought beside what the memory has to ask for. `agreed`: a
    person has answered the guard, so that every item that went is asked for.
    """
    first = begins(place.id, memory) and not (place.id in memory.cursors and stands_apart(place.id, terms))
    since, whole = None if first else memory.cursors[place.id], first or place.id in complete
    try:
        overdue = sought(memory, place.id, terms)
        living = _living(memory, place.id, terms) if whole else frozenset[Ref]()
        wanted = replace(overdue, refs=overdue.refs | touched, living=living, whole=whole)
        snapshot = connector.pull(place, since, wanted)
        return _confirmed(snapshot, place, memory, connector, terms, agreed=agreed)
    except Failure as failure:
        return failure


def sought(memory: Memory, place: PlaceId, terms: Terms) -> Sought:
    """What the snapshot must speak of: all that was agreed earlier and never recorded as done.

    Creates are sought by marker. Of the rest what was tried was refused, unanswered or cut short by a crash: the feed
    may call it our own doing, so the item is read again before anything is sent, also where the task has become
    meanwhile what the place was last seen to hold. Nothing tells which texts of comments were tried, so each counts
    that is still to be written. What was never begun is no reason to read: a large import leaves much of it.
    """
    intents = memory.intents.get(place, ())
    overdue = plan(memory, place, remembering(terms, memory))
    refs = {each.item for each in overdue if isinstance(each, UpdateComment | DeleteComment)}
    refs |= {intent.item for intent in intents if isinstance(intent, CreateComment)}
    refs |= {link.ref for link in memory.links.get(place, {}).values() if link.tried and link.standing is Standing.LIVE}
    titles = {intent.task: intent.fields.title for intent in intents if isinstance(intent, CreateItem)}
    linked = frozenset(link.ref for link in memory.links.get(place, {}).values()) if titles else None
    return Sought(frozenset(titles), frozenset(ref for ref in refs if not ref.startswith(NEW)), titles, linked)


def _living(memory: Memory, place: PlaceId, terms: Terms) -> frozenset[Ref]:
    """The items that a tool where absence alone is no deletion is asked about."""
    if terms.reaches[place].manifest.absence_is_deletion:
        return frozenset()
    return frozenset(link.ref for link in memory.links.get(place, {}).values() if link.standing is Standing.LIVE)


def _confirmed(
    snapshot: Snapshot, place: Place, memory: Memory, connector: Connector, terms: Terms, *, agreed: bool
) -> Snapshot:
    """The snapshot with what became of the items that it lacks or its feed calls gone.

    What went while the place was not part of the space was nobody's word to it.
    Of so many that the guard will refuse anyway, the first are asked for and the rest taken for deleted.
    """
    away = stay_of(place.id, memory).away and not stands_apart(place.id, terms)
    suspects = [] if away else _suspects(snapshot, memory, terms.reaches[place.id].manifest)
    told = _told(snapshot, memory)
    refused = not agreed and too_many_missing(suspects, memory, place.id, terms.space.limits)
    asked = suspects[:MOST_ASKED] if refused else suspects
    present = frozenset(ref for ref in asked if ref not in told and not connector.confirm_gone(place, ref))
    return replace(snapshot, gone=(frozenset(suspects) | told) - present, left=present)


def _told(snapshot: Snapshot, memory: Memory) -> frozenset[Ref]:
    """Items of which a delivery told that they were deleted, and that the place indeed lacks."""
    told = (each for each in memory.submissions if each.gone and each.place == snapshot.place)
    return frozenset(each.ref for each in told if each.ref and each.ref not in snapshot.items)


def _suspects(snapshot: Snapshot, memory: Memory, manifest: Manifest) -> list[Ref]:
    """Living items that went; a tool that hides items by itself says of which to think so."""
    links = memory.links.get(snapshot.place, {}).values()
    living = [link.ref for link in links if link.standing is Standing.LIVE]
    if snapshot.complete and manifest.absence_is_deletion:
        return [ref for ref in living if ref not in snapshot.items]
    return [ref for ref in living if ref in snapshot.suspects]
