"""A disk that takes nothing more: the cycle ends before anything is sent, and goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.errors import Unusable
from bridge.core.model.decision import Decision
from bridge.core.model.operation import CreateItem
from bridge.service.cycle import Wish, run
from tests.unit.core.builders import FULL, NARROW, OFFEN, SPACE, item, shows, terms, text
from tests.unit.service.scripted import Scripted

TERMS = terms(FULL, NARROW)
LONG = text("Sehr lang. " * 20_000)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as opened:
        yield opened


def full(database: Database, pragma: str) -> None:
    """From now on whatever is opened is as full, or as closed to writers, as the pragma says."""
    database.close()
    engine = database._engine  # noqa: SLF001  the only way to a disk that is full, for one database alone
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}").fetchall())


def sites() -> dict[str, Scripted]:
    here = item("f1", "Halle", lane=f"{FULL}/{OFFEN}", description=LONG)
    return {
        FULL: Scripted(shows(FULL, here, complete=True, lanes=(OFFEN,))),
        NARROW: Scripted(shows(NARROW, complete=True, lanes=(OFFEN,))),
    }


def cycle(database: Database, places: dict[str, Scripted]) -> None:
    def nothing(_: Decision) -> tuple[()]:
        return ()

    with ThreadPoolExecutor(2) as threads:
        run(TERMS, SqlSpaces(database), places, threads, nothing, Wish())  # type: ignore[arg-type]  # PlaceIds are texts


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        ("max_page_count = 30", "database or disk is full. Make room on its disk"),
        ("query_only = ON", "attempt to write a readonly database. Make it writable"),
    ],
)
def test_nothing_is_sent_and_nothing_half_written(database: Database, pragma: str, said: str) -> None:
    """One sentence that says what to do; with room again the same work is done as if nothing had been."""
    places = sites()
    full(database, pragma)
    with pytest.raises(Unusable) as refused:
        cycle(database, places)
    assert said in str(refused.value)
    assert not any(site.written for site in places.values())
    assert not SqlSpaces(database).memory(SPACE).tasks
    assert not SqlSpaces(database).memory(SPACE).cursors


def test_with_room_again_the_same_work_is_done(tmp_path: Path) -> None:
    """Once."""
    url, places = f"sqlite:///{tmp_path}/cobridge.db", sites()
    with closing(Database(url)) as small:
        full(small, "max_page_count = 30")
        with pytest.raises(Unusable):
            cycle(small, places)
    with closing(Database(url)) as roomy:
        cycle(roomy, places)
    assert [type(each) for each in places[NARROW].written] == [CreateItem]
