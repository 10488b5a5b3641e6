"""`cobridge space`."""

from __future__ import annotations

from typing import Annotated

import typer

from bridge.entry.cli.opened import chosen, opened
from bridge.entry.cli.shown import show

commands = typer.Typer(help="Spaces.", no_args_is_help=True)


@commands.callback()
def _spaces() -> None:
    """Spaces."""


@commands.command("resume")
def resume(
    space: Annotated[str, typer.Argument(help="The space's id.")],
    restore: Annotated[bool, typer.Option("--restore", help="Bring back what went instead.")] = False,
) -> None:
    """Let a space run again that the guard has paused: the next cycle carries out exactly what was refused.

    With `--restore` it brings back what went, where it went. If more has gone meanwhile, the space asks again.
    """
    from bridge.bootstrap import speech

    with opened() as found:  # one transaction that decides nothing, so the service may go on meanwhile
        (terms,) = chosen(found, space)
        refusal = found.pauses.resume(terms.space.id, restore=restore)
    said = "space.restored" if restore else "space.resumed"
    show(speech()(said if refusal else "space.running", space=space))
