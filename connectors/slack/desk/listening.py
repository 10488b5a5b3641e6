"""What one delivery of Slack's means: forms to open, submissions, and items to look at again.

Everything about a card stands in the delivery itself; only opening a form and writing a board call Slack.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from bridge.core.errors import Failure
from bridge.core.model.ids import Account, PlaceId, Ref
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields, differing
from bridge.ports.clock import Clock
from connectors.slack.client import Client
from connectors.slack.desk.acts import pressed
from connectors.slack.desk.cards import Lanes
from connectors.slack.desk.forms import faults_of, fields_of, lane_faults, lanes_of
from connectors.slack.desk.home import home
from connectors.slack.desk.modals import NEW_LANES, lanes_form, notice, task_form, untouched
from connectors.slack.desk.part_forms import checks_in
from connectors.slack.desk.pieces import Part
from connectors.slack.lists.columns import columns_of
from connectors.slack.manifest import ARCHIVE_LANE, is_list, manifest_at
from connectors.slack.translate import BOARD, Json, Terms, instant, is_collapsed, kind, payload, read_fields, read_lanes
from connectors.slack.words import Words
from connectors.slack.write import board_message

EXCHANGED = "exchanged_trigger_id"
"""Slack's word where a trigger has opened its form before (docs.slack.dev/reference/methods/views.open)."""
Faults = Mapping[str, str]


@dataclass(slots=True)
class Heard:
    """What one delivery told. `failed`: somebody waits for a form that could not be opened."""

    submissions: list[Submission] = field(default_factory=list)
    touched: dict[PlaceId, set[Ref]] = field(default_factory=dict)
    failed: bool = False

    def take(
        self, key: str, place: PlaceId, ref: Ref | None, edit: tuple[Fields, Fields], by: Account, at: datetime
    ) -> None:
        """Note what a person made of what they saw, if they changed anything."""
        before, after = edit
        if changed := differing(before, after):
            self.submissions.append(Submission(key, place, ref, before, after, changed, by, at))


@dataclass(frozen=True, slots=True)
class Listening:
    """One connection's desk: `places` are its places by channel or List, `talk` is where Lists are talked about."""

    client: Client
    places: Mapping[str, PlaceId]
    words: Words
    zone: tzinfo
    clock: Clock
    archive_lane: str = ARCHIVE_LANE
    talk: str = ""

    def press(self, body: Json, heard: Heard) -> None:
        """Something pressed or chosen on a card."""
        place, message, action = self.places.get(_channel(body)), body["message"], body["actions"][0]
        if place is None or not _is_card(message):
            return
        before = read_fields(message.get("blocks") or (), Terms(""))
        after = pressed(action, before, str(body["user"]["id"]), self.zone)
        key = f"press {message['ts']} {action['action_ts']} {body['user']['id']}"
        heard.take(key, place, Ref(message["ts"]), (before, after), _who(body), instant(action["action_ts"]))

    def edit(self, body: Json, heard: Heard) -> None:
        """The form of a card; a collapsed one, which has nothing to press, is brought back."""
        message, channel = body.get("message") or {}, _channel(body)
        place = self.places.get(channel)
        if place is None or not _is_card(message):
            self._open(body, notice(self.words.elsewhere), heard)
        elif is_collapsed(message["blocks"]):
            key = f"restore {message['ts']} {body.get('action_ts', '')}"
            gone, back = Fields(archived=True), Fields()
            heard.take(key, place, Ref(message["ts"]), (gone, back), _who(body), self.clock.now())
        else:
            fields, lanes = read_fields(message["blocks"], Terms("")), _lanes_on(message)
            about = {"channel": channel, "ts": str(message["ts"])}
            self._open(body, task_form(fields, lanes, self.words, self.zone, about), heard)

    def create(self, body: Json, heard: Heard) -> None:
        """The form of a new task: from a board, by a command, by a shortcut or from the home tab."""
        channel = self._channel_of(_channel(body))
        if channel is None:
            self._open(body, notice(self.words.elsewhere), heard)
            return
        try:
            lanes = read_lanes(body["message"]) if body.get("message") else self._lanes(channel)
        except Failure:
            heard.failed = True
            return
        held = manifest_at(channel)
        form = task_form(Fields(), tuple(lanes.items()), self.words, self.zone, {"channel": channel}, held)
        self._open(body, form, heard)

    def command(self, body: Json, heard: Heard) -> str:
        """`/task`, or `/task` and a title. Returns what the person reads."""
        title, channel = str(body.get("text") or "").strip(), self._channel_of(_channel(body))
        if channel is None:
            return self.words.elsewhere
        if not title:
            self.create(body, heard)
            return self.words.busy if heard.failed else ""
        edit = (Fields(), Fields(title=title))
        heard.take(f"command {body['trigger_id']}", self.places[channel], None, edit, _who(body), self.clock.now())
        return self.words.taken_in_list if is_list(channel) else self.words.taken

    def submit(self, body: Json, heard: Heard) -> Faults:
        """A task's form that was sent. Returns what is wrong with it; then nothing was submitted."""
        view = body["view"]
        about, values = json.loads(view["private_metadata"]), view["state"]["values"]
        place = self.places.get(str(about.get("channel")))
        seen = untouched(view)
        faults = faults_of(values, seen, self.words)
        if place is None or faults:
            return faults or {"title": self.words.elsewhere}
        checks = checks_in(seen, about, str(view["id"]))
        before, after = (fields_of(each, {}, self.zone, checks) for each in (seen, values))
        ref = Ref(about["ts"]) if about.get("ts") else None
        key = f"form {view['id']} {view.get('hash', '')} {_sum(values)}"
        heard.take(key, place, ref, (before if ref else Fields(), after), _who(body), self.clock.now())
        return {}

    def lanes(self, body: Json, heard: Heard) -> None:
        """The form of a board's lanes."""
        message, channel = body["message"], _channel(body)
        if channel in self.places:
            about = {"channel": channel, "ts": str(message["ts"])}
            self._open(body, lanes_form(tuple(read_lanes(message).items()), self.words, about), heard)

    def write_lanes(self, body: Json, heard: Heard) -> Faults:
        """A form about lanes that was sent: Slack itself keeps them, on the board. Returns what is wrong with it."""
        view = body["view"]
        about, values = json.loads(view["private_metadata"]), view["state"]["values"]
        channel = str(about.get("channel"))
        try:
            board, now = self._board(channel)
            lanes = lanes_of(values, untouched(view), now, str(view["id"]))
            if faults := lane_faults(lanes, self.words):
                return faults
            sent = board_message(channel, lanes, int(payload(board).get("rev") or 0) + 1, self.words)
            if board:
                self.client.update("writing the lanes", ts=board["ts"], **sent)
        except Failure:
            return {NEW_LANES: self.words.busy}
        if channel in self.places:
            heard.touched.setdefault(self.places[channel], set())
        return {}

    def event(self, body: Json, heard: Heard) -> None:
        """Something was said, changed or deleted in a channel; of a reply about a List, the List knows its item."""
        event = body["event"]
        channel = str(event.get("channel"))
        own = {str(each.get("user_id")) for each in body.get("authorizations") or () if each.get("is_bot")}
        message = event.get("message") or event.get("previous_message") or event
        root = message.get("thread_ts") or message.get("ts")
        if root != message.get("ts"):
            for place in self._spoken_of(channel) if message.get("user") not in own else ():
                heard.touched.setdefault(place, set()).add(Ref(root))
        elif channel in self.places and message.get("user") in own and _is_deleted_card(event, message):
            self._deleted(event, self.places[channel], heard)

    def _spoken_of(self, channel: str) -> Iterator[PlaceId]:
        """The places whose items people comment on in a channel."""
        if channel in self.places:
            yield self.places[channel]
        if channel == self.talk:
            yield from (place for container, place in self.places.items() if is_list(container))

    def _deleted(self, event: Json, place: PlaceId, heard: Heard) -> None:
        ref, at = Ref(event["deleted_ts"]), instant(str(event.get("event_ts") or event["ts"]))
        base, after = Fields(), Fields(archived=True)
        key = f"deleted {event['channel']} {ref}"
        gone = Submission(key, place, ref, base, after, ("archived",), Account(""), at, gone=True)
        heard.submissions.append(gone)

    def home(self, body: Json, heard: Heard) -> None:
        """Somebody opened the home tab."""
        if body["event"].get("tab") == "home":
            try:
                self.client.publish(body["event"]["user"], home(self.words, creates=len(self.places) == 1))
            except Failure:
                heard.failed = True

    def _open(self, body: Json, view: Part, heard: Heard) -> None:
        try:
            self.client.open(str(body["trigger_id"]), view)
        except Failure as failure:  # what was delivered twice has its form open already
            heard.failed = failure.code != EXCHANGED

    def _channel_of(self, channel: str) -> str | None:
        """The channel of cards or the List that is meant: this one, else the only one."""
        if channel in self.places:
            return channel
        return next(iter(self.places)) if len(self.places) == 1 else None

    def _lanes(self, container: str) -> Mapping[str, str]:
        """The lanes of a List, else those on a channel's board: names by ref."""
        if is_list(container):
            return columns_of(self.client.columns(container), self.archive_lane).lanes
        return self._board(container)[1]

    def _board(self, channel: str) -> tuple[Json, dict[str, str]]:
        """The channel's board with its lanes, nothing where there is none."""
        boards = [message for message in self.client.messages(channel) if kind(message) == BOARD]
        newest = max(boards, key=lambda each: str(each["ts"]), default={})
        return newest, read_lanes(newest)


def _sum(values: Json) -> str:
    """Who hears nothing may change a form that is still open and send it again: other values are another edit."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _who(body: Json) -> Account:
    return Account(str(body["user"]["id"] if "user" in body else body["user_id"]))


def _channel(body: Json) -> str:
    return str(
        (body.get("channel") or {}).get("id") if isinstance(body.get("channel"), dict) else body.get("channel_id")
    )


def _is_card(message: Json) -> bool:
    """Whether our bot's message is a card: it has a task's title and status."""
    blocks = {block.get("block_id") for block in message.get("blocks") or ()}
    return bool(message.get("bot_id")) and {"title", "status"} <= blocks


def _is_deleted_card(event: Json, message: Json) -> bool:
    return event.get("subtype") == "message_deleted" and _is_card(message)


def _lanes_on(message: Json) -> Lanes:
    """The lanes a card offers."""
    status: Json = next((block for block in message["blocks"] if block.get("block_id") == "status"), {})
    options = (status.get("accessory") or {}).get("options") or ()
    return tuple((str(each["value"]), str(each["text"]["text"])) for each in options)
