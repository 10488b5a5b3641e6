"""Edits whose only copy is what a tool delivered: a button pressed, a form sent, a command typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bridge.core.model.ids import Account, PlaceId, Ref
from bridge.core.model.task import Fields


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person wants of an item, in the place's own terms.

    `base` is what the person saw, `changed` what they changed of it; only that counts. `ref` is None for a new task.
    `key` is the same for every delivery of the same act. `at` is aware UTC. `gone`: the item was deleted, which only
    this delivery tells; `by` is empty where it does not say by whom.
    """

    key: str
    place: PlaceId
    ref: Ref | None
    base: Fields
    fields: Fields
    changed: tuple[str, ...]
    by: Account
    at: datetime
    gone: bool = False
