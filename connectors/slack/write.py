"""Carries out operations, one call each; only a new name for a lane takes one for each card that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bridge.core.errors import Park, Replan
from bridge.core.model.document import Document
from bridge.core.model.ids import Ref, TaskId
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
from bridge.core.model.restrict import words as words_of
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.slack.client import Client
from connectors.slack.desk.cards import board, card
from connectors.slack.desk.pieces import escaped
from connectors.slack.known import Channel, People
from connectors.slack.manifest import MOST_LANES
from connectors.slack.parts import keyed
from connectors.slack.translate import (
    BOARD,
    CARD,
    Json,
    Terms,
    instant,
    is_own,
    kind,
    lane_ref,
    metadata,
    payload,
    read_fields,
    read_item,
    read_text,
)
from connectors.slack.words import Words
from connectors.text.blocks import write_blocks

OLD = timedelta(days=60)
"""A board this old is posted again, before a free workspace hides it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One place's writes; `channel` is what is known of it."""

    client: Client
    channel: Channel
    people: People
    place: Place
    words: Words
    now: datetime

    def carry_out(self, operation: Operation) -> Done:
        """Send the operation. Raises as the Connector port says."""
        match operation:
            case CreateLane():
                return self._create_lane(operation)
            case RenameLane():
                return self._rename_lane(operation)
            case CreateItem():
                return self._create_item(operation)
            case UpdateItem():
                return self._update_item(operation)
            case CreateComment():
                return self._create_comment(operation)
            case UpdateComment():
                return self._update_comment(operation)
            case DeleteComment(ref=ref):
                with suppress(Replan):  # it is gone, which is what was wanted
                    self.client.delete(self.place.container, ref)
                return Done(operation, ref)

    def _create_item(self, operation: CreateItem) -> Done:
        self._renew_board()
        names = operation.held
        fields = replace(Fields(), **{name: getattr(operation.fields, name) for name in names})
        fields = replace(fields, checklist=keyed(fields.checklist))
        self._check_people(fields)
        if fields.status.lane is None and self.channel.lanes:
            fields = replace(fields, status=Status(fields.status.done, next(iter(self.channel.lanes))))
        reply = self.client.post("a card", channel=self.place.container, **self._card(operation.task, 1, fields))
        return Done(operation, Ref(reply["ts"]), self._item(reply, operation.task, 1, fields))

    def _update_item(self, operation: UpdateItem) -> Done:
        """The card is ours alone, so what it held is known without asking."""
        changed = {name: getattr(operation.fields, name) for name in operation.changed}
        fields = replace(operation.before, **changed)
        fields = replace(fields, checklist=keyed(fields.checklist))
        self._check_people(replace(Fields(), **changed))
        rev = int(operation.revision or 0) + 1
        sent = self._card(operation.task, rev, fields)
        reply = self.client.update("changing a card", channel=self.place.container, ts=operation.ref, **sent)
        return Done(operation, operation.ref, self._item(reply, operation.task, rev, fields))

    def _card(self, task: str, rev: int, fields: Fields, lanes: Mapping[str, str] | None = None) -> dict[str, Any]:
        blocks = card(fields, tuple((self.channel.lanes if lanes is None else lanes).items()), self.words)
        return {"text": escaped(fields.title or "–"), "blocks": blocks, "metadata": metadata(task, rev, blocks)}

    def _item(self, reply: Json, task: TaskId, rev: int, fields: Fields) -> Item:
        """What the reply shows; a collapsed card shows too little, and holds what was written."""
        item = read_item(reply, self._terms())
        shown = fields if fields.archived else item.fields
        return replace(item, fields=shown, marker=task, revision=str(rev))

    def _terms(self) -> Terms:
        return Terms(self._bot(), self.people.names, self.channel.lanes)

    def _bot(self) -> str:
        """Our user id, which the place remembers from here on."""
        self.channel.bot = str(self.client.me()["user_id"])
        return self.channel.bot

    def _check_people(self, fields: Fields) -> None:
        """Slack takes any account, and would show nobody."""
        wanted = {account for account in (fields.lead, *fields.helpers) if account}
        self.people.known(wanted)
        if not all(self.people.names.get(account) for account in wanted):
            raise Park("Slack, writing a card: one of its people is not in this workspace.", code="user_not_found")

    def _create_lane(self, operation: CreateLane) -> Done:
        ref = lane_ref(operation.lane)
        rows = [(known, name) for known, name in self.channel.lanes.items() if known != ref]
        places = [known for known, _ in rows]
        after = (
            places.index(operation.after) + 1
            if operation.after in places
            else 0
            if operation.after is None
            else len(rows)
        )
        rows.insert(after, (ref, operation.name))
        self._write_board(dict(rows))
        return Done(operation, ref)

    def _rename_lane(self, operation: RenameLane) -> Done:
        """The board comes last: as long as it has the old name, the new one is written again."""
        if operation.ref not in self.channel.lanes:
            raise Replan("Slack, renaming a lane: it is not there any more.", code="lane")
        lanes = {**self.channel.lanes, operation.ref: operation.name}
        bot, terms = self._bot(), self._terms()
        for message in self._cards(bot):
            fields = read_fields(message.get("blocks") or (), terms)
            if fields.status.lane == operation.ref:
                rev, task = int(payload(message).get("rev") or 0) + 1, str(payload(message).get("task") or "")
                sent = self._card(task, rev, fields, lanes)
                self.client.update("renaming a lane", channel=self.place.container, ts=message["ts"], **sent)
        self._write_board(lanes)
        return Done(operation, operation.ref)

    def _cards(self, bot: str) -> Iterable[Json]:
        messages = self.client.messages(self.place.container)
        return [each for each in messages if is_own(each, Terms(bot)) and kind(each) == CARD]

    def _write_board(self, lanes: Mapping[str, str]) -> None:
        if len(lanes) > MOST_LANES:
            raise Park(f"Slack, creating a lane: a place holds {MOST_LANES} lanes at most.", code="lanes")
        sent = self._board(lanes)
        if self.channel.board:
            reply = self.client.update("writing the lanes", creates=True, ts=self.channel.board, **sent)
        else:
            reply = self.client.post("the lanes", **sent)
        self.channel.take({**sent, **reply, "metadata": sent["metadata"]})

    def _board(self, lanes: Mapping[str, str]) -> dict[str, Any]:
        return board_message(self.place.container, lanes, self.channel.rev + 1, self.words)

    def _renew_board(self) -> None:
        """Post an old board anew and take the old one away."""
        old = self.channel.board
        if not old or self.now - instant(old) < OLD:
            return
        sent = self._board(self.channel.lanes)
        self.channel.take({**sent, **self.client.post("the lanes", **sent), "metadata": sent["metadata"]})
        with suppress(Replan):
            self.client.delete(self.place.container, old)

    def _create_comment(self, operation: CreateComment) -> Done:
        sent = reply_of(operation.text)
        reply = self.client.post("a comment", channel=self.place.container, thread_ts=operation.item, **sent)
        self.channel.replies[operation.item].add(reply["ts"])
        return Done(operation, Ref(reply["ts"]), text=read_text(reply, self._terms()))

    def _update_comment(self, operation: UpdateComment) -> Done:
        sent = reply_of(operation.text)
        reply = self.client.update("changing a comment", channel=self.place.container, ts=operation.ref, **sent)
        return Done(operation, operation.ref, text=read_text(reply, self._terms()))


def board_message(channel: str, lanes: Mapping[str, str], rev: int, words: Words) -> dict[str, Any]:
    """What a board's message is sent as."""
    told = {"event_type": BOARD, "event_payload": {"rev": rev}}
    return {"channel": channel, "text": words.lanes, "blocks": board(tuple(lanes.items()), words), "metadata": told}


def reply_of(text: Document) -> dict[str, Any]:
    """What a comment is sent as."""
    blocks = [{"type": "rich_text", "elements": write_blocks(text)}]
    return {"text": escaped(words_of(text)) or "–", "blocks": blocks}
