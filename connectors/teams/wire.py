"""Carries requests to Graph: the SDK's adapter on an event loop in a thread of its own.

The SDK is asynchronous and its typed builders load more than a thousand modules at their first call; this takes its
request adapter alone. It repeats nothing, follows no redirect, and speaks HTTP/1.1.
"""

from __future__ import annotations

import asyncio
import json
import threading
import weakref
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_http.middleware.options import RedirectHandlerOption, ResponseHandlerOption, RetryHandlerOption
from msgraph_core import BaseGraphRequestAdapter, GraphClientFactory

from connectors.http import TIMEOUT

LONGEST = 120.0
"""Seconds for a whole exchange: an answer that only drips is none."""
CONNECTIONS = 8
"""How many calls go at the same time."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to Graph: `path` begins behind the version, or is a whole url that Graph gave.

    `match` is the ETag that must still stand. A `body` is answered with what became of it.
    """

    method: str
    path: str
    body: Any = None
    match: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """All headers but the credential."""
        headers = {"Content-Type": "application/json"} if self.body is not None else {}
        headers |= {"If-Match": self.match} if self.match else {}
        return headers | ({"Prefer": "return=representation"} if self.method == "PATCH" else {})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `body` is JSON, None where there is none or it is something else."""

    status: int
    body: Any = field(repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)


class Wire:
    """The way to one Graph; threads may share it. Starts its thread with the first request."""

    def __init__(self, base: str) -> None:
        """`base` is Graph's address with the version."""
        self._base = base
        self._lock = threading.Lock()
        self._line: _Line | None = None

    def send(self, ask: Ask, token: str) -> Answer:
        """The answer, whatever its status. Raises what the network raises (httpx, OSError)."""
        line = self._started()
        return line.run(_exchanged(line, self._base, ask, token))

    def close(self) -> None:
        """Close the connections and end the thread; a later request starts another."""
        with self._lock:
            line, self._line = self._line, None
        if line:
            line.finish()

    def _started(self) -> _Line:
        with self._lock:
            if self._line is None:
                self._line = _Line(self._base)
            return self._line


class _Line:
    """The loop with its thread, and the SDK's adapter that lives on it."""

    def __init__(self, base: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._transport = httpx.AsyncHTTPTransport(
            http2=False, trust_env=False, limits=httpx.Limits(max_connections=CONNECTIONS)
        )
        self.adapter = _adapter(base, self._transport)
        self._thread = threading.Thread(
            target=_served, args=(self._loop, self._transport), name="cobridge-graph", daemon=True
        )
        self._thread.start()
        self.finish = weakref.finalize(self, _finished, self._loop, self._thread)

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What the work gives, awaited on the loop."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, LONGEST), self._loop).result()


def _served(loop: asyncio.AbstractEventLoop, transport: httpx.AsyncHTTPTransport) -> None:
    """What the thread does until it is told to stop."""
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        loop.run_until_complete(transport.aclose())
    finally:
        loop.close()


def _finished(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(loop.stop)
    if thread is not threading.current_thread():
        thread.join()


def _adapter(base: str, transport: httpx.AsyncHTTPTransport) -> BaseGraphRequestAdapter:
    read = httpx.Timeout(TIMEOUT[1], connect=TIMEOUT[0])
    client = httpx.AsyncClient(timeout=read, transport=transport, trust_env=False, base_url=base)
    options = {
        RetryHandlerOption.get_key(): RetryHandlerOption(delay=0, max_retries=0, should_retry=False),
        RedirectHandlerOption.get_key(): RedirectHandlerOption(max_redirect=0, should_redirect=False),
    }
    client = GraphClientFactory.create_with_default_middleware(client=client, options=options)
    adapter = BaseGraphRequestAdapter(AnonymousAuthenticationProvider(), http_client=client)
    adapter.base_url = base
    return adapter


async def _exchanged(line: _Line, base: str, ask: Ask, token: str) -> Answer:
    request = RequestInformation(Method(ask.method))
    request.url = ask.path if ask.path.startswith(base) else f"{base}{ask.path}"
    for name, value in {**ask.headers, "Authorization": f"Bearer {token}"}.items():
        request.headers.try_add(name, value)
    if ask.body is not None:
        request.content = json.dumps(ask.body, ensure_ascii=False).encode()
    request.add_request_options([ResponseHandlerOption(NativeResponseHandler())])
    response: Any = await line.adapter.send_primitive_async(request, "bytes", {})
    return Answer(response.status_code, _json(await response.aread()), dict(response.headers))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None
