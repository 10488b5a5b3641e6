"""A week, or more, in the life of a service: time passes in steps, people act, things go wrong, it is restarted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bridge.entry.scheduler import MINUTES_AFTER_MIDNIGHT
from tests.system.week.deeds import People, Task
from tests.system.week.place import VENDORS, Json, Site, site
from tests.system.week.truth import Truth
from tests.system.week.weather import Weather, drawn

ZONE = ZoneInfo("Europe/Berlin")
STEP = timedelta(hours=8)
STEPS = 21
AFTER = 4
"""Steps without a fault and without people at the end: long enough that everything is read whole once more."""
STOPPED, KILLED = 6, 13
"""The steps in which the service ends: asked to, and without a warning in the middle of its work."""
PATIENCE = 60.0
SEALING = timedelta(minutes=MINUTES_AFTER_MIDNIGHT)
"""When a day is sealed, after it is over."""
QUIET = 0.8
"""For how long the service calls nobody when its turn is over, in the machine's seconds."""
NUDGE = timedelta(seconds=45)
"""Time goes on while a turn is waited for: one after a trouble comes half a minute later."""
NO_WRITE = re.compile(r"/token$|/subscriptions|/webhooks|^/api/(apps|auth|bots|conversations|users|views)\.")
"""Calls that change no item whatever their method: Slack is asked by POST as well."""
NOTICE = "cobridge conflicts restore "
"""What the service says to whose value lost, at one place alone."""
SAID = re.compile(r"Bemerkung \d+\.")
WRITTEN = re.compile(r"Halle \d+, Gang \w")


class Standing(NamedTuple):
    """A task as a place shows it."""

    title: str
    done: bool
    lane: str
    text: str
    comments: tuple[str, ...]


@dataclass
class Week:
    """Everything that plays a part."""

    here: Site
    draw: Random
    people: People
    weather: Weather
    truth: Truth
    hours: float = 0.0
    days: set[date] = field(default_factory=set)
    sealed: set[date] = field(default_factory=set)
    _moved: datetime = field(init=False)
    _struck: Mapping[str, int] = field(init=False)

    def live(self) -> None:
        """From the first mirror to the last calm turn."""
        self.people.tasks += [Task(each["title"], text=each["description"]) for each in self.here.items("trello")]
        self._start()
        self._settle(self.here.now())
        for step in range(STEPS):
            self._step(step)
        self.weather.clear()
        self.truth.refused_since.clear()
        self.truth.owed.clear()
        for _ in range(AFTER):
            self._pass(STEP)
            self._settle_and_look()

    def written(self) -> list[str]:
        """What two more turns write anywhere; signing in and keeping up how tools deliver is none of it."""
        before = len(self._writes())
        for _ in range(2):
            self._pass(timedelta(minutes=10))
            self._settle_and_look()
        return self._writes()[before:]

    def stands(self, tool: str) -> list[Standing]:
        """What the place shows, and none of what the service itself wrote into it."""
        return sorted(standing(each) for each in self.here.items(tool) if not each["archived"])

    def left(self, tool: str) -> list[Standing]:
        """What people left, with the lanes of that place: they are compared between the places."""
        lanes = {each["title"]: each["lane"] for each in self.here.items(tool)}
        tasks = self.people.tasks
        return sorted(
            Standing(task.title, task.done, lanes.get(task.title, ""), task.text, tuple(sorted(task.comments)))
            for task in tasks
        )

    def _step(self, step: int) -> None:
        self._change(step)
        if step == STOPPED:
            self.here.stop()
            self.truth.look()
        self._act(step)
        self.truth.struck |= self.weather.worsen(step)
        self._pass(STEP)
        if step == STOPPED:
            self.truth.look()
            self._start()
        elif step == KILLED:
            self._kill_at_work()
            self.truth.look()
            self._start()
        elif step % 2:
            self.truth.look()
        self._settle_and_look()
        self._look_at_log()

    def _change(self, step: int) -> None:
        """Tools begin to refuse, and cease to."""
        self.weather.begin(step)
        refused, now = self.weather.refused(step), self.here.now()
        for tool in refused:
            self.truth.refused_since.setdefault(tool, now)
            self.truth.struck.add(tool)
        for tool in set(self.truth.refused_since) - refused:
            del self.truth.refused_since[tool]
            self.truth.owed.discard(tool)

    def _act(self, step: int) -> None:
        """Nobody works in a tool that refuses, or that has just ceased to and does not yet show the others' work."""
        refused = self.weather.refused(step)
        tools = sorted(set(VENDORS) - refused - self.weather.refused(step - 1) - self._unheard())
        acting = self.draw.sample(tools, 2)
        if self.people.act(step, acting):
            self.days.add(self.here.now().astimezone(ZONE).date())
        self.truth.owed |= refused
        if "slack" in refused and not self._unheard():
            self.people.finish_blindly(step)

    def _unheard(self) -> set[str]:
        """Slack, while no service runs: a person would only see that the press failed."""
        return set() if self.here.service else {"slack"}

    def _start(self) -> None:
        """By turns over a line of the service's own, and with an address."""
        self.here.start(public=self.here.starts % 2 == 1)

    def _kill_at_work(self) -> None:
        """In the middle of a turn."""
        before, ends = len(self.here.calls()[0]), monotonic() + PATIENCE
        while len(self.here.calls()[0]) < before + 2:
            assert monotonic() < ends, "no turn began"
        self.here.kill()

    def _pass(self, time: timedelta) -> None:
        self._struck = {tool: self.weather.fires(tool) for tool in VENDORS}
        self._moved = self.here.advance(time.total_seconds())
        self.hours += time / timedelta(hours=1)

    def _settle_and_look(self) -> None:
        self._settle(self._moved)
        self.truth.settled(self._moved)

    def _settle(self, moved: datetime) -> None:
        """Until the turn is over that follows the moment to which time was moved."""
        ends, nudged, quiet, calls = monotonic() + PATIENCE, monotonic(), monotonic(), -1
        while True:
            number = len(self.here.calls()[0])
            if number != calls:
                calls, quiet = number, monotonic()
            if monotonic() - quiet > QUIET and not (waits := self._unsettled(moved)):
                return
            if monotonic() - max(nudged, quiet) > 4 * QUIET:
                nudged = monotonic()
                self.here.advance(NUDGE.total_seconds())
            assert monotonic() < ends, f"still waiting for {waits}"
            sleep(0.05)

    def _unsettled(self, moved: datetime) -> list[str]:
        """The tools whose place has had no turn since that moment, or one that came to nothing."""
        assert self.here.service is not None
        said = {each["tool"]: each for each in self.here.service.health()[1]["places"]}
        return [tool for tool in VENDORS if not self._had_its_turn(tool, said[tool], moved)]

    def _had_its_turn(self, tool: str, said: Mapping[str, str], moved: datetime) -> bool:
        if tool in self.truth.refused_since:
            return self.weather.fires(tool) > self._struck[tool]
        return bool(said["last_read"]) and datetime.fromisoformat(said["last_read"]) >= moved and not said["trouble"]

    def _look_at_log(self) -> None:
        """Once midnight is well past, the day's entries are sealed."""
        today = (self._moved - SEALING).astimezone(ZONE).date()
        due = {day for day in self.days if day < today} - self.sealed
        if due:
            lines = self.here.desk.run("log", "export").splitlines()
            entries = [line["entry"] for line in map(json.loads, lines) if "entry" in line]
            self.sealed |= {date.fromisoformat(entry["occurred_on"]) for entry in entries}
            assert due <= self.sealed, (due, self.sealed)

    def _writes(self) -> list[str]:
        told = [call for call in self.here.calls()[0] if set(call.get("actions") or [call["method"]]) != {"GET"}]
        return [f"{call['method']} {call['path']}" for call in told if not NO_WRITE.search(call["path"])]


def standing(item: Json) -> Standing:
    """An item as its readers see it: of description and comments what people wrote in this week."""
    comments = [each["text"] for each in item["comments"] if NOTICE not in each["text"]]
    said = sorted(found[0] for each in comments if (found := SAID.search(each)))
    assert len(said) == len(comments), item
    written = WRITTEN.search(item["description"])
    return Standing(item["title"], item["state"] == "done", item["lane"], written[0] if written else "", tuple(said))


def lived(folder: Path, seed: int) -> str:
    """A week drawn from the seed, from beginning to end, and its figures. Raises AssertionError where a rule broke."""
    began = monotonic()
    with site(folder) as here:
        week = begun(here, seed)
        week.live()
        assert week.written() == []
        for tool in VENDORS:
            assert week.stands(tool) == week.left(tool), tool
            assert week.stands(tool) == week.stands("trello"), tool
        assert '"verified": true' in here.desk.run("log", "verify", "--json")
        assert here.desk.run("status", "--json") == here.world.run("status", "--json").stdout
        return figures(week, monotonic() - began)


def begun(here: Site, seed: int) -> Week:
    """A week drawn from the seed, before its first moment."""
    draw = Random(seed)
    return Week(here, draw, People(here, draw), drawn(here, draw), Truth(here))


def figures(week: Week, seconds: float) -> str:
    """What happened, in a few lines."""
    _, counts = week.here.calls()
    calls = Counter({vendor: each["read"] + each["write"] for vendor, each in counts.items()})
    return "\n".join((
        f"{week.hours:.0f} simulated hours, {seconds:.0f} seconds of the machine, {week.here.starts - 1} restarts",
        f"{week.truth.samples} samples of status, {week.truth.troubled} with a trouble, {week.truth.waited} with work",
        f"{week.people.acts} acts of people on {len(week.people.tasks)} tasks, {len(week.sealed)} days sealed",
        f"calls: {calls.total()} ({', '.join(f'{vendor} {number}' for vendor, number in sorted(calls.items()))})",
        f"struck: {', '.join(f'{kind} {number}' for kind, number in sorted(week.weather.fired.items()))}",
    ))  # fmt: skip
