"""`cobridge status`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show_json, show_table

if TYPE_CHECKING:
    from datetime import tzinfo

    from bridge.ports.words import Words
    from bridge.service.status import PlaceStatus

STAMP = "%Y-%m-%d %H:%M"


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Say how every place stands: last read, whether anything waits, what troubles it."""
    from bridge.bootstrap import speech
    from bridge.service.status import status as standing

    with opened() as found:
        rows = [row for terms in found.terms for row in standing(terms, found.spaces, found.visits, found.pauses)]
    if as_json:
        show_json({"places": [as_values(row) for row in rows]})
    else:
        _show(rows, speech(), found.network.zone)


def as_values(row: PlaceStatus) -> dict[str, object]:
    """One place as `--json` prints it; the time is ISO 8601 in UTC."""
    last = row.last_read.isoformat() if row.last_read else None
    return {"id": row.id, "tool": row.tool, "last_read": last, "waiting": row.waiting, "trouble": row.trouble}


def _show(rows: Sequence[PlaceStatus], say: Words, zone: tzinfo) -> None:
    heads = [say(f"status.{name}") for name in ("place", "tool", "read", "waiting", "trouble")]
    cells = [
        [
            row.id,
            row.tool,
            row.last_read.astimezone(zone).strftime(STAMP) if row.last_read else say("status.never"),
            say("status.yes") if row.waiting else say("status.no"),
            row.trouble,
        ]
        for row in rows
    ]
    show_table(heads, cells)
