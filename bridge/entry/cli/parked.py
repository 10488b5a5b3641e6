"""`cobridge parked`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking, open_to
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.ports.words import Words
    from bridge.service.parked import Waiting

MOST = 200
"""So many characters of a value; `--json` prints all of it."""

commands = typer.Typer(help="What a tool refused for good, and waits for a person.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="ID", help="The id that list shows.")]


@commands.command("list")
def list_all(
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what is parked: where, what was to be written, why the tool refused it, and the ways out."""
    from bridge.bootstrap import speech
    from bridge.service.parked import waiting

    with opened() as found:
        caller = asking(found, who)
        allowed = open_to(found, caller, Verb.READ, Resource.PARKED, space)
        with found.access.recorded(caller, Verb.READ, Resource.PARKED) as looked:
            rows = [row for terms in allowed for row in waiting(terms, found.spaces)]
            looked.at_all((person, found.home(person)) for row in rows for person in row.persons)
    if as_json:
        show_json({"parked": [as_values(row, speech()) for row in rows]})
    else:
        show(*as_lines(rows, speech()))


@commands.command("retry")
def retry(identity: Id, who: As = None) -> None:
    """Let the next cycle send it again, as far as it is still wanted."""
    from bridge.service.parked import retry as again

    with opened() as found:  # one transaction that decides nothing, so the service may go on meanwhile
        caller = asking(found, who)
        allowed = open_to(found, caller, Verb.CHANGE, Resource.PARKED)
        with found.access.recorded(caller, Verb.CHANGE, Resource.PARKED):
            space = again(identity, allowed, found.spaces, found.parked)
        _tell("retried", identity, space, paused=space is not None and found.pauses.paused(space) is not None)


@commands.command("drop")
def drop(identity: Id, who: As = None) -> None:
    """Accept that the place differs: it is not tried again while it is the same."""
    from bridge.service.parked import drop as accept

    with opened() as found:
        caller = asking(found, who)
        allowed = open_to(found, caller, Verb.CHANGE, Resource.PARKED)
        with found.access.recorded(caller, Verb.CHANGE, Resource.PARKED):
            space = accept(identity, allowed, found.spaces, found.parked)
        _tell("dropped", identity, space, paused=False)


def as_values(row: Waiting, say: Words) -> dict[str, object]:
    """One parked operation as `--json` prints it."""
    where = {"id": row.id, "space": row.space, "place": row.place, "tool": row.tool, "task": row.title}
    return {**where, "what": row.kind, "wanted": dict(row.wanted), "reason": row.reason, "way_out": _way(row, say)}


def as_lines(rows: list[Waiting], say: Words) -> Iterator[str]:
    """What people read: a block for each."""
    if not rows:
        yield say("parked.none")
    for row in rows:
        yield say("parked.title", id=row.id, title=row.title, place=row.place, tool=row.tool, space=row.space)
        yield "  " + say(f"parked.{row.kind}")
        for name, value in row.wanted:
            yield f"    {say(f'field.{name}')}: {value if len(value) <= MOST else value[:MOST] + '…'}"
        yield "  " + say("parked.reason", reason=say.told(row.reason))
        yield "  " + _way(row, say)


def _way(row: Waiting, say: Words) -> str:
    way = "parked.way.value" if row.wanted else "parked.way.other"
    return say(way, id=row.id)


def _tell(done: str, identity: str, space: str | None, *, paused: bool) -> None:
    from bridge.bootstrap import speech

    say = speech()
    if space is None:
        raise BadInputError(say("parked.unknown", id=identity))
    show(say(f"parked.{done}", id=identity))
    if paused:
        show(say("decided.paused", space=space))
