"""Request files on SQL: `bridge.ports.cases.CaseStore`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Column, Date, Table, Text, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.database import Database
from bridge.core.model.case import Case, CaseId

CASES = Table(
    "cases",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("received_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("value", Text, nullable=False),
)


class SqlCases:
    """The request files of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, case: Case) -> None:
        """See `CaseStore`."""
        try:
            with self._database.writing(durable=True) as connection:
                connection.execute(insert(CASES), _row(case))
        except IntegrityError:
            raise ValueError(f"There is a case {case.id} already.") from None

    def get(self, network: str, case: CaseId) -> Case | None:
        """See `CaseStore`."""
        with self._database.reading() as connection:
            value = connection.scalar(select(CASES.c.value).filter_by(network=network, id=case))
        return value_of(value, Case) if value else None

    def all(self, network: str) -> Sequence[Case]:
        """See `CaseStore`."""
        return self._found(network=network)

    def about(self, network: str, subject: str) -> Sequence[Case]:
        """See `CaseStore`."""
        return self._found(network=network, subject=subject)

    def change(self, network: str, case: CaseId, change: Callable[[Case], Case]) -> Case:
        """See `CaseStore`."""
        with self._database.writing(durable=True) as connection:
            value = connection.scalar(select(CASES.c.value).filter_by(network=network, id=case))
            if value is None:
                raise KeyError(case)
            after = change(value_of(value, Case))
            connection.execute(update(CASES).filter_by(network=network, id=case).values(_row(after)))
        return after

    def forget(self, network: str, before: date) -> int:
        """See `CaseStore`; what is deleted is overwritten in the file too."""
        old = delete(CASES).where(CASES.c.network == network, CASES.c.closed_on < before)
        with self._database.writing(durable=True) as connection:
            number = connection.execute(old).rowcount
        self._database.forget_traces()
        return number

    def _found(self, **by: str) -> Sequence[Case]:
        query = select(CASES.c.value).filter_by(**by).order_by(CASES.c.received_on, CASES.c.id)
        with self._database.reading() as connection:
            return [value_of(value, Case) for value in connection.scalars(query)]


def _row(case: Case) -> dict[str, object]:
    return {
        "network": case.network,
        "id": case.id,
        "subject": case.subject,
        "received_on": case.received_on,
        "closed_on": case.closed_on,
        "value": text_of(case, Case),
    }
