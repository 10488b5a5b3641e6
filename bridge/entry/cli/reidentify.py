"""`cobridge reidentify`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.rules.reidentifying import USUAL
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from datetime import date

    from bridge.core.model.caller import Caller
    from bridge.core.model.network import Network
    from bridge.core.model.reidentification import Reidentification
    from bridge.service.reidentify import Reidentifying, Told

commands = typer.Typer(help="Learn whose a pseudonym of the log is, with two officers' consent.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Request = Annotated[str, typer.Argument(help="The id of a request, as `reidentify list` shows it.")]


@commands.command("request")
def request(
    purpose: Annotated[str, typer.Option(help="What it is for, in one sentence without names.")],
    case: Annotated[str, typer.Option(help="The reference under which it is dealt with.")],
    entries: Annotated[list[str] | None, typer.Argument(help="The event_id of entries, all of one person.")] = None,
    pseudonym: Annotated[str, typer.Option(help="The actor_ref of entries, instead of their ids.")] = "",
    days: Annotated[int, typer.Option(help="For so many days it holds, 30 at most.")] = USUAL,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Ask whose it is. The data-protection officer and the partner's works council or trusted person have to agree."""
    from bridge.bootstrap import speech
    from bridge.service.reidentify import Wanted

    wanted = Wanted(purpose, case, tuple(entries or ()), pseudonym, days)
    with _using(who) as (use, caller):
        made = use.request(caller, wanted)
        name, today = _partner(use.people, made.partner), use.access.today()
    if as_json:
        show_json(as_values(made, today))
    else:
        show(speech()("reidentify.requested", id=made.id, partner=name, until=speech()("day", day=made.until)))


@commands.command("approve")
def approve(identifier: Request, who: As = None) -> None:
    """Agree, as the data-protection officer, or as works council or trusted person of the partner concerned."""
    from bridge.bootstrap import speech
    from bridge.core.rules.reidentifying import missing

    with _using(who) as (use, caller):
        after = use.approve(caller, identifier)
    say = speech()
    left = ", ".join(say(f"access.role.{role}") for role in sorted(missing(after)))
    show(say("reidentify.approved", id=after.id, missing=left) if left else say("reidentify.granted", id=after.id))


@commands.command("show")
def show_person(identifier: Request, who: As = None, as_json: AsJson = False) -> None:
    """Say whose it is, to who asked or agreed. The person sees in their own view that it was told."""
    from bridge.bootstrap import speech

    with _using(who) as (use, caller):
        told = use.show(caller, identifier)
        partner = _partner(use.people, told.partner) if told else ""
    if as_json:
        show_json(_told_values(told))
    elif told is None:
        show(speech()("reidentify.nobody"))
    elif told.listed:
        show(speech()("reidentify.person", name=told.listed.name, id=told.person, partner=partner))
    else:
        connection, account = told.account
        show(speech()("reidentify.account", account=account, connection=connection, partner=partner))
    if told is None:
        raise typer.Exit(Exit.FAILED)


@commands.command("list")
def list_all(who: As = None, as_json: AsJson = False) -> None:
    """Show the requests, with what is missing, that the officer's role is about."""
    from bridge.bootstrap import speech
    from bridge.core.rules.reidentifying import state

    with _using(who) as (use, caller):
        found, today = use.listed(caller), use.access.today()
    say = speech()
    if as_json:
        show_json({"requests": [as_values(each, today) for each in found]})
    elif found:
        heads = [say(f"reidentify.{head}") for head in ("id", "partner", "purpose", "case", "until", "state")]
        states = [say(f"reidentify.state.{state(each, today)}") for each in found]
        show_table(
            heads,
            [
                [each.id, each.partner, each.purpose, each.case, say("day", day=each.until), said]
                for each, said in zip(found, states, strict=True)
            ],
        )
    else:
        show(say("reidentify.none"))


def as_values(request: Reidentification, today: date) -> dict[str, object]:
    """A request as `--json` prints it; days are ISO 8601, of the network."""
    from bridge.core.rules.reidentifying import missing, state

    return {
        "id": request.id,
        "partner": request.partner,
        "entries": list(request.entries),
        "pseudonym": request.subject,
        "purpose": request.purpose,
        "case": request.case,
        "requested_by": request.officer,
        "requested_on": request.on.isoformat(),
        "until": request.until.isoformat(),
        "approvals": [{"by": each.officer, "role": each.role, "on": each.on.isoformat()} for each in request.approvals],
        "missing": sorted(missing(request)),
        "state": state(request, today),
    }


def _told_values(told: Told | None) -> dict[str, object]:
    if told is None:
        return {"person": None}
    name = told.listed.name if told.listed else None
    return {"person": told.person, "name": name, "partner": told.partner}


def _partner(network: Network, identifier: str) -> str:
    return next((each.name for each in network.partners if each.id == identifier), identifier)


@contextmanager
def _using(who: str | None) -> Iterator[tuple[Reidentifying, Caller]]:
    """What the commands work with, and who asks; what does not fit is bad input."""
    from bridge.bootstrap import speech
    from bridge.service.reidentify import Reidentifying, UnfitError

    with opened() as found:
        caller = asking(found, who)
        people = found.people().network
        use = Reidentifying(people, found.access, found.reidentifications, found.log, found.vault)
        try:
            yield use, caller
        except UnfitError as unfit:
            raise BadInputError(speech()(unfit.key, **unfit.values)) from None
