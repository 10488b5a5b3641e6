"""One task as a tool shows it, narrow enough to stand beside the others."""

from __future__ import annotations

from datetime import date, datetime

from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from bridge.entry.demo.agreement import Shown
from bridge.entry.demo.stage import ZONE, Sight, Stage, Workplace
from bridge.ports.words import Words

CUT = 160
"""Characters of a text that are shown."""
MOST_COMMENTS = 3


def most_to_see(sight: Sight) -> str | None:
    """The title of the task with most people, comments and text; None where there is no task."""
    titles = sight.titles()
    weight = {item.title: _weight(item) for shown in sight.places.values() for item in shown}
    return max(titles, key=lambda title: weight[title], default=None)


def panel(stage: Stage, place: Workplace, item: Shown, width: int, say: Words) -> Panel:
    """The item as its tool's own state tells it, with the service's lines where people read them."""
    raw = next(each for each in stage.control.items(place.tool.vendor) if each["ref"] == item.ref)
    rows = {
        "lane": raw["lane"],
        "state": say(f"demo.state.{raw['state']}"),
        "due": as_read(item.due),
        "people": ", ".join(raw["people"]) or "-",
    }
    own, description = stage.reading.split(raw["description"])
    parts = [Text(raw["title"], style="bold")]
    parts += [Text.assemble((f"{say(f'demo.field.{key}')}: ", "dim"), value) for key, value in rows.items()]
    parts += [Text(f"\n{own}", style="cyan")] if own else []
    parts += [Text(f"\n{_short(description)}")] if description else []
    parts += [
        Text.assemble("\n", (f"{said['author']}: ", "dim"), _short(said["text"]))
        for said in raw["comments"][:MOST_COMMENTS]
    ]
    return Panel(Group(*parts), title=f"{place.tool.name} · {place.tool.partner_name}", width=width)


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
