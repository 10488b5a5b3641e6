"""Answers writes as if they had been carried out, and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bridge.core.model.ids import Ref
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
from bridge.core.model.snapshot import Item
from connectors.layers.layer import Layer


@dataclass(frozen=True, slots=True)
class DryRun(Layer):
    """Reads as always. What it says it created has a ref that begins with `dry-run:`, and is nowhere to be read."""

    def apply(self, place: Place, operation: Operation) -> Done:
        del place
        match operation:
            case CreateItem():
                ref = _ref(operation.task)
                return Done(operation, ref, Item(ref, operation.fields, marker=operation.task, own=True))
            case UpdateItem():
                return Done(operation, operation.ref, _updated(operation))
            case CreateComment():
                return Done(operation, _ref(operation.comment), text=operation.text)
            case UpdateComment():
                return Done(operation, operation.ref, text=operation.text)
            case CreateLane():
                return Done(operation, _ref(operation.lane))
            case DeleteComment() | RenameLane():
                return Done(operation, operation.ref)


def _ref(subject: str) -> Ref:
    return Ref(f"dry-run:{subject}")


def _updated(operation: UpdateItem) -> Item:
    """The item as it was known, with the named fields as wanted."""
    wanted = {name: getattr(operation.fields, name) for name in operation.changed}
    return Item(operation.ref, replace(operation.before, **wanted), marker=operation.task, revision=operation.revision)
