"""The service as the demo sees it: its public commands, and the calls it made for them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bridge.entry.demo.processes import Commands, Ended
from bridge.entry.demo.result import Calls, Cycle, Log, difference
from bridge.entry.demo.stage import Connected, Stage


@dataclass(frozen=True, slots=True)
class Synced:
    """What one `cobridge sync` did: its exit code, what it called, and what it said.

    `unreachable` are places, `refused` the guard's sentences.
    """

    cycles: tuple[Cycle, ...]
    conflicts: int
    calls: Calls
    ended: int = 0
    unreachable: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(slots=True)
class Service:
    """Runs commands and keeps count of the calls that are not people's. `codes` are those of officers and persons."""

    commands: Commands
    stage: Stage
    cycles: list[Cycle] = field(default_factory=list)
    calls: list[Calls] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str) -> str:
        """What a command printed. Raises FailedError."""
        return self._ended(*arguments).printed

    def run_as(self, officer: str, *arguments: str) -> str:
        """The same, given by somebody who has a code."""
        return self._ended(*arguments, "--as", officer, code=self.codes[officer]).printed

    def run_each(self, *asked: Sequence[str]) -> list[str]:
        """What each of these printed, none of which calls a tool; whoever a command names by `--as` has a code."""
        codes = [self.codes[words[words.index("--as") + 1]] if "--as" in words else "" for words in asked]
        return self.commands.run_each(list(zip(asked, codes, strict=True)))

    def sync(self, ends: Collection[int] = (0,)) -> Synced:
        """`cobridge sync --json`. Raises FailedError when it ends with none of these."""
        ended = self._ended("sync", "--json", ends=ends)
        told = json.loads(ended.printed)
        cycles = tuple(Cycle(each["changes"], each["writes"]) for each in told["cycles"])
        self.cycles += cycles
        refused = tuple(line for each in told["refusals"] for line in (each["sentence"], each["advice"]))
        return Synced(cycles, told["conflicts"], self.calls[-1], ended.code, tuple(told["unreachable"]), refused)

    def _ended(self, *arguments: str, ends: Collection[int] = (0,), code: str = "") -> Ended:
        before, commands = self._called(), self.commands
        if code:
            commands = replace(commands, environment={**commands.environment, "COBRIDGE_CODE": code})
        ended = commands.run(*arguments, ends=ends)
        self.calls.append(difference(self._called(), before))
        return ended

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

    def log(self, export: Path, root: Path) -> tuple[Log, list[dict[str, str]]]:
        """Export the log and its newest root to these files, verify it; what it holds, and its entries."""
        _, _, told = self.run_each(
            ("log", "export", "--out", str(export)),
            ("log", "root", "--out", str(root)),
            ("log", "verify", "--json"),
        )
        return logged(export, told)

    def _called(self) -> Calls:
        return self.stage.control.calls(self.stage.vendors(), self.stage.accounts())


def logged(export: Path, told: str) -> tuple[Log, list[dict[str, str]]]:
    """What an exported log holds, with what `cobridge log verify --json` said of it, and its entries."""
    lines = map(json.loads, export.read_text("utf-8").splitlines())
    entries = [line["entry"] for line in lines if "entry" in line]
    return Log(Counter(entry["event_type"] for entry in entries), json.loads(told)["verified"]), entries
