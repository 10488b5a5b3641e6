"""`cobridge connect`."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.ports.words import Words
    from bridge.service.connect import Connecting

REDIRECT = "http://localhost:8085/"
PATIENCE = 600.0
"""How long the person may take to agree, in seconds: vendors' codes last no longer."""


def connect(
    tool: Annotated[str, typer.Argument(help="trello, asana, slack or teams.")],
    connection: Annotated[str | None, typer.Option(help="The connection's id, where the tool has several.")] = None,
    paste: Annotated[
        bool, typer.Option("--paste", help="Paste what the browser shows at the end, instead of waiting for it here.")
    ] = False,
    redirect: Annotated[str, typer.Option(help="The address that is registered at the vendor.")] = REDIRECT,
) -> None:
    """Sign in to a tool and keep what it gives in the vault; asks for what has to be copied, and shows none of it."""
    from bridge.bootstrap import speech
    from bridge.service.connect import Person, RefusedError
    from bridge.service.connect import connect as sign_in

    say = speech()
    with opened() as found:
        identity, connecting = _chosen(found, tool, connection, say)
        browser = _Browser(say, redirect, pastes=paste)
        person = Person(
            lambda name, may_be_empty: _entered(say, identity, name, may_be_empty=may_be_empty), browser.agrees
        )
        try:
            account = sign_in(connecting, person, redirect)
        except RefusedError as fault:
            typer.echo(say(fault.key), err=True)
            raise typer.Exit(Exit.FAILED) from None
    show(say("connect.done", connection=identity, account=account), say("connect.next"))


def _chosen(found: Installation, tool: str, wanted: str | None, say: Words) -> tuple[str, Connecting]:
    there = found.connections(tool)
    if not there:
        raise BadInputError(say("connect.no_connection", tool=tool))
    names = ", ".join(there)
    if wanted is None and len(there) > 1:
        raise BadInputError(say("connect.which", tool=tool, connections=names))
    for identity, connecting in there.items():
        if wanted in (None, identity):
            return identity, connecting
    raise BadInputError(say("connect.unknown", tool=tool, connection=wanted, connections=names))


def _entered(say: Words, connection: str, name: str, *, may_be_empty: bool) -> str:
    """Without echo; from a script, a line of standard input. Empty leaves what is there."""
    ask = say("connect.asks_again" if may_be_empty else "connect.asks", connection=connection, name=name)
    entered = (getpass.getpass(ask) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not entered and not may_be_empty:
        raise BadInputError(say("connect.nothing", name=name))
    return entered


class _Browser:
    """The person at the vendor's page."""

    def __init__(self, say: Words, redirect: str, *, pastes: bool) -> None:
        self._say, self._redirect, self._pastes = say, redirect, pastes

    def agrees(self, page: str) -> str:
        """What came back; see `Person`."""
        from bridge.entry.web.redirect import AddressError, leads_here, waiting

        if self._pastes or not leads_here(self._redirect):
            show(self._say("connect.open"), page, self._say("connect.paste"))
            sys.stdout.flush()
            return sys.stdin.readline()
        try:
            with waiting(self._redirect, self._say("connect.thanks")) as back:
                show(self._say("connect.open"), page, self._say("connect.waits", redirect=self._redirect))
                sys.stdout.flush()
                return back.wait(PATIENCE)
        except AddressError as fault:
            raise BadInputError(f"{fault} {self._say('connect.other_port')}") from None
