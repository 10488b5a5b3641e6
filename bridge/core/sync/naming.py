"""Ids of what is found: made from where it was found, so that finding it twice finds the same."""

from __future__ import annotations

from hashlib import blake2s

from bridge.core.model.ids import CheckId, CommentId, LaneId, PlaceId, Ref, TaskId

_BYTES = 10


def task_id(place: PlaceId, ref: Ref) -> TaskId:
    """The id of the task that a person created as this item."""
    return TaskId(_identity("task", place, ref))


def comment_id(place: PlaceId, ref: Ref) -> CommentId:
    """The id of the comment that a person wrote here."""
    return CommentId(_identity("comment", place, ref))


def lane_id(place: PlaceId, ref: Ref) -> LaneId:
    """The id of the lane that a person made here."""
    return LaneId(_identity("lane", place, ref))


def check_id(place: PlaceId, ref: Ref) -> CheckId:
    """The id of the element of a checklist that a person wrote here."""
    return CheckId(_identity("check", place, ref))


def _identity(kind: str, place: PlaceId, ref: Ref) -> str:
    return blake2s(f"{kind}\n{place}\n{ref}".encode(), digest_size=_BYTES).hexdigest()
