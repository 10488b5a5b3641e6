"""Everything behind a process is opened, and closed in the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bridge.adapters import diagnostics
from bridge.adapters.backup.placing import is_unfinished
from bridge.adapters.clock import Ending, RealClock, SandboxClock
from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.alerts import SqlAlerts
from bridge.adapters.store.charters import SqlCharters
from bridge.adapters.store.confirmations import SqlConfirmations
from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.deliveries import SqlDeliveries
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.lock import exclusive
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.operations import SqlParked
from bridge.adapters.store.pauses import SqlPauses
from bridge.adapters.store.sendings import SqlSendings
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.store.visits import SqlVisits
from bridge.adapters.vault.opening import open_vault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.bootstrap.agreed import agreed
from bridge.bootstrap.alerting import alerting
from bridge.bootstrap.connections import Connections
from bridge.bootstrap.forgetting import retaining
from bridge.bootstrap.installed import Installation
from bridge.bootstrap.mirroring import Mirroring
from bridge.bootstrap.releasing import figure_stores
from bridge.bootstrap.rights import rights
from bridge.core.errors import Unusable
from bridge.core.model.network import Network
from bridge.core.rules.consent import in_force
from bridge.core.sync.agreeing import under
from bridge.ports.clock import Clock
from bridge.service.access import Access
from bridge.service.people.known import known
from config.network import read_network
from config.settings import Settings, read_settings
from connectors import registry
from connectors.layers.budget import Budgets
from connectors.layers.kept import Kept

PATIENCE = timedelta(minutes=1)
"""How long one call may wait for its tool's limit before its place has to try again later."""
BACKUPS = "backups"
"""The folder in the data directory that backups go to unless somebody names another."""
LIMITS = "limits.json"
"""The file in the data directory that tells the next process how much of the tools' limits was used."""


@contextmanager
def installation(*, alone: bool, network_file: Path | None = None, restoring: bool = False) -> Iterator[Installation]:
    """Everything opened as settings and network file say, closed in the end.

    `alone` takes the data directory for this process, which whatever writes needs. Raises ConfigError for what is
    wrong in settings or network file (all faults at once, nothing touched), Unusable for what cannot be opened.
    `network_file` is read instead of the one that the settings name. `restoring` opens what a restore has just put
    there; nothing else may before it has succeeded.
    """
    settings = read_settings()
    network = read_network(network_file or settings.network_file, tuple(registry.TOOLS))
    hidden = diagnostics.Secrets(settings.all_secrets())
    diagnostics.set_up(settings.log_format, hidden, level=logging.WARNING)
    with ExitStack() as held:
        if alone:
            held.enter_context(exclusive(settings.data_dir))
        if is_unfinished(settings.data_dir) and not restoring:
            raise Unusable(f"A restore into {settings.data_dir} has not ended: run cobridge restore again.")
        database = Database(settings.database.get_secret_value())
        held.callback(database.close)
        vault = open_vault(settings.data_dir, settings.vault_key.get_secret_value(), settings.vault_key_file)
        ending = Ending()
        clock = SandboxClock(settings.clock_url, ending) if settings.clock_url else RealClock(ending)
        budgets = _budgets(settings, vault, clock, ending)
        held.callback(budgets.close)
        people = known(network, vault.rosters.of(network.id)).network
        connections = Connections(settings, people, agreed(people), clock, vault, budgets, hidden)
        yield _installed(network, connections, database, vault, ending)


def _installed(
    network: Network, connections: Connections, database: Database, vault: SqliteVault, ending: Ending
) -> Installation:
    """What a process is given, from what was opened for it."""
    settings, clock = connections.settings, connections.clock
    journal, sendings = SqlJournal(database, clock), SqlSendings(database)
    alerts, spaces = SqlAlerts(database), SqlSpaces(database)
    mirroring = Mirroring(connections, journal, sendings.notes)
    charters, people = SqlCharters(database), connections.network
    force = in_force(people, charters.versions(network.id), charters.consents(network.id))
    acts = rights(network, connections, database, vault, mirroring)
    return Installation(
        settings,
        network,
        tuple(acts.barred(under(each, people, force)) for each in connections.terms),
        vault.rosters,
        clock,
        ending,
        spaces,
        *_waiting(database),
        alerts,
        SqlDeliveries(database),
        sendings,
        SqlConfirmations(database),
        charters,
        SqlLog(database),
        journal,
        vault,
        vault.signer,
        vault.codes,
        vault.reidentifications,
        connections.hidden,
        Access(network, SqlAccessLog(database), vault, clock, version("cobridge")),
        alerting(alerts, settings, network, connections),
        retaining(database, vault, spaces, settings.data_dir / BACKUPS),
        acts,
        figure_stores(database),
        connections,
        mirroring,
    )


def _waiting(database: Database) -> tuple[SqlInbox, SqlConflicts, SqlParked, SqlPauses, SqlVisits]:
    """What waits for a cycle or a person, and how places stand."""
    return SqlInbox(database), SqlConflicts(database), SqlParked(database), SqlPauses(database), SqlVisits(database)


def _budgets(settings: Settings, vault: SqliteVault, clock: Clock, ending: Ending) -> Budgets:
    """What is left of the tools' limits, as far as earlier processes used them too."""
    kept = Kept(settings.data_dir / LIMITS, partial(vault.hashed, "limits"))
    return Budgets(clock, PATIENCE, ending.check, kept)
