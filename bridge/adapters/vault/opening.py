"""Which key opens the vault of a data directory."""

from __future__ import annotations

from pathlib import Path

import structlog

from bridge.adapters.vault.master import found_or_made, read_master, read_master_file
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable

LOG = structlog.get_logger(__name__)
KEY = "vault.key"
"""The file beside the vault that holds its key where the settings name none."""


def open_vault(data_dir: Path, key: str = "", key_file: Path | None = None) -> SqliteVault:
    """`vault.db` in the data directory, opened with the key, else the key file's, else `vault.key` beside it.

    The key beside it is made on first use, and diagnostics say so. Raises Unusable for a key that is none or wrong.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteVault(data_dir / "vault.db", _master(data_dir, key, key_file))


def master_of(data_dir: Path, key: str = "", key_file: Path | None = None) -> bytes:
    """The same key, for what else is sealed with it; none is made. Raises Unusable where there is none."""
    if not (key or key_file or (data_dir / KEY).exists()):
        raise Unusable(
            f"There is no key of the vault: put back {data_dir / KEY}, or name the key in COBRIDGE_VAULT_KEY or "
            "COBRIDGE_VAULT_KEY_FILE. Nothing was changed."
        )
    return _master(data_dir, key, key_file)


def _master(data_dir: Path, key: str, key_file: Path | None) -> bytes:
    if key:
        return read_master(key, "COBRIDGE_VAULT_KEY")
    if key_file:
        return read_master_file(key_file)
    path = data_dir / KEY
    if (data_dir / "vault.db").exists() and not path.exists():
        raise Unusable(
            f"The vault's key {path} is missing: put it back from its backup, or name the key in COBRIDGE_VAULT_KEY "
            "or COBRIDGE_VAULT_KEY_FILE. Nothing was changed."
        )
    master, made = found_or_made(path)
    if made:
        LOG.warning(
            "A key for the vault was made. Back it up apart from the data directory: without it the log's pseudonyms "
            "can no longer be told.",
            file=str(path),
        )
    return master
