"""What deletes each data type: a row for every deletion rule that the daily run carries out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bridge.adapters.backup.folder import forget_copies, forget_old
from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.bases import SqlBases
from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.charters import SqlCharters
from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.dated import SqlDated
from bridge.adapters.store.ended import SqlEnded
from bridge.adapters.store.holds import SqlHolds
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.retention import SqlProtocol, SqlStarts
from bridge.adapters.store.sendings import SqlSendings
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.rules.retention import DAY, DataType
from bridge.ports.retention import Forget
from bridge.service import forgetting
from bridge.service.people.forgetting import forget_former
from bridge.service.people.strangers import forget_strangers
from bridge.service.retention import Retaining


def retaining(database: Database, vault: SqliteVault, spaces: SqlSpaces, backups: Path) -> Retaining:
    """What the retention run works with, on the stores of one data directory; `backups` is its folder of backups."""
    dated, gone, starts, log = SqlDated(database), SqlEnded(database), SqlStarts(database), SqlLog(database)
    holds, protocol, conflicts, cases = (
        SqlHolds(database),
        SqlProtocol(database),
        SqlConflicts(database),
        SqlCases(database),
    )
    forgets: dict[DataType, Forget] = {
        DataType.JOURNAL: dated.journal,
        DataType.SUBMISSION_KEYS: dated.submission_keys,
        DataType.CONFLICTS: lambda due: conflicts.expire(due.before),
        DataType.ENDINGS: dated.endings,
        DataType.TASKS: partial(forgetting.forget_tasks, spaces, gone, starts),
        DataType.NAMES: partial(forgetting.forget_names, gone, starts),
        DataType.PLACES: partial(forgetting.forget_places, gone, starts),
        DataType.PARTICIPATION: partial(forgetting.forget_participation, log, vault, vault.expiring),
        DataType.GROUNDS: partial(forgetting.forget_grounds, SqlBases(database)),
        DataType.IDENTITIES: partial(forget_former, vault.rosters, vault, starts),
        DataType.PERSON_KEYS: partial(forget_strangers, vault, vault.rosters, gone.named, starts),
        DataType.CODES: partial(forgetting.forget_codes, vault.expiring, vault.rosters, starts),
        DataType.SECRETS: partial(forgetting.forget_secrets, vault.expiring, starts),
        DataType.DELIVERIES: dated.deliveries,
        DataType.ACCESS_LOG: partial(forgetting.forget_accesses, SqlAccessLog(database), vault.expiring),
        DataType.REIDENTIFICATIONS: lambda due: vault.reidentifications.forget_before(
            due.network.id, due.through + DAY
        ),
        DataType.CASES: lambda due: cases.forget(due.network.id, due.through + DAY),
        DataType.BACKUPS: lambda due: forget_old(backups, due.through) + forget_copies(backups.parent, due.today),
        DataType.SENDINGS: lambda due: SqlSendings(database).forget(due.network.id, due.before),
        DataType.HOLDS: lambda due: holds.forget(due.network.id, due.through),
        DataType.PROTOCOL: lambda due: protocol.forget(due.network.id, due.through),
    }
    return Retaining(forgets, holds, protocol, starts, database.forget_traces, SqlCharters(database))
