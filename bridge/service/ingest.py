"""Taking in what a tool delivers: what people submitted is on the disk before anybody is answered."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.model.ids import PlaceId, SpaceId
from bridge.ports.receiver import Received, Receiver, Request
from bridge.ports.store import InboxStore, VisitStore
from bridge.service.cycle import Touched


def ingest(request: Request, receiver: Receiver, inbox: InboxStore, space_of: Mapping[PlaceId, SpaceId]) -> Received:
    """Understand the delivery and store each submission for its place's space; only then may the reply be sent.

    A delivery that the receiver refuses holds no submission, so it changes nothing. Raises Unusable where the inbox
    cannot be written to: the tool, unanswered, delivers again.
    """
    received = receiver.receive(request)
    keep(received, inbox, space_of)
    return received


def keep(received: Received, inbox: InboxStore, space_of: Mapping[PlaceId, SpaceId]) -> None:
    """Store each submission of what was received; only then may it be acknowledged. Raises Unusable as `ingest`."""
    for submission in received.submissions:
        inbox.submit(space_of[submission.place], submission)


def note_missed(received: Received, visits: VisitStore) -> None:
    """Have the places read whole of which things may have gone untold. Raises Unusable as `ingest`."""
    for place in received.missed:
        visits.missed(place)


def hinted(received: Received, space_of: Mapping[PlaceId, SpaceId]) -> Mapping[SpaceId, Touched]:
    """The spaces in which something happened, each with the items that its next turn has to seek."""
    spaces = {space_of[place] for place in received.hints}
    return {
        space: {place: refs for place, refs in received.touched.items() if space_of[place] == space} for space in spaces
    }
