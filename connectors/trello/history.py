"""Values that our own writes replaced, from the `old` that Trello keeps with each change. Without I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from bridge.core.model.ids import Account, Ref
from bridge.core.model.snapshot import Overwritten
from bridge.core.model.task import Fields, Status
from connectors.trello.feed import recoverable_fields
from connectors.trello.translate import Json, Terms, read_description, read_due, read_instant, read_labels


def overwritten(
    changes: Mapping[str, Sequence[Json]], now: Mapping[str, Fields], me: str, terms: Terms
) -> Iterator[Overwritten]:
    """What our own changes replaced, by card; of a card that nobody knows `now`, nothing can be told."""
    for card, actions in changes.items():
        if card in now:
            yield from _of_card(Ref(card), actions, now[card], me, terms)


def _of_card(ref: Ref, changes: Sequence[Json], now: Fields, me: str, terms: Terms) -> Iterator[Overwritten]:
    """What each run of our own changes to a card replaced.

    `changes` are newest first, `now` is what the card holds after them. One write of ours can be several changes (list
    and completion are two), so what lies between changes of one run was never anybody's.
    """
    last: dict[str, Json] = {}
    for is_own, run in groupby(_with_before(changes, now, terms), key=lambda pair: pair[0]["idMemberCreator"] == me):
        acts = list(run)
        if is_own:
            yield from _replaced(ref, acts, last)
        else:
            last |= {name: action for action, _ in acts for name in recoverable_fields(action)}


def _with_before(changes: Sequence[Json], now: Fields, terms: Terms) -> list[tuple[Json, Fields]]:
    """Each change with what the card held before it, oldest first."""
    found: list[tuple[Json, Fields]] = []
    held = now
    for action in changes:
        held = _undone(held, action, terms)
        found.append((action, held))
    return found[::-1]


def _replaced(ref: Ref, run: list[tuple[Json, Fields]], last: dict[str, Json]) -> Iterator[Overwritten]:
    """`last` is the last change of each field by somebody else since a run of ours."""
    first, before = run[0]
    names = dict.fromkeys(name for action, _ in run for name in recoverable_fields(action))
    for name in names:
        value: Any = getattr(before, name)
        act = last.pop(name, first)
        at = read_instant(act["date"]) or datetime.min.replace(tzinfo=UTC)
        by = Account(act["idMemberCreator"]) if act is not first and act["idMemberCreator"] else None
        yield Overwritten(ref, name, replace(Fields(), **{name: value}), at, by)


def _undone(held: Fields, action: Json, terms: Terms) -> Fields:
    """What the card held before one change."""
    member = str(action["data"].get("idMember") or (action.get("member") or {}).get("id"))
    match action["type"]:
        case "addMemberToCard":
            return replace(held, helpers=tuple(each for each in held.helpers if each != member))
        case "removeMemberFromCard":
            return replace(held, helpers=(*(each for each in held.helpers if each != member), member))
        case _:
            return _restored(held, action["data"].get("old") or {}, terms)


def _restored(held: Fields, old: Json, terms: Terms) -> Fields:
    status = Status(bool(old.get("dueComplete", held.status.done)), old.get("idList", held.status.lane))
    return replace(
        held,
        title=old.get("name", held.title),
        description=read_description(old["desc"])[1] if "desc" in old else held.description,
        due=read_due(old["due"], terms.zone) if "due" in old else held.due,
        start=read_due(old["start"], terms.zone) if "start" in old else held.start,
        labels=read_labels(old["idLabels"], terms) if "idLabels" in old else held.labels,
        archived=bool(old.get("closed", held.archived)),
        status=status,
    )
