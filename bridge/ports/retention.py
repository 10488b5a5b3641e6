"""What the retention run needs of the stores: what is due goes, who is held stays, and how much it was is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from bridge.core.model.hold import Hold
from bridge.core.model.ids import ConnectionId, PersonId, PlaceId, SpaceId, TaskId
from bridge.core.model.network import Network
from bridge.core.rules.retention import DataType

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What of a data type is due: what began on the day `through` or earlier, but not what speaks of `held` persons.

    Days are those of the network's zone.
    """

    network: Network
    today: date
    through: date
    held: frozenset[PersonId] = field(default_factory=frozenset)

    @property
    def before(self) -> datetime:
        """The instant (aware UTC) before which it began."""
        return datetime.combine(self.through + DAY, time(), self.network.zone).astimezone(UTC)


Forget = Callable[[Due], int]
"""Deletes what is due of one data type in all its stores, and returns how much that was. Safe to repeat."""


class HoldStore(Protocol):
    """Legal holds. Each method one transaction, on the disk when it returns."""

    def of(self, network: str) -> Sequence[Hold]:
        """All that are kept, those whose time is over too, by case."""
        ...

    def keep(self, network: str, hold: Hold) -> None:
        """In place of one of the same case that holds the same."""
        ...

    def release(self, network: str, case: str) -> int:
        """Delete what was held for the case, and return how much that was."""
        ...

    def forget(self, network: str, through: date) -> int:
        """Delete those whose last day was this or an earlier one, and return how many."""
        ...


class ProtocolStore(Protocol):
    """The data-sparing protocol of the run: how much was deleted, by data type and day, and nothing else (PL-32)."""

    def note(self, network: str, day: date, counts: Mapping[DataType, int]) -> None:
        """Add to what the day has already."""
        ...

    def counts(self, network: str) -> Mapping[date, Mapping[DataType, int]]:
        """All days, oldest first."""
        ...

    def forget(self, network: str, through: date) -> int:
        """Delete the days up to this one, and return how many rows that were."""
        ...


class StartStore(Protocol):
    """Since when something is so that nothing else dates: from the day of the first run that saw it."""

    def since(self, network: str, data_type: DataType, found: frozenset[str], today: date) -> Mapping[str, date]:
        """The day on which each of these was found first; whatever is no longer found is forgotten."""
        ...

    def left(self, network: str, data_type: DataType, present: frozenset[str], today: date) -> Mapping[str, date]:
        """What was present at an earlier call and is no more, each with the first day on which it was not."""
        ...

    def forget(self, network: str, data_type: DataType, gone: frozenset[str]) -> None:
        """These are deleted, and need not be asked about again."""
        ...


class Begun(Protocol):
    """Periods that run, for who asks about a person."""

    def about(self, network: str, persons: frozenset[PersonId]) -> Sequence[tuple[DataType, date]]:
        """Since when periods run that are about one of these persons."""
        ...


class EndedStore(Protocol):
    """What of spaces and places can be deleted. Each method one transaction."""

    def forget_tasks(self, space: SpaceId, tasks: frozenset[TaskId]) -> int:
        """Delete everything remembered of these tasks, and return how many there were."""
        ...

    def names(self, space: SpaceId) -> frozenset[PersonId]:
        """Whose name is kept, though nothing that is remembered of the space speaks of them any more."""
        ...

    def forget_names(self, space: SpaceId, persons: frozenset[PersonId]) -> int:
        """Delete these names, and return how many there were."""
        ...

    def forget_place(self, place: PlaceId) -> int:
        """Delete everything remembered of the place, and return how many rows that were."""
        ...

    def forget_space(self, space: SpaceId) -> int:
        """Delete everything remembered of the space but its conflicts, and return how many rows that were."""
        ...


class Expiring(Protocol):
    """What of the vault can be deleted. Each method one transaction; what goes is overwritten in its file."""

    def forget_keys(self, network: str, last_quarter: str, meant: Callable[[str], bool]) -> int:
        """Destroy the keys of pseudonyms up to this quarter (`2026-Q4`) of the purposes that are `meant`.

        Returns how many there were. Whose a pseudonym of them was can be told no more, in no copy.
        """
        ...

    def holders(self, network: str) -> frozenset[str]:
        """The officers and persons who have a code."""
        ...

    def forget_code(self, network: str, holder: str) -> None:
        """Nobody is known by a code of this holder any more."""
        ...

    def forget_secrets(self, connection: ConnectionId) -> int:
        """Delete what was entered or renewed for the connection, and return how much that was."""
        ...
