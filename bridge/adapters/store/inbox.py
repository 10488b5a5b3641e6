"""Submissions between their acknowledgement and the decision that takes them over: `bridge.ports.store.InboxStore`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Boolean, Column, Connection, Integer, Table, Text, delete, insert, select, update

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant
from bridge.adapters.store.database import Database
from bridge.core.model.ids import SpaceId
from bridge.core.model.submission import Submission

REMEMBERED = timedelta(days=7)
"""How long the key of a submission that was taken is known: longer than any tool repeats a delivery."""

INBOX = Table(
    "inbox",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("space", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("value", Text, nullable=False),
)


class SqlInbox:
    """The inbox of all spaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, space: SpaceId, submission: Submission) -> None:
        """See `InboxStore`."""
        row = {
            "key": submission.key,
            "space": space,
            "at": submission.at,
            "waits": True,
            "value": text_of(submission, Submission),
        }
        with self._database.writing(durable=True) as connection:
            old = delete(INBOX).where(INBOX.c.waits.is_(False), INBOX.c.at < submission.at - REMEMBERED)
            connection.execute(old)
            if connection.scalar(select(INBOX.c.number).filter_by(key=submission.key)) is None:
                connection.execute(insert(INBOX), row)


def waiting(connection: Connection, space: SpaceId) -> tuple[Submission, ...]:
    """What waits, in the order in which it came."""
    query = select(INBOX.c.value).filter_by(space=space, waits=True).order_by(INBOX.c.number)
    return tuple(value_of(value, Submission) for value in connection.scalars(query))


def take(connection: Connection, keys: Sequence[str]) -> None:
    """Forget what these submissions said; their keys stay known."""
    if keys:
        connection.execute(update(INBOX).where(INBOX.c.key.in_(keys)).values(waits=False, value=""))
