"""`cobridge charter`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.charter import Gate
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from bridge.core.rules.agreement import Difference
    from bridge.ports.words import Words

commands = typer.Typer(help="What the partners agreed, and who consented to it.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@commands.command("diff")
def diff(who: As = None, as_json: Json = False) -> None:
    """Show where the network file differs from what holds: what narrows works at once, what widens waits."""
    from bridge.bootstrap import speech
    from bridge.service.charter import compared

    with opened() as found:
        rows = compared(asking(found, who), found.agreeing())
    if as_json:
        show_json({"differences": [_values(row) for row in rows]})
    elif rows:
        _show(rows, speech())
    else:
        show(speech()("charter.same"))


@commands.command("propose")
def propose(who: As = None, as_json: Json = False) -> None:
    """Keep the charter of the network file as a version that partners can consent to. It widens nothing by itself."""
    from bridge.bootstrap import speech
    from bridge.service.charter import propose as proposing

    with opened() as found:
        version = proposing(asking(found, who), found.agreeing())
    if as_json:
        show_json({"version": version.number, "label": version.label, "fingerprint": version.fingerprint})
    else:
        show(speech()("charter.proposed", number=version.number, label=version.label, hash=version.fingerprint[:12]))


@commands.command("consent")
def consent(  # noqa: PLR0913, PLR0917  what is recorded of a gate
    partner: Annotated[str, typer.Option(help="The partner's id.")],
    gate: Annotated[list[Gate], typer.Option(help="What is recorded; several of one day at once.")],
    reference: Annotated[str, typer.Option(help="The document: agreement, signature, notice.")] = "",
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Of the document; else today.")
    ] = None,
    number: Annotated[int | None, typer.Option(min=1, help="How many persons, of a notice or a roster.")] = None,
    version: Annotated[int | None, typer.Option(help="Of the charter; else the one proposed last.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back: then only references pass.")] = False,
    who: As = None,
) -> None:
    """Record a gate of a partner, as its coordinator, its works council or its trusted person; nobody else may."""
    from bridge.bootstrap import speech
    from bridge.service.charter import Statement
    from bridge.service.charter import consent as consenting
    from bridge.service.charter import withdraw as withdrawing

    say, given_on = speech(), _day(day)
    with opened() as found, _fit(say):
        caller, agreeing = asking(found, who), found.agreeing()
        for each in gate:
            if withdraw:
                withdrawing(caller, agreeing, partner, each)
            else:
                consenting(caller, agreeing, partner, Statement(each, reference, given_on, number, version))
    key = "charter.withdrawn" if withdraw else "charter.recorded"
    show(*(say(key, gate=say(f"charter.gate.{each}"), partner=partner) for each in gate))


@contextmanager
def _fit(say: Words) -> Iterator[None]:
    from bridge.service.charter import UnfitError

    try:
        yield
    except UnfitError as fault:
        values = {name: say(f"charter.gate.{each}") if name == "gate" else each for name, each in fault.values.items()}
        raise BadInputError(say(fault.key, **values)) from None


def _day(day: datetime | None) -> date | None:
    return day.date() if day else None


def _values(row: Difference) -> dict[str, object]:
    return {"point": row.point, "before": row.before, "after": row.after, "widens": row.widens}


def _show(rows: Sequence[Difference], say: Words) -> None:
    heads = [say(f"charter.head.{each}") for each in ("point", "before", "after", "effect")]
    show_table(heads, [[_point(row.point, say), *_both(row, say), _effect(row, say)] for row in rows])
    if any(row.widens for row in rows):
        show(say("charter.waits"))


def _point(point: str, say: Words) -> str:
    subject, _, rest = point.partition(":")
    return say(f"charter.point.{subject}", name=rest).strip()


def _both(row: Difference, say: Words) -> list[str]:
    return [
        say("charter.absent") if each is None else each or say("charter.present") for each in (row.before, row.after)
    ]


def _effect(row: Difference, say: Words) -> str:
    return say("charter.widens" if row.widens else "charter.narrows")
