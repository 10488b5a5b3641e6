"""`/hooks/{connection}`: what the tools deliver. The body is read here; whether to believe it says the receiver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from time import monotonic

import structlog
from fastapi import APIRouter, Response
from fastapi import Request as Delivery
from fastapi.concurrency import run_in_threadpool

from bridge.core.errors import Unusable
from bridge.core.model.ids import ConnectionId
from bridge.entry.web.rate import Rate
from bridge.ports.receiver import Received, Receiver, Reply, Request

LOG = structlog.get_logger(__name__)
MOST_IN_BODY = 1_000_000
"""Bytes; the largest delivery of any tool is a fraction of it."""

Take = Callable[[Request, Receiver], Received]
"""Stores what was delivered; raises Unusable where it cannot."""


def routes(receivers: Mapping[ConnectionId, Receiver], take: Take, wake: Callable[[Received], None]) -> APIRouter:
    """The route. `take` runs off the event loop; `wake` is told of what was taken, before the tool is answered.

    A HEAD is how some tools try an address before they deliver to it.
    """
    router = APIRouter()
    rates = {connection: Rate(monotonic) for connection in receivers}

    @router.api_route("/hooks/{connection}", methods=["HEAD", "POST"])
    async def deliver(connection: str, delivery: Delivery) -> Response:
        receiver = receivers.get(ConnectionId(connection))
        if receiver is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if not rates[ConnectionId(connection)].admits():
            return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": "1"})
        body = await _body(delivery)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return _response(await run_in_threadpool(_taken, _request(delivery, body), receiver, take, wake))

    return router


def _taken(request: Request, receiver: Receiver, take: Take, wake: Callable[[Received], None]) -> Reply:
    """What to answer. A delivery that could not be stored is refused, and the tool repeats it."""
    try:
        received = take(request, receiver)
    except Unusable as fault:
        LOG.warning("A delivery could not be stored.", reason=str(fault))
        return Reply(HTTPStatus.SERVICE_UNAVAILABLE)
    wake(received)
    return received.reply


async def _body(delivery: Delivery) -> bytes | None:
    """The body, or None as soon as it is known to be too long."""
    announced = delivery.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST_IN_BODY:
        return None
    body = bytearray()
    async for part in delivery.stream():
        body += part
        if len(body) > MOST_IN_BODY:
            return None
    return bytes(body)


def _request(delivery: Delivery, body: bytes) -> Request:
    return Request(delivery.method, delivery.url.path, dict(delivery.query_params), dict(delivery.headers), body)


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, dict(reply.headers))
