"""Slack's stand-in: every call goes through here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.faults import OF_DELIVERIES
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.seed import Seed
from connectors.sandbox.slack import reading_items, reply_addresses, uploads
from connectors.sandbox.slack.accounts import token_in
from connectors.sandbox.slack.acting import Stage
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Account
from connectors.sandbox.slack.feed import Feed
from connectors.sandbox.slack.list_items import shown
from connectors.sandbox.slack.lists import schema
from connectors.sandbox.slack.methods import LEFT_OUT, LIMITS, METHODS, Method
from connectors.sandbox.slack.scheduled import post_due
from connectors.sandbox.slack.seeding import fill
from connectors.sandbox.slack.signin import AUTHORIZE, SignIn
from connectors.sandbox.slack.signin import METHOD as INSTALLING
from connectors.sandbox.slack.sockets import Sockets
from connectors.sandbox.slack.values import Arguments, Obj, RefusedError, arguments, method_of
from connectors.sandbox.stand_in import Caller, Limit, Now, ServiceAccount, Talk
from connectors.sandbox.tokens import FOR_GOOD, Tokens

HALF_A_DAY = timedelta(hours=12)
_POSTING = "chat.postMessage"
_ERRORS = {401: "token_expired", 500: "internal_error", 503: "service_unavailable"}


class Slack:
    """One workspace, with the channels of a seed."""

    vendor = "slack"
    tool = "slack"
    own_faults: Sequence[str] = OF_DELIVERIES
    loads: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {}

    def __init__(self, seed: Seed, now: Now) -> None:
        """Start with what the seed's section `slack` says. Raises SeedError."""
        self._state, self._accounts, self._effective = fill(seed, now)
        self._sign_in = SignIn(self._accounts, self._state.team, Tokens[Account](now, "slack", HALF_A_DAY, FOR_GOOD))
        self._feed = Feed(self._state, Sockets(self._state))

    def connect(self, outbox: Outbox) -> None:
        """From now on the apps are told what happens."""
        self._feed.outbox = outbox

    @property
    def limits(self) -> Sequence[Limit]:
        """Calls a minute for each method and token, and messages for each channel."""
        return LIMITS

    def effective(self) -> Mapping[str, Any]:
        """The section of the seed with every id and default."""
        return self._effective

    def services(self) -> Sequence[ServiceAccount]:
        """The service's apps."""
        return self._accounts.service

    def caller(self, request: Request) -> Caller | None:
        """Whose token this is; the key is the channel that it posts to, for itself: Slack counts an app's calls."""
        try:
            args = arguments(request)
        except RefusedError:
            args = Arguments()
        try:
            account = self._whose(token_in(request, args))
        except RefusedError:
            account = None
        if account is None:
            return None
        channel = args.values.get("channel") if method_of(request) == _POSTING else None
        return Caller(account.user.id, account.token, f"{account.token} {channel}" if channel else "")

    def actions(self, request: Request) -> Sequence[str]:
        """Slack has no batches."""
        return ()

    def reads(self, request: Request) -> bool:
        """Whether the method reads: clients POST to read as well."""
        method = METHODS.get(method_of(request))
        return method is not None and method.reads

    def known(self, request: Request) -> bool:
        """Whether there is such a method."""
        if (request.method, request.path) == ("GET", AUTHORIZE) or method_of(request) == INSTALLING:
            return True
        return method_of(request) in METHODS or reply_addresses.concerns(request) or uploads.concerns(request)

    def answer(self, request: Request, caller: Caller | None) -> Response:
        """Carry out a call; whatever Slack refuses is an answer of status 200 too."""
        if reply_addresses.concerns(request):
            return reply_addresses.answer(self._state, self._feed, request)
        if uploads.concerns(request):
            return uploads.receive(self._state, request)
        if (request.method, request.path) == ("GET", AUTHORIZE):
            return self._sign_in.authorize(request)
        if not request.path.startswith("/api/"):
            return Response(404, "Not Found")
        try:
            args = arguments(request)
            post_due(self._state, self._feed)
            return Response(200, _with_warnings({"ok": True, **self._carried_out(request, args)}, args))
        except RefusedError as refusal:
            return Response(200, {"ok": False, "error": refusal.error, **refusal.further})

    def _carried_out(self, request: Request, args: Arguments) -> Obj:
        name = method_of(request)
        if name == INSTALLING:
            return self._sign_in.access(args)
        method = METHODS.get(name) or LEFT_OUT.get(name)
        if method is None:
            raise RefusedError("unknown_method", req_method=name)
        account = self._account(request, args, method)
        return method.answer(Call(self._state, self._feed, account, args, request.headers.get("host", "")))

    def _account(self, request: Request, args: Arguments, method: Method) -> Account:
        token = token_in(request, args)
        account = self._whose(token)
        if account is None and "" in method.kinds:
            return next(iter(self._accounts.by_token.values()))
        if account is None:
            raise RefusedError("invalid_auth" if token else "not_authed")
        if account.kind not in method.kinds:
            raise RefusedError("not_allowed_token_type")
        if method.scopes and not set(method.scopes) & set(account.scopes):
            raise RefusedError("missing_scope", needed=method.scopes[0], provided=",".join(account.scopes))
        return account

    def _whose(self, token: str) -> Account | None:
        """Raises RefusedError for a token that has ended."""
        return self._accounts.by_token.get(token) or self._sign_in.account(token)

    def too_many(self, retry_after: float, limit: str) -> Response:
        """429 with whole seconds to wait; the same for every limit."""
        return Response(
            429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(max(1, math.ceil(retry_after)))}
        )

    def failing(self, status: int) -> Response:
        """Slack's failures; a token no longer valid is told with status 200."""
        return Response(200 if status == 401 else status, {"ok": False, "error": _ERRORS.get(status, "fatal_error")})

    def native(self) -> Any:
        """Everything by kind: users, channels with all their messages, Lists with their items, open views."""
        state = self._state
        return {
            "users": [{"id": user.id, "name": user.name, "real_name": user.real_name} for user in state.users.values()],
            "channels": [
                {
                    "id": channel.id,
                    "name": channel.name,
                    "is_archived": channel.archived,
                    "members": list(channel.members),
                    "messages": list(channel.messages.values()),
                }
                for channel in state.channels.values()
            ],
            "lists": [
                {
                    "id": found.id,
                    "name": found.name,
                    "schema": schema(found),
                    "items": [{**shown(found, row), "archived": row.archived} for row in found.rows.values()],
                }
                for found in state.lists.values()
            ],
            "views": [{**view.shown, "user": view.user} for view in (*state.views.values(), *state.homes.values())],
            "ephemeral": list(state.ephemeral),
        }

    def items(self) -> Sequence[Mapping[str, Any]]:
        """Every card and every item of a List as a reader sees it."""
        return reading_items.items(self._state)

    async def act(self, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a person does in Slack without its API."""
        return await Stage(self._state, self._feed, self._accounts).act(wanted)

    def welcomes(self, request: Request) -> bool:
        """Whether a WebSocket may be opened: with the address that apps.connections.open gave."""
        return self._feed.sockets.welcomes(request)

    async def converse(self, request: Request, talk: Talk) -> None:
        """Socket Mode."""
        if self._feed.outbox is not None:
            await self._feed.sockets.converse(request, talk, self._feed.outbox)


def _with_warnings(body: Obj, args: Arguments) -> Obj:
    if not args.warnings:
        return body
    further = {**body.get("response_metadata", {}), "warnings": list(args.warnings)}
    return {**body, "warning": ",".join(args.warnings), "response_metadata": further}
