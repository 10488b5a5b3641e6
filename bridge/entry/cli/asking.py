"""Who asks: the option `--as` that every command with personal data has, and the code by which it is proven."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
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
