"""A connector that does as it is told, and writes down what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import CreateItem, Done, Operation, UpdateItem
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Item, Snapshot
from bridge.ports.connector import Finding, Sought
from connectors.memory.manifest import FULL


def carried_out(operation: Operation) -> Done:
    """A tool that does what it is asked, and says so."""
    ref = getattr(operation, "ref", None) or Ref(f"made-{getattr(operation, 'lane', getattr(operation, 'task', ''))}")
    shown = Item(ref, operation.fields, own=True) if isinstance(operation, CreateItem | UpdateItem) else None
    return Done(operation, ref, shown)


@dataclass
class Scripted:
    """Says `said` when it is read, or raises it; answers writes by `answer`; the rest is what it was asked.

    Its limits hold an operation back for as many seconds as `waits` says.
    """

    said: Snapshot | Exception | None = None
    answer: Callable[[Operation], Done] = carried_out
    waits: Callable[[Operation], float] = lambda _: 0.0
    gone: frozenset[Ref] = frozenset()
    manifest: Manifest = FULL
    asked: list[Ref] = field(default_factory=list)
    written: list[Operation] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)
    since: list[Cursor | None] = field(default_factory=list)

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What it was told to say."""
        assert place is not None
        self.since.append(since)
        self.sought.append(sought)
        if isinstance(self.said, Exception):
            raise self.said
        assert self.said is not None
        return self.said

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Gone or elsewhere, as told."""
        assert place is not None
        self.asked.append(ref)
        return ref in self.gone

    def apply(self, place: Place, operation: Operation) -> Done:
        """As told."""
        assert place.id == operation.place
        self.written.append(operation)
        return self.answer(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """As told."""
        assert place.id == operation.place
        return self.waits(operation)

    def check(self, place: Place) -> Sequence[Finding]:
        """Nobody asks here."""
        raise NotImplementedError(place)
