"""Reads a List.

One call lists up to 1,000 items with all their cells; Slack has no feed of Lists, so each pull reads the whole List.
Columns and lanes are told apart from the items (`files.info`): a complete pull asks for them, another one only where an
item shows an option that was not there before. Items that people archived in Slack are listed apart as well; they are
asked for by a complete pull, and where an item is missing. Comments are read by a complete pull, and those of the items
that are sought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from bridge.core.model.ids import Account, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, Snapshot
from bridge.ports.connector import Sought
from connectors.slack.client import Client
from connectors.slack.known import People
from connectors.slack.lists.columns import LANE, Columns
from connectors.slack.lists.known import Known
from connectors.slack.lists.mark import Mark, sum_of
from connectors.slack.lists.rows import Reader, accounts_in, cells_of
from connectors.slack.lists.talk import roots_in
from connectors.slack.translate import Json, Terms, item_lanes, mentioned, read_comment


@dataclass(frozen=True, slots=True)
class Reading:
    """One pull under way; `mark` is None for a complete one."""

    client: Client
    known: Known
    people: People
    place: Place
    began: datetime
    mark: Mark | None
    sought: Sought

    def snapshot(self) -> Snapshot:
        """What the List shows, as far as it is wanted."""
        rows, mark = self.client.rows(self.place.container), self.mark or Mark()
        columns = self._columns(rows)
        refs = {Ref(row["id"]) for row in rows}
        told = frozenset(roots_in(self.sought.refs))
        lacking = (mark.lacking(refs) | self.sought.refs - told) - refs
        stored = self._stored(lacking)
        said = self._said(refs, told)
        accounts = self._take_names([*rows, *stored], [each for replies in said.values() for each in replies])
        reader = Reader(columns, Terms(str(self.client.me()["user_id"]), self.people.names))
        items = [reader.item(row) for row in rows]
        wanted = [item for item in items if self.mark is None or mark.is_changed(item) or self._is_sought(item, said)]
        archived = {Ref(row["id"]): reader.item(row, archived=True) for row in stored}
        return Snapshot(
            self.place.id,
            {item.ref: self._with(item, said, reader.terms) for item in (*wanted, *archived.values())},
            complete=self.mark is None,
            cursor=mark.after(items, archived, columns.lanes).cursor,
            read_at=self.began,
            lanes=None if mark.lanes == sum_of(columns.lanes) else item_lanes(columns.lanes),
            suspects=lacking - archived.keys(),
            names={Account(each): name for each in accounts if (name := self.people.names.get(each))},
        )

    def _columns(self, rows: Sequence[Json]) -> Columns:
        """The columns as they are known, or, for a complete pull or where an item shows a new option, as they are."""
        if self.mark is None:
            return self.known.read(self.place.container)
        columns = self.known.columns(self.place.container)
        chosen = {lane for row in rows for lane in cells_of(row, columns).get(LANE, ())}
        return columns if all(map(columns.offers, chosen)) else self.known.read(self.place.container)

    def _stored(self, lacking: frozenset[Ref]) -> list[Json]:
        """Those that people archived in Slack: all of them, or those among the lacking."""
        if self.mark is not None and not lacking:
            return []
        rows = self.client.rows(self.place.container, archived=True)
        return [row for row in rows if self.mark is None or Ref(row["id"]) in lacking]

    def _said(self, refs: AbstractSet[Ref], told: AbstractSet[Ref]) -> Mapping[Ref, Sequence[Json]]:
        """What was said, by item, of those whose comments are read: all of them, or the sought.

        `told` are messages about items below which somebody spoke.
        """
        talk = self.known.talk(self.place.container)
        if talk is None:
            return {}
        if self.mark is None:
            spoken = talk.read()
            return {ref: talk.replies(ref) if ref in spoken else () for ref in refs}
        heard = {item for root in told if (item := talk.about(root))}
        wanted = (self.sought.refs | heard) & refs
        talk.look_for(wanted)
        return {ref: talk.replies(ref) for ref in wanted}

    def _take_names(self, rows: Sequence[Json], said: Sequence[Json]) -> set[str]:
        """Ask who the people are; returns their accounts."""
        accounts = {account for row in rows for account in accounts_in(row)}
        accounts |= {account for each in said for account in mentioned(each)}
        if self.mark is None:
            self.people.all()
        else:
            self.people.known(accounts)
        return accounts

    def _is_sought(self, item: Item, said: Mapping[Ref, Sequence[Json]]) -> bool:
        return item.ref in self.sought.refs or item.ref in said or item.marker in self.sought.markers

    def _with(self, item: Item, said: Mapping[Ref, Sequence[Json]], terms: Terms) -> Item:
        """The item with its comments, where they were read."""
        talk = self.known.talk(self.place.container)
        if talk is None or item.ref not in said:
            return item
        comments = tuple(read_comment(each, terms) for each in said[item.ref])
        return replace(item, comments=comments, all_comments=talk.is_told(item.ref))
