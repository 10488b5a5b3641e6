"""The service as the demo sees it: its public commands, and the calls it made for them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bridge.entry.demo.processes import Commands
from bridge.entry.demo.result import Calls, Cycle, Log, difference
from bridge.entry.demo.stage import Connected, Stage


@dataclass(frozen=True, slots=True)
class Synced:
    """What one `cobridge sync` did."""

    cycles: tuple[Cycle, ...]
    conflicts: int
    calls: Calls


@dataclass(slots=True)
class Service:
    """Runs commands and keeps count of the calls that are not people's."""

    commands: Commands
    stage: Stage
    cycles: list[Cycle] = field(default_factory=list)
    calls: list[Calls] = field(default_factory=list)

    def run(self, *arguments: str) -> str:
        """What a command printed. Raises FailedError."""
        before = self._called()
        printed = self.commands.run(*arguments)
        self.calls.append(difference(self._called(), before))
        return printed

    def sync(self) -> Synced:
        """`cobridge sync --json`."""
        told = json.loads(self.run("sync", "--json"))
        cycles = tuple(Cycle(each["changes"], each["writes"]) for each in told["cycles"])
        self.cycles += cycles
        return Synced(cycles, told["conflicts"], self.calls[-1])

    @contextmanager
    def listening(self) -> Iterator[None]:
        """`cobridge run` until the block ends; tools that deliver what people do deliver it there."""
        before = self._called()
        with self.commands.listening() as address:
            for connected in self.stage.connections:
                if connected.partner.tool.delivers:
                    self._register(connected, f"{address}/hooks/{connected.partner.id}")
            yield
        self.calls.append(difference(self._called(), before))

    def _register(self, connected: Connected, url: str) -> None:
        """Somebody of the partner enters the address in the tool."""
        partner, person = connected.partner, connected.people[0]
        self.stage.control.act(tool=partner.tool.id, person=person.id, do="register", connection=partner.id, url=url)

    def log(self, export: Path) -> tuple[Log, list[dict[str, str]]]:
        """Export the log to the file, verify it, and return both findings: what it holds, and its entries."""
        self.run("log", "export", "--out", str(export))
        verified = json.loads(self.run("log", "verify", "--json"))["verified"]
        entries = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
        return Log(Counter(entry["event_type"] for entry in entries), verified), entries

    def _called(self) -> Calls:
        return self.stage.control.calls(self.stage.vendors(), self.stage.accounts())
