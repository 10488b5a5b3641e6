"""Microsoft Graph's stand-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.faults import OF_DELIVERIES
from connectors.sandbox.graph import errors, reading
from connectors.sandbox.graph.accounts import accounts
from connectors.sandbox.graph.call import Account
from connectors.sandbox.graph.desk import Desk, methods
from connectors.sandbox.graph.etags import stale
from connectors.sandbox.graph.notices import Notices
from connectors.sandbox.graph.routes import BATCH, VERSION, match
from connectors.sandbox.graph.seeding import fill
from connectors.sandbox.graph.signin import SignIn
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.seed import Seed
from connectors.sandbox.stand_in import Caller, Limit, Now, ServiceAccount
from connectors.sandbox.tokens import Tokens

_POSTED = r"/channels/[^/]+/messages(/[^/]+/replies)?$"
LIMITS = (
    Limit("team", 4, 1, scope="key", path=r"^/v1\.0/teams/", per=r"/teams/[^/]+"),
    Limit("changes", 60, 60, scope="key", path=r"/messages/(delta|[^/]+/replies)"),
    Limit("day", 3_000, 86_400, scope="key", path=_POSTED, per=r"/channels/[^/]+", method="POST"),
)
"""Four calls a second to one team, sixty a minute to changes and replies, 3,000 messages a day in one channel.

Source: https://learn.microsoft.com/graph/throttling-limits
"""


class Graph:
    """One directory with its teams, their plans and channels, and the sign-in in front of it."""

    vendor = "graph"
    own_faults: Sequence[str] = ("stale-etag", *OF_DELIVERIES)
    loads: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {}

    def __init__(self, seed: Seed, now: Now) -> None:
        """Start with what the seed's section `graph` says. Raises SeedError."""
        self._accounts = accounts(seed)
        self._tokens = Tokens[Account](now)
        self._state, self._effective = fill(seed, now, self._accounts)
        self._sign_in = SignIn(self._state, self._accounts, self._tokens)
        for application in self._accounts.applications.values():
            if application.user:
                lasting = Account(application.client_id, application.user)
                self._tokens.keep("refresh", application.refresh_token, lasting)

    @property
    def limits(self) -> Sequence[Limit]:
        """Those of an application in Teams; Planner publishes none."""
        return LIMITS

    def connect(self, outbox: Outbox) -> None:
        """Send notifications with this from now on."""
        self._state.notices = Notices(self._state, outbox)
        self._state.tell = self._state.notices.tell

    def effective(self) -> Mapping[str, Any]:
        """The section of the seed with every id and default."""
        return self._effective

    def services(self) -> Sequence[ServiceAccount]:
        """The applications of the service."""
        return self._accounts.service

    def caller(self, request: Request) -> Caller | None:
        """Who a bearer token belongs to; sign-in has no caller yet."""
        token = _token(request)
        account = self._account(token)
        if account is None:
            return None
        return Caller(account.user.id if account.user else account.application, token, account.application)

    def actions(self, request: Request) -> Sequence[str]:
        """The methods of a batch's calls."""
        return methods(request) if request.path == BATCH else ()

    def known(self, request: Request) -> bool:
        """Whether there is such an endpoint."""
        if request.path == BATCH:
            return request.method == "POST"
        if not request.path.startswith(f"{VERSION}/"):
            return self._sign_in.takes(request)
        return match(request.method, request.path.removeprefix(VERSION)) is not None

    def answer(self, request: Request, caller: Caller | None) -> Response | Pending:
        """Carry out a call."""
        if self._sign_in.takes(request):
            return self._sign_in.answer(request)
        token = _token(request)
        account = self._account(token)
        if account is None:
            return self._marked(errors.unauthorised(self._why(token)))
        host = request.headers.get("host", "graph.microsoft.com")
        return Desk(self._state, account, f"http://{host}").answer(request)

    def too_many(self, retry_after: float, limit: str) -> Response:
        """429 with `Retry-After`; the same for every limit."""
        return self._marked(errors.too_many(retry_after))

    def failing(self, status: int) -> Response:
        """500, 503, 401 for an expired token, 412 for an old ETag."""
        if status == 401:
            return self._marked(errors.unauthorised(_EXPIRED))
        return self._marked(stale().response() if status == 412 else errors.broken(status))

    def native(self) -> Any:
        """Every object in full."""
        return reading.native(self._state)

    def items(self) -> Sequence[Mapping[str, Any]]:
        """Every task of every plan as a reader sees it."""
        return reading.items(self._state)

    def _account(self, token: str) -> Account | None:
        grant = self._tokens.valid("access", token)
        return grant.account if grant else self._accounts.by_token.get(token)

    def _why(self, token: str) -> str:
        if not token:
            return "Access token is empty."
        return _EXPIRED if self._tokens.grant("access", token) else "IDX14100: JWT is not well formed."

    def _marked(self, response: Response) -> Response:
        return errors.marked(response, self._state, "")


_EXPIRED = "Lifetime validation failed, the token is expired."


def _token(request: Request) -> str:
    """The only form of credential is `Authorization: Bearer`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
