"""`cobridge status`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

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
        public = found.settings.public_url
        rows = [
            row for terms in found.terms for row in standing(terms, found.spaces, found.visits, found.pauses, public)
        ]
    if as_json:
        show_json({"places": [as_values(row, speech()) for row in rows]})
    else:
        _show(rows, speech(), found.network.zone)


def as_values(row: PlaceStatus, say: Words) -> dict[str, object]:
    """One place as `--json` prints it; the time is ISO 8601 in UTC."""
    last = row.last_read.isoformat() if row.last_read else None
    told = {"waiting": row.waiting, "trouble": _trouble(row, say), "late_comments": row.late_comments}
    return {"id": row.id, "tool": row.tool, "last_read": last, **told}


def _trouble(row: PlaceStatus, say: Words) -> str:
    """What troubles the place, else why its space is paused."""
    from bridge.service.refused import sentence

    if row.trouble or row.paused is None:
        return row.trouble
    return sentence(row.paused, say)


def _show(rows: Sequence[PlaceStatus], say: Words, zone: tzinfo) -> None:
    heads = [say(f"status.{name}") for name in ("place", "tool", "read", "waiting", "trouble")]
    cells = [
        [
            row.id,
            row.tool,
            row.last_read.astimezone(zone).strftime(STAMP) if row.last_read else say("status.never"),
            say("status.yes") if row.waiting else say("status.no"),
            _trouble(row, say),
        ]
        for row in rows
    ]
    show_table(heads, cells)
    show(*(say("status.late_comments", place=row.id) for row in rows if row.late_comments))
