"""The contracts of deliveries: how one connection understands what its tool delivers, and has it deliver to us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Request:
    """What was delivered, as it came. Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the tool gets for an answer."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Received:
    """What a delivery means. The reply is sent after hints and submissions are stored, never before.

    `touched` are items of hinted places of which something happened that a pull since the cursor may not show: the
    next pull seeks them. Where a delivery names no item but a comment on it, that comment stands for the item.
    `missed` are places of which things may have gone untold: they are read whole. `lapsed` are places whose
    subscription ends or is gone: their connection subscribes again.
    """

    reply: Reply
    hints: frozenset[PlaceId] = frozenset()
    touched: Mapping[PlaceId, frozenset[Ref]] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()
    missed: frozenset[PlaceId] = frozenset()
    lapsed: frozenset[PlaceId] = frozenset()


class Receiver(Protocol):
    """One connection's ear: it verifies, understands and answers.

    It keeps nothing but what it verifies with, where the tool gives that in a delivery: among the connection's secrets,
    before it returns. What it remembers of deliveries, so that one that comes twice has no effect, it may forget.

    It calls nobody, but where the tool lets an answer reach the waiting person by a call only: Slack opens a form so,
    within three seconds. Such a call changes nothing that is mirrored as an item.
    """

    def receive(self, request: Request) -> Received:
        """What the delivery means. One that is forged, too old or not understood is answered so and changes nothing.

        Raises Unusable where it cannot keep what it has to verify with.
        """
        ...


@dataclass(frozen=True, slots=True)
class Subscribed:
    """How long a subscription may be left alone, by the clock; `missed` as in `Received`: it is new, or was gone."""

    again: datetime
    missed: frozenset[PlaceId] = frozenset()


class Subscriber(Protocol):
    """How one connection has its tool deliver to us. What is subscribed says the tool.

    It keeps nothing but what its receiver needs to know a delivery by, among the connection's secrets.
    """

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        """See to it that what happens at the places is delivered to `url`, the connection's own address.

        Renews what there is, makes what lacks, takes away what this made earlier and is of no use any more, and
        touches no other's. The tool may try the address before this returns. Safe to repeat at any time. Raises
        Failures alone.
        """
        ...
