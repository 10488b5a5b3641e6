"""The way to Trello: stands where the package `trello` expects `requests`.

By itself the package knows one address, sends key and token in the url (from where they reach the text of every
error), waits without end and keeps no connection. Here each call has a time limit, carries its credential in a header,
follows no redirect, keeps one session per thread, and ends in JSON or in a Failure: no exception of requests, and with
it no url, leaves this module. `Send` says which credential the calls of a thread belong to, so several connections
share the package.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import threading
from collections.abc import Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType, TracebackType
from typing import Any, NoReturn

import requests
import trello

from bridge.core.errors import Ambiguous, Retry, Stop
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.http import TIMEOUT, failure_for_exception, retry_after
from connectors.trello.refusals import refusal, used_up

PACKAGE_URL = "https://trello.com/1"
"""The address that the package writes into every call."""
MODULES = 14
"""How many modules of trello 0.9.7.3 send calls."""
_SOUND = re.compile(r"[!#-\[\]-~]+")
"""What a key or token is made of, and what a header can carry without quoting."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where to call, and with which credential; what waits for it and counts it. Shows nothing of itself."""

    origin: str
    key: str = field(repr=False)
    token: str = field(repr=False)
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    def header(self) -> str:
        """The credential as Trello takes it in a header. Raises Stop where it cannot be one."""
        if not (_SOUND.fullmatch(self.key) and _SOUND.fullmatch(self.token)):
            raise Stop(
                "Trello: key or token is missing or has signs that none has; copy both again.", code="credential"
            )
        return f'OAuth oauth_consumer_key="{self.key}", oauth_token="{self.token}"'


@dataclass(slots=True)
class Send:
    """The calls of a `with` block: whose they are, what they do (for messages), which special limit they count under.

    `creates`: sending one twice would create twice. `board`: they are about the place itself. `more` goes with what
    the package sends: it has no word for some of what Trello takes.
    """

    access: Access
    what: str
    limit: str = ""
    creates: bool = False
    board: bool = False
    more: Mapping[str, object] = field(default_factory=dict)
    _before: Token[Send] | None = field(default=None, repr=False)

    def __enter__(self) -> None:
        """From here on this thread's calls are these."""
        self._before = _SENDING.set(self)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """As before."""
        if self._before is not None:
            _SENDING.reset(self._before)


_SENDING: ContextVar[Send] = ContextVar("trello_sending")


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of a response that the package looks at."""

    body: Any

    def raise_for_status(self) -> None:
        """What would raise has been raised."""

    def json(self) -> Any:
        """The body."""
        return self.body


class Transport:
    """What the package calls in the place of `requests`."""

    def __init__(self) -> None:
        """Sessions are made by the threads that use them."""
        self._local = threading.local()

    def get(self, url: str, **sent: Any) -> Answer:
        """Read."""
        return self._call("GET", url, **sent)

    def post(self, url: str, **sent: Any) -> Answer:
        """Create."""
        return self._call("POST", url, **sent)

    def put(self, url: str, **sent: Any) -> Answer:
        """Update."""
        return self._call("PUT", url, **sent)

    def delete(self, url: str, **sent: Any) -> Answer:
        """Delete."""
        return self._call("DELETE", url, **sent)

    def _call(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        json: object = None,
    ) -> Answer:
        send = _SENDING.get()
        query = _written({name: value for name, value in (params or {}).items() if name not in ("key", "token")})
        more = _written(send.more)
        if method == "GET":
            query |= more
        headers = {"Authorization": send.access.header()}
        send.access.budget.take(send.limit)
        try:
            response = self._session().request(
                method,
                f"{send.access.origin.rstrip('/')}/1{url.removeprefix(PACKAGE_URL)}",
                params=query,
                data=(_written(data or {}) | ({} if method == "GET" else more)) or None,
                json=json,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except (requests.RequestException, OSError) as error:
            raise failure_for_exception(error, creates=send.creates, what=send.what) from None
        return _answer(response, send)

    def _session(self) -> requests.Session:
        """This thread's own; the machine's proxy settings and .netrc stay out of it."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
        return session


def _written(values: Mapping[str, object]) -> dict[str, str]:
    """Values as Trello reads them; what is None is not sent."""
    return {name: _word(value) for name, value in values.items() if value is not None}


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _answer(response: requests.Response, send: Send) -> Answer:
    if response.status_code >= 400:
        _refuse(response, send)
    try:
        return Answer(_json(response))
    except ValueError:
        sentence = f"{send.what}: what answered is not Trello; check the address and what stands between."
        raise (Ambiguous if send.creates else Retry)(sentence, code="answer") from None


def _json(response: requests.Response) -> Any:
    if response.is_redirect:
        raise ValueError(response.status_code)
    return response.json()


def _refuse(response: requests.Response, send: Send) -> NoReturn:
    after = None
    if response.status_code == 429:
        limits, scope, window = used_up(response.text, send.limit)
        header = response.headers.get("Retry-After")
        after = retry_after(header, send.access.clock.now()) if header else window
        send.access.budget.refused(after, *limits, scope=scope)
    raise refusal(
        response.status_code, response.text, creates=send.creates, board=send.board, after=after, what=send.what
    )


@cache
def transport() -> Transport:
    """The one of this process; for calls that the package lacks."""
    return Transport()


@cache
def installed() -> Any:
    """The package with our transport under it. Raises Stop where it is not the package we need."""
    modules = senders(trello)
    for module in modules:
        module.requests = transport()  # type: ignore[attr-defined]  # the name the package calls through
    return trello.TrelloApi("-", "-")


def senders(package: ModuleType) -> list[ModuleType]:
    """The modules of the package that send calls. Raises Stop where it is another package of the same name."""
    found = []
    if hasattr(package, "TrelloApi"):
        names = [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
        found = [module for module in map(importlib.import_module, names) if hasattr(module, "requests")]
    if len(found) != MODULES:
        raise Stop(
            "Trello: another package than trello 0.9.7.3 is installed under its name;"
            " uninstall py-trello and trello, then install trello==0.9.7.3.",
            code="package",
        )
    return found
