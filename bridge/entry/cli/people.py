"""`cobridge people`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bridge.entry.cli import people_assign, people_import, people_match
from bridge.entry.cli.asking import As

commands = typer.Typer(help="Rosters, and whose account is whose.", no_args_is_help=True)
JSON = typer.Option("--json", help="Print JSON.")


@commands.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="A CSV file, as Excel and others write it.")],
    partner: Annotated[str, typer.Option(help="The partner's id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take it as it is shown.")] = False,
    missing: Annotated[
        str | None, typer.Option(help="What becomes of persons whom the list no longer names: keep or leave.")
    ] = None,
    who: As = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Make a list of people a partner's roster. A later list is shown as a difference first."""
    people_import.run(file, partner, who, yes=yes, missing=missing, as_json=as_json)


@commands.command("match")
def match(who: As = None, as_json: Annotated[bool, JSON] = False) -> None:
    """Ask the tools who is there, and propose accounts by equal e-mail addresses. Changes nothing."""
    people_match.run(who, as_json=as_json)


@commands.command("assign")
def assign(
    person: Annotated[str | None, typer.Argument(help="The person's id.")] = None,
    connection: Annotated[str | None, typer.Argument(help="The connection's id.")] = None,
    account: Annotated[str | None, typer.Argument(help="The account, as `match` shows it.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm every proposal that is clear.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take a confirmation back.")] = False,
    who: As = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Say whose an account is, confirm proposals, or take that back."""
    people_assign.run((person, connection, account), who, confirm=confirm, undo=undo, as_json=as_json)
