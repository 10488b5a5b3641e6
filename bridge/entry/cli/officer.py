"""`cobridge officer`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asked, asking, proving
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from bridge.ports.words import Words
    from bridge.service.officers import Listed

commands = typer.Typer(help="Who holds a role, and the codes that prove it.", no_args_is_help=True)


@commands.command("list")
def list_all(
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show who holds which role, and whether each has a code that nobody else has seen."""
    from bridge.bootstrap import speech
    from bridge.service.officers import listed

    with opened() as found:
        rows = listed(asking(found, who), found.network, found.access, found.codes)
    if as_json:
        show_json({"officers": [_values(row) for row in rows]})
    else:
        _show(rows, speech())


@commands.command("code")
def code(
    holder: Annotated[str, typer.Argument(metavar="ID", help="An officer's id, or a person's.")],
    who: As = None,
    reset: Annotated[
        bool, typer.Option("--reset", help="Without the present code; the holder is told at the next use.")
    ] = False,
) -> None:
    """Print a fresh personal code once. Who has one already has to enter it, and is then the only one to know the new.

    Officers' first codes are made by the operator, those of persons by their partner's coordinator.
    """
    from bridge.bootstrap import speech

    say = speech()
    with opened() as found:
        given = found.settings.code.get_secret_value()
        try:
            made = proving(found).make(
                asking(found, who),
                holder,
                lambda: (not who and given) or asked(say("officer.asks_old", id=holder)),
                reset=reset,
            )
        except KeyError:
            raise BadInputError(say("officer.unknown", id=holder)) from None
    show(say("officer.code", id=holder), "", f"  {made}", "", say("officer.keep"))


def _values(row: Listed) -> dict[str, object]:
    officer = row.officer
    return {
        "id": officer.id,
        "name": officer.name,
        "role": officer.role.value,
        "partner": officer.partner,
        "trusted": officer.trusted,
        "code": row.code_by,
    }


def _show(rows: Sequence[Listed], say: Words) -> None:
    if not rows:
        show(say("officer.none"))
        return
    heads = [say(f"officer.{name}") for name in ("id", "name", "role", "partner", "has_code")]
    show_table(heads, [list(_cells(row, say)) for row in rows])


def _cells(row: Listed, say: Words) -> Iterator[str]:
    officer = row.officer
    yield officer.id
    yield officer.name
    yield say("officer.trusted") if officer.trusted else say(f"access.role.{officer.role}")
    yield officer.partner or ""
    match row.code_by:
        case None:
            yield say("officer.code.none")
        case maker if maker == officer.id:
            yield say("officer.code.own")
        case maker:
            yield say("officer.code.seen", maker=maker)
