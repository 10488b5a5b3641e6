"""The order in which the layers lie, in one place."""

from __future__ import annotations

from bridge.ports.clock import Clock
from bridge.ports.connector import Connector
from bridge.ports.journal import Journal
from connectors.layers.dryrun import DryRun
from connectors.layers.journal import Journalled
from connectors.layers.readonly import ReadOnly
from connectors.layers.retry import Retrying


def layered(
    connector: Connector,
    clock: Clock,
    journal: Journal | None = None,
    *,
    read_only: bool = False,
    dry_run: bool = False,
) -> Connector:
    """The connector as the service uses it.

    From the inside: what takes no writes refuses them before a try is counted; tries are repeated; the journal notes
    once how it ended. A dry run comes innermost, so that it meets what the real run would; it is not to be noted as
    done, so a journal is given only to real runs. The budget is no layer: it counts calls, not operations.
    """
    inside = DryRun(connector) if dry_run else connector
    inside = ReadOnly(inside) if read_only else inside
    inside = Retrying(inside, clock)
    return inside if journal is None or dry_run else Journalled(inside, journal)
