"""What is remembered of an issue that went out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bridge.adapters.store.database import Database
from bridge.adapters.store.sendings import SqlSendings
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.sending import Arrival, Sending, Way

NET, WEEK, MONDAY = "bau", "2026-W47", datetime(2026, 11, 23, 5, tzinfo=UTC)
MAIL = Sending(WEEK, Way.MAIL, "ab12", MONDAY, Arrival.DELIVERED, "weber")
CARD = Sending(WEEK, Way.CARD, "haus-7-trello", MONDAY, Arrival.DELIVERED, ref=Ref("card-1"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlSendings]:
    """An empty one."""
    database = Database(f"sqlite:///{tmp_path}/cobridge.db")
    yield SqlSendings(database)
    database.close()


def test_what_became_of_it_replaces_what_was_begun(store: SqlSendings) -> None:
    """One row for each week, way and recipient, whole."""
    store.keep(NET, replace(MAIL, state=Arrival.BEGUN))
    refused = replace(MAIL, state=Arrival.REFUSED, trouble="Nobody of that name.")
    for each in (refused, CARD, replace(MAIL, week="2026-W48")):
        store.keep(NET, each)
    assert set(store.of(NET, WEEK)) == {refused, CARD}
    assert not store.of("other", WEEK)


def test_what_stands_in_a_place_is_known_until_it_is_taken_away(store: SqlSendings) -> None:
    """One whose answer never came may stand there too; a mail stands nowhere."""
    unclear = replace(CARD, recipient="haus-7-asana", state=Arrival.BEGUN, ref=Ref(""), at=MONDAY + timedelta(hours=1))
    for each in (MAIL, CARD, unclear):
        store.keep(NET, each)
    assert store.standing(NET) == [CARD, unclear]
    store.keep(NET, replace(CARD, state=Arrival.TAKEN_AWAY))
    assert store.standing(NET) == [unclear]
    assert store.notes(PlaceId("haus-7-trello")) == {"card-1"}
    assert store.notes(PlaceId("haus-7-asana")) == frozenset()


def test_nothing_is_forgotten_that_stands_somewhere(store: SqlSendings) -> None:
    """What could not be taken away in time is still found; the rest goes."""
    for each in (MAIL, CARD):
        store.keep(NET, each)
    assert store.forget(NET, MONDAY) == 0
    assert store.forget(NET, MONDAY + timedelta(days=15)) == 1
    assert store.of(NET, WEEK) == [CARD]


def test_it_is_known_when_a_network_began(store: SqlSendings) -> None:
    """An installation that begins on a Wednesday mails nobody before Monday, however often it is started."""
    assert [store.since(NET, week) for week in (WEEK, WEEK, "2026-W48")] == [WEEK] * 3
    assert store.since("other", "2026-W48") == "2026-W48"
