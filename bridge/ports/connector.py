"""The contract of a connector: how one tool is read and written. `tests/contracts/connector.py` holds every promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bridge.core.model.ids import Cursor, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Sought:
    """What a snapshot must speak of whatever its cursor says, where it exists at the place.

    `markers` are tasks whose create was never answered; `refs` are items to which a write was never answered, or
    refused: those come whole, with their fields and all their comments. `titles` are those the sought creates were
    sent with, for tools that cannot carry a marker in the call that creates; `linked` are then all items that are known
    as a task's, and None where nobody knows. Where a tool's receiver names comments, `refs` may hold a comment's
    instead of its item's: then that item's comments are wanted. `living` are all items that are known to be there; they
    are named to a complete reading of a tool where absence alone is no deletion, which says of them what it has lost.
    `whole` is whether all of the place is wanted, whatever the feed tells.
    """

    markers: frozenset[TaskId] = frozenset()
    refs: frozenset[Ref] = frozenset()
    titles: Mapping[TaskId, str] = field(default_factory=dict)
    linked: frozenset[Ref] | None = None
    living: frozenset[Ref] = frozenset()
    whole: bool = False

    def __bool__(self) -> bool:
        """Whether anything is sought by its name."""
        return bool(self.markers or self.refs)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, for a person: what was looked at, whether it is well, and what to do if not."""

    subject: str
    well: bool
    advice: str = ""


class Connector(Protocol):
    """One connection to one tool.

    Called from one thread per place at the same time, so state shared between places must stand that. Every method
    raises only `bridge.core.errors.Failure`s, never an SDK's or the network's exception, and never a message that
    carries a credential or a payload. No method retries a write; reading may be retried by the layers.
    """

    @property
    def manifest(self) -> Manifest:
        """What the tool can do."""
        ...

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What the place holds.

        Without `since` the snapshot is complete: all items, archived ones too where the tool lists them with the
        rest, with all their comments. With `since` it speaks of what the feed tells since then, plus what is sought;
        it may always be complete instead (a feed with a gap must be), and is where the whole place is sought. Where a
        tool without preconditions keeps a history, a complete snapshot too tells what our own writes replaced since the
        cursor: no other reading will. The cursor it returns leads to everything that
        happens after the pull began: what happens during the pull may be told twice, never not at all.
        All or nothing: a page that fails, fails the pull. Items come in the tool's own terms and normal form
        (docs/design.md): native lane and account ids, normal documents, UTC instants.
        """
        ...

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Whether the item was deleted. False: it exists but is no longer in this place, or we may not see it."""
        ...

    def apply(self, place: Place, operation: Operation) -> Done:
        """Carry out one operation and return what the place's reply says.

        A create carries the marker in the same call that creates; where the tool cannot, a create that broke off in
        between is Ambiguous, and a pull for which its title is sought reports that item with the marker. An update
        touches only the named fields; with a precondition where the tool has one. Raises Replan when the item is gone
        or was changed meanwhile, Park when the tool refuses for good, Retry when nothing was done, Ambiguous when that
        is unknown, Stop when no operation here can succeed before a person acts. An update or delete that went
        unanswered is Retry: sending it again does no harm.
        """
        ...

    def delay(self, place: Place, operation: Operation) -> float:
        """For how many seconds the tool's limits hold the operation's calls back, 0.0 where they may begin now.

        As far as that is known beforehand; nothing is sent or counted, and nothing raised.
        """
        ...

    def check(self, place: Place) -> Sequence[Finding]:
        """Whether credential, permissions and place are as needed; for `cobridge doctor` and `plan`."""
        ...
