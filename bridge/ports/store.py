"""What is remembered, and how it changes: each method one transaction, nothing in between is ever visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from bridge.core.log.entry import Entry
from bridge.core.model.conflict import Conflict
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating, Outcome
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.model.submission import Submission

NOT_READ: Mapping[PlaceId, date] = MappingProxyType({})


class Remembered(Protocol):
    """What is remembered of spaces, for those who only look."""

    def memory(self, space: SpaceId) -> Memory:
        """Everything remembered of the space; an empty memory for one never seen."""
        ...


class SpaceStore(Remembered, Protocol):
    """The memory of spaces. Decisions of one space come from one cycle at a time."""

    def agree(
        self, space: SpaceId, decision: Decision, entries: Sequence[Entry], read: Mapping[PlaceId, date] = NOT_READ
    ) -> None:
        """Take over `decision.agreed` (rows replace rows of the same key), close its found intents, forget the
        submissions it has taken, keep its conflicts, stage the entries in the journal, and note on which day (of the
        network) places were `read`. All or nothing, before anything is sent.
        """
        ...

    def confirm(self, space: SpaceId, said: Memory) -> None:
        """Remember what a person said of how places begin (`said.stays`) and of tasks that are the same (`said.pairs`).

        A cycle that goes on meanwhile does not hear of it; the next one does.
        """
        ...

    def intend(self, space: SpaceId, operation: Creating) -> None:
        """Remember a create with its payload before it is sent. Intending the same again changes nothing."""
        ...

    def record(self, space: SpaceId, outcome: Outcome) -> None:
        """Remember what became of an operation: the link as `bridge.core.sync.learn` says, and no more intent.

        A parked operation is kept until an outcome or a decision supersedes it: one per place and subject.
        """
        ...

    def conflicts(self, space: SpaceId) -> Sequence[Conflict]:
        """The conflicts nobody has decided yet, oldest first."""
        ...


class InboxStore(Protocol):
    """Where submissions wait between their acknowledgement and the decision that takes them over."""

    def submit(self, space: SpaceId, submission: Submission) -> None:
        """Keep the submission; on the disk when this returns. One of a key that was ever submitted changes nothing.

        Keys are remembered for a week, longer than any tool repeats a delivery.
        """
        ...


class PauseStore(Protocol):
    """Spaces that the guard has paused."""

    def pause(self, space: SpaceId, refusal: Refusal, at: datetime) -> None:
        """Pause the space; a second pause replaces the first's refusal."""
        ...

    def paused(self, space: SpaceId) -> Refusal | None:
        """Why the space is paused, None when it is not."""
        ...

    def resume(self, space: SpaceId, *, restore: bool = False) -> Refusal | None:
        """Let the space run again with a person's answer (`answered`). Returns what it was paused for, None where it
        was not paused: then nothing is answered.
        """
        ...

    def answered(self, space: SpaceId) -> Answer | None:
        """What a person has answered and no decision has heard yet. A new pause takes it back."""
        ...

    def settle(self, space: SpaceId) -> None:
        """The answer was heard: the next large change asks again."""
        ...


class VisitStore(Protocol):
    """When each place was last read, and what troubles it; freshness is reading, never a human's last change."""

    def visited(self, place: PlaceId, at: datetime, trouble: str, *, complete: bool, stopped: bool = False) -> None:
        """A pull ended: `trouble` is empty when it succeeded, else one sentence. `complete` as in the snapshot.

        `stopped`: nothing there will work until a person acts.
        """
        ...

    def missed(self, place: PlaceId) -> None:
        """Something there may have gone untold: no complete reading counts until the next one."""
        ...

    def last_read(self, place: PlaceId) -> datetime | None:
        """When the place was last read successfully (aware UTC)."""
        ...

    def last_complete(self, place: PlaceId) -> datetime | None:
        """When the place was last read completely."""
        ...

    def trouble(self, place: PlaceId) -> str:
        """What the last pull failed of, empty when it succeeded."""
        ...

    def stopped(self, place: PlaceId) -> bool:
        """Whether a pull since the last success said that nothing will work until a person acts."""
        ...
