"""The server of a running service's addresses: in a thread of its own, on a socket taken beforehand."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import APIRouter, FastAPI

GRACE = 2
"""How long a call that is being answered may still take when the service ends, in seconds."""


class AddressError(Exception):
    """The address cannot be served at; the message is one sentence."""


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket of that address; port 0 takes a free one. Raises AddressError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host, port), family=family)
    except OSError as fault:
        raise AddressError(
            f"Port {port} of {host} cannot be served ({fault.strerror}): choose others with --port and --host."
        ) from None
    with opened:
        yield opened


@contextmanager
def serving(routers: Sequence[APIRouter], opened: socket.socket, ended: Callable[[], object]) -> Iterator[None]:
    """Serve the routers on the socket until the block ends. `ended` is called when serving ends, for any reason."""
    served = FastAPI(openapi_url=None)
    for router in routers:
        served.include_router(router)
    server = uvicorn.Server(
        uvicorn.Config(
            served,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
    )

    def serve() -> None:
        try:
            server.run(sockets=[opened])
        finally:
            ended()

    thread = Thread(target=serve, name="web")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
