"""Which calls are struck by what, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.sandbox.faults import OF_ALL_VENDORS, OF_DELIVERIES
from tests.crash.struck import Bench, Strike, Struck, bench

VENDORS = ("trello", "asana", "slack", "graph")
ROUND = (
    "rename", "comment", "describe", "move", "create", "schedule", "finish", "label", "comment", "rename", "reopen",
    "create", "describe", "finish", "archive",
)  # fmt: skip
"""What people do by turns, two acts in each tool before a cycle; with three times five in it every tool gets each."""
PER_TOOL = 2
FORMS = ("rename", "describe", "create", "finish", "archive", "schedule")
SPARE = 2
"""Calls that a cycle may have more than those that were counted."""


def strikes(counted: dict[str, int]) -> list[Strike]:
    """Every kind on every call of a cycle that makes so many."""
    found = [
        Strike(vendor, kind, after)
        for vendor in VENDORS
        for kind in OF_ALL_VENDORS
        for after in range(counted.get(vendor, 0) + SPARE)
    ]
    return [*found, *(Strike("graph", "stale-etag", after) for after in range(counted.get("graph", 0) + SPARE))]


def in_cycles(seed: int, share: int = 1, *, to_the_end: bool = True) -> Struck:
    """One call of each cycle is struck; of all cases each `share`-th, from one that the seed says.

    With `to_the_end` False the first case that goes wrong is the last.
    """
    told = Struck()
    with TemporaryDirectory() as folder, bench(Path(folder), seed) as made:
        rounds = cycle(ROUND)
        counted = _counted(made, rounds)
        cases = strikes(counted)[seed % share :: share]
        for case in (*cases, *deliveries()[seed % share :: share]):
            if told.wrong and not to_the_end:
                break
            if not case.meets_people:
                work(made, rounds)
                _strike(made, case, told)
            else:
                _deliver(made, case, told)
    return told


def mixed(seed: int, rounds: int) -> Struck:
    """Several at a time, by chance, while people go on."""
    told = Struck()
    with TemporaryDirectory() as folder, bench(Path(folder), seed) as made:
        kinds = cycle(ROUND)
        for number in range(rounds):
            for turn in range(3):
                work(made, kinds)
                made.plant(*_by_chance(seed * 1000 + number * 10 + turn))
                made.sync()
                told.count(made.where.ask("GET", "/faults"))
                made.plant()
            told.note(f"mixed, round {number}", made)
    return told


def at_first(seed: int, share: int = 1) -> Struck:
    """A call of the first mirror is struck; of each form of call the first and the last one."""
    told = Struck()
    with TemporaryDirectory() as folder, bench(Path(folder), seed) as made:
        calls = made.first
    for case in _ends(calls)[seed % share :: share]:
        with TemporaryDirectory() as folder, bench(Path(folder), seed, case) as made:
            told.fire(case, made.first, made.struck)
            told.note(f"first mirror, {case}", made)
    return told


def deliveries() -> list[Strike]:
    """Everything that Slack sends by itself, and the form that the service opens for it."""
    sent = [Strike("slack", kind, after) for kind in OF_DELIVERIES for after in range(len(FORMS))]
    return [*sent, *(Strike("slack", kind, 0, r"^/api/views") for kind in OF_ALL_VENDORS)]


def _counted(made: Bench, rounds: Iterator[str]) -> dict[str, int]:
    """The most calls that cycles make with each vendor."""
    most: dict[str, int] = {}
    for _ in range(4):
        work(made, rounds)
        made.heard.taken()
        made.sync()
        vendors = [vendor for vendor, _ in made.heard.taken()]
        most = {vendor: max(most.get(vendor, 0), vendors.count(vendor)) for vendor in VENDORS}
    return most


def work(made: Bench, rounds: Iterator[str]) -> None:
    """What people say in Teams comes by notification or the next day, and nobody listens here."""
    for place in made.where.places.values():
        for kind in islice(rounds, PER_TOOL):
            told_by_feed = kind != "comment" or place.tool.id != "teams"
            made.people.act_as(kind if told_by_feed else "rename", place)


def _strike(made: Bench, case: Strike, told: Struck) -> None:
    made.heard.taken()
    made.plant(case.planted)
    made.sync()
    told.fire(case, made.heard.taken(), made.fired())
    told.note(str(case), made)


def _deliver(made: Bench, case: Strike, told: Struck) -> None:
    """Somebody fills in forms and presses buttons meanwhile."""
    made.plant(case.planted)
    for kind in FORMS:
        made.people.act_as(kind, made.where.places["slack"])
    told.fire(case, [], made.fired())
    made.plant()
    made.sync()
    told.note(str(case), made)


def _by_chance(seed: int) -> Iterator[dict[str, object]]:
    for number, vendor in enumerate(VENDORS):
        for place, kind in enumerate(OF_ALL_VENDORS):
            rate = 0.01 if kind == "timeout" else 0.03
            yield {"vendor": vendor, "kind": kind, "rate": rate, "seconds": 0.05, "seed": seed + 100 * number + place}


def _ends(calls: Sequence[tuple[str, str]]) -> list[Strike]:
    found: list[Strike] = []
    for vendor in VENDORS:
        forms = [form for each, form in calls if each == vendor]
        last = {form: number for number, form in enumerate(forms)}
        chosen = sorted({*last.values(), *(forms.index(form) for form in last)})
        found += [Strike(vendor, kind, after) for kind in OF_ALL_VENDORS for after in chosen]
    return found
