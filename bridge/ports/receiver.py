"""The contract of a receiver: how one connection understands what its tool delivers to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bridge.core.model.ids import PlaceId, Ref
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
    next pull seeks them.
    """

    reply: Reply
    hints: frozenset[PlaceId] = frozenset()
    touched: Mapping[PlaceId, frozenset[Ref]] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()


class Receiver(Protocol):
    """One connection's ear: it verifies, understands and answers. It keeps nothing.

    It calls nobody, but where the tool lets an answer reach the waiting person by a call only: Slack opens a form so,
    within three seconds. Such a call changes nothing that is mirrored as an item.
    """

    def receive(self, request: Request) -> Received:
        """What the delivery means. One that is forged, too old or not understood is answered so and changes nothing."""
        ...
