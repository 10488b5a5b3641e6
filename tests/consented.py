"""Consents as every partner's officers give them, recorded in one go for tests of everything else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from bridge.adapters.store.charters import SqlCharters
from bridge.adapters.store.database import Database
from bridge.core.model.charter import NEEDED, Consent, Gate, Version
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Network
from bridge.core.rules.agreement import fingerprint, points_of
from bridge.ports.charters import Charters
from config.network import read_network
from connectors import registry

DAY = date(2026, 11, 2)


def consented(environment: Mapping[str, str], without: Collection[str] = ()) -> None:
    """Every partner of the network file that `environment` names has agreed to all of it, but for those `without`."""
    network = read_network(Path(environment["COBRIDGE_NETWORK_FILE"]), tuple(registry.TOOLS))
    folder = environment.get("COBRIDGE_DATA_DIR", "data")
    database = Database(environment.get("COBRIDGE_DATABASE_URL", f"sqlite:///{Path(folder).absolute()}/cobridge.db"))
    try:
        agree(network, SqlCharters(database), without)
    finally:
        database.close()


def agree(network: Network, charters: Charters, without: Collection[str] = ()) -> None:
    """The same in a store that is open."""
    points = points_of(network)
    version = Version(0, fingerprint(points), network.charter.version, points, DAY, "buero")
    number = charters.propose(network.id, version).number
    for partner in network.partners:
        for gate in NEEDED if partner.id not in without else ():
            by = f"{partner.id}-{'rat' if gate == 'council' else 'leitung'}"
            charters.record(
                network.id,
                Consent(PartnerId(partner.id), gate, number, by, DAY, DAY, "R-1", 5 if gate == "notice" else None),
            )


def withdrawn(environment: Mapping[str, str], partner: str) -> None:
    """The partner has taken its signature back."""
    network = read_network(Path(environment["COBRIDGE_NETWORK_FILE"]), tuple(registry.TOOLS))
    database = Database(f"sqlite:///{Path(environment['COBRIDGE_DATA_DIR']).absolute()}/cobridge.db")
    try:
        SqlCharters(database).withdraw(network.id, PartnerId(partner), Gate.SIGNED, DAY)
    finally:
        database.close()
