"""What a person watching the demo sees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from rich.columns import Columns
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bridge.entry.demo.acts import CONTRADICTED, Act
from bridge.entry.demo.lines import NO, YES, Lines, Told
from bridge.entry.demo.mishap import Steps
from bridge.entry.demo.monday import Monday
from bridge.entry.demo.panels import as_read, panels
from bridge.entry.demo.processes import Running
from bridge.entry.demo.result import Log, Result, Seen, comments
from bridge.entry.demo.rights_shown import RightsShown
from bridge.entry.demo.service import Synced
from bridge.entry.demo.stage import Scene, Sight, Space, Stage
from bridge.ports.words import Words

MOST_DIFFERENCES = 10
MOST_HEXADECIMAL = 24
MOST_LINES = 28
"""So much of the weekly report is shown."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act in a space, whether every place showed it in the evening, and what the places showed then."""

    space: Space
    act: Act
    arrived: bool
    sight: Sight


class Show:
    """Prints each step in the words of one language; a quiet console shows nothing."""

    def __init__(self, console: Console, say: Words) -> None:
        """See `bridge.bootstrap.speech` for the words."""
        self._to = Lines(console, say)
        self.rights = RightsShown(self._to)

    @property
    def language(self) -> str:
        """The language of its words."""
        return self._to.say("demo.language")

    def working(self, key: str) -> AbstractContextManager[object]:
        """Something moves while the block works."""
        return self._to.console.status(self._to.say(key))

    def opening(self, stage: Stage) -> None:
        """Which companies use what, what they share, and that nothing here is the real vendors'."""
        self._to.head("demo.title")
        for each in stage.connections:
            partner, people = each.partner, len(each.people)
            self._to.line("demo.works", partner=partner.name, tool=partner.tool.name, people=people)
        for scene in stage.scenes:
            partners = ", ".join(place.partner.name for place in scene.places)
            self._to.line("demo.space", space=scene.space.name, partners=partners)
        self._to.line("demo.sandbox")
        self._to.line("demo.clock")

    def planned(self, printed: str, consents: int) -> None:
        """How the partners agreed, and what `cobridge plan` said."""
        self._to.head("demo.plan")
        self._to.line("demo.agreed", number=consents)
        self._to.printed("plan", printed)

    def mirrored(self, synced: Synced) -> None:
        """The first sync."""
        self._to.head("demo.first")
        self._to.synced(Told("sync", synced))

    def side_by_side(self, scene: Scene) -> None:
        """The task that has most to show, as each tool holds it."""
        if shown := panels(scene, self._to.console.width):
            self._to.head("demo.task")
            self._to.shown(Columns(shown, padding=(0, 1)))

    def day(self, name: str, acts: Sequence[Done], told: Sequence[Told], steps: Steps) -> None:
        """What people did on one day, what the service did, what became of each act, and what went wrong."""
        self._to.head(f"demo.day.{name}")
        table = Table(box=None, padding=(0, 1, 0, 2), header_style="dim")
        for key in ("who", "where"):
            table.add_column(self._to.say(f"demo.{key}"), no_wrap=True)
        table.add_column(self._to.say("demo.what"), ratio=1)
        table.add_column(self._to.say("demo.arrived"), no_wrap=True)
        space = None
        for each in acts:
            if each.space != space:
                space = each.space
                table.add_row(Text(space.name, style="dim"))
            act = each.act
            outcome = Text(self._to.say(_outcome(each)), style=YES if each.arrived else NO)
            what = Text(self._to.say(f"demo.act.{act.key}", **act.values))
            table.add_row(Text(act.person.name), Text(act.place.tool.name), what, outcome)
        self._to.shown(table)
        for command in told:
            self._to.synced(command)
        self._contests([each for each in acts if each.act.key == CONTRADICTED], told)
        self._to.steps(steps)

    def morrow(self, told: Told, steps: Steps) -> None:
        """The morning after, where something was still under way."""
        self._to.synced(told)
        self._to.steps(steps)

    def idle(self, synced: Synced) -> None:
        """Nobody did anything."""
        self._to.head("demo.idle")
        self._to.synced(Told("sync", synced))
        self._to.line("demo.idle.meaning")

    def logged(self, log: Log, entries: Sequence[dict[str, str]], named: bool) -> None:  # noqa: FBT001  one fact
        """What the participation log holds after the day was sealed."""
        self._to.head("demo.log")
        self._to.line("demo.log.sealed")
        for kind, number in sorted(log.types.items()):
            self._to.line("demo.log.number", kind=self._to.say(f"demo.entry.{kind}"), number=number)
        if entries:
            self._to.line("demo.log.sample")
            sample = next((each for each in entries if each["actor_ref"]), entries[0])
            self._to.shown(Panel.fit(Text(_shortened(sample)), style="dim"))
        self._to.line("demo.log.named" if named else "demo.log.unnamed")
        self._to.line("demo.log.kept")
        self._to.line("demo.log.verified" if log.verified else "demo.log.broken", number=len(entries))

    def standing(self, printed: str) -> None:
        """What `cobridge status` said."""
        self._to.head("demo.status")
        self._to.printed("status", printed)

    def reported(self, monday: Monday) -> None:
        """The beginning of the weekly report, and what else is made of it."""
        self._to.head("demo.report")
        self._to.line("demo.report.who", reader=monday.reader)
        self._to.ran(f"cobridge week --as {monday.reader} --out report")
        page = monday.page.strip().splitlines()
        for line in [*page[:MOST_LINES], "  …"][: len(page)]:
            self._to.plain(line, style="dim")
        self._to.line("demo.report.files", files=", ".join(monday.files))
        if monday.lacking:
            self._to.line("demo.report.lacking", style=NO, spaces=", ".join(monday.lacking))

    def closing(self, result: Result, out: Path | None) -> None:
        """Whether it all holds."""
        self._to.head("demo.result")
        for seen in result.seen:
            self._place_lines(seen)
        self._to.calls(result.calls)
        self._to.line("demo.result.seconds", seconds=round(result.seconds))
        for seen in result.seen:
            self._differences(seen)
        for name, held in result.mishaps.items():
            self._to.line(f"demo.mishap.{name}" if held else f"demo.mishap.{name}.not", style="" if held else NO)
        if result.lost:
            self._to.line("demo.result.lost", style=NO, number=result.lost)
        if out:
            self._to.line("demo.result.kept", folder=out)
        good = result.good
        self._to.line("demo.result.agree" if good else "demo.result.disagree", style="bold green" if good else NO)

    def serving(self, running: Running, stage: Stage) -> None:
        """How to look at the sandbox that goes on running."""
        self._to.head("demo.serve")
        tools = {connected.partner.tool.id: connected.partner.tool for connected in stage.connections}
        for tool in tools.values():
            self._to.line("demo.serve.look", tool=tool.name)
            self._to.plain(f"    curl '{running.control_url}/state/{tool.vendor}?form=items'")
        self._to.line("demo.serve.end")

    def _place_lines(self, seen: Seen) -> None:
        for place in seen.scene.places:
            items, where = seen.sight.places[place.id], f"{place.partner.name} ({place.tool.name})"
            self._to.line(
                "demo.result.place",
                space=seen.scene.space.name,
                place=where,
                items=len(items),
                comments=comments(items),
            )

    def _differences(self, seen: Seen) -> None:
        names = {place.id: f"{place.partner.name} ({place.tool.name})" for place in seen.scene.places}
        for each in seen.differences[:MOST_DIFFERENCES]:
            fields = ", ".join(self._to.say(f"demo.field.{name}") for name in each.fields)
            self._to.line("demo.difference", style=NO, place=names[each.place], title=each.title, fields=fields)

    def _contests(self, acts: Sequence[Done], told: Sequence[Told]) -> None:
        """Of two versions one stands for now, and the other is kept."""
        number = max((each.synced.conflicts for each in told), default=0)
        for each in {done.space.id: done for done in acts}.values():
            title = each.act.values["title"]
            item = each.sight.one(each.act.place, title)
            key = "demo.conflict" if number else "demo.conflict.missing"
            self._to.line(key, title=title, day=as_read(item.due if item else None), number=number)


def _outcome(done: Done) -> str:
    """The key of what became of an act; of two that contradict each other one stands and the other is kept."""
    act = done.act
    if not done.arrived:
        return "status.no"
    if act.key != CONTRADICTED:
        return "status.yes"
    item = done.sight.one(act.place, act.values["title"])
    return "demo.stands" if item and as_read(item.due) == act.values["day"] else "demo.kept"


def _shortened(entry: dict[str, str]) -> str:
    """An entry as JSON, its long hexadecimal values cut: they say nothing to a reader."""
    short = {key: value if len(value) <= MOST_HEXADECIMAL else f"{value[:12]}…" for key, value in entry.items()}
    return json.dumps(short, ensure_ascii=False, indent=1)
