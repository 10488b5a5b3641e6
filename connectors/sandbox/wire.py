"""Turns HTTP as uvicorn carries it into `Request` values, and deliveries back into HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from uvicorn.protocols.http.h11_impl import H11Protocol

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.gate import Delivery
from connectors.sandbox.stand_in import Conversing, StandIn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_LONGEST_HANG = 60.0


class Droppable(H11Protocol):
    """Hands each call its connection, so that a fault can close it without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection into the scope's state; uvicorn copies that state for every call."""
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class Wire:
    """One server's ASGI function: each HTTP call becomes a `Request` for `answer`."""

    def __init__(
        self,
        answer: Callable[[Request], Delivery | Awaitable[Delivery]],
        http_date: Callable[[], str],
        stand_in: Callable[[], StandIn] | None = None,
    ) -> None:
        """`http_date` gives the `Date` header of every answer; WebSockets are the stand-in's, if it takes them."""
        self._answer = answer
        self._http_date = http_date
        self._stand_in = stand_in

    @property
    def converses(self) -> bool:
        """Whether WebSockets may be opened here."""
        return self._conversing() is not None

    def _conversing(self) -> Conversing | None:
        stand_in: object = self._stand_in() if self._stand_in else None
        return stand_in if isinstance(stand_in, Conversing) else None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one call, or leave it unanswered where a fault says so."""
        if scope["type"] == "websocket":
            await self._converse(scope, receive, send)
            return
        answer = self._answer(_request(scope, await _body(receive)))
        delivery = await answer if inspect.isawaitable(answer) else answer
        match delivery.manner:
            case "drop":
                await _close(scope, receive)
            case "hang":
                await _gone(receive)
                await _close(scope, receive)
            case "send":
                if delivery.wait:
                    await asyncio.sleep(delivery.wait)
                await self._send(delivery.response, send, bare=scope["method"] == "HEAD")

    async def _converse(self, scope: Message, receive: Receive, send: Send) -> None:
        stand_in = self._conversing()
        request = _request({"method": "GET", **scope}, b"")
        await receive()
        if stand_in and stand_in.welcomes(request):
            await send({"type": "websocket.accept"})
            await stand_in.converse(request, _Socket(receive, send))
        with contextlib.suppress(OSError):  # the client may be gone already
            await send({"type": "websocket.close"})

    async def _send(self, response: Response, send: Send, *, bare: bool) -> None:
        content, kind = _encoded(response.body)
        headers = {"content-type": kind, **{name.lower(): value for name, value in response.headers.items()}}
        headers |= {"content-length": str(len(content)), "date": self._http_date()}
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items() if value]
        await send({"type": "http.response.start", "status": response.status, "headers": pairs})
        await send({"type": "http.response.body", "body": b"" if bare else content})


class _Socket:
    """A WebSocket as ASGI carries it, as the `Talk` of a stand-in."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send

    async def receive(self) -> str | None:
        message = await self._receive()
        return (message.get("text") or "") if message["type"] == "websocket.receive" else None

    async def send(self, text: str) -> None:
        with contextlib.suppress(OSError):  # uvicorn's ClientDisconnected
            await self._send({"type": "websocket.send", "text": text})


def _request(scope: Message, body: bytes) -> Request:
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
        body=body,
    )


async def _body(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        pieces.append(message.get("body", b""))
        more = bool(message.get("more_body"))
    return b"".join(pieces)


async def _close(scope: Message, receive: Receive) -> None:
    scope["state"]["transport"].abort()
    await _gone(receive)  # uvicorn complains of a call without an answer unless its caller is seen to be gone


async def _gone(receive: Receive) -> None:
    """Wait until the caller gives up, at most a minute."""

    async def disconnected() -> None:
        while (await receive())["type"] != "http.disconnect":
            continue

    try:
        await asyncio.wait_for(disconnected(), _LONGEST_HANG)
    except TimeoutError:
        return


def _encoded(body: Any) -> tuple[bytes, str]:
    if body is None:
        return b"", ""
    if isinstance(body, bytes):
        return body, "application/octet-stream"
    if isinstance(body, str):
        return body.encode(), "text/plain; charset=utf-8"
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), "application/json; charset=utf-8"
