"""What went out of the weekly report, on SQL: `bridge.ports.sendings.Sendings`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Row, Select, Table, Text, delete, insert, or_, select

from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.sending import Arrival, Sending, Way

SENDINGS = Table(
    "sendings",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("way", Text, primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("partner", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ref", Text, nullable=False),
    Column("trouble", Text, nullable=False),
)
SENDING_SINCE = Table(
    "sending_since", CATALOGUE, Column("network", Text, primary_key=True), Column("week", Text, nullable=False)
)
_IN_PLACES = SENDINGS.c.way != Way.MAIL.value
_STANDS = _IN_PLACES & or_(
    (SENDINGS.c.ref != "") & (SENDINGS.c.state != Arrival.TAKEN_AWAY.value), SENDINGS.c.state == Arrival.BEGUN.value
)


class SqlSendings:
    """The sendings of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, network: str, sending: Sending) -> None:
        """See `Sendings`."""
        row = {
            "network": network,
            "week": sending.week,
            "way": sending.way.value,
            "recipient": sending.recipient,
            "partner": sending.partner,
            "state": sending.state.value,
            "at": sending.at,
            "ref": sending.ref,
            "trouble": sending.trouble,
        }
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, SENDINGS, [row])

    def of(self, network: str, week: str) -> Sequence[Sending]:
        """See `Sendings`."""
        return self._read(select(SENDINGS).filter_by(network=network, week=week))

    def standing(self, network: str) -> Sequence[Sending]:
        """See `Sendings`."""
        return self._read(select(SENDINGS).filter_by(network=network).where(_STANDS))

    def notes(self, place: PlaceId) -> frozenset[Ref]:
        """See `Sendings`."""
        query = select(SENDINGS.c.ref).where(_IN_PLACES, SENDINGS.c.recipient == place, SENDINGS.c.ref != "")
        with self._database.reading() as connection:
            return frozenset(Ref(row.ref) for row in connection.execute(query))

    def since(self, network: str, week: str) -> str:
        """See `Sendings`."""
        with self._database.writing(durable=True) as connection:
            known = connection.scalar(select(SENDING_SINCE.c.week).filter_by(network=network))
            if known is None:
                connection.execute(insert(SENDING_SINCE), [{"network": network, "week": week}])
        return known or week

    def forget(self, network: str, before: datetime) -> int:
        """See `Sendings`."""
        over = delete(SENDINGS).where(SENDINGS.c.network == network, SENDINGS.c.at < before, ~_STANDS)
        with self._database.writing(durable=True) as connection:
            return connection.execute(over).rowcount

    def _read(self, query: Select[tuple[object, ...]]) -> Sequence[Sending]:
        ordered = query.order_by(SENDINGS.c.at, SENDINGS.c.way, SENDINGS.c.recipient)
        with self._database.reading() as connection:
            return [_sending(row) for row in connection.execute(ordered)]


def _sending(row: Row[tuple[object, ...]]) -> Sending:
    return Sending(
        row.week, Way(row.way), row.recipient, row.at, Arrival(row.state), row.partner, Ref(row.ref), row.trouble
    )
