"""People at work day by day, and the service that mirrors what they do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bridge.entry.demo.lines import Told
from bridge.entry.demo.mishap import Mishap, Planned, Step, Steps
from bridge.entry.demo.processes import FailedError
from bridge.entry.demo.service import Service, Synced
from bridge.entry.demo.show import Done, Show
from bridge.entry.demo.stage import Stage
from bridge.entry.demo.week import Day, Days, Week

DAY = 24 * 60 * 60
PATIENCE, PAUSE = 60.0, 0.3
"""Seconds until what was delivered has to have arrived everywhere, and between two looks at that."""
DONE, DONE_OTHERWISE = (0,), (0, 3, 4)
"""How a sync ends; and how it may where something goes wrong: done, refused by the guard, without some places."""


@dataclass(slots=True)
class Worked:
    """How much of what people did was not everywhere in the evening, and whether each mishap ended as it has to."""

    lost: int = 0
    mishaps: dict[str, bool] = field(default_factory=dict)

    def noted(self, mishap: Mishap, steps: Steps) -> Steps:
        """These steps, and whether they are all as they have to be."""
        if mishap.name:
            holds = all(step.holds for step in steps if isinstance(step, Step))
            self.mishaps[mishap.name] = holds and self.mishaps.get(mishap.name, True)
        return steps


def work(stage: Stage, service: Service, show: Show, days: Days) -> Worked:
    """The days of all spaces, and one more sync where something is still under way after the last one."""
    weeks = [Week(scene, number) for number, scene in enumerate(stage.scenes)]
    worked, yesterday = Worked(), Mishap(stage, service)
    for number, day in enumerate(days):
        if number:
            stage.control.advance(DAY)
        yesterday = _worked(day, weeks, _Office(service, show, worked, yesterday))
    if yesterday.name:
        stage.control.advance(DAY)
        with show.working("demo.mirroring"):
            synced = service.sync()
        show.morrow(Told("sync", synced), worked.noted(yesterday, yesterday.after()))
    return worked


@dataclass(frozen=True, slots=True)
class _Office:
    """What a day begins with; `yesterday` is what went wrong on the day before."""

    service: Service
    show: Show
    worked: Worked
    yesterday: Mishap


def _worked(day: Day, weeks: Sequence[Week], office: _Office) -> Mishap:
    """The day; returns what went wrong on it."""
    mishap, worked = day.mishap(office.yesterday.stage, office.service), office.worked
    steps = [*worked.noted(mishap, mishap.begin())]
    for week in weeks:
        week.away = mishap.keeps_away
    acts = [Planned(week.scene, act) for week in weeks for part in day.parts for act in part(week)]
    told, noticed = _mirrored(acts, mishap, office)
    done = _evening(acts, mishap)
    steps += [*noticed, *worked.noted(mishap, mishap.evening(acts))]
    office.show.day(day.name, done, told, steps)
    worked.lost += sum(not each.arrived for each in done)
    return mishap


def _mirrored(acts: Sequence[Planned], mishap: Mishap, office: _Office) -> tuple[Sequence[Told], Steps]:
    """People act where the service looks by itself, which `sync` does; then where it is told, which `run` hears."""
    service, worked = office.service, office.worked
    delivered = [each for each in acts if each.act.place.tool.delivers]
    for each in acts:
        if each not in delivered:
            each.act.do()
    with office.show.working("demo.mirroring"):
        synced = service.sync(DONE_OTHERWISE if mishap.name else DONE)
        steps = [
            *worked.noted(office.yesterday, office.yesterday.after()),
            *worked.noted(mishap, mishap.noticed(synced)),
        ]
        if not delivered:
            return [Told("sync", synced)], steps
        with service.listening():
            if not _wait_until(mishap.settled):
                raise FailedError(f"What was to come back did not within {PATIENCE:.0f} seconds.")
            for each in delivered:
                each.act.do()
            _wait_until(lambda: all(each.arrived for each in _evening(delivered, mishap)))
        heard = Synced((), synced.conflicts, service.calls[-1])
    return [Told("sync", synced), Told("run", heard)], steps


def _wait_until(holds: Callable[[], bool]) -> bool:
    """Or until patience ends; whether it holds."""
    ends = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < ends:
        time.sleep(PAUSE)
    return held


def _evening(acts: Sequence[Planned], mishap: Mishap) -> list[Done]:
    """What became of the acts so far, where it can be seen."""
    scenes = {each.scene.space.id: each.scene for each in acts}
    hidden = [place.id for scene in scenes.values() for place in scene.places if mishap.hides(place)]
    sights = {space: scene.sight().without(hidden) for space, scene in scenes.items()}
    found = [(each.scene.space, each.act, sights[each.scene.space.id]) for each in acts]
    return [Done(space, act, act.arrived(sight), sight) for space, act, sight in found]
