"""The store in plain dictionaries: for tests and for the state machine, with the promises of the one on SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from bridge.adapters.store.memory_log import MemoryLog
from bridge.adapters.store.merging import merged, with_conflicts, without_accepted, without_intents, without_parked
from bridge.core.log.entry import Entry
from bridge.core.model.conflict import Conflict, ConflictId, Ending
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating, Done, Operation, Outcome
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.model.submission import Submission
from bridge.core.sync.learn import learned
from bridge.ports.journal import Note
from bridge.ports.store import NOT_READ

__all__ = [
    "MemoryInbox",
    "MemoryJournal",
    "MemoryLog",
    "MemoryParked",
    "MemoryPauses",
    "MemorySpaces",
    "MemoryVisits",
]

Kept = TypeVar("Kept")


class MemorySpaces:
    """The memory of all spaces: `SpaceStore`. Values are replaced, never changed, so what was given out stays."""

    def __init__(self, log: MemoryLog) -> None:
        """`log` takes the entries of what is agreed."""
        self._log = log
        self._memories: dict[SpaceId, Memory] = {}
        self.endings: dict[ConflictId, Ending] = {}
        self.read_days: dict[PlaceId, set[date]] = {}

    def memory(self, space: SpaceId) -> Memory:
        """See `SpaceStore`."""
        return self._memories.get(space, Memory())

    def agree(
        self, space: SpaceId, decision: Decision, entries: Sequence[Entry], read: Mapping[PlaceId, date] = NOT_READ
    ) -> None:
        """See `SpaceStore`; everything is computed before anything is kept."""
        memory = without_intents(self.memory(space), _all(decision.closed))
        memory = replace(memory, submissions=tuple(s for s in memory.submissions if s.key not in decision.taken))
        agreed = merged(without_parked(memory, _all(decision.operations)), decision.agreed)
        self._log.stage(entries)
        for place, day in read.items():
            self.read_days.setdefault(place, set()).add(day)
        self.endings |= {each.id: Ending.EDITED for each in decision.decided if each in agreed.conflicts.values()}
        self._memories[space] = without_accepted(with_conflicts(agreed, decision), _all(decision.outdated))

    def confirm(self, space: SpaceId, said: Memory) -> None:
        """See `SpaceStore`."""
        self._memories[space] = merged(self.memory(space), Memory(stays=said.stays, pairs=said.pairs))

    def intend(self, space: SpaceId, operation: Creating) -> None:
        """See `SpaceStore`."""
        self._memories[space] = merged(self.memory(space), Memory(intents={operation.place: (operation,)}))

    def record(self, space: SpaceId, outcome: Outcome) -> None:
        """See `SpaceStore`."""
        memory, operation = self.memory(space), outcome.operation
        news = learned(outcome, memory) if isinstance(outcome, Done) else Memory(parked={operation.place: (outcome,)})
        if isinstance(operation, Creating):
            memory = without_intents(memory, [operation])
        self._memories[space] = merged(without_parked(memory, [operation]), news)

    def wait(self, space: SpaceId, submission: Submission) -> None:
        """Let a submission wait for the next decision; `MemoryInbox.submit` calls this."""
        memory = self.memory(space)
        self._memories[space] = replace(memory, submissions=(*memory.submissions, submission))

    def conflicts(self, space: SpaceId) -> Sequence[Conflict]:
        """See `SpaceStore`."""
        return [each for each in self.memory(space).conflicts.values() if each.is_open]

    @property
    def known(self) -> Sequence[SpaceId]:
        """The spaces of which anything is remembered."""
        return list(self._memories)

    def put(self, space: SpaceId, memory: Memory) -> None:
        """Let this be what is remembered; `MemoryParked` and `MemoryConflicts` call this."""
        self._memories[space] = memory


class MemoryInbox:
    """Submissions, kept among what the spaces remember: `InboxStore`."""

    def __init__(self, spaces: MemorySpaces) -> None:
        """`spaces` is where they wait."""
        self._spaces = spaces
        self._keys: set[str] = set()

    def submit(self, space: SpaceId, submission: Submission) -> None:
        """See `InboxStore`; keys are remembered as long as the process lives."""
        if submission.key not in self._keys:
            self._keys.add(submission.key)
            self._spaces.wait(space, submission)


class MemoryParked:
    """Parked operations, kept among what the spaces remember: `ParkedStore`."""

    def __init__(self, spaces: MemorySpaces) -> None:
        """`spaces` is where they are."""
        self._spaces = spaces

    def retry(self, space: SpaceId, operation: Operation) -> None:
        """See `ParkedStore`."""
        self._spaces.put(space, without_parked(self._spaces.memory(space), [operation]))

    def drop(self, space: SpaceId, operation: Operation) -> None:
        """See `ParkedStore`."""
        self.retry(space, operation)
        memory = self._spaces.memory(space)
        there = (*without_accepted(memory, [operation]).accepted.get(operation.place, ()), operation)
        self._spaces.put(space, replace(memory, accepted={**memory.accepted, operation.place: there}))


class MemoryPauses:
    """Paused spaces: `PauseStore`."""

    def __init__(self) -> None:
        self._paused: dict[SpaceId, Refusal] = {}
        self._answers: dict[SpaceId, Answer] = {}

    def pause(self, space: SpaceId, refusal: Refusal, at: datetime) -> None:  # noqa: ARG002  nobody asks since when
        """See `PauseStore`."""
        self._paused[space] = refusal
        self._answers.pop(space, None)

    def paused(self, space: SpaceId) -> Refusal | None:
        """See `PauseStore`."""
        return self._paused.get(space)

    def resume(self, space: SpaceId, *, restore: bool = False) -> Refusal | None:
        """See `PauseStore`."""
        refusal = self._paused.pop(space, None)
        if refusal:
            self._answers[space] = Answer(refusal, restore)
        return refusal

    def answered(self, space: SpaceId) -> Answer | None:
        """See `PauseStore`."""
        return self._answers.get(space)

    def settle(self, space: SpaceId) -> None:
        """See `PauseStore`."""
        self._answers.pop(space, None)


@dataclass(frozen=True, slots=True)
class _Visit:
    last_read: datetime | None = None
    last_complete: datetime | None = None
    trouble: str = ""
    stopped: bool = False


class MemoryVisits:
    """Freshness and trouble of places: `VisitStore`."""

    def __init__(self) -> None:
        self._visits: dict[PlaceId, _Visit] = {}

    def visited(self, place: PlaceId, at: datetime, trouble: str, *, complete: bool, stopped: bool = False) -> None:
        """See `VisitStore`."""
        known = self._visits.get(place, _Visit())
        if trouble:
            self._visits[place] = replace(known, trouble=trouble, stopped=stopped or known.stopped)
        else:
            self._visits[place] = _Visit(at, at if complete else known.last_complete)

    def missed(self, place: PlaceId) -> None:
        """See `VisitStore`."""
        self._visits[place] = replace(self._visits.get(place, _Visit()), last_complete=None)

    def last_read(self, place: PlaceId) -> datetime | None:
        """See `VisitStore`."""
        return self._visits.get(place, _Visit()).last_read

    def last_complete(self, place: PlaceId) -> datetime | None:
        """See `VisitStore`."""
        return self._visits.get(place, _Visit()).last_complete

    def trouble(self, place: PlaceId) -> str:
        """See `VisitStore`."""
        return self._visits.get(place, _Visit()).trouble

    def stopped(self, place: PlaceId) -> bool:
        """See `VisitStore`."""
        return self._visits.get(place, _Visit()).stopped


class MemoryJournal:
    """Notes in the order in which they were made: `Journal`."""

    def __init__(self) -> None:
        self.notes: list[tuple[PlaceId, str, str, str]] = []

    def note(self, place: PlaceId, act: str, subject: str, outcome: str) -> None:
        """See `Journal`."""
        self.notes.append((place, act, subject, outcome))

    def about(self, subjects: Collection[str]) -> Sequence[Note]:
        """See `Noted`; no clock is asked, so all were made at the beginning of time."""
        began = datetime.min.replace(tzinfo=UTC)
        return [Note(began, *each) for each in self.notes if each[2] in subjects]


def _all(by_place: Mapping[PlaceId, tuple[Kept, ...]]) -> list[Kept]:
    return [each for rows in by_place.values() for each in rows]
