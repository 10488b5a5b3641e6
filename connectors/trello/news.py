"""Reads what happened on a board since a mark.

A quiet board takes one call; a card that others changed or talked about takes one more, or all such cards one for each
1000 of the board where that is less: behind a new comment may stand a label, or another comment's edit, which nothing
tells. What the feed leaves out (see `feed`) moves the board's last activity; then all cards are looked at, and the
comments of those whose last activity nothing explains. Where an act that the feed tells, or one of our own, may hide
one on another card that it does not tell, the next call brings all cards' last activities along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bridge.core.errors import Replan, Stop
from bridge.core.model.ids import Ref
from bridge.core.model.snapshot import Item, Overwritten, Snapshot
from bridge.ports.connector import Sought
from connectors.trello.board import Written
from connectors.trello.client import PAGE
from connectors.trello.feed import TYPES, Feed, Mark, is_explained, read_feed
from connectors.trello.history import overwritten
from connectors.trello.pull import complete
from connectors.trello.reading import Reading, newest
from connectors.trello.refusals import PERMISSION
from connectors.trello.translate import Json, read_lanes

DOUBT, CLEAR = "doubt", ""


def news(reading: Reading, mark: Mark, sought: Sought) -> Snapshot:
    """What others did since the mark, and what is sought; all of the board where whole lists came or went."""
    container = reading.place.container
    fronts = bool(mark.doubt) or reading.board.wrote
    board = reading.client.board(container, mark.since, custom=reading.custom, fronts=fronts)
    reading.board.take(board, reading.place)
    actions = list(board["actions"])
    actions += reading.client.older(container, actions, TYPES, mark.since)
    feed = read_feed(actions, reading.client.me() if actions else "", reading.board.custom)
    written = dict(reading.board.written)
    if feed.rearranged:
        return complete(reading, mark)
    activity, shown = board.get("dateLastActivity") or "", board.get("cards") or []
    update = _Update(reading, mark, sought, feed, written, actions, activity, shown)
    snapshot = update.snapshot()
    reading.board.explain(feed.latest, written, update.seen(snapshot))
    return replace(snapshot, overwritten=tuple(_overwritten(reading, snapshot, feed, written)))


def _overwritten(
    reading: Reading, snapshot: Snapshot, feed: Feed, written: Mapping[str, Written]
) -> Iterator[Overwritten]:
    """What our own writes replaced; a card that was not read holds what we wrote."""
    held = {card: each.fields for card, each in written.items() if each.fields}
    held |= {str(item.ref): item.fields for item in snapshot.items.values() if item.fields}
    return overwritten(feed.own, held, reading.client.me() if feed.own else "", reading.terms)


@dataclass(frozen=True, slots=True)
class _Update:
    """One incremental pull: what the feed said, what we wrote since the last pull, the board's last activity.

    `fronts` are its cards' last activities, as far as they were asked for.
    """

    reading: Reading
    mark: Mark
    sought: Sought
    feed: Feed
    written: Mapping[str, Written]
    actions: list[Json]
    activity: str
    fronts: list[Json]

    def snapshot(self) -> Snapshot:
        """What was read, and where it leads on."""
        wanted = self._wanted()
        looks = self._must_look(wanted)
        pairs = list(self._looked() if looks else self._read(wanted))
        items = {item.ref: item for _, item in pairs}
        items |= {ref: item for ref, item in self._commented() if ref not in items and ref not in self.feed.gone}
        after = Mark(
            newest(self.actions) or self.mark.since,
            max(self.activity, self.mark.explained),
            self.activity if looks or self.fronts else self.mark.looked,
            DOUBT if self.actions and not looks and not self.fronts else CLEAR,
        )
        snapshot = self.reading.snapshot(after.cursor, items, self.actions, [card for card, _ in pairs])
        missing = (wanted | self.feed.gone) - {str(item.ref) for _, item in pairs}
        return replace(
            snapshot,
            lanes=read_lanes(self.reading.board.lists.values()) if self.feed.lanes else None,
            suspects=frozenset(map(Ref, missing)),
        )

    def seen(self, snapshot: Snapshot) -> Mapping[str, str]:
        """The last activities of the cards whose fronts were shown or that were read."""
        fronts = {card["id"]: card.get("dateLastActivity") or "" for card in self.fronts}
        read = {str(ref): self.reading.board.read[ref] for ref, item in snapshot.items.items() if item.fields}
        return fronts | read

    def _wanted(self) -> frozenset[str]:
        """The cards to read: changed or talked about by others, sought, or changed by us and we forgot how."""
        forgotten = self.feed.own.keys() - {card for card, each in self.written.items() if each.fields}
        stirred = {card["id"] for card in self.fronts if self._is_stirred(card)}
        return (self.feed.touched | self.feed.talked | self.sought.refs | forgotten | stirred) - self.feed.gone

    def _is_stirred(self, card: Json) -> bool:
        """Whether something happened to a card that no action told."""
        ref = card["id"]
        written = self.written.get(ref)
        acts = (self.feed.latest.get(ref, ""), written.activity if written else "")
        known = self.reading.board.read.get(ref) or self.mark.looked
        return not is_explained(card.get("dateLastActivity") or "", known, acts)

    def _must_look(self, wanted: frozenset[str]) -> bool:
        """Whether all cards are to be looked at."""
        if len(self.fronts) >= PAGE:
            return True
        acts = [action["date"] for action in self.actions] + [each.activity for each in self.written.values()]
        acts += [card.get("dateLastActivity") or "" for card in self.fronts]
        is_quiet = is_explained(self.activity, self.mark.explained, acts)
        return not is_quiet or bool(self.sought.markers) or len(wanted) > self.reading.board.pages

    def _read(self, wanted: Iterable[str]) -> Iterator[tuple[Json, Item]]:
        """Each card for itself, with all its comments; not those that are gone or elsewhere by now."""
        for ref in sorted(wanted):
            card = self._card(ref)
            if card is not None and card["idBoard"] == self.reading.place.container:
                yield card, self.reading.item(card, self.feed, card["actions"], all_comments=True)

    def _card(self, ref: str) -> Json | None:
        """A card, None where it was deleted or we may not see it any more."""
        try:
            return self.reading.client.card(ref, custom=self.reading.custom)
        except Replan:
            return None
        except Stop as stop:
            if stop.code == PERMISSION:
                return None
            raise

    def _looked(self) -> Iterator[tuple[Json, Item]]:
        """All cards, with the comments that may have been edited or deleted."""
        cards = self.reading.all_cards()
        unclear = {card["id"] for card in cards if self._is_unclear(card)}
        comments = self._all_comments() if self._is_cheaper_together(cards, unclear) else None
        for card in cards:
            if comments is not None:
                yield card, self.reading.item(card, self.feed, comments.get(card["id"], ()), all_comments=True)
            elif card["id"] in unclear:
                yield from self._read([card["id"]])
            else:
                said = self.feed.comments.get(card["id"], ())
                yield card, self.reading.item(card, self.feed, said, all_comments=_comments_on(card) == len(said))

    def _is_unclear(self, card: Json) -> bool:
        """Whether something may have happened to the card's comments that the feed does not tell."""
        ref = card["id"]
        if ref in self.sought.refs:
            return True
        if _comments_on(card) == len(self.feed.comments.get(ref, ())):
            return False
        written = self.written.get(ref)
        acts = (self.feed.latest.get(ref, ""), written.activity if written else "")
        is_told = ref in self.feed.touched | self.feed.talked
        return is_told or not is_explained(card.get("dateLastActivity") or "", self.mark.looked, acts)

    def _is_cheaper_together(self, cards: Iterable[Json], unclear: set[str]) -> bool:
        """Whether reading all comments of the board takes fewer calls than reading the unclear cards."""
        return len(unclear) > 1 + sum(map(_comments_on, cards)) // PAGE

    def _all_comments(self) -> Mapping[str, tuple[Json, ...]]:
        return read_feed(self.reading.client.comments(self.reading.place.container), self.reading.client.me()).comments

    def _commented(self) -> Iterator[tuple[Ref, Item]]:
        """Cards of which only new comments were read."""
        for card, comments in self.feed.comments.items():
            yield Ref(card), Item(Ref(card), None, comments=self.reading.comments(comments))


def _comments_on(card: Json) -> int:
    """How many comments the card's front shows; one where it does not say."""
    return int((card.get("badges") or {}).get("comments", 1))
