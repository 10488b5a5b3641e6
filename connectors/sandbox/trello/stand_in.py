"""Trello's stand-in: every call goes through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.faults import OF_DELIVERIES
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.seed import Seed
from connectors.sandbox.stand_in import Caller, Limit, Now, ServiceAccount
from connectors.sandbox.trello import compliance, loading
from connectors.sandbox.trello.access import NOT_FOUND, Call, Later
from connectors.sandbox.trello.accounts import Accounts, credential
from connectors.sandbox.trello.hooks import Ringing
from connectors.sandbox.trello.items import items
from connectors.sandbox.trello.routes import route
from connectors.sandbox.trello.seeded import plant
from connectors.sandbox.trello.store import Kind, Store
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid

_VERSION = "/1"
_BATCH = "/1/batch"
_MOST_IN_BATCH = 10
_KINDS: tuple[Kind, ...] = ("boards", "lists", "cards", "labels", "checklists", "actions", "members")
LIMITS = (
    Limit("key-refusals", 200, 10, scope="key", counts="refusals"),
    Limit("key", 300, 10, scope="key"),
    Limit("token", 100, 10),
    Limit("members", 100, 900, path=r"^/1/members(/|$)"),
)
"""https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/"""


class Trello:
    """One Trello, with the boards of a seed."""

    vendor = "trello"
    tool = "trello"
    own_faults: Sequence[str] = OF_DELIVERIES

    def __init__(self, seed: Seed, now: Now) -> None:
        """Raises SeedError where the seed's part for Trello is wrong."""
        self._store = Store(now)
        self._accounts = Accounts.of(seed)
        section = seed.section("trello")
        self._effective = plant(self._store, self._accounts, section)
        self._joining = self._accounts.members_named(section, "loaded_members")

    def connect(self, outbox: Outbox) -> None:
        """Tell webhooks from here on; what the seed holds is no news."""
        self._store.listener = Ringing(self._store, outbox, self._accounts.secret_of).tell

    @property
    def limits(self) -> Sequence[Limit]:
        """The windows Trello publishes."""
        return LIMITS

    @property
    def loads(self) -> Mapping[str, Callable[[Any], Mapping[str, Any]]]:
        """Board exports."""
        return {"trello-export": lambda raw: loading.load(self._store, self._joining, raw)}

    async def act(self, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
        """Somebody changes or deletes their own account. Raises CannotActError."""
        return compliance.act(self._store, self._accounts.members, wanted)

    def services(self) -> Sequence[ServiceAccount]:
        """The service's accounts."""
        return self._accounts.services

    def effective(self) -> Mapping[str, Any]:
        """The seed's boards with the ids of their lists, labels and cards."""
        return self._effective

    def caller(self, request: Request) -> Caller | None:
        """Whose key and token these are."""
        try:
            return self._accounts.caller(credential(request, _params(request)))
        except RefusedError:
            return None

    def actions(self, request: Request) -> Sequence[str]:
        """A batch reads."""
        return ["GET"] * len(_urls(request)) if request.path.rstrip("/") == _BATCH else []

    def known(self, request: Request) -> bool:
        """Whether Trello has this endpoint."""
        if request.path.rstrip("/") == _BATCH:
            return request.method == "GET"
        return request.path.startswith(f"{_VERSION}/") and route(_verb(request), request.path[2:]) is not None

    def answer(self, request: Request, caller: Caller | None) -> Response | Pending:
        """Carry a call out, or refuse it in Trello's words."""
        try:
            params = _params(request)
            if caller is None:
                return Response(401, self._accounts.refusal(credential(request, params)))
            call = Call(self._store, caller.actor, params, caller.token, caller.key)
            if request.path.rstrip("/") == _BATCH and request.method == "GET":
                return Response(200, self._batch(call, _urls(request)))
            with self._store.held():
                answer = self._carried_out(call, request)
            return Pending(lambda: _finished(answer)) if isinstance(answer, Later) else Response(200, answer)
        except RefusedError as refusal:
            return Response(refusal.status, refusal.body)

    def _carried_out(self, call: Call, request: Request) -> Any:
        found = route(_verb(request), request.path[2:]) if request.path.startswith(f"{_VERSION}/") else None
        if found is None:
            raise RefusedError(404, f"Cannot {request.method} {request.path}")
        handler, path = found
        return handler(call, *path)

    def _batch(self, call: Call, urls: Sequence[str]) -> list[Obj]:
        if not 0 < len(urls) <= _MOST_IN_BATCH:
            raise invalid("urls")
        return [self._in_batch(call, url) for url in urls]

    def _in_batch(self, call: Call, url: str) -> Obj:
        """One part of a batch: its body by its status, or what was wrong with it."""
        parts = urlsplit(url)
        inner = Request("GET", _VERSION + parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))
        try:
            return {"200": self._carried_out(call.with_params(Params(inner.query)), inner)}
        except RefusedError as refusal:
            return {"name": "Error", "message": str(refusal.body), "statusCode": refusal.status}

    def too_many(self, _retry_after: float, limit: str) -> Response:
        """429 names the limit, and no time to wait."""
        match limit:
            case "members":
                return Response(429, {"error": "RATE_LIMIT_EXCEEDED", "message": "Exceeded rate limit to /1/member"})
            case "key" | "key-refusals":
                return Response(429, {"error": "API_KEY_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})
            case _:
                return Response(429, {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})

    def failing(self, status: int) -> Response:
        """Trello's words for a failure of its own, or for a token that is no longer valid."""
        words = {401: "invalid token", 500: "Internal Server Error", 503: "Service Unavailable"}
        return Response(status, words.get(status, NOT_FOUND))

    def native(self) -> Any:
        """Every object by kind."""
        webhooks = [each.shown for each in self._store.webhooks.values()]
        return {**{kind: list(self._store.all(kind)) for kind in _KINDS}, "webhooks": webhooks}

    def items(self) -> Sequence[Mapping[str, Any]]:
        """Every card as a reader sees it."""
        return items(self._store)


async def _finished(later: Later) -> Response:
    try:
        return Response(200, await later.finish())
    except RefusedError as refusal:
        return Response(refusal.status, refusal.body)


def _verb(request: Request) -> str:
    return "GET" if request.method == "HEAD" else request.method


def _params(request: Request) -> Params:
    """Query and body as one; the body wins. Raises RefusedError for a body that cannot be read."""
    if not request.body:
        return Params(request.query)
    try:
        body = request.json() if "json" in request.headers.get("content-type", "") else request.form()
    except ValueError:
        raise RefusedError(400, "Invalid JSON") from None
    if not isinstance(body, dict):
        raise RefusedError(400, "Invalid JSON")
    return Params({**request.query, **body})


def _urls(request: Request) -> list[str]:
    """The urls of a batch: a comma parts them where the next begins with a slash; each may be encoded as a whole."""
    urls = re.split(r",(?=/|%2[Ff])", request.query.get("urls", ""))
    return [url if "?" in url else unquote(url) for url in urls if url]
