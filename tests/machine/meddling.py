"""A connector that lets people act in the moment before a write."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Connector, Finding, Sought


class Meddled:
    """The connector inside, with acts that wait for the n-th write from now."""

    def __init__(self, inside: Connector) -> None:
        self._inside = inside
        self._waiting: list[tuple[int, Callable[[], object]]] = []

    @property
    def manifest(self) -> Manifest:
        """See `Connector`."""
        return self._inside.manifest

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """See `Connector`."""
        return self._inside.pull(place, since, sought)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """See `Connector`."""
        return self._inside.confirm_gone(place, ref)

    def apply(self, place: Place, operation: Operation) -> Done:
        """See `Connector`; whoever waits for this write acts first."""
        due = [act for left, act in self._waiting if left == 0]
        self._waiting = [(left - 1, act) for left, act in self._waiting if left]
        for act in due:
            act()
        return self._inside.apply(place, operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """See `Connector`."""
        return self._inside.delay(place, operation)

    def check(self, place: Place) -> Sequence[Finding]:
        """See `Connector`."""
        return self._inside.check(place)

    def before_write(self, number: int, act: Callable[[], object]) -> None:
        """Do `act` just before the write after `number` more."""
        self._waiting.append((number, act))

    def forget(self) -> None:
        """What still waits does not happen."""
        self._waiting.clear()
