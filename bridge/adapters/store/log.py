"""The participation log on SQL: `bridge.ports.log.LogStore`. Entries wait in the journal and are sealed daily.

They are written in an order drawn by lot, and what waited is overwritten once it is sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection

from bridge.adapters.store.codec import value_of
from bridge.adapters.store.columns import insert_rows
from bridge.adapters.store.database import Database
from bridge.adapters.store.log_seal import keep, salted
from bridge.adapters.store.log_tables import ENTRIES, LEAVES, ROOTS, SALTS, STAGED
from bridge.adapters.store.log_view import SqlLogView
from bridge.core.errors import Unusable
from bridge.core.log.commitment import canonical
from bridge.core.log.entry import Entry, Purpose, Sealed
from bridge.core.log.merkle import Tree
from bridge.core.log.roots import Signed, following, signed
from bridge.core.model.activity import EntryType

DAY = timedelta(days=1)
KIND, PURPOSE = (ENTRIES.columns.keys().index(name) for name in ("event_type", "purpose"))
"""Where they stand in a row."""


def stage(connection: Connection, entries: Sequence[Entry]) -> None:
    """Let the entries wait for the seal; part of the transaction that agrees to the acts they tell of."""
    rows = [
        (each.event_id, each.network_id, each.occurred_on.isoformat(), canonical(each).decode()) for each in entries
    ]
    if rows:
        insert_rows(connection, STAGED, rows, replace=True)


class SqlLog:
    """The participation log of all networks."""

    def __init__(self, database: Database, chance: Random | None = None) -> None:
        """`chance` draws salts: the machine's own unless a test says otherwise."""
        self._database = database
        self._chance = chance or SystemRandom()

    def seal(self, network: str, before: date, sign: Callable[[bytes], bytes]) -> int:
        """See `LogStore`. Raises Unusable where the tree no longer is what was signed last: nothing is signed then."""
        day = before - DAY
        with self._database.writing(durable=True) as connection:
            last = SqlLogView(connection, network).last_root()
            if last and last.root.day >= day.isoformat():
                return 0
            due = (STAGED.c.network_id == network) & (STAGED.c.occurred_on < before)
            waiting = connection.scalars(select(STAGED.c.value).where(due)).all()
            tree = _tree(connection, network, last)
            keep(connection, network, tree, salted(waiting, self._chance))
            root = following(last, network, day, tree)
            connection.execute(insert(ROOTS), _root_row(signed(root, sign(root.statement()), tree)))
            connection.execute(delete(STAGED).where(due))
        if waiting:
            self._database.forget_traces()
        return len(waiting)

    def entries(self, network: str) -> Sequence[Sealed]:
        """See `LogStore`."""
        with self._database.reading() as connection:
            return [_sealed(row) for row in connection.execute(_read(network))]

    def about(self, network: str, actors: Collection[str]) -> Sequence[Sealed]:
        """See `LogStore`; an index leads from a pseudonym to its entries."""
        with self._database.reading() as connection:
            rows = connection.execute(_read(network).where(ENTRIES.c.actor_ref.in_(actors)))
            return [_sealed(row) for row in rows]

    def waiting(self, network: str, actors: Collection[str]) -> Sequence[Entry]:
        """See `LogStore`."""
        query = select(STAGED.c.value).filter_by(network_id=network).order_by(STAGED.c.occurred_on, STAGED.c.event_id)
        with self._database.reading() as connection:
            found = (value_of(value, Entry) for value in connection.scalars(query))
            return [each for each in found if each.actor_ref in actors]

    def staged(self, network: str) -> int:
        """See `LogStore`."""
        query = select(func.count()).select_from(STAGED).where(STAGED.c.network_id == network)
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def erase(self, network: str, ids: Sequence[str]) -> int:
        """See `LogStore`; what is deleted is overwritten in the file too."""
        found = 0
        with self._database.writing(durable=True) as connection:
            for each in ids:
                waits = delete(STAGED).where(STAGED.c.event_id == each, STAGED.c.network_id == network)
                found += connection.execute(waits).rowcount
                gone = delete(ENTRIES).where(ENTRIES.c.event_id == each, ENTRIES.c.network_id == network)
                if connection.execute(gone).rowcount:
                    found += 1
                    connection.execute(delete(SALTS).where(SALTS.c.event_id == each))
                    named = update(LEAVES).where(LEAVES.c.network_id == network, LEAVES.c.event_id == each)
                    connection.execute(named.values(event_id=None))
        self._database.forget_traces()
        return found

    def forget(self, network: str, before: date, held: frozenset[str]) -> int:
        """See `LogStore`; what is deleted is overwritten in the file too."""
        old = (ENTRIES.c.network_id == network, ENTRIES.c.occurred_on < before, ENTRIES.c.actor_ref.not_in(held))
        gone = select(ENTRIES.c.event_id).where(*old)
        with self._database.writing(durable=True) as connection:
            number = _forget_staged(connection, network, before, held)
            connection.execute(delete(SALTS).where(SALTS.c.event_id.in_(gone)))
            named = (LEAVES.c.network_id == network) & LEAVES.c.event_id.in_(gone)
            connection.execute(update(LEAVES).where(named).values(event_id=None))
            number += connection.execute(delete(ENTRIES).where(*old)).rowcount
        self._database.forget_traces()
        return number

    @contextmanager
    def view(self, network: str) -> Iterator[SqlLogView]:
        """See `LogStore`."""
        with self._database.reading() as connection, _as_bytes(connection) as raw:
            yield SqlLogView(connection, network, raw)


def _forget_staged(connection: Connection, network: str, before: date, held: frozenset[str]) -> int:
    old = select(STAGED.c.event_id, STAGED.c.value).where(STAGED.c.network_id == network, STAGED.c.occurred_on < before)
    gone = [each for each, value in connection.execute(old).all() if value_of(value, Entry).actor_ref not in held]
    for each in gone:
        connection.execute(delete(STAGED).where(STAGED.c.event_id == each))
    return len(gone)


@contextmanager
def _as_bytes(connection: Connection) -> Iterator[DBAPIConnection | None]:
    """SQLite's own connection, which gives texts as the bytes that stand there meanwhile; None for another database."""
    driver = connection.connection.driver_connection
    if driver is None or connection.dialect.name != "sqlite":
        yield None
        return
    driver.text_factory = bytes
    try:
        yield driver
    finally:
        driver.text_factory = str


def _tree(connection: Connection, network: str, last: Signed | None) -> Tree:
    """The tree as it was signed last, with the leaves of a log from before its roots were signed."""
    tree = last.tree() if last else Tree()
    highest = connection.scalar(select(func.max(LEAVES.c.position)).where(LEAVES.c.network_id == network))
    leaves = 0 if highest is None else highest + 1
    if tree is None or (last and leaves != last.root.size):
        raise Unusable("The log is not what was signed last, so nothing is added to it: see cobridge log verify.")
    tree.grow(SqlLogView(connection, network).commitments(tree.size, leaves))
    return tree


def _root_row(signed: Signed) -> dict[str, object]:
    root = asdict(signed.root)
    return {
        "network_id": root.pop("network"),
        **root,
        "signature": signed.signature,
        "peaks": "".join(signed.peaks),
    }


def _read(network: str) -> Select[Any]:
    """Entries with their salts, by day and then by their random id."""
    return (
        select(ENTRIES, SALTS.c.salt)
        .join(SALTS, SALTS.c.event_id == ENTRIES.c.event_id)
        .where(ENTRIES.c.network_id == network)
        .order_by(ENTRIES.c.occurred_on, ENTRIES.c.event_id)
    )


def _sealed(row: Iterable[Any]) -> Sealed:
    *values, commitment, salt = row
    values[KIND], values[PURPOSE] = EntryType(values[KIND]), Purpose(values[PURPOSE])
    return Sealed(Entry(*values), salt, commitment)
