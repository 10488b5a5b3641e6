"""A whole `cobridge demo` from outside: what its tools showed after each command, judged by nothing it says itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from rich.console import Console

from bridge.bootstrap import speech
from bridge.entry.demo import play
from bridge.entry.demo.control import Control
from bridge.entry.demo.processes import Commands, Ended, FailedError
from bridge.entry.demo.result import Result
from bridge.entry.demo.show import Show

Items = list[dict[str, Any]]
VENDORS = ("trello", "asana", "slack", "graph")


@dataclass(frozen=True)
class Traces:
    """Everything that each vendor holds, in its own form, and what is in each file."""

    held: Mapping[str, Any]
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Moment:
    """A command, how it ended and what it printed, and everything that each vendor's tools showed then."""

    command: str
    ended: int
    printed: str
    shown: dict[str, Items]

    def live(self, vendor: str, title: str) -> Items:
        """The items of that title that are not archived."""
        return [each for each in self.shown[vendor] if each["title"] == title and not each["archived"]]

    def said(self, vendor: str, title: str) -> list[str]:
        """What is said below them."""
        return [comment["text"] for each in self.live(vendor, title) for comment in each["comments"]]

    def days(self, title: str) -> dict[str, set[str]]:
        """On which days each vendor shows it to be due."""
        return {vendor: {each["due"][:10] for each in self.live(vendor, title)} for vendor in VENDORS}


@dataclass(frozen=True)
class Record:
    """A demo from outside: all that was called in it, and what it found itself, nothing where it could not go on.

    `traces` are everything there was just before an erasure, and at the very end.
    """

    moments: list[Moment]
    results: list[Result]
    traces: list[Traces]

    def at(self, command: str, ended: int | None = None) -> int:
        """The number of the one moment of that command, among those that ended so."""
        wanted = [
            number
            for number, each in enumerate(self.moments)
            if each.command.startswith(command) and ended in (None, each.ended)
        ]
        assert len(wanted) == 1, (command, [each.command for each in self.moments])
        return wanted[0]

    def found(self, mishap: str) -> bool:
        """Whether the demo itself says that this ended well."""
        return any(result.mishaps[mishap] for result in self.results)

    def after(self, number: int) -> Moment:
        """The next sync."""
        return next(each for each in self.moments[number + 1 :] if each.command.startswith("sync"))


def recorded_demo(folder: Path) -> Record:
    """One run, with a look at every tool after each command; `folder` is its own."""
    urls, moments, traces, results, run = list[str](), list[Moment](), list[Traces](), list[Result](), Commands.run

    def controlled(url: str) -> Control:
        urls.append(url)
        return Control(url)

    def state(vendor: str, form: str = "") -> Any:
        return requests.get(f"{urls[0]}/state/{vendor}{form}", timeout=60).json()

    def looked() -> Traces:
        files = {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
        return Traces({vendor: state(vendor) for vendor in VENDORS}, files)

    def recorded(commands: Commands, *arguments: str, ends: Collection[int] = (0,)) -> Ended:
        if arguments[:2] == ("report", "erasure"):
            traces.append(looked())
        ended = run(commands, *arguments, ends=ends)
        states = {vendor: state(vendor, "?form=items") for vendor in VENDORS}
        moments.append(Moment(" ".join(arguments), ended.code, ended.printed, states))
        return ended

    def told(result: Result) -> None:
        results.append(result)
        traces.append(looked())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(play, "Control", controlled)
        patch.setattr(Commands, "run", recorded)
        with suppress(FailedError):
            play.play(play.Wish(out=folder), Show(Console(quiet=True), speech()), told)
    return Record(moments, results, traces)
