"""What the guard refused, in a sentence and as values: one form for every command, answer and mail."""

from __future__ import annotations

from bridge.core.model.ids import SpaceId
from bridge.core.model.refusal import Kind, Refusal
from bridge.ports.words import Words


def sentence(refusal: Refusal, say: Words) -> str:
    """Which place, how many tasks, and what happened to them."""
    said = refusal.kind if refusal.kind in (Kind.LANE, Kind.EDITED) or refusal.reason != "emptied" else "emptied"
    name = say(f"field.{refusal.name}") if refusal.kind is Kind.EDITED else refusal.name
    return say(f"guard.{said}", place=refusal.place, number=refusal.number, total=refusal.total, name=name)


def advice(space: SpaceId, say: Words) -> str:
    """What a person can do about it."""
    return say("guard.advice", space=space)


def values(space: SpaceId, refusal: Refusal, say: Words) -> dict[str, object]:
    """As `--json` prints it."""
    told = {"place": refusal.place, "kind": refusal.kind.value, "reason": refusal.reason, "name": refusal.name}
    counts = {"number": refusal.number, "total": refusal.total}
    return {"space": space, **told, **counts, "sentence": sentence(refusal, say), "advice": advice(space, say)}
