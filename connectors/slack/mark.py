"""How far a channel was read. Without I/O."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bridge.core.model.ids import Cursor
from connectors.slack.translate import Json, payload

Talk = tuple[int, str]
"""How many replies a card has, and the newest one's time stamp."""
SILENT: Talk = (0, "")


@dataclass(frozen=True, slots=True)
class Mark:
    """Each card as last read: how often it had been written, and its talk. The text is our cursor.

    History tells nothing of a thread but these two numbers, and a change of a card has whole seconds only. `bot` is
    our user id, so that a new process need not ask who it is before it looks.
    """

    revs: Mapping[str, str] = field(default_factory=dict)
    talks: Mapping[str, Talk] = field(default_factory=dict)
    bot: str = ""

    @classmethod
    def of(cls, cards: Iterable[Json], bot: str) -> Mark:
        """How far these cards of the bot tell."""
        known = {card["ts"]: card for card in cards}
        talks = {ts: talk for ts, card in known.items() if (talk := talk_of(card)) != SILENT}
        return cls({ts: str(payload(card).get("rev") or "") for ts, card in known.items()}, talks, bot)

    @classmethod
    def read(cls, cursor: Cursor) -> Mark | None:
        """The mark of a cursor, None for one that is not ours."""
        try:
            told = json.loads(cursor)
            talks = {str(ts): (int(count), str(latest)) for ts, (count, latest) in told["talks"].items()}
            return cls({str(ts): str(rev) for ts, rev in told["revs"].items()}, talks, str(told.get("bot") or ""))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    @property
    def cursor(self) -> Cursor:
        """The mark as a cursor."""
        told = {"bot": self.bot, "revs": self.revs, "talks": self.talks}
        return Cursor(json.dumps(told, sort_keys=True, separators=(",", ":")))

    def is_changed(self, card: Json) -> bool:
        """Whether the card is new or was written since."""
        return self.revs.get(card["ts"]) != str(payload(card).get("rev") or "")

    def has_news(self, card: Json, own: Iterable[str]) -> bool:
        """Whether somebody else said or deleted something below the card; `own` are replies of ours."""
        before, after = self.talks.get(card["ts"], SILENT), talk_of(card)
        ours = {ts for ts in own if ts > before[1]}
        return before != after and not (after[1] in ours and after[0] - before[0] == len(ours))


def talk_of(card: Json) -> Talk:
    """What history tells of a card's thread."""
    count = int(card.get("reply_count") or 0)
    return (count, str(card.get("latest_reply") or "")) if count else SILENT
