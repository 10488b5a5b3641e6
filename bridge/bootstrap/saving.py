"""Backup and restore of one data directory: which files, under which key, and what has to fit together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import make_url

from bridge.adapters.backup.copying import copy_both, version_of_tables, whole
from bridge.adapters.backup.folder import COPIES, UNPACKED, forget_old, new_name
from bridge.adapters.backup.packing import Manifest, hash_of, pack, unpack
from bridge.adapters.backup.placing import placed, put_back
from bridge.adapters.store.erasures import FILE, ErasuresFile
from bridge.adapters.store.lock import exclusive
from bridge.adapters.store.schema import revisions
from bridge.adapters.vault.opening import master_of
from bridge.bootstrap.installed import Installation
from bridge.bootstrap.opening import BACKUPS, LIMITS, installation
from bridge.core.errors import Unusable
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.retention import DataType
from bridge.ports.erasures import Mark
from bridge.service.restore import settle
from bridge.service.retention import holding, today_of
from bridge.service.rights.barring import PURPOSE
from config.network import read_network
from config.settings import Settings, read_settings
from connectors import registry

DATABASE, VAULT = "cobridge.db", "vault.db"
"""What the files are called in a backup, wherever the settings have them."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written; `deleted` older ones of the same folder went by their deletion rule."""

    file: Path
    deleted: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the state of a day; `forgotten` ids of erased persons came with it and went again."""

    day: str
    forgotten: int


def back_up(found: Installation, caller: Caller, to: Path | None) -> Backup:
    """Write a backup to the file or folder `to`, by default to the data directory's own folder.

    Cobridge may be at work meanwhile. Raises NotPermittedError, and Unusable where something cannot be read or written.
    """
    day = today_of(found.network, found.clock)
    data_dir = found.settings.data_dir
    file = _named(to or data_dir / BACKUPS, found.network.id, day, is_own=to is None)
    found.vault.hashed(PURPOSE, "")  # the tombstones' key is in every backup, or nobody would be known again after it
    with found.access.recorded(caller, Verb.READ, Resource.BACKUPS, Purpose.SECURITY), _open_copies(data_dir) as folder:
        copied = copy_both(_database(found.settings), data_dir / VAULT, folder)
        copies = [each.rename(folder / name) for each, name in zip(copied, (DATABASE, VAULT), strict=True)]
        if (data_dir / LIMITS).exists():
            copies.append(Path(shutil.copy(data_dir / LIMITS, folder / LIMITS)))
        erased = len(found.rights.barring.tombstones.marked(Mark.ERASED))
        tables, hashes = version_of_tables(copies[0]), {each.name: hash_of(each) for each in copies}
        manifest = Manifest(found.network.id, str(day), version("cobridge"), tables, erased, hashes)
        pack(copies, manifest, file, _master(found.settings))
    return Backup(file, _forget_old(found, file.parent, day))


def restore(caller: Caller, file: Path, erasures: Path | None, *, without_erasures: bool) -> Restored:
    """Put back what the backup has, forget again whom the tombstones know, and only then let anything start.

    `erasures` are tombstones that join those of the data directory; `without_erasures` does without any. Raises
    ConfigError, NotPermittedError, and Unusable with everything as it was.
    """
    settings = read_settings()
    network = read_network(settings.network_file, tuple(registry.TOOLS))
    data_dir = settings.data_dir
    targets = {DATABASE: _database(settings), VAULT: data_dir / VAULT, LIMITS: data_dir / LIMITS}
    with exclusive(data_dir):
        put_back(data_dir, targets)
        with _emptied(data_dir / UNPACKED) as folder:
            manifest = unpack(file, _master(settings), folder)
            _check(manifest, network.id, folder, file.name)
            _check_erasures(manifest, data_dir, erasures, without=without_erasures)
            with placed(data_dir, targets, folder):
                forgotten = _settle(caller)
    return Restored(manifest.day, forgotten)


def _settle(caller: Caller) -> int:
    with installation(alone=False, restoring=True) as found:
        kept, barring = found.rights.kept(found.terms), found.rights.barring
        return settle(caller, found.access, kept, barring, found.retaining, found.visits)


def _check(manifest: Manifest, network: str, folder: Path, name: str) -> None:
    if manifest.network != network:
        raise Unusable(
            f"{name} is a backup of the network {manifest.network}, and this is {network}. Nothing was changed."
        )
    if not {DATABASE, VAULT} <= manifest.files.keys() or not all(whole(folder / each) for each in (DATABASE, VAULT)):
        raise Unusable(f"{name} is damaged: a database in it cannot be read. Nothing was changed.")
    if manifest.tables not in revisions() or version_of_tables(folder / DATABASE) != manifest.tables:
        raise Unusable(
            f"{name} was written by a newer Cobridge ({manifest.version}): install that one first. Nothing was changed."
        )


def _check_erasures(manifest: Manifest, data_dir: Path, given: Path | None, *, without: bool) -> None:
    """The tombstones know who was erased since; what is given joins what is there."""
    own = data_dir / FILE
    if given is not None:
        if not given.is_file():
            raise Unusable(f"There is no file {given}: name the {FILE} of the old machine. Nothing was changed.")
        joined, joining = ErasuresFile(own), ErasuresFile(given)
        for mark in Mark:
            joined.put(mark, joining.marked(mark))
    if without:
        return
    if not own.exists():
        raise Unusable(
            f"{own} is missing, so nobody knows who was erased after this backup: name a copy of it with --erasures, "
            "or say --no-erasures if nobody was. Nothing was changed."
        )
    known = len(ErasuresFile(own).marked(Mark.ERASED))
    if known < manifest.erased:
        raise Unusable(
            f"{own} knows of fewer erasures than there were when the backup was written, so it is not the one that "
            "belongs to it: name that with --erasures. Nothing was changed."
        )


def _named(to: Path, network: str, day: date, *, is_own: bool) -> Path:
    if is_own:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
    if to.is_dir():
        return new_name(to, network, day)
    if to.exists():
        raise Unusable(f"{to} is there already: name another file, or a folder. Nothing was written.")
    if not to.parent.is_dir():
        raise Unusable(f"There is no folder {to.parent}: make it, or name another. Nothing was written.")
    return to


def _forget_old(found: Installation, folder: Path, day: date) -> int:
    """Older backups beside the new one, unless a case needs them."""
    if any(each.data_type == DataType.BACKUPS for each in holding(found.retaining.holds, found.network, day)):
        return 0
    return forget_old(folder, CATALOGUE[DataType.BACKUPS].period.latest_start(day))


def _database(settings: Settings) -> Path:
    address = make_url(settings.database.get_secret_value())
    if address.get_backend_name() != "sqlite" or not address.database:
        raise Unusable("Only a database in a file is part of a backup: for another one, use its own tools.")
    return Path(address.database)


def _master(settings: Settings) -> bytes:
    return master_of(settings.data_dir, settings.vault_key.get_secret_value(), settings.vault_key_file)


@contextmanager
def _open_copies(data_dir: Path) -> Iterator[Path]:
    """A folder for open copies, of this account alone, gone in the end."""
    folder = Path(mkdtemp(prefix=COPIES, dir=data_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
