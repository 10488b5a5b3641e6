"""`cobridge demo`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.shown import show_json


def demo(
    board: Annotated[
        Path | None, typer.Option(help="A Trello board export (JSON) instead of the built-in one.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Keep network file, data, log and result in this folder.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Keep the sandbox running at the end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show on this machine what happens: companies at work in their own tools, their tasks mirrored, one log."""
    from rich.console import Console

    from bridge.bootstrap import speech
    from bridge.entry.demo.board import UnusableError
    from bridge.entry.demo.play import Wish, play
    from bridge.entry.demo.processes import FailedError
    from bridge.entry.demo.result import Result
    from bridge.entry.demo.show import Show

    def tell(result: Result) -> None:
        if as_json:
            show_json(result.as_values())
            sys.stdout.flush()  # with --serve the command goes on, and nobody should wait for its end

    say = speech()
    try:
        result = play(Wish(board, out, serve), Show(Console(quiet=as_json, highlight=False), say), tell)
    except UnusableError as fault:
        raise BadInputError(say(fault.key, **fault.values)) from None
    except FailedError as fault:
        typer.echo(say("demo.failed", reason=fault), err=True)
        raise typer.Exit(Exit.FAILED) from None
    raise typer.Exit(Exit.DONE if result.good else Exit.FAILED)
