"""What figures rest upon, on SQL: `bridge.ports.bases`. Persons stand there under keyed hashes and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import Boolean, Column, Connection, Date, Table, Text, delete, func, insert, select, update

from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PlaceId
from bridge.core.reports.disclosure.basis import Basis

BASES = Table(
    "figure_bases",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("quarter", Text, primary_key=True),
    Column("frozen_on", Date, nullable=False),
    Column("first", Boolean, nullable=False),
)
MEMBERS = Table(
    "figure_members",
    CATALOGUE,
    *(Column(each, Text, primary_key=True) for each in ("network", "quarter", "space", "organisation", "member")),
    Column("left", Boolean, nullable=False),
)
DAYS = Table("read_days", CATALOGUE, Column("place", Text, primary_key=True), Column("day", Date, primary_key=True))


class SqlBases:
    """Of all networks: `Bases`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, network: str, quarter: str) -> Basis | None:
        """See `Bases`."""
        with self._database.reading() as connection:
            head = connection.execute(select(BASES).filter_by(network=network, quarter=quarter)).first()
            rows = connection.execute(select(MEMBERS).filter_by(network=network, quarter=quarter)).all()
        spaces, left = dict[str, dict[str, set[str]]](), dict[str, set[str]]()
        for row in rows:
            spaces.setdefault(row.space, {}).setdefault(row.organisation, set()).add(row.member)
            if row.left:
                left.setdefault(row.space, set()).add(row.member)
        return Basis(quarter, head.frozen_on, head.first, spaces, left) if head else None

    def is_first(self, network: str) -> bool:
        """See `Bases`."""
        with self._database.reading() as connection:
            return connection.execute(select(BASES.c.quarter).filter_by(network=network)).first() is None

    def freeze(self, network: str, basis: Basis) -> None:
        """See `Bases`."""
        key = {"network": network, "quarter": basis.quarter}
        rows = [
            {**key, "space": space, "organisation": name, "member": member, "left": False}
            for space, group in basis.spaces.items()
            for name, members in group.items()
            for member in sorted(members)
        ]
        with self._database.writing(durable=True) as connection:
            if connection.execute(select(BASES.c.quarter).filter_by(**key)).first():
                return
            connection.execute(insert(BASES), {**key, "frozen_on": basis.frozen_on, "first": basis.first})
            if rows:
                connection.execute(insert(MEMBERS), rows)

    def leave(self, network: str, quarter: str, gone: Mapping[str, Collection[str]]) -> None:
        """See `Bases`."""
        with self._database.writing(durable=True) as connection:
            for space, members in gone.items():
                there = update(MEMBERS).filter_by(network=network, quarter=quarter, space=space)
                connection.execute(there.where(MEMBERS.c.member.in_(members)).values(left=True))

    def forget(self, network: str, through: str, day: date) -> int:
        """See `Bases`."""
        with self._database.writing() as connection:
            old = [
                delete(table).where(table.c.network == network, table.c.quarter <= through)
                for table in (BASES, MEMBERS)
            ]
            return sum(connection.execute(each).rowcount for each in (*old, delete(DAYS).where(DAYS.c.day <= day)))


class SqlReadDays:
    """Of all places: `ReadDays`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, places: Collection[PlaceId], first: date, last: date) -> Mapping[PlaceId, AbstractSet[date]]:
        """See `ReadDays`."""
        within = select(DAYS).where(DAYS.c.place.in_(places), DAYS.c.day.between(first, last))
        begins = select(DAYS.c.place, func.min(DAYS.c.day).label("day")).where(DAYS.c.place.in_(places))
        found: dict[PlaceId, set[date]] = {place: set() for place in places}
        with self._database.reading() as connection:
            for row in (*connection.execute(within), *connection.execute(begins.group_by(DAYS.c.place))):
                if row.day <= last:
                    found[PlaceId(row.place)].add(row.day)
        return found


def note_days(connection: Connection, read: Mapping[PlaceId, date], known: dict[PlaceId, date]) -> None:
    """Note on which day places were read. `known` is what this process has noted: a day is written once."""
    for place, day in read.items():
        if known.get(place) != day:
            row = {"place": place, "day": day}
            if connection.execute(select(DAYS.c.day).filter_by(**row)).first() is None:
                connection.execute(insert(DAYS), row)
