"""Several loopback servers on one event loop in one thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence

import uvicorn

from connectors.sandbox.wire import Droppable, Wire

HOST = "127.0.0.1"


class PortTakenError(OSError):
    """A port that the sandbox needs is in use; the message is one sentence."""


@contextlib.contextmanager
def bound(ports: Sequence[int]) -> Iterator[list[socket.socket]]:
    """Listening sockets on loopback, 0 for any free port. Raises PortTakenError before anything is served."""
    with contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(contextlib.closing(_listening(port))) for port in ports]
        yield sockets


@contextlib.contextmanager
def serving(wires: Sequence[Wire], sockets: Sequence[socket.socket]) -> Iterator[None]:
    """Serve each function on its socket until the block ends. Calls that are still open then are cut."""
    servers = [uvicorn.Server(_settings(wire)) for wire in wires]
    thread = threading.Thread(target=_run, args=(servers, sockets), name="sandbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        for server in servers:
            server.should_exit = True
        thread.join()


def _listening(port: int) -> socket.socket:
    listening = socket.socket(
        socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # asyncio sends without delay only for TCP
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as fault:
        listening.close()
        raise PortTakenError(f"Port {port} on {HOST} is in use; choose another with --port.") from fault
    listening.listen(2048)  # a call made before the server's first turn waits in this queue
    return listening


def _settings(wire: Wire) -> uvicorn.Config:
    return uvicorn.Config(
        wire,
        http=Droppable,
        ws="wsproto" if wire.converses else "none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )


def _run(servers: Sequence[uvicorn.Server], sockets: Sequence[socket.socket]) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*(server.serve(sockets=[each]) for server, each in zip(servers, sockets, strict=True)))

    asyncio.run(all_of_them())
