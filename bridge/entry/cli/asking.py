"""Who asks: the option `--as` that every command with personal data has, and the code by which it is proven."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.opened import chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.core.rules.access import Resource, Verb
    from bridge.core.sync.terms import Terms
    from bridge.service.codes import Known, Proving

As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="ID", help="Who asks: an officer or a person; asks for their code. Else the operator."
    ),
]


def asking(found: Installation, who: str | None) -> Caller:
    """Who asks, as they proved it; the operator where nobody is named.

    Raises NotPermittedError where the code is wrong, which is recorded. What a holder has to know about their code
    is told on standard error.
    """
    from bridge.core.model.caller import operator

    if who is None:
        return operator()
    known = proving(found).prove(who, entered(found, who))
    _tell(known)
    return known.caller


def known_to(found: Installation, caller: Caller) -> Sequence[Terms]:
    """The terms of the spaces that exist for the caller."""
    from bridge.service.access import within

    known = {each.id for each in within(caller, found.network).spaces}
    return [each for each in found.terms if each.space.id in known]


def open_to(
    found: Installation, caller: Caller, verb: Verb, resource: Resource, space: str | None = None
) -> Sequence[Terms]:
    """The terms of one space, or of all, as far as the caller may; that others are left out is told.

    Raises NotPermittedError where there is none.
    """
    from bridge.bootstrap import speech
    from bridge.core.rules.access import may

    asked_for = chosen(found, space, known_to(found, caller))
    may_see = found.access.spaces(caller, resource) if may(caller.role, verb, resource) else frozenset()
    allowed = [each for each in asked_for if each.space.id in may_see]
    closed = [each.space.id for each in asked_for if each.space.id not in may_see]
    if closed and not allowed:
        found.access.refuse(caller, verb, resource)
    if closed:
        sys.stderr.write(f"{speech()('access.closed', spaces=', '.join(closed))}\n")
    return allowed


def proving(found: Installation) -> Proving:
    """The officers and persons of the installation, and their codes."""
    from bridge.service.codes import Proving

    return Proving(found.people().network, found.access, found.codes)


def entered(found: Installation, who: str) -> str:
    """The code of whoever asks: from the settings, else without echo, else a line of standard input."""
    from bridge.bootstrap import speech

    given = found.settings.code.get_secret_value()
    return given or asked(speech()("access.asks_code", id=who))


def asked(question: str) -> str:
    """A secret that a person enters; it is shown nowhere."""
    return (getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline()).strip()


def _tell(known: Known) -> None:
    from bridge.bootstrap import speech

    if known.notice is None:
        return
    say, code = speech(), known.code
    day = say("day", day=code.made_on)
    sys.stderr.write(f"{say(f'access.{known.notice}', id=known.caller.id, maker=code.maker, day=day)}\n")
