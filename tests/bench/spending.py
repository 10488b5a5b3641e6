"""What the service takes beside calls, for information: processor time, memory, and time that passed.

Processor time is compared with a floor that sends the same number of calls by `requests` alone to the same sandbox.
Both run in turn; the medians of all rounds are compared, because single rounds differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time

from bridge.core.model.memory import Memory
from bridge.core.sync.decide import decide
from bridge.service.cycle import Wish, preview
from tests.bench.counting import Ground
from tests.bench.people import AnnaInTrello, places
from tests.bench.sandbox import Calls, Sandbox
from tests.bench.seeds import FLOOR
from tests.bench.service import Service

ROUNDS = 7
BATCH = 40
"""Tasks that are new in each round."""


def of_first_mirror(ground: Ground) -> str:
    """One process: `cobridge sync`."""
    spent, calls = ground.spent, ground.first.calls.total
    return (
        f"{ground.first.what}, {ground.size:,} tasks: {spent.wall:.1f} s, of it processor {spent.cpu:.1f} s "
        f"({spent.cpu / calls * 1000:.2f} ms a call), at most {spent.memory:.0f} MB"
    )


def of_loading(mirror: Service) -> str:
    """Reading what is remembered: as a new process does, and as each later cycle does."""
    space = mirror.terms.space.id
    first = _spent(lambda: mirror.found.spaces.memory(space))
    again = _median(lambda: mirror.found.spaces.memory(space))
    memory = mirror.found.spaces.memory(space)
    return (
        f"loading the memory of {len(memory.tasks):,} tasks in {len(memory.links)} places: {first:.2f} s, "
        f"in later cycles {again:.2f} s"
    )


def of_work(ground: Ground, mirror: Service) -> Iterator[str]:
    """Calls, cycles without work, and finding that nothing is to be done with all of both places read."""
    ours, floor = _rounds(ground.sandbox, mirror)
    yield (
        f"processor time a call, {BATCH} new tasks in a cycle: {ours * 1000:.2f} ms, floor {floor * 1000:.2f} ms, "
        f"ratio {ours / floor:.1f} (medians of {ROUNDS} rounds in turn)"
    )
    mirror.cycle()
    yield f"processor time of an idle cycle: {_median(mirror.cycle):.2f} s"
    memory = mirror.found.spaces.memory(mirror.terms.space.id)
    items = sum(map(len, memory.links.values()))
    reconcile = _reconcile(mirror, memory)
    each = reconcile / items * 1e6
    yield f"reconciling {items:,} items without any change: {reconcile:.2f} s ({each:.0f} µs an item)"


def _rounds(sandbox: Sandbox, mirror: Service) -> tuple[float, float]:
    """Median processor seconds a call of the service and of the floor."""
    anna = AnnaInTrello(sandbox, places(sandbox)["trello"])
    ours, floor = list[float](), list[float]()
    for _ in range(ROUNDS):
        sandbox.wait()
        anna.create_all(BATCH)
        sandbox.forget()
        spent = _spent(mirror.cycle)
        calls = sandbox.calls()
        ours.append(spent / calls.total)
        floor.append(_floor(sandbox, calls) / calls.total)
    return median(ours), median(floor)


def _floor(sandbox: Sandbox, calls: Calls) -> float:
    """As many reads and writes, in a project of its own."""
    project = next(each["gid"] for each in sandbox.seed["asana"]["projects"] if each["name"] == FLOOR)

    def send() -> None:
        for _ in range(calls.reads):
            sandbox.asana("bob", "GET", f"/projects/{project}")
        for _ in range(calls.writes):
            sandbox.asana("bob", "POST", "/tasks", name="Floor", projects=[project])

    return _spent(send)


def _reconcile(mirror: Service, memory: Memory) -> float:
    """Deciding alone, with all of both places read."""
    whole = Wish(frozenset(place.id for place in mirror.terms.space.places))
    cycle = preview(mirror.terms, mirror.found.spaces, mirror.connectors, mirror.threads, whole)
    return _median(lambda: decide(memory, cycle.snapshots, mirror.terms))


def _median(act: Callable[[], object]) -> float:
    return median(_spent(act) for _ in range(3))


def _spent(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return process_time() - began
