"""Reading a board: all of it, or what its feed tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from bridge.core.model.ids import Account, Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, ItemLane, Overwritten, Snapshot
from bridge.ports.clock import Clock
from bridge.ports.connector import Sought
from connectors.memory.client import Client
from connectors.memory.native import Act, Expired, Missing, NativeItem, What
from connectors.memory.translate import Terms, actors_of, comment_of, item_of, overwritten_by
from connectors.memory.world import PAGE

_SAID = frozenset({What.COMMENTED, What.UNSAID})
_AWAY = frozenset({What.DELETED, What.OUT})


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull of one place."""

    client: Client
    place: Place
    terms: Terms
    clock: Clock

    def complete(self, since: int | None = None) -> Snapshot:
        """Everything, in pages. The feed's end is read before the first page, so that nothing falls in between.

        What our own account replaced after `since` is asked of the items' histories.
        """
        read_at = self.clock.now()
        number, lanes = self._overview()
        items = {native.ref: item_of(native, self.terms) for native in self._pages()}
        return Snapshot(
            self.place.id, items, complete=True, cursor=Cursor(str(number)), read_at=read_at,
            lanes=self._open(lanes), names=self._names(items.values()),
            overwritten=() if since is None else self._overwritten(self._history(since, number)),
        )  # fmt: skip

    def incremental(self, since: int, sought: Sought) -> Snapshot:
        """One call for the feed, then one for each item that people touched; all of it where the feed has a gap."""
        read_at = self.clock.now()
        container = self.place.container
        try:
            number, acts = self.client.read("reading the feed", lambda world: world.acts(container, since))
        except Expired:
            return self.complete(since)
        lanes = self._overview()[1] if any(act.what is What.LANE for act in acts) else None
        items, suspects = self._touched(acts)
        items |= self._sought(sought)
        return Snapshot(
            self.place.id, items, complete=False, cursor=Cursor(str(number)), read_at=read_at,
            lanes=None if lanes is None else self._open(lanes), suspects=suspects,
            names=self._names(items.values()), overwritten=self._overwritten(acts),
        )  # fmt: skip

    def _history(self, since: int, until: int) -> Sequence[Act]:
        container = self.place.container
        return self.client.read("reading histories", lambda world: world.history(container, since, until))

    def _overwritten(self, acts: Iterable[Act]) -> tuple[Overwritten, ...]:
        """What our own account replaced."""
        return tuple(value for act in acts if act.by == self.terms.own for value in overwritten_by(act, self.terms))

    def _overview(self) -> tuple[int, Mapping[Ref, str]]:
        return self.client.read("reading the board", lambda world: world.overview(self.place.container))

    def _pages(self) -> Iterable[NativeItem]:
        page = self._page(None)
        while page:
            yield from page
            page = self._page(page[-1].ref) if len(page) == PAGE else ()

    def _page(self, after: Ref | None) -> Sequence[NativeItem]:
        return self.client.read("reading items", lambda world: world.items(self.place.container, after, PAGE))

    def _touched(self, acts: list[Act]) -> tuple[dict[Ref, Item], frozenset[Ref]]:
        items: dict[Ref, Item] = {}
        suspects: set[Ref] = set()
        by_ref = sorted((act for act in acts if act.what is not What.LANE), key=attrgetter("ref"))
        for ref, group in groupby(by_ref, key=attrgetter("ref")):
            told = list(group)
            if all(act.by == self.terms.own for act in told):
                continue
            native = None if told[-1].what in _AWAY else self._item(ref)
            if native is None:
                suspects.add(ref)
            else:
                items[ref] = _told(native, told, self.terms)
        return items, frozenset(suspects)

    def _sought(self, sought: Sought) -> dict[Ref, Item]:
        """What is asked for by name, read whole."""
        found = [native for ref in sorted(sought.refs) if (native := self._item(ref))]
        if sought.markers:
            container = self.place.container
            found += self.client.read("looking for a marker", lambda world: world.marked(container, sought.markers))
        return {native.ref: item_of(native, self.terms) for native in found}

    def _item(self, ref: Ref) -> NativeItem | None:
        """The item, None where it is not on this board (any more)."""
        try:
            native = self.client.read("reading an item", lambda world: world.item(ref))
        except Missing:
            return None
        return native if native.container == self.place.container else None

    def _open(self, lanes: Mapping[Ref, str]) -> tuple[ItemLane, ...]:
        rows = [
            (ref, name) for ref, name in lanes.items() if self.terms.manifest.archives or name != self.terms.archive
        ]
        return tuple(ItemLane(ref, name, float(place)) for place, (ref, name) in enumerate(rows))

    def _names(self, items: Iterable[Item]) -> Mapping[Account, str]:
        """The names of everybody these items show; the world tells them with the items."""
        names = self.client.names()
        return {account: names[account] for item in items for account in _accounts(item) if account in names}


def _told(native: NativeItem, acts: list[Act], terms: Terms) -> Item:
    """The item as the feed's lines about it give cause to show: after comments only, just those comments."""
    item = replace(item_of(native, terms), actors=actors_of(acts, terms))
    if any(act.what not in _SAID for act in acts):
        return item
    spoken = {act.comment for act in acts}
    comments = tuple(comment_of(comment, terms) for ref, comment in native.comments.items() if ref in spoken)
    gone = frozenset(ref for ref in spoken if ref is not None and ref not in native.comments)
    return replace(item, fields=None, comments=comments, all_comments=False, gone_comments=gone)


def _accounts(item: Item) -> Iterable[Account]:
    people = [item.author, *item.actors.values(), *(comment.author for comment in item.comments)]
    if item.fields:
        people += [Account(name) for name in (item.fields.lead, *item.fields.helpers) if name]
    return [account for account in people if account]
