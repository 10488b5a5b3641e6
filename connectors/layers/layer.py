"""A layer that changes nothing: the others say only what they do differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Connector, Finding, Sought


@dataclass(frozen=True, slots=True)
class Layer:
    """A connector that passes everything on to the one inside."""

    inside: Connector

    @property
    def manifest(self) -> Manifest:
        return self.inside.manifest

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        return self.inside.pull(place, since, sought)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        return self.inside.confirm_gone(place, ref)

    def apply(self, place: Place, operation: Operation) -> Done:
        return self.inside.apply(place, operation)

    def delay(self, place: Place, operation: Operation) -> float:
        return self.inside.delay(place, operation)

    def check(self, place: Place) -> Sequence[Finding]:
        return self.inside.check(place)
