"""Counts the calls of a first mirror, of one change in each direction, and of cycles in which nothing happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.bench import minimum, seeds, service
from tests.bench.minimum import TOOLS, Extent
from tests.bench.people import KINDS, AnnaInTrello, BobInAsana, Person, places
from tests.bench.sandbox import Calls, Sandbox, served
from tests.bench.service import Service, Spent
from tests.bench.table import CHANGE, FIRST, IDLE, Row

SHOWN = {"trello": "Trello", "asana": "Asana"}
SEEDS: dict[str, Callable[[int], dict[str, Any]]] = {"trello": seeds.full_trello, "asana": seeds.full_asana}
OTHER = {"trello": "asana", "asana": "trello"}


@dataclass(frozen=True, slots=True)
class Ground:
    """A sandbox in which everything was mirrored once, the row that tells of it, and what it took."""

    sandbox: Sandbox
    environment: dict[str, str]
    size: int
    first: Row
    spent: Spent


@contextmanager
def mirrored(source: str, size: int, folder: Path) -> Iterator[Ground]:
    """Mirror a full place into an empty one, in a folder that is made for it."""
    folder.mkdir()
    with served(SEEDS[source](size), folder) as sandbox:
        environment = service.prepared(sandbox, folder)
        least = minimum.first_mirror(TOOLS[source], _extent(sandbox, source))
        sandbox.forget()
        spent = service.sync(environment)
        row = Row(f"first mirror, {SHOWN[source]} to empty {SHOWN[OTHER[source]]}", size, least, sandbox.calls(), FIRST)
        sandbox.wait()
        yield Ground(sandbox, environment, size, row, spent)


def _extent(sandbox: Sandbox, source: str) -> Extent:
    """What the sandbox was seeded with; its lanes are those that the other place lacks."""
    items, seed = sandbox.items(source).values(), sandbox.ask("/seed")
    lists = {each["name"] for each in seed["trello"]["boards"][0]["lists"]}
    sections = {each["name"] for each in seed["asana"]["projects"][0]["sections"]}
    return Extent(
        tasks=len(items),
        comments=sum(len(item["comments"]) for item in items),
        lanes=len(lists - sections if source == "trello" else sections - lists),
        labels=len(seeds.LABELS),
    )


def idle(ground: Ground, mirror: Service) -> Row:
    """A cycle before which nothing happened."""
    return Row("idle cycle", ground.size, minimum.idle(), _cycle(ground.sandbox, mirror), IDLE)


def changes(ground: Ground, mirror: Service) -> Iterator[Row]:
    """One change of each kind in each tool; then the cycles that heard of what the service itself had done."""
    board, project = places(ground.sandbox)
    anna, bob = AnnaInTrello(ground.sandbox, board), BobInAsana(ground.sandbox, project)
    alone = _change(ground, mirror, anna, "new task")
    yield replace(alone, what="one change, the first of a process", goal=None)  # connectors ask once who they are
    echoes = [_cycle(ground.sandbox, mirror)]
    for who in (anna, bob):
        for kind in KINDS:
            yield _change(ground, mirror, who, kind)
            echoes.append(_cycle(ground.sandbox, mirror))
    yield Row("cycles after each of these", ground.size, len(echoes) * minimum.idle(), sum(echoes, Calls()), IDLE)


def _change(ground: Ground, mirror: Service, who: Person, kind: str) -> Row:
    source = "trello" if isinstance(who, AnnaInTrello) else "asana"
    before = ground.sandbox.items(source)
    ground.sandbox.forget()
    KINDS[kind](who)
    acts, after = ground.sandbox.acts(), ground.sandbox.items(source)
    least = minimum.changes(acts, before, after, source, OTHER[source])
    name = f"{kind}, {SHOWN[source]} to {SHOWN[OTHER[source]]}"
    return Row(name, ground.size, least, _cycle(ground.sandbox, mirror), CHANGE)


def _cycle(sandbox: Sandbox, mirror: Service) -> Calls:
    sandbox.forget()
    mirror.cycle()
    return sandbox.calls()
