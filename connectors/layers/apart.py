"""Passes over the notes that we put into a place beside its tasks: nothing of them is mirrored, counted or logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bridge.core.model.ids import Cursor, PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.note import is_note
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Sought
from connectors.layers.layer import Layer


@dataclass(frozen=True, slots=True)
class Apart(Layer):
    """`notes` tells which items are ours at a place: people may have taken the sign off, or read one's comments."""

    notes: Callable[[PlaceId], frozenset[Ref]]

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        snapshot = self.inside.pull(place, since, sought)
        known = self.notes(place.id)
        passed = known | {item.ref for item in snapshot.items.values() if is_note(item.marker)}
        if not passed:
            return snapshot
        items = {ref: item for ref, item in snapshot.items.items() if ref not in passed}
        overwritten = tuple(each for each in snapshot.overwritten if each.ref not in passed)
        return replace(snapshot, items=items, overwritten=overwritten)
