"""Asana's stand-in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connectors.sandbox.asana import errors, reading
from connectors.sandbox.asana.accounts import accounts
from connectors.sandbox.asana.desk import BATCH, Account, Desk
from connectors.sandbox.asana.hooks import Ringing
from connectors.sandbox.asana.rendering import Viewer
from connectors.sandbox.asana.routes import PREFIX, match
from connectors.sandbox.asana.seeding import fill
from connectors.sandbox.asana.signin import SignIn
from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.faults import OF_DELIVERIES
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.seed import Seed
from connectors.sandbox.stand_in import Caller, Limit, Now, ServiceAccount
from connectors.sandbox.tokens import FOR_GOOD, Tokens

PER_MINUTE = {"free": 150, "paid": 1500}


class Asana:
    """One Asana with one workspace."""

    vendor = "asana"
    own_faults: Sequence[str] = OF_DELIVERIES
    loads: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {}

    def __init__(self, seed: Seed, now: Now) -> None:
        """Start with what the seed's section `asana` says. Raises SeedError."""
        self._accounts = accounts(seed)
        self._sign_in = SignIn(self._accounts, Tokens[Account](now, "asana", refresh=FOR_GOOD))
        self._state, self._effective = fill(seed, now, self._accounts)

    def connect(self, outbox: Outbox) -> None:
        """Tell webhooks from here on; what the seed holds is no news."""
        self._state.ringing = Ringing(self._state, outbox)

    @property
    def limits(self) -> Sequence[Limit]:
        """Calls a minute and token, by plan; search has its own. A refused call counts, and so does each action.

        Source: https://developers.asana.com/docs/rate-limits
        """
        count = PER_MINUTE[self._state.plan]
        return (
            Limit("minute", count, 60, each_action=True, refused_count=True),
            Limit("search", 60, 60, path="/tasks/search$", refused_count=True),
        )

    def effective(self) -> Mapping[str, Any]:
        """The section of the seed with every id and default."""
        return self._effective

    def services(self) -> Sequence[ServiceAccount]:
        """The accounts of the service."""
        return self._accounts.service

    def caller(self, request: Request) -> Caller | None:
        """Who a bearer token belongs to."""
        found = self._who(request)
        return found[0] if found else None

    def actions(self, request: Request) -> Sequence[str]:
        """The methods of a batch's actions."""
        if request.path != BATCH:
            return ()
        try:
            actions = json.loads(request.body)["data"]["actions"]
            return tuple(str(action.get("method", "get")).upper() for action in actions)
        except (ValueError, KeyError, TypeError, AttributeError):
            return ()

    def known(self, request: Request) -> bool:
        """Whether there is such an endpoint."""
        if self._sign_in.takes(request):
            return True
        if request.path == BATCH:
            return request.method == "POST"
        return match(request.method, request.path.removeprefix(PREFIX)) is not None

    def answer(self, request: Request, caller: Caller | None) -> Response | Pending:
        """Carry out a call."""
        if self._sign_in.takes(request):
            return self._sign_in.answer(request)
        found = self._who(request)
        if caller is None or found is None:
            return errors.unauthorised()
        return Desk(self._state, found[1], request.headers.get("host", "app.asana.com")).answer(request)

    def too_many(self, retry_after: float, limit: str) -> Response:
        """429 with `Retry-After`; the same for every limit."""
        return errors.too_many(retry_after)

    def failing(self, status: int) -> Response:
        """500, 503, or 401 for a token that is not valid any more."""
        return errors.unauthorised() if status == 401 else errors.broken(status)

    def native(self) -> Any:
        """Every object in full."""
        return reading.native(self._state, self._viewer())

    def items(self) -> Sequence[Mapping[str, Any]]:
        """Every task of every project as a reader sees it."""
        return reading.items(self._state, self._accounts.service_gids)

    def _who(self, request: Request) -> tuple[Caller, Account] | None:
        return self._accounts.of(request) or self._sign_in.of(request)

    def _viewer(self) -> Viewer:
        gid = self._accounts.service[0].shown["user"]["gid"]
        return Viewer(self._state.users[gid], None, self._state.workspace)
