"""Notes each pull and how each operation ended: which, about what, and the decision; no values, no names."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.errors import Failure
from bridge.core.model.ids import Cursor
from bridge.core.model.network import Place
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Sought
from bridge.ports.journal import Journal
from connectors.layers.layer import Layer


@dataclass(frozen=True, slots=True)
class Journalled(Layer):
    """Outcomes are `complete` or `incremental` for pulls, `done` for operations, else the failure's type and code."""

    journal: Journal

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        try:
            snapshot = self.inside.pull(place, since, sought)
        except Failure as failure:
            self.journal.note(place.id, "pull", "", _ending(failure))
            raise
        self.journal.note(place.id, "pull", "", "complete" if snapshot.complete else "incremental")
        return snapshot

    def apply(self, place: Place, operation: Operation) -> Done:
        act, subject = type(operation).__name__, _subject(operation)
        try:
            done = self.inside.apply(place, operation)
        except Failure as failure:
            self.journal.note(place.id, act, subject, _ending(failure))
            raise
        self.journal.note(place.id, act, subject, "done")
        return done


def _ending(failure: Failure) -> str:
    return f"{type(failure).__name__} {failure.code}".strip()


def _subject(operation: Operation) -> str:
    match operation:
        case CreateItem() | UpdateItem():
            return operation.task
        case CreateComment() | UpdateComment() | DeleteComment():
            return operation.comment
        case CreateLane() | RenameLane():
            return operation.lane
