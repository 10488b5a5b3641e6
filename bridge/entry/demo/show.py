"""What a person watching the demo sees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from rich.columns import Columns
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bridge.entry.demo.acts import CONTRADICTED, Act
from bridge.entry.demo.panels import as_read, most_to_see, panel
from bridge.entry.demo.processes import Running
from bridge.entry.demo.result import Calls, Log, Result
from bridge.entry.demo.service import Synced
from bridge.entry.demo.stage import Sight, Stage
from bridge.ports.words import Words

MOST_DIFFERENCES = 10
MOST_HEXADECIMAL = 24
YES, NO = "green", "bold red"


class Show:
    """Prints each step in the words of one language; a quiet console shows nothing."""

    def __init__(self, console: Console, say: Words) -> None:
        """See `bridge.bootstrap.speech` for the words."""
        self._console, self._say = console, say

    def working(self, key: str) -> AbstractContextManager[object]:
        """Something moves while the block works."""
        return self._console.status(self._say(key))

    def opening(self, stage: Stage) -> None:
        """Which companies use what, and that nothing here is the real vendors'."""
        self._head("demo.title", space=stage.name)
        for place in stage.places:
            people = ", ".join(person.name for person in place.people)
            self._line("demo.works", partner=place.tool.partner_name, tool=place.tool.name, people=people)
        self._line("demo.sandbox")
        self._line("demo.clock")

    def planned(self, printed: str) -> None:
        """What `cobridge plan` said."""
        self._head("demo.plan")
        self._printed("plan", printed)

    def mirrored(self, synced: Synced) -> None:
        """The first sync."""
        self._head("demo.first")
        self._synced(synced)

    def side_by_side(self, stage: Stage, sight: Sight) -> None:
        """The task that has most to show, as each tool shows it."""
        title = most_to_see(sight)
        if title is None:
            return
        self._head("demo.task")
        width = max(30, self._console.width // len(stage.places) - 2)
        panels = [
            panel(stage, place, item, width, self._say) for place in stage.places if (item := sight.one(place, title))
        ]
        self._console.print(Columns(panels, padding=(0, 1)))

    def round(self, name: str, acts: Sequence[tuple[Act, bool]], synced: Synced, sight: Sight) -> None:
        """What people did before a sync, and what became of each."""
        self._head(f"demo.round.{name}")
        table = Table(box=None, padding=(0, 1, 0, 2), header_style="dim")
        for key in ("who", "where"):
            table.add_column(self._say(f"demo.{key}"), no_wrap=True)
        table.add_column(self._say("demo.what"), ratio=1)
        table.add_column(self._say("demo.arrived"), no_wrap=True)
        for act, arrived in acts:
            told = Text(self._say(_outcome(act, arrived, sight)), style=YES if arrived else NO)
            what = Text(self._say(f"demo.act.{act.key}", **act.values))
            table.add_row(Text(act.person.name), Text(act.place.tool.name), what, told)
        self._console.print(table)
        self._synced(synced)
        self._contest([act for act, _ in acts if act.key == CONTRADICTED], synced, sight)

    def idle(self, synced: Synced) -> None:
        """Nobody did anything."""
        self._head("demo.idle")
        self._synced(synced)
        self._line("demo.idle.meaning")

    def logged(self, log: Log, entries: Sequence[dict[str, str]], named: bool) -> None:  # noqa: FBT001  one fact
        """What the participation log holds after the day was sealed."""
        self._head("demo.log")
        self._line("demo.log.sealed")
        for kind, number in sorted(log.types.items()):
            self._line("demo.log.number", kind=self._say(f"demo.entry.{kind}"), number=number)
        if entries:
            self._line("demo.log.sample")
            sample = next((each for each in entries if each["actor_ref"]), entries[0])
            self._console.print(Panel.fit(Text(_shortened(sample)), style="dim"))
        self._line("demo.log.named" if named else "demo.log.unnamed")
        self._line("demo.log.verified" if log.verified else "demo.log.broken", number=len(entries))

    def standing(self, printed: str) -> None:
        """What `cobridge status` said."""
        self._head("demo.status")
        self._printed("status", printed)

    def closing(self, result: Result, out: Path | None) -> None:
        """Whether it all holds."""
        self._head("demo.result")
        for place in result.stage.places:
            items = result.sight.places[place.id]
            comments = sum(len(item.comments) for item in items)
            self._line("demo.result.place", tool=place.tool.name, items=len(items), comments=comments)
        self._calls(result.calls)
        self._line("demo.result.seconds", seconds=round(result.seconds))
        names = {place.id: place.tool.name for place in result.stage.places}
        for each in result.differences[:MOST_DIFFERENCES]:
            fields = ", ".join(self._say(f"demo.field.{name}") for name in each.fields)
            self._line("demo.difference", style=NO, tool=names[each.place], title=each.title, fields=fields)
        if result.lost:
            self._line("demo.result.lost", style=NO, number=result.lost)
        if out:
            self._line("demo.result.kept", folder=out)
        good = result.good
        self._line("demo.result.agree" if good else "demo.result.disagree", style="bold green" if good else NO)

    def serving(self, running: Running, stage: Stage) -> None:
        """How to look at the sandbox that goes on running."""
        self._head("demo.serve")
        for place in stage.places:
            self._line("demo.serve.look", tool=place.tool.name)
            self._plain(f"    curl '{running.control_url}/state/{place.tool.vendor}?form=items'")
        self._line("demo.serve.end")

    def _contest(self, acts: Sequence[Act], synced: Synced, sight: Sight) -> None:
        """Of two versions one stands for now, and the other is kept."""
        for act in acts[:1]:
            item = sight.one(act.place, act.values["title"])
            key = "demo.conflict" if synced.conflicts else "demo.conflict.missing"
            self._line(key, title=act.values["title"], day=as_read(item.due if item else None), number=synced.conflicts)

    def _synced(self, synced: Synced) -> None:
        self._plain("  $ cobridge sync", style="dim")
        for number, cycle in enumerate(synced.cycles, start=1):
            self._plain("  " + self._say("sync.cycle", number=number, changes=cycle.changes, writes=cycle.writes))
        self._calls(synced.calls)

    def _calls(self, calls: Calls) -> None:
        for vendor, count in calls.items():
            self._line("demo.calls", vendor=vendor.capitalize(), read=count["read"], write=count["write"])

    def _printed(self, command: str, printed: str) -> None:
        self._plain(f"  $ cobridge {command}", style="dim")
        for line in printed.splitlines():
            self._plain(f"  {line}")

    def _head(self, key: str, **values: object) -> None:
        self._console.print()
        self._console.print(Rule(Text(self._say(key, **values), style="bold"), align="left"))

    def _line(self, key: str, style: str = "", **values: object) -> None:
        self._plain("  " + self._say(key, **values), style=style)

    def _plain(self, line: str, style: str = "") -> None:
        self._console.print(Text(line, style=style), soft_wrap=True)


def _outcome(act: Act, arrived: bool, sight: Sight) -> str:  # noqa: FBT001  one fact
    """The key of what became of an act; of two that contradict each other one stands and the other is kept."""
    if not arrived:
        return "status.no"
    if act.key != CONTRADICTED:
        return "status.yes"
    item = sight.one(act.place, act.values["title"])
    return "demo.stands" if item and as_read(item.due) == act.values["day"] else "demo.kept"


def _shortened(entry: dict[str, str]) -> str:
    """An entry as JSON, its long hexadecimal values cut: they say nothing to a reader."""
    short = {key: value if len(value) <= MOST_HEXADECIMAL else f"{value[:12]}…" for key, value in entry.items()}
    return json.dumps(short, ensure_ascii=False, indent=1)
