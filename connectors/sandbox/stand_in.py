"""The contract between the sandbox and each vendor's stand-in, written for who adds the next vendor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, runtime_checkable

from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with accounts in some tools; `accounts` is keyed by tool (`trello`, `asana`, `slack`, `teams`)."""

    id: str
    name: str
    email: str
    accounts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a credential belongs to. `token` and `key` are what limits are counted by; `actor` is the native user id."""

    actor: str
    token: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One published window: at most `count` calls in `seconds`, counted for each token or key.

    `path` (a pattern searched in the path) narrows it to some endpoints, `method` to calls with this one.
    `each_action` counts the actions of a batch singly. `refused_count` counts refused calls too. A limit that counts
    `refusals` refuses everything once more than `count` calls were refused within its window. `per` (a pattern too)
    counts each text it finds in the path by itself.
    """

    name: str
    count: int
    seconds: float
    scope: Literal["token", "key"] = "token"
    path: str = ""
    counts: Literal["calls", "refusals"] = "calls"
    each_action: bool = False
    refused_count: bool = False
    per: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """An account the service uses.

    `connection` is the id of its connection there, `secrets` are named as in the environment (`KEY`, `TOKEN`), `shown`
    is how `GET /seed` shows it.
    """

    connection: str
    secrets: Mapping[str, str]
    shown: Mapping[str, Any]


class NotLoadableError(ValueError):
    """What was to be loaded is not what it was said to be; the message is one sentence. Nothing was changed."""


class Now(Protocol):
    """The sandbox's clock: aware UTC, moved by `POST /clock`."""

    def __call__(self) -> datetime: ...


class StandIn(Protocol):
    """One vendor. Everything runs on one thread, so state needs no locks, and no method may wait.

    The server calls, in this order and for each request: `caller` (to count limits and fill `/requests`), the limits
    and faults, then `answer`. A stand-in never sees a request that a limit or a fault kept from it.
    """

    vendor: str
    own_faults: Sequence[str]
    """Kinds of fault that this vendor has beyond those of all: `stale-etag` and those of deliveries."""

    @property
    def limits(self) -> Sequence[Limit]:
        """The windows the vendor publishes."""
        ...

    @property
    def loads(self) -> Mapping[str, Callable[[Any], Mapping[str, Any]]]:
        """What `POST /load/{name}` offers: takes the JSON, answers with ids and counts, raises NotLoadableError."""
        ...

    def effective(self) -> Mapping[str, Any]:
        """The vendor's section of `GET /seed`: as in the seed, with every id and default filled in."""
        ...

    def services(self) -> Sequence[ServiceAccount]:
        """The service's own accounts, every default filled in."""
        ...

    def caller(self, request: Request) -> Caller | None:
        """Who calls, by any credential form the vendor takes; None when the credential is missing or wrong."""
        ...

    def actions(self, request: Request) -> Sequence[str]:
        """The methods of the actions that a batch call carries; empty for every other call."""
        ...

    def known(self, request: Request) -> bool:
        """Whether the vendor has such an endpoint; others are answered as the vendor answers and listed as unknown."""
        ...

    def answer(self, request: Request, caller: Caller | None) -> Response | Pending:
        """Carry the request out and answer as the vendor does, its own errors included. Never raises for bad input."""
        ...

    def too_many(self, retry_after: float, limit: str) -> Response:
        """The vendor's own 429; `limit` is the name of the limit used up, or `fault` where a fault asked for it."""
        ...

    def failing(self, status: int) -> Response:
        """The vendor's own answer of status 500 or 503, 401 for a token no longer valid, 412 for an old ETag."""
        ...

    def native(self) -> Any:
        """All native objects, as the vendor would show them: `GET /state/{vendor}`."""
        ...

    def items(self) -> Sequence[Mapping[str, Any]]:
        """`GET /state/{vendor}?form=items`.

        Keys: place, ref, title, description, state, lane, due, people, comments (of author and text), archived.
        `state` is `open` or `done`; `due` is `YYYY-MM-DD` or an ISO instant in UTC or null, as the tool's own page
        would show it; `description` and comment texts are what a reader sees: markup taken off, each run of white
        space folded to one space; `people` are display names, the lead first where the tool has one.
        """
        ...


@runtime_checkable
class NamingReads(Protocol):
    """A stand-in of an API whose HTTP methods do not tell a read from a write."""

    def reads(self, request: Request) -> bool:
        """Whether a call only reads, for the counts of `GET /requests`."""
        ...


@runtime_checkable
class Delivering(Protocol):
    """A stand-in that also sends by itself."""

    def connect(self, outbox: Outbox) -> None:
        """Take what it sends with; called once, before the first request."""
        ...


class CannotActError(ValueError):
    """What a person was to do cannot be done; the message is one sentence."""


@runtime_checkable
class Acting(Protocol):
    """A stand-in of a tool in which people do things that its API has no call for."""

    tool: str

    async def act(self, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
        """Carry out `POST /act` and answer with `status` and `body` of our side's answer. Raises CannotActError."""
        ...


class Talk(Protocol):
    """One end of a WebSocket that a client opened, already accepted."""

    async def receive(self) -> str | None:
        """The next text of the client; None once it is gone."""
        ...

    async def send(self, text: str) -> None:
        """Send a text; nothing happens when the client is gone."""
        ...


@runtime_checkable
class Conversing(Protocol):
    """A stand-in that takes WebSockets."""

    async def converse(self, request: Request, talk: Talk) -> None:
        """Hold a conversation; when it returns, the connection is closed."""
        ...

    def welcomes(self, request: Request) -> bool:
        """Whether a WebSocket may be opened there; others are refused with 403."""
        ...
