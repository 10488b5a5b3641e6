"""Reads all of a board.

N cards take one call for the board (lists, labels, the newest 1000 actions), one for each 1000 cards, and one for each
1000 comments that are older than those actions.
"""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.ids import Ref
from bridge.core.model.snapshot import Snapshot
from connectors.trello.feed import COMMENTS, Mark, read_feed
from connectors.trello.reading import Reading, newest
from connectors.trello.translate import read_lanes, write_instant


def complete(reading: Reading) -> Snapshot:
    """All cards with all their comments. What leads on is read first, so nothing that happens meanwhile is lost."""
    board = reading.client.board(reading.place.container, custom=reading.custom)
    reading.board.take(board, reading.place)
    reading.board.forget()
    actions = list(board["actions"])
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
    return replace(snapshot, complete=True, lanes=read_lanes(reading.board.lists.values()))
