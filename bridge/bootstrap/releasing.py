"""What figures are made from, and the stores that they are kept in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bridge.adapters.store.bases import SqlBases, SqlReadDays
from bridge.adapters.store.database import Database
from bridge.adapters.store.evaluations import SqlEvaluations
from bridge.adapters.store.releases import SqlReleases
from bridge.service.basis import Freezing
from bridge.service.counting import Releasing

if TYPE_CHECKING:
    from bridge.bootstrap.installed import Installation


@dataclass(frozen=True, slots=True)
class FigureStores:
    """Of one data directory."""

    evaluations: SqlEvaluations
    bases: SqlBases
    days: SqlReadDays
    releases: SqlReleases


def figure_stores(database: Database) -> FigureStores:
    """All of them on one database."""
    return FigureStores(SqlEvaluations(database), SqlBases(database), SqlReadDays(database), SqlReleases(database))


def releasing(found: Installation) -> Releasing:
    """With people and charter as they are now."""
    network, force, stores = found.people().network, found.agreeing().force(), found.figures
    labels = {each.number: each.label for each in found.charters.versions(network.id)}
    return Releasing(
        force,
        labels[min(force.agreed.values())] if force.agreed else network.charter.version,
        Freezing(network, force.ready, stores.bases, found.vault),
        stores.evaluations,
        stores.days,
        stores.releases,
        found.log,
        found.signer,
        found.spaces,
    )
