"""The contract of a receiver: how one connection understands what its tool delivers to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bridge.core.model.ids import PlaceId
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
    """What a delivery means. The reply is sent after hints and submissions are stored, never before."""

    reply: Reply
    hints: frozenset[PlaceId] = frozenset()
    submissions: tuple[Submission, ...] = ()


class Receiver(Protocol):
    """One connection's ear. It does no I/O: it verifies, understands and answers."""

    def receive(self, request: Request) -> Received:
        """What the delivery means. One that is forged, too old or not understood is answered so and changes nothing."""
        ...
