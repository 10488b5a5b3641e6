"""Released figures on SQL: `bridge.ports.releases.Releases`. The document is kept byte for byte, as it was signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, Row, Table, Text, insert, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.database import Database
from bridge.core.reports.disclosure.audit import Audit
from bridge.core.reports.disclosure.document import release_of
from bridge.core.reports.figures import Signed
from bridge.ports.releases import NOT_AUDITED

RELEASES = Table(
    "releases",
    CATALOGUE,
    *(Column(each, Text, primary_key=True) for each in ("network", "evaluation", "period")),
    Column("document", LargeBinary, nullable=False),
    *(Column(each, Text, nullable=False) for each in ("fingerprint", "key", "signature", "audit")),
)


class SqlReleases:
    """Of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, signed: Signed, audit: Audit = NOT_AUDITED) -> None:
        """See `Releases`."""
        made = signed.release
        key = {"network": made.network, "evaluation": made.evaluation, "period": made.period}
        with self._database.writing(durable=True) as connection:
            if connection.execute(select(RELEASES.c.period).filter_by(**key)).first():
                return
            row = {"document": signed.document, "fingerprint": signed.fingerprint, "audit": text_of(audit, Audit)}
            connection.execute(insert(RELEASES), {**key, **row, "key": signed.key, "signature": signed.signature})

    def of(self, network: str, evaluation: str, period: str) -> Signed | None:
        """See `Releases`."""
        query = select(RELEASES).filter_by(network=network, evaluation=evaluation, period=period)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _signed(row) if row else None

    def last(self, network: str, evaluation: str, n: int, until: str) -> Sequence[Signed]:
        """See `Releases`."""
        query = select(RELEASES).filter_by(network=network, evaluation=evaluation).where(RELEASES.c.period <= until)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(RELEASES.c.period.desc()).limit(n)).all()
        return [_signed(row) for row in reversed(rows)]

    def audit(self, network: str, evaluation: str, period: str) -> Audit | None:
        """See `Releases`."""
        query = select(RELEASES.c.audit).filter_by(network=network, evaluation=evaluation, period=period)
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return value_of(text, Audit) if text else None


def _signed(row: Row[Any]) -> Signed:
    return Signed(release_of(row.document), row.document, row.fingerprint, row.key, row.signature)
