"""Under which of Slack's limits an operation is written, told before it is begun."""

from __future__ import annotations

from bridge.core.model.network import Place
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
from connectors.slack.manifest import ADD_ROW, DELETE, POST, UPDATE, WRITE_CELLS, is_list


def limit_of(operation: Operation, place: Place, talk: str) -> str:
    """What its writing call is announced as; `talk` is the channel in which a List's items are talked about."""
    rows = is_list(place.container)
    match operation:
        case CreateItem():
            return ADD_ROW if rows else f"{POST}:{place.container}"
        case CreateComment():
            return f"{POST}:{talk if rows else place.container}"
        case UpdateItem():
            return WRITE_CELLS if rows else UPDATE
        case UpdateComment() | CreateLane() | RenameLane():
            return UPDATE
        case DeleteComment():
            return DELETE
