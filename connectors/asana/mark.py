"""How far a project was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bridge.core.model.ids import Cursor

_AT = "@"


@dataclass(frozen=True, slots=True)
class Mark:
    """The feed's token, when the reading began (aware UTC), and the tasks that may have attachments.

    Its text is our cursor. No later call tells of those tasks; the instant serves where the token has become too old.
    One that was written without it leaves `at` None.
    """

    token: str
    at: datetime | None = None
    attached: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, cursor: Cursor) -> Mark:
        """The mark of a cursor."""
        token, *more = cursor.split(" ")
        instants = [datetime.fromisoformat(each.removeprefix(_AT)) for each in more if each.startswith(_AT)]
        attached = frozenset(each for each in more if not each.startswith(_AT))
        return cls(token, instants[0] if instants else None, attached)

    @property
    def cursor(self) -> Cursor:
        """The mark as a cursor."""
        instant = [f"{_AT}{self.at.isoformat()}"] if self.at else []
        return Cursor(" ".join((self.token, *instant, *sorted(self.attached))))
