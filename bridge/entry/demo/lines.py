"""Lines, headings and panels of the demo, in the words of one language."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from bridge.entry.demo.mishap import Ran, Steps
from bridge.entry.demo.result import Calls
from bridge.entry.demo.service import Synced
from bridge.ports.words import Words

YES, NO = "green", "bold red"


@dataclass(frozen=True, slots=True)
class Told:
    """A command that mirrored, and what it did."""

    command: str
    synced: Synced


@dataclass(frozen=True, slots=True)
class Lines:
    """Prints; a quiet console shows nothing. See `bridge.bootstrap.speech` for the words."""

    console: Console
    say: Words

    def head(self, key: str, **values: object) -> None:
        """The heading of a part."""
        self.console.print()
        self.console.print(Rule(Text(self.say(key, **values), style="bold"), align="left"))

    def line(self, key: str, style: str = "", **values: object) -> None:
        """A sentence."""
        self.plain("  " + self.say(key, **values), style=style)

    def plain(self, line: str, style: str = "") -> None:
        """A line as it is."""
        self.console.print(Text(line, style=style), soft_wrap=True)

    def shown(self, what: RenderableType) -> None:
        """A panel or a table."""
        self.console.print(what)

    def ran(self, command: str) -> None:
        """A command as somebody types it."""
        self.plain(f"  $ {command}", style="dim")

    def printed(self, command: str, printed: str) -> None:
        """A command of ours and all that it printed."""
        self.ran(f"cobridge {command}")
        for line in printed.splitlines():
            self.plain(f"  {line}")

    def steps(self, steps: Steps) -> None:
        """What was seen; what is not as it has to be stands out."""
        for step in steps:
            if isinstance(step, Ran):
                self.printed(step.command, step.printed)
            else:
                self.line(step.key, style="" if step.holds else NO, **step.values)

    def synced(self, told: Told) -> None:
        """A command that mirrored: its cycles, how it ended, and the calls it made."""
        self.ran(f"cobridge {told.command}")
        for number, cycle in enumerate(told.synced.cycles, start=1):
            self.plain("  " + self.say("sync.cycle", number=number, changes=cycle.changes, writes=cycle.writes))
        if told.synced.ended:
            self.line("demo.ended", code=told.synced.ended)
        if not told.synced.cycles:
            self.line("demo.listened")
        self.calls(told.synced.calls)

    def calls(self, calls: Calls) -> None:
        """Reads and writes at each vendor."""
        for vendor, count in calls.items():
            self.line("demo.calls", vendor=vendor.capitalize(), read=count["read"], write=count["write"])
