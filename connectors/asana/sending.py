"""The package `asana`, made safe: no retries of its own, time limits, no log handlers, Failures instead of errors."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import asana
import urllib3
from asana.rest import ApiException

from bridge.core.errors import Ambiguous, Failure, Retry, Stop
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.asana.refusals import refusal
from connectors.http import TIMEOUT, failure_for_exception, retry_after
from connectors.oauth import Tokens

PREFIX = "/api/1.0"
CONNECTIONS = 16
"""How many threads may call at the same time without opening a connection for one call only."""
_SETTING_UP = threading.Lock()


@dataclass(frozen=True, slots=True)
class Access:
    """Where to call and with which credential; what waits for it and counts it. Shows nothing of itself."""

    origin: str
    tokens: Tokens = field(repr=False)
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    def api(self) -> Any:
        """The package's client."""
        with _SETTING_UP, _without_new_handlers():
            configuration = asana.Configuration()
        configuration.host = f"{self.origin.rstrip('/')}{PREFIX}"
        configuration.retry_strategy = False
        configuration.connection_pool_maxsize = CONNECTIONS
        client = asana.ApiClient(configuration)
        client.pool.close()  # threads for asynchronous calls, of which there are none
        client.rest_client.request = _signed(self, client.rest_client.request)
        client.call_api = _tidied(client.call_api)
        return client


@dataclass(frozen=True, slots=True)
class Act:
    """One call: what it does (for messages), whether it creates, whether it is about the place itself, its cost."""

    what: str
    creates: bool = False
    project: bool = False
    cost: int = 1


def send(access: Access, act: Act, call: Callable[[], Any]) -> Any:
    """What the call answers. Raises only Failures."""
    for _ in range(act.cost):
        access.budget.take()
    try:
        answer = call()
    except ApiException as error:
        raise refused(access, act, error.status, error.body, error.headers) from None
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise failure_for_exception(error, creates=act.creates, what=f"Asana, {act.what}") from None
    if not isinstance(answer, dict | list):
        sentence = f"Asana, {act.what}: what answered is not Asana; check the address and what stands between."
        raise (Ambiguous if act.creates else Retry)(sentence, code="answer")
    return answer


def refused(access: Access, act: Act, status: int, body: Any, headers: Any) -> Failure:
    """The failure that a refusal is; a 429 is told to the budget."""
    after = retry_after((headers or {}).get("Retry-After"), access.clock.now()) if status == 429 else None
    if after is not None:
        access.budget.refused(after)
    return refusal(status, body, creates=act.creates, project=act.project, after=after, what=f"Asana, {act.what}")


def _signed(access: Access, request: Callable[..., Any]) -> Callable[..., Any]:
    """With a time limit and a token; a second time where Asana did not take the token, which carried nothing out."""

    def sent(token: str, *given: Any, **named: Any) -> Any:
        headers = {**(named.pop("headers", None) or {}), "Authorization": f"Bearer {token}"}
        return request(*given, **{**named, "headers": headers, "_request_timeout": TIMEOUT})

    def signed(*given: Any, **named: Any) -> Any:
        token = _usable(access.tokens.token())
        try:
            return sent(token, *given, **named)
        except ApiException as error:
            if error.status != 401 or (other := _usable(access.tokens.token(token))) == token:
                raise
        access.budget.take()
        return sent(other, *given, **named)

    return signed


def _usable(token: str) -> str:
    """The token, if it can be one. Raises Stop."""
    if not token or not token.isascii() or not token.isprintable():
        raise Stop("Asana: the token is missing or has signs that none has; copy it again.", code="credential")
    return token


def _tidied(call: Callable[..., Any]) -> Callable[..., Any]:
    """The package writes the body of some calls into their address as well, where servers on the way note it down."""

    def tidied(path: str, method: str, in_path: Any = None, query: Any = None, *given: Any, **named: Any) -> Any:
        asked = {name: value for name, value in (query or {}).items() if name != "body"}
        return call(path, method, in_path, asked, *given, **named)

    return tidied


@contextmanager
def _without_new_handlers() -> Iterator[None]:
    """Whatever handlers and levels the package gives to loggers meanwhile is taken back."""
    loggers = [logging.getLogger(name) for name in ("asana", "urllib3")]
    before = [(logger, list(logger.handlers), logger.level) for logger in loggers]
    try:
        yield
    finally:
        for logger, handlers, level in before:
            logger.handlers[:] = handlers
            logger.setLevel(level)
