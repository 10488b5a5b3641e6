"""Carries out operations on items of a List: one call for all cells of an item.

Slack answers a change with nothing and keeps no history of it, so the item is asked for right before: what somebody
changed since it was last read is news, and what the item then shows is known. Only an edit between these two calls, in
a cell that is being written, goes unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bridge.core.errors import Park, Replan
from bridge.core.model.ids import Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.slack.client import Client
from connectors.slack.known import People
from connectors.slack.lists.columns import LANE, Columns
from connectors.slack.lists.known import Known
from connectors.slack.lists.rows import Reader, accounts_in, cells_of, marked, row_of, sent, written
from connectors.slack.translate import Json, Terms


@dataclass(frozen=True, slots=True)
class Writing:
    """One List's writes."""

    client: Client
    known: Known
    people: People
    place: Place

    def carry_out(self, operation: Operation) -> Done:
        """Send the operation. Raises as the Connector port says."""
        match operation:
            case CreateItem():
                return self._create(operation)
            case UpdateItem():
                return self._update(operation)
            case CreateLane() | RenameLane():
                raise Park("Slack, writing a lane: only people can change a List's options.", code="lanes")
            case CreateComment() | UpdateComment() | DeleteComment():
                return self._comment(operation)

    def _comment(self, operation: CreateComment | UpdateComment | DeleteComment) -> Done:
        """The first comment on an item takes a look for a message about it, and at the item, whose title it has."""
        talk = self.known.talk(self.place.container)
        if talk is None:
            raise Park("Slack, writing a comment: the connection has no channel for comments.", code="comments")
        columns, title = self.known.columns(self.place.container), ""
        if isinstance(operation, CreateComment):
            talk.look_for({operation.item})
            title = "" if operation.item in talk.roots else self._title(operation.item, columns)
        terms = Terms(str(self.client.me()["user_id"]), self.people.names)
        return talk.carry_out(operation, title, columns, terms)

    def _title(self, ref: Ref, columns: Columns) -> str:
        fields = self._item(self.client.row(self.place.container, ref), columns).fields
        return fields.title if fields else ""

    def _create(self, operation: CreateItem) -> Done:
        columns = self.known.columns(self.place.container)
        fields = replace(Fields(), **{name: getattr(operation.fields, name) for name in operation.held})
        if fields.status.lane is None and columns.lanes:
            fields = replace(fields, status=Status(fields.status.done, next(iter(columns.lanes))))
        cells = {name: value for name, value in self._cells(fields, operation.held, columns).items() if value}
        row = self.client.add_row(self.place.container, sent({**cells, **marked(operation.task)}, columns))
        return Done(operation, Ref(row["id"]), self._item(row, columns))

    def _update(self, operation: UpdateItem) -> Done:
        columns = self.known.columns(self.place.container)
        row = self.client.row(self.place.container, operation.ref)
        now = self._item(row, columns)
        if operation.revision and now.revision != operation.revision:
            raise Replan("Slack, changing an item: somebody changed it meanwhile.", code="changed")
        fields = self._wanted(operation, now.fields or Fields(), cells_of(row, columns), columns)
        cells = self._cells(fields, operation.changed, columns)
        self.client.write_cells(self.place.container, sent(cells, columns, operation.ref))
        item = self._item(row_of(row, cells, columns), columns)
        return Done(operation, operation.ref, replace(item, marker=operation.task))

    def _wanted(self, operation: UpdateItem, now: Fields, cells: dict[str, Any], columns: Columns) -> Fields:
        """The item as it is, with what is to be changed; what comes back from the archive needs a lane."""
        fields = replace(now, **{name: getattr(operation.fields, name) for name in operation.changed})
        lane = next(iter(cells.get(LANE, ())), None)
        if fields.archived or not operation.before.archived:
            return fields
        if lane is None or lane != columns.archive:
            raise Park("Slack, bringing an item back: people archived it in Slack, and only they can.", code="archived")
        return replace(fields, status=Status(fields.status.done, fields.status.lane or next(iter(columns.lanes), None)))

    def _cells(self, fields: Fields, names: tuple[str, ...] | frozenset[str], columns: Columns) -> dict[str, Any]:
        if fields.archived and columns.archive is None and {"archived", "status"} & set(names):
            wanted = self.known.archive_lane
            raise Park(f"Slack, archiving an item: the List has no option {wanted}; add it in Slack.", code="archive")
        return written(fields, names, columns)

    def _item(self, row: Json, columns: Columns) -> Item:
        self.people.known(accounts_in(row))
        return Reader(columns, Terms(str(self.client.me()["user_id"]), self.people.names)).item(row)
