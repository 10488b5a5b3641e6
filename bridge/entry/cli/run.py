"""`cobridge run`."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show

HIGHEST_PORT = 65_535


def run(
    host: Annotated[str, typer.Option(help="The address at which /health and /hooks are answered.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=HIGHEST_PORT, help="Its port; 0 takes a free one.")] = 8080,
    no_web: Annotated[bool, typer.Option("--no-web", help="Answer nowhere.")] = False,
) -> None:
    """Mirror all spaces by schedule until interrupted, seal the log daily, and answer at /health how it goes."""
    from bridge.bootstrap import speech
    from bridge.entry.run import run as keep_running
    from bridge.entry.web.server import AddressError, listening

    say = speech()
    with opened(alone=True) as found, ExitStack() as held:
        try:
            socket = None if no_web else held.enter_context(listening(host, port))
        except AddressError as fault:
            raise BadInputError(str(fault)) from None
        show(say("run.begins"))
        if socket:
            show(say("run.health", url=f"http://{_written(host)}:{socket.getsockname()[1]}/health"))
        keep_running(found, socket)
    show(say("run.ended"))


def _written(host: str) -> str:
    """As it stands in a url."""
    return f"[{host}]" if ":" in host else host
