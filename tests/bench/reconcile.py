"""`python -m tests.bench.reconcile FOLDER CYCLES`: cycles of a space in which nothing happened, as JSON.

Each is a whole cycle of the service over complete readings of all places: the memory read from the database, looking,
deciding, guarding, agreeing. Answers of vendors are there already, as values made anew for each cycle, and making them
is not counted. Told are seconds of the processor: from the start of the process until it can begin, and of each cycle,
the first of which knows nothing yet; and the most memory the process took, in MB.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.model.ids import Cursor, PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Finding, Sought
from bridge.service.cycle import Cycle, Wish, run

STARTED = process_time()
PLACES = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A connector whose place has answered already."""

    snapshot: Snapshot
    manifest: Manifest

    def pull(self, place: Place, _: Cursor | None, sought: Sought) -> Snapshot:
        """All of it. A reading of which only a part is wanted would cost less."""
        if not sought.whole or sought or place.id != self.snapshot.place:
            raise RuntimeError(f"{place.id} was to be read whole, and nothing of it be sought.")
        return self.snapshot

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Nothing goes."""
        raise RuntimeError(f"Nothing went, but {place.id} is asked about {ref}.")

    def apply(self, place: Place, operation: Operation) -> Done:
        """Nothing is written."""
        raise RuntimeError(f"Nothing happened, but at {place.id} this is to be done: {operation}")

    def delay(self, place: Place, operation: Operation) -> float:
        """Nothing is written."""
        raise RuntimeError(f"Nothing happened, but at {place.id} this is to be done: {operation}")

    def check(self, place: Place) -> Sequence[Finding]:
        """Nothing is asked."""
        raise RuntimeError(f"Nobody doubts {place.id}.")


def main() -> None:
    """Measure."""
    from tests.bench.full_space import MANIFESTS, SPACE, address, terms  # noqa: PLC0415  not part of the service

    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    agreed, cycles, began = terms(), list[float](), process_time()
    spaces = SqlSpaces(Database(address(folder)))
    start = STARTED + process_time() - began
    with ThreadPoolExecutor(max_workers=len(agreed.space.places)) as threads:
        for _ in range(number):
            said = _said(folder)
            connectors = {place.id: Said(said[place.id], MANIFESTS[place.tool]) for place in agreed.space.places}
            began = process_time()
            cycle = run(agreed, spaces, connectors, threads, lambda _: (), Wish(frozenset(connectors)))
            cycles.append(process_time() - began)
            _hold_calm(cycle)
    items = sum(map(len, spaces.memory(SPACE).links.values()))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"items": items, "start": start, "cycles": cycles, "memory": most}))


def _hold_calm(cycle: Cycle) -> None:
    """Nothing happened, so nothing may have been found."""
    decision = cycle.decision
    found = {
        "failures": len(cycle.failures),
        "refusals": int(cycle.refusal is not None),
        "changes": len(decision.changes),
        "links that moved": sum(map(len, decision.agreed.links.values())),
        "operations": sum(map(len, decision.operations.values())),
    }
    if any(found.values()):
        raise RuntimeError(f"Nothing happened, but the cycle found {found}.")


def _said(folder: Path) -> Mapping[PlaceId, Snapshot]:
    with (folder / "snapshots").open("rb") as file:
        read = [pickle.load(file) for _ in range(PLACES)]  # noqa: S301  written by `full_space`
    items = [[pickle.loads(item) for item in items] for _, items in read]  # noqa: S301  the same
    together = zip((snapshot for snapshot, _ in read), items, strict=True)
    return {snapshot.place: replace(snapshot, items={item.ref: item for item in found}) for snapshot, found in together}


if __name__ == "__main__":
    main()
