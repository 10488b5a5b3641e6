"""Cards that are not there any more although nobody was told, by the channel's own history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from bridge.core.model.ids import Ref
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Sought
from connectors.slack.client import Client
from connectors.slack.known import Channel, People
from connectors.slack.pull import TOLD_WITHIN, Reading
from connectors.slack.translate import instant
from tests.unit.core.builders import FULL, places

OLD, CARD, LATEST = "1764500000.000100", "1764600000.000200", "1764700000.000300"
SOME_DAYS = timedelta(days=3)


@dataclass
class History:
    """A channel whose history holds these messages, and nothing else to ask."""

    times: tuple[str, ...]

    def messages(self, _: str) -> list[dict[str, Any]]:
        return [{"ts": ts, "type": "message", "text": "Hallo", "user": "U1"} for ts in self.times]


class Nobody:
    """People of whom nobody knows anything."""

    names: dict[str, str] = {}  # noqa: RUF012  never changed

    def all(self) -> None:
        pass


def read(*times: str, after: timedelta = SOME_DAYS) -> Snapshot:
    """A whole reading so long after the card was posted, at a place that should show the card."""
    (place,) = places(FULL)
    sought = Sought(living=frozenset({Ref(CARD)}))
    began = instant(CARD) + after
    client, people = cast("Client", History(times)), cast("People", Nobody())
    return Reading(client, Channel(bot="U0"), people, place, began, None, sought).snapshot()


def test_a_card_that_an_older_message_outlasts_is_lost() -> None:
    """Slack hides and drops the oldest first: whatever went between others was deleted while nobody listened."""
    assert read(OLD, LATEST).lost == {CARD}


def test_what_a_workspace_hides_is_not_lost() -> None:
    """A card older than all that is shown may stand behind what a free workspace hides."""
    assert not read(LATEST).lost
    assert not read().lost


def test_a_card_is_lost_only_when_nobody_will_tell_any_more() -> None:
    """As long as Slack may still deliver its deletion, that is waited for."""
    assert not read(OLD, LATEST, after=TOLD_WITHIN).lost
    assert read(OLD, LATEST, after=TOLD_WITHIN + timedelta(seconds=1)).lost == {CARD}


def test_a_card_that_is_there_is_not_lost() -> None:
    """However old it is."""
    assert not read(OLD, CARD).lost
