"""The memory tool itself: its boards, and what people (and our account, through the client) do on them.

It holds only what its manifest can hold, keeps a history of replaced values, and tells what happened in a feed.
Nothing here knows the connector; faults lie between the two (faults.py, client.py). It is one file, longer than most,
because one lock guards one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Unpack, cast
from weakref import WeakValueDictionary

from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.parts import Check
from bridge.core.model.reach import Manifest
from bridge.ports.clock import Clock
from connectors.memory.board import Board
from connectors.memory.faults import Fault, Faults
from connectors.memory.native import (
    EMPTY,
    Act,
    Denied,
    Expired,
    Invalid,
    Missing,
    NativeComment,
    NativeItem,
    Outdated,
    Values,
    What,
    kept,
    kept_text,
)

OWN = Account("cobridge")
PAGE = 50
"""Items of one page of a board's list."""


@dataclass(eq=False)
class World:
    """One installation of the memory tool. Every method is one act, safe to call from several threads.

    `people` are the accounts and their names, `emails` the addresses of some. `token` is the one that lets our account
    in; empty once revoked. `feedless`: the feed tells nothing, so every pull has to be a complete one.
    """

    manifest: Manifest
    clock: Clock
    people: Mapping[Account, str] = field(default_factory=dict)
    emails: Mapping[Account, str] = field(default_factory=dict)
    token: str = "memory-token"  # noqa: S105  invented: nothing outside this process takes it
    calls: int = 0
    feedless: bool = False
    faults: Faults = field(default_factory=Faults)
    boards: dict[str, Board] = field(default_factory=dict)
    _items: dict[Ref, NativeItem] = field(default_factory=dict)
    _count: int = 0
    _lock: RLock = field(default_factory=RLock, repr=False)

    def names(self) -> Mapping[Account, str]:
        return {OWN: "Cobridge", **self.people}

    # Boards and lanes

    def open_board(self, container: str, lanes: Iterable[str] = ("Offen", "In Arbeit", "Fertig")) -> None:
        with self._lock:
            self.boards[container] = Board(container, {self._ref("lane"): name for name in lanes})

    def board(self, container: str) -> Board:
        if container not in self.boards:
            raise Missing(f"there is no board {container}")
        return self.boards[container]

    def overview(self, container: str) -> tuple[int, dict[Ref, str]]:
        """How far the feed has come, and the open lanes in order."""
        with self._lock:
            return self._count, dict(self.board(container).lanes)

    def add_lane(self, container: str, name: str, by: Account, after: Ref | None = None) -> Ref:
        with self._lock:
            ref = self._ref("lane")
            self.board(container).place(ref, name, after)
            self._tell(container, by, What.LANE, ref)
            return ref

    def rename_lane(self, container: str, lane: Ref, name: str, by: Account) -> None:
        with self._lock:
            self.board(container).rename(lane, name)
            self._tell(container, by, What.LANE, lane)

    def close_lane(self, container: str, lane: Ref, by: Account) -> None:
        """Close a lane: its items are archived where the tool can do that, else they go to the first lane left."""
        with self._lock:
            board = self.board(container)
            inside = [item.ref for item in self._of(container) if item.values["lane"] == lane]
            board.close(lane)
            moved = Values(archived=True) if self.manifest.archives else Values(lane=next(iter(board.lanes)))
            for ref in inside:
                self._edit(ref, by, moved)
            self._tell(container, by, What.LANE, lane)

    # Items

    def create(self, container: str, by: Account, marker: TaskId | None = None, **values: Unpack[Values]) -> NativeItem:
        with self._lock:
            board = self.board(container)
            ref, now = self._ref("item"), self.clock.now()
            first = Values(lane=next(iter(board.lanes)))
            held = Values(**{**EMPTY, **first, **self._checked(container, values)})
            self._items[ref] = NativeItem(ref, container, held, by, now, now, marker=marker)
            self._tell(container, by, What.CREATED, ref)
            return self.item(ref)

    def copy(self, ref: Ref, by: Account) -> NativeItem:
        """A person copies an item; our marker is copied with it."""
        with self._lock:
            item = self.item(ref)
            values = _settable(item.values)
            values["checklist"] = tuple(replace(check, id="") for check in values["checklist"])
            return self.create(item.container, by, item.marker, **values)

    def edit(self, ref: Ref, by: Account, revision: str = "", **values: Unpack[Values]) -> NativeItem:
        """Set values; with a revision only if the item still has it."""
        with self._lock:
            if revision and revision != str(self._kept(ref).revision):
                raise Outdated(f"item {ref} has changed")
            self._edit(ref, by, values)
            return self.item(ref)

    def delete(self, ref: Ref, by: Account) -> None:
        with self._lock:
            item = self.item(ref)
            del self._items[ref]
            self._tell(item.container, by, What.DELETED, ref)

    def move_out(self, ref: Ref, by: Account, container: str) -> None:
        """Move an item to another board, into its first lane."""
        with self._lock:
            item, lane = self._kept(ref), next(iter(self.board(container).lanes))
            values = Values(**{**item.values, "lane": lane})
            self._items[ref] = replace(item, container=container, values=values, revision=item.revision + 1)
            self._tell(item.container, by, What.OUT, ref)
            self._tell(container, by, What.IN, ref)

    def item(self, ref: Ref) -> NativeItem:
        with self._lock:
            return self._told(self._kept(ref))

    def items(self, container: str, after: Ref | None = None, number: int | None = None) -> Sequence[NativeItem]:
        """The board's items in the order of their creation, those after the named one, so many at most."""
        with self._lock:
            self.board(container)
            rows = [item for item in self._of(container) if after is None or _age(item.ref) > _age(after)]
            return [self._told(item) for item in rows[:number]]

    def marked(self, container: str, markers: frozenset[TaskId]) -> Sequence[NativeItem]:
        with self._lock:
            return [self._told(item) for item in self._of(container) if item.marker in markers]

    # Comments

    def comment(self, ref: Ref, text: Document, by: Account) -> NativeComment:
        with self._lock:
            held = kept_text(text, self.manifest.comment_text)
            return self._say(ref, NativeComment(self._ref("comment"), by, held, self.clock.now()), by)

    def edit_comment(self, ref: Ref, comment: Ref, text: Document, by: Account) -> NativeComment:
        with self._lock:
            said = self._said(ref, comment, by)
            return self._say(ref, replace(said, text=kept_text(text, self.manifest.comment_text)), by)

    def delete_comment(self, ref: Ref, comment: Ref, by: Account) -> None:
        with self._lock:
            said, item = self._said(ref, comment, by), self._kept(ref)
            left = {key: value for key, value in item.comments.items() if key != said.ref}
            self._items[ref] = replace(item, comments=left)
            self._tell(item.container, by, What.UNSAID, ref, comment=said.ref)

    # The feed

    def acts(self, container: str, since: int) -> tuple[int, list[Act]]:
        """How far the feed has come, and what happened after `since`; raises Expired where the feed has a gap."""
        with self._lock:
            if self.feedless:
                raise Expired(f"board {container} has no feed")
            return self._count, self.board(container).since(since)

    def history(self, container: str, after: int, until: int) -> list[Act]:
        """What the items' own histories say of that time, as tools have them that have a feed."""
        with self._lock:
            return [] if self.feedless else self.board(container).told_by_items(after, until)

    def forget(self, container: str) -> None:
        """The feed loses what it told so far; older cursors lead into the gap."""
        with self._lock:
            self.board(container).forget()

    # The door that our account comes through

    def knock(self, token: str, *, writing: bool) -> Fault | None:
        """A call arrives: it is counted, and meets what was planned for it; raises Denied for a wrong token."""
        with self._lock:
            self.calls += 1
            if not token or token != self.token:
                raise Denied("there is no such token")
            return self.faults.met(writing=writing)

    def revoke(self) -> None:
        """Our account's token is worth nothing any more."""
        self.token = ""

    def _of(self, container: str) -> list[NativeItem]:
        return [item for item in self._items.values() if item.container == container]

    def _kept(self, ref: Ref) -> NativeItem:
        if ref not in self._items:
            raise Missing(f"there is no item {ref}")
        return self._items[ref]

    def _told(self, item: NativeItem) -> NativeItem:
        """The item with its lane's name, as the tool answers."""
        name = self.board(item.container).lanes.get(item.values["lane"], "")
        return replace(item, values=Values(**{**item.values, "lane_name": name}))

    def _ref(self, kind: str) -> Ref:
        self._count += 1
        return Ref(f"{kind}-{self._count}")

    def _edit(self, ref: Ref, by: Account, values: Values) -> None:
        item = self._kept(ref)
        checked = self._checked(item.container, values)
        new = {name: value for name, value in checked.items() if item.values.get(name) != value}
        if new:
            named = {*new, "done", "lane", "lane_name"} if {"done", "lane"} & {*new} else {*new}
            before = cast("Values", {name: value for name, value in self._told(item).values.items() if name in named})
            held = cast("Values", {**item.values, **new})
            self._items[ref] = replace(item, values=held, revision=item.revision + 1, changed=self.clock.now())
            self._tell(item.container, by, What.EDITED, ref, before)

    def _checked(self, container: str, values: Values) -> Values:
        """The values as they will be kept; unknown people and lanes are refused."""
        unknown = {*values.get("helpers", ()), values.get("lead")} - {None, *self.names()}
        if unknown:
            raise Invalid("there is no such account")
        if "lane" in values and values["lane"] not in self.board(container).lanes:
            raise Invalid("there is no such lane")
        held = kept(values, self.manifest)
        if "checklist" in held:
            held["checklist"] = tuple(self._named(check) for check in held["checklist"])
        return held

    def _named(self, check: Check) -> Check:
        """The element with an id of the tool's, where it has none yet."""
        return check if check.id else replace(check, id=self._ref("check"))

    def _say(self, ref: Ref, comment: NativeComment, by: Account) -> NativeComment:
        item = self._kept(ref)
        self._items[ref] = replace(item, comments={**item.comments, comment.ref: comment})
        self._tell(item.container, by, What.COMMENTED, ref, comment=comment.ref)
        return comment

    def _said(self, ref: Ref, comment: Ref, by: Account) -> NativeComment:
        """The comment, where `by` wrote it: nobody touches what others said."""
        said = self.item(ref).comments.get(comment)
        if said is None:
            raise Missing(f"there is no comment {comment}")
        if said.author != by:
            raise Invalid("only its author changes a comment")
        return said

    def _tell(
        self, container: str, by: Account, what: What, ref: Ref, before: Values | None = None,
        comment: Ref | None = None,
    ) -> None:  # fmt: skip
        self._count += 1
        act = Act(self._count, self.clock.now(), by, container, what, ref, before or Values(), comment)
        self.board(container).feed.append(act)


def _settable(values: Values) -> Values:
    return cast("Values", {name: value for name, value in values.items() if name != "lane_name"})


def _age(ref: Ref) -> int:
    return int(ref.rpartition("-")[2])


_WORLDS: WeakValueDictionary[str, World] = WeakValueDictionary()


def found(world: World, origin: str) -> World:
    """Let connectors find the world under this origin, as long as somebody holds it."""
    _WORLDS[origin] = world
    return world


def world_at(origin: str) -> World | None:
    return _WORLDS.get(origin)
