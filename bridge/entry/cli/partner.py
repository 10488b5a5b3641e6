"""`cobridge partner`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.stay import Matching
from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli import partner_status
from bridge.entry.cli.agreeing import says_yes
from bridge.entry.cli.asking import As, asking, known_to
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import chosen, opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.bootstrap.changing import Changed, Edit
    from bridge.core.model.caller import Caller
    from bridge.core.model.network import Connection, Partner, Place
    from bridge.ports.words import Words

commands = typer.Typer(help="Partners that join a space or leave it.", no_args_is_help=True)
commands.command("status")(partner_status.status)

Named = Annotated[str, typer.Argument(help="The partner's id in the network file.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing, and write it.")]


@commands.callback()
def _partners() -> None:
    """Partners that join a space or leave it."""


@commands.command("join")
def join(  # noqa: PLR0913, PLR0917  a place has so many parts
    partner: Named,
    space: Annotated[str, typer.Option(help="The space's id.")],
    container: Annotated[str, typer.Option(help="The board's, project's, plan's or channel's id in the tool.")],
    connection: Annotated[str, typer.Option(help="Which of the partner's connections, if there are several.")] = "",
    place: Annotated[str, typer.Option(help="The new place's id; else space and connection.")] = "",
    matching: Annotated[Matching, typer.Option(help="How the place begins.")] = Matching.CREATE,
    yes: Yes = False,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; without --yes nothing is written.")] = False,
) -> None:
    """Say what a new place would mean, then write it into the network file. The next start mirrors it."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.changing import joining
    from bridge.entry.cli import plan as planning
    from bridge.service.preview import plan_space
    from bridge.service.previewing import previewing

    say = speech()
    with opened() as found:
        caller = asking(found, who)
        joined = _connection(_partner(found, caller, partner, say), connection, say)
        chosen(found, space, known_to(found, caller))
    row = {"id": place or f"{space}-{joined.id}", "connection": joined.id, "container": container}
    with _changed(joining(space, {**row, "matching": "" if matching is Matching.CREATE else matching})) as new:
        with opened(network_file=new.draft) as found, previewing(caller, found.access) as shown:
            (terms,) = chosen(found, space)
            plan = shown(plan_space(terms, found.spaces, found.connectors(terms, dry_run=True)))
        if not as_json:
            show(*planning.as_lines(plan, say))
        kept = _keep(new, say, yes=yes, asks=not as_json)
    if as_json:
        show_json({"place": row["id"], "written": kept, "plan": planning.as_values([plan], say)})
    else:
        show(say("partner.joined", place=row["id"], space=space) if kept else say("partner.unwritten"))
    raise typer.Exit(Exit.DONE if kept else Exit.REFUSED)


@commands.command("leave")
def leave(
    partner: Named,
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    yes: Yes = False,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; without --yes nothing is written.")] = False,
) -> None:
    """Take the partner's places out of the network file. What stands there stays; tasks go on elsewhere."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.changing import leaving
    from bridge.service.membership import left_there

    say = speech()
    with opened() as found:
        caller = asking(found, who)
        theirs = {each.id for each in _partner(found, caller, partner, say).connections}
        spaces = chosen(found, space, known_to(found, caller))
        leaves = {terms.space.id: _places(terms.space.places, theirs) for terms in spaces}
        staying = {
            place: number for id_, places in leaves.items() for place, number in left_there(found.spaces, id_, places)
        }
    if not staying:
        raise BadInputError(say("partner.nowhere", partner=partner))
    with _changed(leaving(staying)) as new:
        if not as_json:
            show(*(say("partner.stays", place=place, number=number) for place, number in staying.items()))
        kept = _keep(new, say, yes=yes, asks=not as_json)
    if as_json:
        show_json({"places": staying, "written": kept})
    else:
        show(say("partner.left", partner=partner) if kept else say("partner.unwritten"))
    raise typer.Exit(Exit.DONE if kept else Exit.REFUSED)


@contextmanager
def _changed(edit: Edit) -> Iterator[Changed]:
    from bridge.bootstrap import ConfigError
    from bridge.bootstrap.changing import changed

    try:
        with changed(edit) as new:
            yield new
    except ConfigError as faults:
        raise BadInputError(str(faults)) from None


def _keep(new: Changed, say: Words, *, yes: bool, asks: bool) -> bool:
    """Whether the person wants it so; then it is written."""
    if not (yes or (asks and says_yes(say("partner.sure", file=new.file.name)))):
        return False
    new.keep()
    return True


def _partner(found: Installation, caller: Caller, partner: str, say: Words) -> Partner:
    """The partner whose places the caller may change; raises NotPermittedError, and BadInputError for an unknown."""
    from bridge.service.access import within

    known = {each.id: each for each in within(caller, found.network).partners}
    if partner not in known:
        raise BadInputError(say("partner.unknown", partner=partner, partners=", ".join(known)))
    found.access.permit(caller, Verb.CHANGE, Resource.NETWORK, PartnerId(partner))
    return known[PartnerId(partner)]


def _connection(partner: Partner, connection: str, say: Words) -> Connection:
    found = [each for each in partner.connections if not connection or each.id == connection]
    if len(found) != 1:
        names = ", ".join(each.id for each in partner.connections) or "–"
        raise BadInputError(say("partner.which", partner=partner.id, connections=names))
    return found[0]


def _places(places: tuple[Place, ...], connections: set[ConnectionId]) -> list[Place]:
    return [place for place in places if place.connection in connections]
