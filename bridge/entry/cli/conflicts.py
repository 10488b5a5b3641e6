"""`cobridge conflicts`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.conflict import ConflictId
from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking, open_to
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.ports.words import Words
    from bridge.service.conflicts import Contested

commands = typer.Typer(help="Two versions of one field: which counts, and what lost.", no_args_is_help=True)


@commands.command("list")
def list_all(
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was brought back and can be turned.")] = False,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the conflicts that nobody has decided: what counts, what lost, why, and until when it is kept."""
    from bridge.bootstrap import speech
    from bridge.service.conflicts import contested

    with opened() as found:
        caller = asking(found, who)
        allowed = open_to(found, caller, Verb.READ, Resource.CONFLICTS, space)
        with found.access.recorded(caller, Verb.READ, Resource.CONFLICTS) as looked:
            rows = [
                row
                for terms in allowed
                for row in contested(terms, found.spaces, found.conflicts, found.clock, everything=everything)
            ]
            looked.at_all((person, found.home(person)) for row in rows for person in row.persons)
    if as_json:
        show_json({"conflicts": [as_values(row) for row in rows]})
    else:
        show(*as_lines(rows, speech()))


@commands.command("restore")
def restore(
    conflict: Annotated[str, typer.Argument(metavar="ID", help="The conflict's id, as list shows it.")],
    keep: Annotated[bool, typer.Option("--keep", help="Let what counts stay, and forget what lost.")] = False,
    who: As = None,
) -> None:
    """Bring back what lost: the next cycle writes it as an edit of its own, and keeps what it replaces.

    Works while the service runs, and for places that cannot be reached.
    """
    from bridge.bootstrap import speech
    from bridge.service import conflicts as deciding

    say = speech()
    with opened() as found:  # one transaction that decides nothing, so the service may go on meanwhile
        caller = asking(found, who)
        allowed = open_to(found, caller, Verb.CHANGE, Resource.CONFLICTS)
        decide = deciding.keep if keep else deciding.restore
        with found.access.recorded(caller, Verb.CHANGE, Resource.CONFLICTS):
            answer, space = decide(ConflictId(conflict), allowed, found.conflicts, found.clock)
        if space is None and len(allowed) < len(found.terms):
            answer = deciding.Answer.UNKNOWN  # how it ended is told of no space that the caller does not know
        paused = space is not None and found.pauses.paused(space) is not None
    said = say(f"conflicts.{answer}", id=conflict)
    if space is None:
        raise BadInputError(said)
    show(said)
    if paused and not keep:
        show(say("decided.paused", space=space))


def as_values(row: Contested) -> dict[str, object]:
    """One conflict as `--json` prints it; days are ISO 8601."""
    values = {"id": row.id, "space": row.space, "task": row.title, "field": row.field, "kept": row.kept}
    where = {"lost": row.lost, "kept_from": row.kept_from, "lost_from": row.lost_from, "reason": row.reason.value}
    days = {"since": row.since.isoformat(), "until": row.until.isoformat(), "asked": row.asked}
    return {**values, **where, **days}


def as_lines(rows: list[Contested], say: Words) -> Iterator[str]:
    """What people read: a block for each conflict, then what can be done."""
    if not rows:
        yield say("conflicts.none")
        return
    for row in rows:
        yield say("conflicts.title", id=row.id, title=row.title, field=say(f"field.{row.field}"), space=row.space)
        yield from _value(say("conflicts.counts", place=row.kept_from), row.kept)
        yield from _value(say("conflicts.lost", place=row.lost_from), row.lost)
        yield "  " + say(f"conflicts.reason.{row.reason}")
        yield "  " + say("conflicts.days", since=say("day", day=row.since), until=say("day", day=row.until))
        if row.asked:
            yield "  " + say("conflicts.waits")
    yield ""
    yield say("conflicts.how")


def _value(head: str, value: str) -> Iterator[str]:
    """Beside its head, or below it where it has several lines."""
    first, *more = value.split("\n")
    if not more:
        yield f"  {head} {first}"
        return
    yield f"  {head}"
    yield from (f"    {line}" for line in (first, *more))
