"""`cobridge log`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.core.log.entry import Sealed

commands = typer.Typer(help="The participation log.", no_args_is_help=True)


@commands.command("export")
def export(
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
) -> None:
    """Print the sealed entries, one JSON object a line, each with its salt and commitment."""
    import json

    from bridge.bootstrap import speech
    from bridge.service.seal import export_log

    with opened() as found:
        sealed = export_log(found.log, found.network)
    lines = "".join(json.dumps(as_values(each), ensure_ascii=False) + "\n" for each in sealed)
    if out is None:
        typer.echo(lines, nl=False)
    else:
        _write(out, lines)
        show(speech()("log.exported", number=len(sealed), file=out))


@commands.command("verify")
def verify(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check every sealed entry against its commitment; exit code 1 when one was altered."""
    from bridge.bootstrap import speech
    from bridge.service.seal import verify_log

    with opened() as found:
        number, altered = verify_log(found.log, found.network)
    if as_json:
        show_json({"entries": number, "verified": not altered})
    elif altered:
        show(speech()("log.broken", number=number, broken=len(altered), first=altered[0]))
    else:
        show(speech()("log.verified", number=number))
    raise typer.Exit(Exit.FAILED if altered else Exit.DONE)


def as_values(sealed: Sealed) -> dict[str, object]:
    """One line of the export."""
    entry = asdict(sealed.entry) | {"occurred_on": sealed.entry.occurred_on.isoformat()}
    return {**entry, "commitment": sealed.commitment, "salt": sealed.salt}


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as fault:
        raise BadInputError(f"{path} cannot be written: {fault.strerror}.") from None
