"""`cobridge backup` and `cobridge restore`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to: a new file, or a folder. Else the data directory's folder backups.")
    ] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Write everything of the data directory but keys and tombstones to one sealed file.

    Cobridge may be at work meanwhile. Older backups in the same folder go by their deletion rule.
    """
    from bridge.bootstrap import back_up, speech

    with opened() as found:
        written = back_up(found, asking(found, who), file)
        has_key = (found.settings.data_dir / "vault.key").exists()
    if as_json:
        show_json({"file": str(written.file), "deleted": written.deleted})
        return
    say = speech()
    show(say("backup.written", file=written.file))
    if written.deleted:
        show(say("backup.deleted", number=written.deleted))
    show(say("backup.apart", key=say("backup.key") if has_key else say("backup.key.elsewhere")))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    erasures: Annotated[
        Path | None, typer.Option(help="The tombstones (erasures.db) of the old machine; join those that are here.")
    ] = None,
    no_erasures: Annotated[
        bool, typer.Option("--no-erasures", help="There are none, and nobody was erased since.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put back what a backup has. Whoever was erased meanwhile is forgotten again before anything can start.

    Whatever goes wrong leaves everything as it was.
    """
    from bridge.bootstrap import ConfigError, speech
    from bridge.bootstrap import restore as put_back
    from bridge.core.model.caller import operator

    say = speech()
    if erasures is not None and no_erasures:
        raise BadInputError(say("restore.both"))
    if no_erasures:
        sys.stderr.write(f"{say('restore.no_erasures')}\n")
    try:
        restored = put_back(operator(), file, erasures, without_erasures=no_erasures)
    except ConfigError as faults:
        raise BadInputError(str(faults)) from None
    if as_json:
        show_json({"day": restored.day, "forgotten": restored.forgotten})
        return
    day = say("day", day=date.fromisoformat(restored.day))
    show(say("restore.done", day=day))
    if restored.forgotten:
        show(say("restore.forgotten", number=restored.forgotten))
    show(say("restore.roots", day=day), say("restore.next"))
