"""`cobridge worklist`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking, open_to
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.core.model.ids import PartnerId


def worklist(
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm for your partner that it was read.")] = False,
    partner: Annotated[str | None, typer.Option(help="Whose confirmation it is, where the operator acts.")] = None,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what is to be done in each of your spaces: overdue, free, waiting, contested, disturbed, paused."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.listing import as_lines, as_values, listed
    from bridge.service.duties import confirm as confirmed

    say = speech()
    with opened() as found:
        caller = asking(found, who)
        whose = _whose(found, caller, partner) if confirm else None
        allowed = open_to(found, caller, Verb.READ, Resource.WORKLIST, space)
        rows = listed(found, caller, allowed)
        if whose:
            confirmed(caller, whose, found.confirmations, found.agreeing())
    if as_json:
        show_json(as_values(rows))
        return
    show(*as_lines(rows, len(found.network.partners), say))
    if whose:
        show("", say("worklist.confirmed", partner=whose))


def _whose(found: Installation, caller: Caller, partner: str | None) -> PartnerId:
    """The partner that confirms: the caller's own, else the one that is named."""
    from bridge.bootstrap import speech
    from bridge.service.charter import UnfitError

    wanted = partner or caller.partner
    if wanted is None:
        raise BadInputError(speech()("worklist.whose"))
    try:
        return found.agreeing().partner(wanted, caller).id
    except UnfitError as fault:
        raise BadInputError(speech()(fault.key, **fault.values)) from None
