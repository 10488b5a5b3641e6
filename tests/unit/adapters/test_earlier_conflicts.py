"""A database from before conflicts had ids."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from bridge.adapters.store.codec import text_of
from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.schema import MIGRATIONS
from bridge.core.model.conflict import Conflict, ConflictId, Reason
from bridge.core.model.ids import PlaceId, SpaceId, TaskId
from bridge.core.model.task import Fields

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BEFORE = "0005"


def test_conflicts_from_before_get_ids_and_can_be_had(tmp_path: Path) -> None:
    """Nothing that lost before the update is lost by it: each can be named, asked for and ended by itself."""
    url = f"sqlite:///{tmp_path}/cobridge.db"
    _as_before(url, [_conflict("Früh"), _conflict("Eher")])
    with closing(Database(url)) as database:
        conflicts = SqlConflicts(database)
        one, other = conflicts.retrievable(SpaceId("haus-7"))
        assert [(each.id, each.lost.title) for each in (one, other)] == [("c1", "Früh"), ("c2", "Eher")]
        conflicts.ask(ConflictId("c1"), NOW)
        conflicts.keep(ConflictId("c2"))
        [left] = conflicts.retrievable(SpaceId("haus-7"))
        assert (left.id, left.asked) == ("c1", NOW)


def _conflict(lost: str) -> Conflict:
    kept, other = Fields(title="Spät"), Fields(title=lost)
    return Conflict(TaskId("dach"), "title", kept, other, PlaceId("a"), PlaceId("b"), Reason.LATER, NOW)


def _as_before(url: str, conflicts: list[Conflict]) -> None:
    """The tables as they were, with these conflicts as they were written then."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for each in conflicts:
            written = json.loads(text_of(each, Conflict))
            assert not {"id", "asked", "kept_by", "lost_by"} & written.keys()
            row = {"at": "2026-11-20 09:00:00.000000", "value": json.dumps(written)}
            connection.execute(text("INSERT INTO conflicts (space, at, value) VALUES ('haus-7', :at, :value)"), row)
    engine.dispose()
