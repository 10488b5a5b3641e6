"""What the connector contract works on: a connector, its place, and the people who work there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, TypedDict, Unpack

from bridge.core.model.ids import Account, Cursor, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.operation import CreateItem, Done, UpdateItem
from bridge.core.model.parts import Check, Priority
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import Due, Fields, Status
from bridge.ports.budget import Scope
from bridge.ports.connector import Connector, Sought


class Edit(TypedDict, total=False):
    """What a person sets on an item, in the place's native terms; `text` is the description as plain words.

    `archived` is set as people of that tool do it: natively, or by moving the item to the archive lane and back.
    A tool that tells no lead apart is only given `helpers`, one without labels no `labels`.
    """

    title: str
    text: str
    lane: Ref
    done: bool
    due: Due | None
    lead: Account | None
    helpers: Sequence[Account]
    labels: frozenset[str]
    archived: bool
    start: Due | None


@dataclass(frozen=True, slots=True)
class Held:
    """An item as people see it in the tool itself, read without the connector.

    `text` is the description as words (marks and our shown lines may be in it), `comments` are the comments' words.
    """

    title: str
    text: str
    lane: Ref | None
    done: bool
    people: frozenset[Account]
    comments: tuple[str, ...]
    archived: bool


Kind = Literal["busy", "down", "unanswered"]
"""busy: refused for the moment (429). down: nothing was carried out (503, connection dropped before).
unanswered: carried out, the answer never arrived."""


class World(Protocol):
    """The people's side of one place. Each act is done through the tool itself with the person's own account."""

    @property
    def person(self) -> Account:
        """Who acts here."""
        ...

    @property
    def other(self) -> Account:
        """A second person of the place, who can be given items."""
        ...

    @property
    def own(self) -> Account:
        """The account the connector works with."""
        ...

    @property
    def stranger(self) -> Account:
        """An account id in the tool's form that nobody has, so that the tool refuses it."""
        ...

    @property
    def nowhere(self) -> str:
        """A container id in the tool's form that does not exist."""
        ...

    @property
    def page(self) -> int:
        """How many items one page of the tool's item list holds."""
        ...

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        """The open lanes in order, at least two from the start; an archive lane kept for us is not among them."""
        ...

    def add_lane(self, name: str) -> Ref: ...
    def rename_lane(self, lane: Ref, name: str) -> None: ...
    def close_lane(self, lane: Ref) -> None:
        """Archive or delete an empty lane, as the tool does it."""
        ...

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref: ...
    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None: ...
    def delete(self, item: Ref) -> None: ...
    def move_out(self, item: Ref) -> None:
        """Move the item to another board or project that the connector does not read; not asked of a tool that
        lets no item leave.
        """
        ...

    def fill(self, number: int) -> None:
        """Create so many items, however that is fastest."""
        ...

    def comment(self, item: Ref, text: str) -> Ref: ...
    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None: ...
    def delete_comment(self, item: Ref, comment: Ref) -> None: ...

    def holds(self) -> Mapping[Ref, Held]:
        """Every item of the place now, archived ones too."""
        ...

    def calls(self) -> int | None:
        """How many calls the connector has sent so far, as counted by the tool; None where nobody counts."""
        ...

    def trouble(self, kind: Kind, after: int = 0) -> None:
        """Let `after` calls of the connector pass; the next one meets this, once. Replaces an earlier trouble."""
        ...

    def revoke(self) -> None:
        """The connector's credential is worth nothing any more."""
        ...


class PartsWorld(Protocol):
    """What people do with what not every tool has. Each act as in `World`; ids are native ones."""

    values: Mapping[str, tuple[str, str]]
    """Two values for each chosen custom field, by the network's name."""
    choice: str
    """One of them that has options; empty for none."""
    silent: Priority | None
    """The priority that the tool gives to every item, so that it says nothing."""

    def checks(self, item: Ref) -> Sequence[Check]:
        """The elements of an item's checklists now."""
        ...

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str: ...
    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None: ...
    def remove_check(self, item: Ref, check: str) -> None: ...
    def attached(self, item: Ref) -> Sequence[str]:
        """The urls of an item's attachments now, without our marker."""
        ...

    def attach(self, item: Ref, url: str, name: str) -> None: ...
    def detach(self, item: Ref, url: str) -> None: ...
    def prioritise(self, item: Ref, priority: Priority) -> None: ...
    def set_value(self, item: Ref, name: str, value: str) -> None:
        """Give a chosen custom field, by the network's name, a value."""
        ...

    def set_unchosen(self, item: Ref, value: str) -> None:
        """Give a text to a custom field that the place does not name."""
        ...


NOTHING = Sought()


@dataclass(slots=True)
class WatchedBudget:
    """A budget without limits that counts the calls announced to it, and lets people act in the middle of a pull."""

    taken: int = 0
    asked: tuple[str, ...] | None = None
    announced: set[str] = field(default_factory=set)
    refusals: list[float] = field(default_factory=list)
    _acts: dict[int, Callable[[], object]] = field(default_factory=dict)

    def take(self, *limits: str) -> None:
        """Count one call; what waits for this one happens first."""
        self.announced |= {*limits}
        self.taken += 1
        if act := self._acts.pop(self.taken, None):
            act()

    def delay(self, *limits: str) -> float:
        """Nobody waits here, and what was asked about is remembered."""
        self.asked = limits
        return 0.0

    def refused(self, seconds: float, *limits: str, scope: Scope = "token") -> None:
        del limits, scope
        self.refusals.append(seconds)

    def before_call(self, number: int, act: Callable[[], object]) -> None:
        """Do `act` just before the connector's `number`-th call from now (1: the next) is sent."""
        self._acts[self.taken + number] = act

    def forget(self) -> None:
        """What still waits for a call does not happen."""
        self._acts.clear()


@dataclass(frozen=True, slots=True)
class Bench:
    """One connector at one place. `secrets` are the credential's values, which no message may show.

    `parts` is needed where items have checklists, attachments, priorities or custom fields.
    """

    connector: Connector
    place: Place
    world: World
    budget: WatchedBudget
    secrets: tuple[str, ...]
    parts: PartsWorld | None = None

    @property
    def lanes(self) -> list[Ref]:
        return [ref for ref, _ in self.world.lanes()]

    def pull(self, since: Cursor | None = None, sought: Sought = NOTHING) -> Snapshot:
        return self.connector.pull(self.place, since, sought)

    def cursor(self) -> Cursor:
        """Where a complete pull now leaves the feed."""
        cursor = self.pull().cursor
        assert cursor is not None, "a complete pull returns a cursor"
        return cursor

    def item(self, ref: Ref) -> Item:
        return self.pull().items[ref]

    def fields(self, ref: Ref) -> Fields:
        fields = self.item(ref).fields
        assert fields is not None, "a complete pull reads every item's fields"
        return fields

    def calls(self) -> int:
        """Calls so far: as the tool counts them, else as they were announced to the budget."""
        counted = self.world.calls()
        return self.budget.taken if counted is None else counted

    def creation(self, fields: Fields, task: str = "task-1") -> CreateItem:
        manifest = self.connector.manifest
        return CreateItem(self.place.id, TaskId(task), fields, manifest.holds - manifest.later)

    def create(self, title: str = "Fenster prüfen", task: str = "task-1", **fields: Any) -> Done:
        """Our own account creates an item, in the first lane unless said otherwise."""
        wanted = replace(Fields(title=title, status=Status(lane=self.lanes[0])), **fields)
        return self.connector.apply(self.place, self.creation(wanted, task))

    def updating(self, item: Item, **fields: Any) -> UpdateItem:
        """The operation that sets these fields on the item as it was read."""
        assert item.fields is not None
        wanted = replace(item.fields, **fields)
        return UpdateItem(self.place.id, TaskId("task-1"), item.ref, wanted, item.fields, tuple(fields), item.revision)

    def update(self, ref: Ref, **fields: Any) -> Done:
        """Set these fields on an item as it is now."""
        return self.connector.apply(self.place, self.updating(self.item(ref), **fields))
