"""Carries out operations, one call each; only a label that the board lacks takes one more before it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo

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
from bridge.core.model.task import Fields
from connectors.text.markdown import read_markdown, write_markdown
from connectors.trello.board import Board, Written
from connectors.trello.client import Client
from connectors.trello.custom import is_asked
from connectors.trello.parts import NONE
from connectors.trello.translate import Json, Terms, read_item, write_fields, write_marker
from connectors.trello.write_parts import PARTS, PartsWriting


@dataclass(frozen=True, slots=True)
class Writing:
    """One place's writes; `board` is what is known of it."""

    client: Client
    board: Board
    place: Place
    zone: tzinfo
    marker_url: str

    def carry_out(self, operation: Operation) -> Done:
        """Send the operation. Raises as the Connector port says."""
        self.board.wrote = True
        match operation:
            case CreateLane():
                return self._create_lane(operation)
            case RenameLane(ref=ref, name=name):
                return Done(operation, Ref(self.client.rename_list(ref, name)["id"]))
            case CreateItem():
                return self._create_item(operation)
            case UpdateItem():
                return self._update_item(operation)
            case CreateComment(item=item, text=text):
                said = self.client.create_comment(item, write_markdown(text))
                return Done(operation, Ref(said["id"]), text=read_markdown(said["data"]["text"]))
            case UpdateComment():
                return self._update_comment(operation)
            case DeleteComment():
                return self._delete_comment(operation)

    def _create_lane(self, operation: CreateLane) -> Done:
        self._know_board()
        position = self.board.position_after(operation.after)
        made = self.client.create_list(self.place.container, operation.name, position)
        self.board.lists[made["id"]] = made
        return Done(operation, Ref(made["id"]))

    def _create_item(self, operation: CreateItem) -> Done:
        fields = operation.fields
        values = write_fields(fields, Fields(), operation.held - {"archived"}, self.zone, self._label_ids(fields))
        values = {name: value for name, value in values.items() if name == "name" or value not in ("", "null")}
        if "idList" not in values:
            values["idList"] = self._first_open_list()
        values |= {"urlSource": write_marker(operation.task, self.marker_url), "pos": "bottom"}
        card = self._sent(lambda: self.client.create_card(values))
        self.board.parts[card["id"]] = NONE
        self.board.read[card["id"]] = card.get("dateLastActivity") or ""
        return Done(operation, Ref(card["id"]), self._shown(operation, card, Fields()))

    def _update_item(self, operation: UpdateItem) -> Done:
        fields, changed = operation.fields, operation.changed
        ids = self._label_ids(fields) if "labels" in changed else {}
        values = write_fields(fields, operation.before, changed, self.zone, ids)
        if "archived" in changed and not fields.archived:
            values |= self._seen_again(operation, values.get("idList", operation.before.status.lane))
        item, activity = Item(operation.ref, operation.before, marker=operation.task), ""
        if values:
            card = self._sent(lambda: self.client.update_card(operation.ref, values))
            if card.get("idBoard") != self.place.container:
                raise Replan("Trello, changing a card: somebody moved it to another board.", code="left")
            item, activity = self._shown(operation, card, operation.before), card.get("dateLastActivity") or ""
        item = replace(item, fields=self._parts(operation, item.fields or operation.before))
        self.board.written[operation.ref] = Written(activity, item.fields)
        return Done(operation, operation.ref, item)

    def _parts(self, operation: UpdateItem, shown: Fields) -> Fields:
        """The fields with those that take calls of their own, after these."""
        changed = PARTS & set(operation.changed)
        if not changed:
            return shown
        if changed & {"custom", "priority"}:
            self._know_board()
        calls = self.client.part_calls
        return PartsWriting(calls, self.board, self.place, self.zone, self.marker_url, operation).written(shown)

    def _update_comment(self, operation: UpdateComment) -> Done:
        said = self.client.update_comment(operation.item, operation.ref, write_markdown(operation.text))
        before = self.board.written.get(operation.item)
        edited = said["data"].get("dateLastEdited") or ""
        self.board.written[operation.item] = Written(edited, before.fields if before else None)
        return Done(operation, operation.ref, text=read_markdown(said["data"]["text"]))

    def _delete_comment(self, operation: DeleteComment) -> Done:
        with suppress(Replan):  # gone already, which is what was wanted
            self.client.delete_comment(operation.item, operation.ref)
        return Done(operation, operation.ref)

    def _know_board(self) -> None:
        """Read lists and labels where they are not known."""
        if not self.board.known:
            self.board.take(self.client.outline(self.place.container, custom=is_asked(self.place)), self.place)

    def _label_ids(self, fields: Fields) -> dict[str, str]:
        """The ids of the board's labels by name, with those that the fields need."""
        if not fields.labels:
            return {}
        self._know_board()
        for name in sorted(fields.labels - self.board.labels.keys()):
            made = self.client.create_label(self.place.container, name)
            self.board.labels[name], self.board.label_names[made["id"]] = made["id"], name
        return self.board.labels

    def _seen_again(self, operation: UpdateItem, lane: object) -> dict[str, str | bool]:
        """Where a card that comes back must move to be seen, if the list it would be in is archived."""
        self._know_board()
        open_lists = [str(each["id"]) for each in self.board.open_lists]
        if lane in open_lists:
            return {}
        wanted = operation.fields.status.lane
        return {"idList": wanted if wanted in open_lists else self._first_open_list()}

    def _first_open_list(self) -> str:
        self._know_board()
        for each in self.board.open_lists:
            return str(each["id"])
        raise Park("Trello: the board has no open list; add one, then retry.", code="idList")

    def _sent(self, send: Callable[[], Json]) -> Json:
        """The reply; a label that is not there any more makes us look again."""
        try:
            return send()
        except Park as refused:
            if refused.code != "idLabels":
                raise
            self.board.known = False
            raise Replan("Trello: one of the labels is not there any more.", code="idLabels") from None

    def _shown(self, operation: CreateItem | UpdateItem, card: Json, before: Fields) -> Item:
        """The card of a reply. Such leave out the parts and our marker, so these are those we know."""
        terms = Terms(self.zone, self.marker_url, self.board.closed_lists)
        item, kept = read_item(card, terms), {name: getattr(before, name) for name in PARTS}
        fields = replace(item.fields or before, **kept)
        return replace(item, fields=fields, marker=operation.task, own=isinstance(operation, CreateItem))
