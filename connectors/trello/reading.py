"""One pull under way, and how its cards become items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from connectors.trello.board import Board
from connectors.trello.client import PAGE, Client
from connectors.trello.custom import is_asked
from connectors.trello.feed import Feed
from connectors.trello.parts import read_parts
from connectors.trello.translate import Json, Terms, read_comment, read_item, read_names


@dataclass(frozen=True, slots=True)
class Reading:
    """Which place is read, with what, since when; `board` is what is known of it."""

    client: Client
    board: Board
    place: Place
    began: datetime
    zone: tzinfo
    marker_url: str

    @property
    def terms(self) -> Terms:
        """How cards are to be read, with the lists as last read."""
        board = self.board
        return Terms(self.zone, self.marker_url, board.closed_lists, board.label_names, board.custom)

    @property
    def custom(self) -> bool:
        """Whether custom fields are to be read."""
        return is_asked(self.place)

    def all_cards(self) -> list[Json]:
        """All cards of the board."""
        cards = self.client.cards(self.place.container, custom=self.custom)
        self.board.pages = max(1, -(-len(cards) // PAGE))
        return cards

    def item(self, card: Json, feed: Feed, comments: Iterable[Json], *, all_comments: bool) -> Item:
        """A card with those of its comments that were read."""
        me = self.client.me()
        item = read_item(card, self.terms)
        self.board.parts[card["id"]] = read_parts(card, self.marker_url)
        self.board.read[card["id"]] = card.get("dateLastActivity") or ""
        author = item.author or feed.authors.get(card["id"])
        return replace(
            item,
            comments=self.comments(comments),
            all_comments=all_comments,
            author=author,
            own=author == me,
            actors=feed.actors.get(card["id"], {}),
            edited=feed.edited.get(card["id"], {}),
        )

    def comments(self, actions: Iterable[Json]) -> tuple[ItemComment, ...]:
        """Comments in the order in which they were written."""
        ordered = sorted(actions, key=lambda action: (action["date"], action["id"]))
        return tuple(read_comment(action, self.client.me()) for action in ordered)

    def snapshot(
        self, cursor: Cursor, items: Mapping[Ref, Item], actions: Iterable[Json], cards: Iterable[Json]
    ) -> Snapshot:
        """What was read, as an incremental snapshot without lanes."""
        names = read_names(actions, cards)
        return Snapshot(self.place.id, items, complete=False, cursor=cursor, read_at=self.began, names=names)


def newest(actions: Iterable[Json]) -> str:
    """The id of the newest action, empty where there is none."""
    return max((action["id"] for action in actions), default="")
