"""What the service keeps of edits that lost, looked at again and again: a later edit ends a conflict and its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.core.model.ids import SpaceId
from tests.crash.diary import Value
from tests.crash.ground import SPACE

FILE = "cobridge.db"


@dataclass
class Kept:
    """`values` were there when somebody looked: a field's name and its value, by the conflict's id."""

    data: Path
    values: dict[str, tuple[str, Value]] = field(default_factory=dict)
    unseen: int = 0
    """Conflicts that began and ended between two looks."""

    def look(self) -> None:
        """Add what is there now."""
        if not (self.data / FILE).exists():
            return
        database = Database(f"sqlite:///{self.data / FILE}")
        try:
            for each in SqlConflicts(database).retrievable(SpaceId(SPACE.id)):
                self.values[str(each.id)] = each.name, plain(each.name, each.lost)
            with database.reading() as connection:
                every = set(connection.scalars(text("select id from conflicts")))
        finally:
            database.close()
        self.unseen = len(every - self.values.keys())


def plain(name: str, fields: object) -> Value:
    """The value of a task's field as places show it."""
    value = getattr(fields, name, None)
    return str(value)[:10] if name == "due" and value else value
