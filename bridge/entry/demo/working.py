"""People at work day by day, and the service that mirrors what they do."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bridge.entry.demo.acts import Act
from bridge.entry.demo.service import Service, Synced
from bridge.entry.demo.show import Done, Show, Told
from bridge.entry.demo.stage import Scene, Stage
from bridge.entry.demo.week import Days, Week

DAY = 24 * 60 * 60
PATIENCE, PAUSE = 60.0, 0.3
"""Seconds until what was delivered has to have arrived everywhere, and between two looks at that."""


def work(stage: Stage, service: Service, show: Show, days: Days) -> int:
    """The days of all spaces; returns how much of what people did was not everywhere in the evening."""
    weeks = [Week(scene, number) for number, scene in enumerate(stage.scenes)]
    lost = 0
    for number, (name, parts) in enumerate(days):
        if number:
            stage.control.advance(DAY)
        acts = [_Planned(week.scene, act) for week in weeks for part in parts for act in part(week)]
        told = _day(service, show, acts)
        done = _evening(acts)
        show.day(name, done, told)
        lost += sum(not each.arrived for each in done)
    return lost


@dataclass(frozen=True, slots=True)
class _Planned:
    """An act of the day, in its space."""

    scene: Scene
    act: Act


def _day(service: Service, show: Show, acts: Sequence[_Planned]) -> Sequence[Told]:
    """People act where the service looks by itself, which `sync` does; then where it is told, which `run` hears."""
    delivered = [each for each in acts if each.act.place.tool.delivers]
    for each in acts:
        if each not in delivered:
            each.act.do()
    with show.working("demo.mirroring"):
        told = [Told("sync", service.sync())]
        if delivered:
            with service.listening():
                for each in delivered:
                    each.act.do()
                _wait_for(delivered)
            told.append(Told("run", Synced((), told[0].synced.conflicts, service.calls[-1])))
    return told


def _wait_for(acts: Sequence[_Planned]) -> None:
    """Until every place shows them, or patience ends."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and not all(each.arrived for each in _evening(acts)):
        time.sleep(PAUSE)


def _evening(acts: Sequence[_Planned]) -> list[Done]:
    """What became of the acts so far."""
    scenes = {each.scene.space.id: each.scene for each in acts}
    sights = {space: scene.sight() for space, scene in scenes.items()}
    found = [(each.scene.space, each.act, sights[each.scene.space.id]) for each in acts]
    return [Done(space, act, act.arrived(sight), sight) for space, act, sight in found]
