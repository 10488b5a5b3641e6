"""What an operation is about: at one place there is one intent and one parked operation per subject."""

from __future__ import annotations

from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)


def subject_of(operation: Operation) -> str:
    """The lane, the task's item or the comment."""
    match operation:
        case CreateLane() | RenameLane():
            return f"lane {operation.lane}"
        case CreateItem() | UpdateItem():
            return f"item {operation.task}"
        case CreateComment() | UpdateComment() | DeleteComment():
            return f"comment {operation.comment}"
