"""Versions of the charter and consents on SQL: `bridge.ports.charters.Charters`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint, insert, select, update

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.database import Database
from bridge.core.model.charter import Consent, Gate, Version
from bridge.core.model.ids import PartnerId

VERSIONS = Table(
    "charters",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("network", "fingerprint"),
)
CONSENTS = Table(
    "consents",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("network", Text, nullable=False, index=True),
    Column("partner", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("network", "partner", "gate", "version"),
)


class SqlCharters:
    """Of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, network: str) -> Sequence[Version]:
        """See `Charters`."""
        asked = select(VERSIONS.c.value).filter_by(network=network).order_by(VERSIONS.c.number)
        with self._database.reading() as connection:
            return [value_of(value, Version) for value in connection.scalars(asked)]

    def propose(self, network: str, version: Version) -> Version:
        """See `Charters`."""
        with self._database.writing(durable=True) as connection:
            known = connection.scalars(select(VERSIONS.c.value).filter_by(network=network)).all()
            versions = [value_of(value, Version) for value in known]
            same = next((each for each in versions if each.fingerprint == version.fingerprint), None)
            if same:
                return same
            kept = replace(version, number=max((each.number for each in versions), default=0) + 1)
            row = {"network": network, "number": kept.number, "fingerprint": kept.fingerprint}
            connection.execute(insert(VERSIONS), {**row, "value": text_of(kept, Version)})
        return kept

    def consents(self, network: str) -> Sequence[Consent]:
        """See `Charters`."""
        asked = select(CONSENTS.c.value).filter_by(network=network).order_by(CONSENTS.c.number)
        with self._database.reading() as connection:
            return [value_of(value, Consent) for value in connection.scalars(asked)]

    def record(self, network: str, consent: Consent) -> None:
        """See `Charters`."""
        key = {"network": network, "partner": consent.partner, "gate": consent.gate, "version": consent.version}
        with self._database.writing(durable=True) as connection:
            connection.execute(CONSENTS.delete().filter_by(**key))
            connection.execute(insert(CONSENTS), {**key, "value": text_of(consent, Consent)})

    def withdraw(self, network: str, partner: PartnerId, gate: Gate, day: date) -> int:
        """See `Charters`."""
        key = {"network": network, "partner": partner, "gate": gate}
        with self._database.writing(durable=True) as connection:
            rows = connection.execute(select(CONSENTS.c.number, CONSENTS.c.value).filter_by(**key)).all()
            known = [(number, value_of(value, Consent)) for number, value in rows]
            standing = [(number, each) for number, each in known if each.withdrawn_on is None]
            for number, each in standing:
                value = text_of(replace(each, withdrawn_on=day), Consent)
                connection.execute(update(CONSENTS).filter_by(number=number).values(value=value))
        return len(standing)
