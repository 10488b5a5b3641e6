"""Reads all of a board.

N cards take one call for the board (lists, labels, the newest 1000 actions), one for each 1000 cards, and one for each
1000 comments that are older than those actions. What our own writes replaced since a mark stands among those actions;
one call more for each further 1000 that came after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bridge.core.model.ids import Ref
from bridge.core.model.snapshot import Snapshot
from connectors.trello.feed import COMMENTS, TYPES, Mark, is_later, read_feed
from connectors.trello.history import overwritten
from connectors.trello.reading import Reading, newest
from connectors.trello.translate import Json, read_lanes, write_instant


def complete(reading: Reading, since: Mark | None = None) -> Snapshot:
    """All cards with all their comments, and what our own writes replaced after `since`.

    What leads on is read first, so nothing that happens meanwhile is lost.
    """
    board = reading.client.board(reading.place.container, custom=reading.custom)
    reading.board.take(board, reading.place)
    reading.board.forget()
    actions = list(board["actions"])
    later = list(_later(reading, actions, since)) if since else []
    older = list(reading.client.older(reading.place.container, actions, COMMENTS))
    cards = reading.all_cards()
    feed = read_feed([*actions, *older], reading.client.me(), reading.board.custom)
    items = {
        Ref(card["id"]): reading.item(card, feed, feed.comments.get(card["id"], ()), all_comments=True)
        for card in cards
    }
    activity = board.get("dateLastActivity") or ""
    mark = Mark(newest(actions) or activity or write_instant(reading.began), activity, activity)
    reading.board.explain({}, {}, {})
    snapshot = reading.snapshot(mark.cursor, items, [*actions, *older], cards)
    held = {str(item.ref): item.fields for item in items.values() if item.fields}
    replaced = overwritten(read_feed(later, reading.client.me()).own, held, reading.client.me(), reading.terms)
    return replace(
        snapshot,
        complete=True,
        lanes=read_lanes(reading.board.lists.values()),
        overwritten=tuple(replaced),
    )


def _later(reading: Reading, page: list[Json], since: Mark) -> Iterator[Json]:
    """The actions after the mark, of which `page` has the newest."""
    known = [action for action in page if not is_later(action, since.since)]
    yield from (action for action in page if is_later(action, since.since))
    if not known:
        yield from reading.client.older(reading.place.container, page, TYPES, since.since)
