"""One network's log as it stands on the disk: `bridge.ports.log.LogView`. What stands there may have been altered, so
it is read as bytes that need not be text, and numbers that need not be numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Result, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from bridge.core.errors import Unusable
from bridge.core.log.checking import Leaf
from bridge.core.log.commitment import FIELDS
from bridge.core.log.roots import Root, Signed

AT_ONCE = 1_000
"""So many rows are in memory together."""
HASH_DIGITS = 64
VALUES = ", ".join(f"e.{name}" for name in FIELDS)
LEAVES = f"""
SELECT CAST(l.position AS INTEGER), l.commitment, l.event_id, e.commitment, s.salt, {VALUES}
FROM log_leaves l
LEFT JOIN log_entries e ON e.event_id = l.event_id
LEFT JOIN log_salts s ON s.event_id = l.event_id
WHERE l.network_id = :network AND l.position >= :start AND l.position < :end
ORDER BY l.position
"""  # noqa: S608  names of our own columns
COMMITMENTS = """
SELECT commitment FROM log_leaves
WHERE network_id = :network AND position >= :start AND position < :end ORDER BY position
"""
POSITION = "SELECT position FROM log_leaves WHERE network_id = :network AND event_id = :entry"
ROOTS = """
SELECT network_id, day, root, previous, signature, peaks, CAST(size AS INTEGER) FROM log_roots
WHERE network_id = :network ORDER BY day
"""
LAST = f"{ROOTS.rstrip()} DESC LIMIT 1"
LEAFLESS = "event_id NOT IN (SELECT event_id FROM log_leaves WHERE event_id IS NOT NULL)"
COUNTS = """
SELECT (SELECT count(event_id) FROM log_leaves), (SELECT count(*) FROM log_entries), (SELECT count(*) FROM log_salts)
"""
STRAYS = f"""
SELECT event_id FROM log_entries WHERE {LEAFLESS}
UNION SELECT event_id FROM log_salts WHERE {LEAFLESS} ORDER BY event_id
"""  # noqa: S608  nothing from outside
ALL = 2**62
"""More leaves than any tree has."""


class SqlLogView:
    """See `LogView`; within the transaction of its connection.

    `raw` is the driver's own connection where it gives texts as their bytes: a whole log is read twice as fast by it.
    """

    def __init__(self, connection: Connection, network: str, raw: DBAPIConnection | None = None) -> None:
        self._connection, self._network, self._raw = connection, network, raw

    def roots(self) -> Sequence[Signed]:
        """See `LogView`."""
        return [_signed(row) for row in self._rows(ROOTS)]

    def last_root(self) -> Signed | None:
        """See `LogView`."""
        return next((_signed(row) for row in self._rows(LAST)), None)

    def leaves(self, start: int = 0, end: int | None = None) -> Iterator[Leaf]:
        """See `LogView`."""
        for row in self._rows(LEAVES, start=start, end=ALL if end is None else end):
            position, commitment, entry, kept, salt = row[:5]
            yield Leaf(position, commitment, entry, kept, salt, None if kept is None else row[5:])

    def commitments(self, start: int, end: int) -> Iterator[bytes]:
        """See `LogView`."""
        for (commitment,) in self._rows(COMMITMENTS, start=start, end=end):
            yield bytes.fromhex(commitment.decode())

    def position(self, event_id: str) -> int | None:
        """See `LogView`."""
        row = next(self._rows(POSITION, entry=event_id), None)
        return None if row is None else int(row[0])

    def strays(self, *, search: bool) -> Iterator[str]:
        """See `LogView`."""
        named, entries, salts = next(self._rows(COUNTS))
        if search or not named == entries == salts:
            for (entry,) in self._rows(STRAYS):
                yield entry.decode(errors="replace")

    def _rows(self, query: str, **values: object) -> Iterator[tuple[Any, ...]]:
        named: Mapping[str, object] = values if query in {COUNTS, STRAYS} else {"network": self._network, **values}
        if self._raw is not None:
            try:
                yield from self._raw.execute(query, named)
            except sqlite3.DatabaseError as fault:
                raise Unusable(f"The log cannot be read: {fault}. Its file was damaged or changed.") from fault
            return
        found: Result[Any] = self._connection.execute(text(query), named, execution_options={"yield_per": AT_ONCE})
        for part in found.partitions():
            yield from (tuple(map(_bytes, row)) for row in part)


def _signed(row: tuple[Any, ...]) -> Signed:
    network, day, root, previous, signature, peaks = map(_text, row[:-1])
    parts = tuple(peaks[at : at + HASH_DIGITS] for at in range(0, len(peaks), HASH_DIGITS))
    return Signed(Root(network, day, row[-1], root, previous), signature, parts)


def _text(value: bytes) -> str:
    """As it stands there; bytes that are no text are kept apart from all text."""
    return value.decode(errors="surrogateescape")


def _bytes(value: object) -> object:
    return value if value is None or isinstance(value, int | bytes) else str(value).encode()
