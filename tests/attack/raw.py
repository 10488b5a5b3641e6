"""Raw networks: who works where, and what everybody did week by week. Drawn by chance, or written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from bridge.core.log.participation import Quarter
from bridge.core.reports.attack.material import Part, quarter_of

Spaces = Mapping[str, Mapping[str, AbstractSet[str]]]
METRICS = ("opened", "completed", "handed_over", "claimed")
SIZES = (1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 9, 12, 18)
"""Of organisations: most are small."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody did something to a task; `week` is when it was heard of."""

    week: str
    metric: str
    space: str
    task: str
    person: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A network before anything is withheld or rounded."""

    rosters: Spaces
    acts: tuple[Act, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(sorted({name for group in self.rosters.values() for name in group}))

    def members(self, organisation: str) -> frozenset[str]:
        """Everybody who works for it."""
        found = (group.get(organisation, frozenset[str]()) for group in self.rosters.values())
        return frozenset[str]().union(*found)

    def without(self, person: str) -> Raw:
        """The same rosters, and nothing that this person did."""
        return replace(self, acts=tuple(each for each in self.acts if each.person != person))

    def parts(self) -> Mapping[str, Mapping[Part, int]]:
        """How many tasks were each organisation's, by week, by quarter, by metric and space."""
        tasks: dict[str, dict[Part, set[str]]] = {name: {} for name in self.organisations}
        for act in self.acts:
            for period in (act.week, quarter_of(act.week)):
                key = (period, act.metric, act.space)
                tasks[act.organisation].setdefault(key, set()).add(act.task)
        return {name: {key: len(each) for key, each in found.items()} for name, found in tasks.items()}


def acts(
    week: str, metric: str, space: str, done: Mapping[str, int], by: Mapping[str, Sequence[str]]
) -> tuple[Act, ...]:
    """So many tasks of each organisation, one after the other by its persons in turn."""
    return tuple(
        Act(week, metric, space, f"{week}-{metric}-{space}-{name}-{number}", by[name][number % len(by[name])], name)
        for name, tasks in done.items()
        for number in range(tasks)
    )


def roster(sizes: Mapping[str, int]) -> Mapping[str, frozenset[str]]:
    """Organisations with so many persons each."""
    return {name: frozenset(f"{name}-{number}" for number in range(size)) for name, size in sizes.items()}


def drawn(chance: Random, quarter: str = "2026-Q4", weeks: int | None = None) -> Raw:
    """A network of two to nine organisations in one to five spaces, of which a few people do most."""
    everybody = roster({f"o{number}": chance.choice(SIZES) for number in range(chance.randint(2, 9))})
    spaces = {f"s{number}": _space(chance, everybody) for number in range(chance.randint(1, 5))}
    busy = 10 ** chance.uniform(-1.2, 0.8)
    return Raw(spaces, tuple(_week(chance, spaces, busy, Quarter(quarter).weeks[:weeks])))


def _space(chance: Random, everybody: Mapping[str, AbstractSet[str]]) -> Mapping[str, AbstractSet[str]]:
    there = chance.sample(sorted(everybody), chance.randint(min(2, len(everybody)), len(everybody)))
    return {name: frozenset(person for person in everybody[name] if chance.random() < 0.9) for name in sorted(there)}


def _week(chance: Random, spaces: Spaces, busy: float, weeks: Iterable[str]) -> Iterable[Act]:
    number, known = count(), dict[str, list[str]]()
    people = [(space, name, each) for space, group in spaces.items() for name in group for each in sorted(group[name])]
    diligence = {each: chance.paretovariate(1.2) / 3 for _, _, each in people}
    for week in weeks:
        for space, name, person in people:
            for metric in METRICS:
                for _ in range(_poisson(chance, min(8.0, busy * diligence[person]))):
                    old = known.setdefault(space, [])
                    again = metric != "opened" and old and chance.random() < 0.2
                    task = chance.choice(old) if again else f"t{next(number)}"
                    old.append(task)
                    yield Act(week, metric, space, task, person, name)


def _poisson(chance: Random, mean: float) -> int:
    """Events until their gaps add up to one."""
    number, at = 0, chance.expovariate(mean)
    while at < 1:
        number, at = number + 1, at + chance.expovariate(mean)
    return number
