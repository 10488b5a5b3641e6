"""One task as a tool holds it, narrow enough to stand beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from bridge.entry.demo.native import Native, rows
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Scene, Sight, Workplace
from bridge.entry.demo.tools import ZONE

CUT = 420
"""Characters of a text that are shown."""
NARROWEST = 38
MOST_COMMENTS = 3


def panels(scene: Scene, width: int) -> Sequence[Panel]:
    """The task that has most to show, once for each tool; nothing where no place shows a task."""
    sight = scene.sight()
    title = most_to_see(sight)
    if title is None:
        return []
    first = {place.tool.id: place for place in reversed(scene.places)}
    places = [place for place in scene.places if first[place.tool.id] is place]
    states = {place.tool.vendor: scene.control.native(place.tool.vendor) for place in places}
    wide = max(NARROWEST, width // len(places) - 2)
    return [panel(place, item, states, wide) for place in places if (item := sight.one(place, title))]


def most_to_see(sight: Sight) -> str | None:
    """The title of the task with most people, comments and text; None where there is no task."""
    titles = sight.titles()
    weight = {item.title: _weight(item) for shown in sight.places.values() for item in shown}
    return max(titles, key=lambda title: weight[title], default=None)


def panel(place: Workplace, item: Shown, states: Mapping[str, Native], width: int) -> Panel:
    """The item in its tool's own form, by the tool's own names, with what was said about it."""
    native = rows(place.tool.vendor, states[place.tool.vendor], item.ref)
    parts = [Text.assemble((f"{name}: ", "cyan"), _short(value)) for name, value in native]
    said = [Text.assemble("\n", (f"{who}: ", "dim"), _short(text)) for who, text in item.comments[:MOST_COMMENTS]]
    return Panel(Group(*parts, *said), title=f"{place.tool.name} · {place.partner.name}", width=width)


def as_read(due: str | None) -> str:
    """A day or an instant as people read it."""
    if due is None:
        return "-"
    if "T" in due:
        return datetime.fromisoformat(due).astimezone(ZONE).strftime("%d.%m.%Y, %H:%M")
    return date.fromisoformat(due).strftime("%d.%m.%Y")


def _weight(item: Shown) -> int:
    """How much there is to see; much text beyond what is shown counts no more."""
    shown = min(len(item.description), CUT) + 150 * min(len(item.comments), MOST_COMMENTS)
    return shown + 100 * len(item.people) + 50 * bool(item.due)


def _short(text: str) -> str:
    return text if len(text) <= CUT else f"{text[:CUT]}…"
