"""The worklist by itself, as a command prints it: the lines of the report's part A, of this moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bridge.adapters.render.weekly.days import day
from bridge.adapters.render.weekly.json import worklist_values
from bridge.adapters.render.weekly.text import lines_of
from bridge.adapters.render.weekly.titles import shown
from bridge.adapters.render.weekly.worked import footnotes_of, further, space
from bridge.core.reports.worklist import Worklist
from bridge.ports.words import Words


def text(found: Worklist, organisations: int, say: Words) -> Iterator[str]:
    """Line by line; `organisations` is how many the network has."""
    yield say("worklist.title", network=shown(found.network), day=day(found.on, say, "weekly.full_day"))
    yield say("worklist.what" if found.spaces else "weekly.worklist.no_space")
    for sheet in found.spaces:
        yield ""
        yield from lines_of(space(sheet, organisations, say))
    rest = [f" {head}: {text}" for head, text in further(found, say)]
    notes = [f" {mark} {text}" for mark, text in footnotes_of(found.spaces, say)]
    for part in (rest, notes):
        yield from ("", *part) if part else ()


def values(found: Worklist) -> dict[str, Any]:
    """As `--json` prints it; days are YYYY-MM-DD."""
    return {"network": found.network, "on": found.on.isoformat(), **worklist_values(found)}
