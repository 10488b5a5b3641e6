"""Conflicts in people's hands: what they may read of them, and what they decide. Asks no tool and writes in none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bridge.core.model.conflict import Conflict, ConflictId, Ending, Reason
from bridge.core.model.ids import PersonId, PlaceId, SpaceId
from bridge.core.sync.contested import in_words
from bridge.core.sync.lanes import remembering
from bridge.core.sync.terms import Terms, person_at
from bridge.ports.clock import Clock
from bridge.ports.conflicts import ConflictStore
from bridge.ports.store import SpaceStore


@dataclass(frozen=True, slots=True)
class Contested:
    """One conflict as people read it: no author, and of a long text no more than what the two versions differ in.

    Days are in the network's zone: since when it is known, and until when the lost value is kept. `asked`: the next
    cycle brings it back. `persons` are the authors, as far as the tools tell: whoever reads this reads what they wrote.
    """

    id: ConflictId
    space: SpaceId
    title: str
    field: str
    kept: str
    lost: str
    kept_from: PlaceId
    lost_from: PlaceId
    reason: Reason
    since: date
    until: date
    asked: bool
    persons: tuple[PersonId, ...] = ()


class Answer(StrEnum):
    """What became of a person's decision; all but the first two changed nothing."""

    ASKED = "asked"
    KEPT = "kept"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    WAS_KEPT = "was_kept"
    WAS_EDITED = "was_edited"


_ENDED = {Ending.KEPT: Answer.WAS_KEPT, Ending.EDITED: Answer.WAS_EDITED, Ending.EXPIRED: Answer.EXPIRED}


def contested(
    terms: Terms, spaces: SpaceStore, conflicts: ConflictStore, clock: Clock, *, everything: bool = False
) -> Sequence[Contested]:
    """The space's conflicts that nobody has decided, oldest first; with `everything` those too that can be turned."""
    memory = spaces.memory(terms.space.id)
    now = remembering(terms, memory)
    return [
        _row(each, memory.tasks[each.task].fields.title, now)
        for each in _living(conflicts, terms, clock)
        if each.task in memory.tasks and (everything or each.is_open)
    ]


def restore(
    conflict: ConflictId, networks: Sequence[Terms], conflicts: ConflictStore, clock: Clock
) -> tuple[Answer, SpaceId | None]:
    """Let the next cycle bring the lost value back as an edit of its own; what that replaces is kept in its turn."""
    space = _space_of(conflict, networks, conflicts, clock)
    if space is None:
        return _why_not(conflict, networks, conflicts), None
    conflicts.ask(conflict, clock.now())
    return Answer.ASKED, space


def keep(
    conflict: ConflictId, networks: Sequence[Terms], conflicts: ConflictStore, clock: Clock
) -> tuple[Answer, SpaceId | None]:
    """Let what stands stay, and forget the lost value."""
    space = _space_of(conflict, networks, conflicts, clock)
    if space is None:
        return _why_not(conflict, networks, conflicts), None
    conflicts.keep(conflict)
    return Answer.KEPT, space


def _living(conflicts: ConflictStore, terms: Terms, clock: Clock) -> Iterator[Conflict]:
    now = clock.now()
    return (each for each in conflicts.retrievable(terms.space.id) if each.until(terms.kept_for) > now)


def _space_of(
    conflict: ConflictId, networks: Sequence[Terms], conflicts: ConflictStore, clock: Clock
) -> SpaceId | None:
    found = (each.space.id for each in networks for kept in _living(conflicts, each, clock) if kept.id == conflict)
    return next(found, None)


def _why_not(conflict: ConflictId, networks: Sequence[Terms], conflicts: ConflictStore) -> Answer:
    """Its time may be over before anything was deleted."""
    if any(each.id == conflict for terms in networks for each in conflicts.retrievable(terms.space.id)):
        return Answer.EXPIRED
    ending = conflicts.ending(conflict)
    return _ENDED[ending] if ending else Answer.UNKNOWN


def _row(conflict: Conflict, title: str, terms: Terms) -> Contested:
    kept, lost = in_words(conflict, terms, conflict.lost_from)
    return Contested(
        id=conflict.id,
        space=terms.space.id,
        title=title,
        field=conflict.name,
        kept=kept,
        lost=lost,
        kept_from=conflict.kept_from,
        lost_from=conflict.lost_from,
        reason=conflict.reason,
        since=_day(conflict.at, terms),
        until=_day(conflict.until(terms.kept_for), terms),
        asked=conflict.asked is not None,
        persons=authors(conflict, terms),
    )


def authors(conflict: Conflict, terms: Terms) -> tuple[PersonId, ...]:
    """Who wrote the two values, each once."""
    wrote = ((conflict.kept_from, conflict.kept_by), (conflict.lost_from, conflict.lost_by))
    found = (
        terms.identity(person_at(terms.reaches[place], by)) for place, by in wrote if by and place in terms.reaches
    )
    return tuple(dict.fromkeys(found))


def _day(at: datetime, terms: Terms) -> date:
    return at.astimezone(terms.zone).date()
