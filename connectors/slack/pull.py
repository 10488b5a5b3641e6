"""Reads a channel of cards.

History lists every card with its fields, the board with the lanes, and of each thread how many replies it has: one
call for 999 messages. A thread that changed takes one more, everybody's names one for a whole reading. What a free
workspace hides after 90 days counts as neither deleted nor changed; nor does what else is absent, but it is posted anew
(docs.slack.dev/reference/methods/conversations.history).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, Snapshot
from bridge.ports.connector import Sought
from connectors.slack.client import Client
from connectors.slack.known import Channel, People
from connectors.slack.mark import Mark
from connectors.slack.translate import (
    BOARD,
    CARD,
    SAID,
    Json,
    Terms,
    instant,
    is_collapsed,
    is_own,
    item_lanes,
    kind,
    mentioned,
    payload,
    read_comment,
    read_item,
)

TOLD_WITHIN = timedelta(minutes=10)
"""After that Slack has told of a card's deletion, or never will."""
YOUNG = timedelta(days=80)
"""A thread this young shows all its replies, in a free workspace too: what it lacks was deleted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One pull under way; `mark` is None for a complete one."""

    client: Client
    channel: Channel
    people: People
    place: Place
    began: datetime
    mark: Mark | None
    sought: Sought

    def snapshot(self) -> Snapshot:
        """What the channel shows, as far as it is wanted."""
        messages = self.client.messages(self.place.container)
        bot = self.channel.bot = self._bot()
        own = [message for message in messages if is_own(message, Terms(bot)) and _is_root(message)]
        self._take_board(own)
        cards = [message for message in own if kind(message) == CARD]
        threads = {card["ts"]: self._thread(card) for card in cards if self._is_heard(card)}
        self._take_names([*cards, *(reply for replies in threads.values() for reply in replies)])
        terms = Terms(bot, self.people.names, self.channel.lanes)
        items = [self._item(card, threads.get(card["ts"]), terms) for card in cards if self._is_wanted(card, threads)]
        self._forget_replies(cards)
        named = {account for card in cards for account in mentioned(card)}
        named |= {account for replies in threads.values() for reply in replies for account in mentioned(reply)}
        return Snapshot(
            self.place.id,
            {item.ref: item for item in items if item is not None},
            complete=self.mark is None,
            cursor=Mark.of(cards, bot).cursor,
            read_at=self.began,
            lanes=item_lanes(self.channel.lanes) if self.channel.board else None,
            suspects=self._suspects(messages, cards),
            lost=self._lost(messages),
            names={Account(each): name for each in named if (name := self.people.names.get(each))},
        )

    def _bot(self) -> str:
        """Our user id, asked for only where neither this place nor its cursor tells it.

        The credential of another bot shows with the first write, which asks.
        """
        told = self.channel.bot or (self.mark.bot if self.mark else "")
        return told or str(self.client.me()["user_id"])

    def _take_board(self, own: Iterable[Json]) -> None:
        """The newest one holds; history may lack a board that is old."""
        board = max((each for each in own if kind(each) == BOARD), key=lambda each: each["ts"], default=None)
        if board is not None:
            self.channel.take(board)

    def _take_names(self, messages: Iterable[Json]) -> None:
        if self.mark is None:
            self.people.all()
            return
        bot, told = self.channel.bot, [(message.get("user"), mentioned(message)) for message in messages]
        self.people.known({each for by, accounts in told for each in accounts if not each == bot == by})

    def _is_sought(self, card: Json) -> bool:
        task = str(payload(card).get("task"))
        return Ref(card["ts"]) in self.sought.refs or TaskId(task) in self.sought.markers

    def _is_heard(self, card: Json) -> bool:
        """Whether the replies below the card are to be read."""
        if not card.get("reply_count"):
            return False
        is_told = self.mark is None or self.mark.has_news(card, self.channel.replies.get(card["ts"], ()))
        return is_told or self._is_sought(card)

    def _is_wanted(self, card: Json, threads: dict[str, list[Json]]) -> bool:
        if self.mark is None or self._is_sought(card) or card["ts"] in threads:
            return True
        own = self.channel.replies.get(card["ts"], ())
        return self.mark.is_changed(card) or self.mark.has_news(card, own)

    def _thread(self, card: Json) -> list[Json]:
        replies = self.client.thread(self.place.container, card["ts"])[1:]
        return [reply for reply in replies if reply.get("subtype") in SAID]

    def _item(self, card: Json, replies: list[Json] | None, terms: Terms) -> Item | None:
        """A collapsed card tells no fields, so it is told for its comments only."""
        is_read = replies is not None or not card.get("reply_count")
        comments = tuple(read_comment(reply, terms) for reply in replies or ())
        item = replace(
            read_item(card, terms), comments=comments, all_comments=is_read and self.began - instant(card["ts"]) < YOUNG
        )
        if not is_collapsed(card.get("blocks") or ()):
            return item
        is_told = bool(comments) or self.mark is not None or self._is_sought(card)
        return replace(item, fields=None) if is_told else None

    def _suspects(self, messages: Iterable[Json], cards: Iterable[Json]) -> frozenset[Ref]:
        """Cards of which a stone is left above their thread, and sought ones that are not there."""
        stones = {message["ts"] for message in messages if message.get("subtype") == "tombstone"}
        return frozenset(map(Ref, stones | (self.sought.refs - {card["ts"] for card in cards})))

    def _lost(self, messages: Collection[Json]) -> frozenset[Ref]:
        """Cards that are not there though an older message is.

        A free workspace hides, and a deletion rule of the workspace drops, the oldest ones first; so these were
        deleted while nobody could be told (Slack tries three times, within six minutes).
        """
        there = {str(message["ts"]) for message in messages}
        oldest = min(there, default="9")
        lacking = (ref for ref in self.sought.living if ref not in there and oldest < ref)
        return frozenset(ref for ref in lacking if self.began - instant(ref) > TOLD_WITHIN)

    def _forget_replies(self, cards: Iterable[Json]) -> None:
        """The mark knows now of our replies that history has counted."""
        for card in cards:
            if card["ts"] in self.channel.replies:
                latest = str(card.get("latest_reply") or "")
                self.channel.replies[card["ts"]] = {ts for ts in self.channel.replies[card["ts"]] if ts > latest}


def _is_root(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])
