"""What a place said when it was pulled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Cursor, PlaceId, Ref, TaskId
from bridge.core.model.task import Fields


@dataclass(frozen=True, slots=True)
class ItemComment:
    """A comment on an item. `own` says that our account wrote it; `at` is aware UTC."""

    ref: Ref
    author: Account | None
    text: Document
    at: datetime
    own: bool = False


@dataclass(frozen=True, slots=True)
class ItemLane:
    """A lane as the place shows it, in the place's order."""

    ref: Ref
    name: str
    position: float


@dataclass(frozen=True, slots=True)
class Item:
    """A task as one place shows it.

    `fields` is None where only comments were read. `comments` are those that were read; `all_comments` says that
    there are no others. `gone_comments` were deleted since the last pull, as the feed says. `marker` is the task our
    marker on the item names. `revision` goes back in a write's precondition where the tool has one. `changed` is when
    the vendor says the item last changed (aware UTC), `author` who created it; `actors` and `edited` tell who, apart
    from us, last changed a field since the last pull, and when, as far as the feed tells: an item also changes when
    somebody touches another of its fields. `own` says that our account created the item. `unsent` names fields that
    our create, which broke off between two calls, had still to write.
    """

    ref: Ref
    fields: Fields | None
    comments: tuple[ItemComment, ...] = ()
    all_comments: bool = False
    gone_comments: frozenset[Ref] = frozenset()
    marker: TaskId | None = None
    revision: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    author: Account | None = None
    actors: Mapping[str, Account] = field(default_factory=dict)
    edited: Mapping[str, datetime] = field(default_factory=dict)
    own: bool = False
    unsent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A value that our own last write to the item replaced, from the vendor's history: `fields` holds it in `name`.

    `at` is when somebody gave the field that value, else when we replaced it (aware UTC).
    """

    ref: Ref
    name: str
    fields: Fields
    at: datetime
    by: Account | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of a place (`complete`), or what its feed and the sought markers told since the cursor.

    `lanes` are always all of the place's open lanes, in order; in an incremental snapshot None means "as before".
    `suspects` are refs that the feed says have gone; the cycle adds those a complete snapshot lacks, asks the
    connector about each, and puts the answers into `gone` (deleted) and `left` (moved away or out of reach).
    `lost` are items that are certainly not there any more, though nothing says that somebody deleted them: no change of
    the task, but there is no item of it.
    `names` are display names of accounts seen in this snapshot. `read_at` is aware UTC.
    """

    place: PlaceId
    items: Mapping[Ref, Item]
    complete: bool
    cursor: Cursor | None
    read_at: datetime
    lanes: tuple[ItemLane, ...] | None = None
    suspects: frozenset[Ref] = frozenset()
    gone: frozenset[Ref] = frozenset()
    left: frozenset[Ref] = frozenset()
    lost: frozenset[Ref] = frozenset()
    names: Mapping[Account, str] = field(default_factory=dict)
    overwritten: tuple[Overwritten, ...] = ()
