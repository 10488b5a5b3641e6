"""Where backups lie: their names, and which of them are too old."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from bridge.adapters.backup.placing import OVER
from bridge.adapters.backup.sealing import day_of
from bridge.core.errors import Unusable

SUFFIX = ".sealed"
COPIES, UNPACKED = "backup-copies-", "restore-unpacked"
"""Folders of the data directory in which files stand open for as long as a backup or a restore works."""
DAY = timedelta(days=1)


def new_name(folder: Path, network: str, day: date) -> Path:
    """A name that no backup has; the second of a day gets a number."""
    for number in count(1):
        path = folder / f"cobridge-{network}-{day}{'' if number == 1 else f'-{number}'}{SUFFIX}"
        if not path.exists():
            return path
    raise AssertionError


def forget_old(folder: Path, through: date) -> int:
    """Delete the backups of this day or an earlier one, whatever they are called, and return how many there were.

    Other files are not touched. Raises Unusable where one cannot be deleted.
    """
    old = [each for each in sorted(folder.glob("*")) if each.is_file() and _is_old(each, through)]
    try:
        for each in old:
            each.unlink()
    except OSError as fault:
        raise Unusable(f"A backup that is too old cannot be deleted in {folder}: {fault.strerror}.") from fault
    return len(old)


def forget_copies(data_dir: Path, today: date) -> int:
    """Delete what a backup or a restore that was killed before today has left, and return how many folders that were.

    What a restore put aside stays: it comes back with the next one.
    """
    left = [*data_dir.glob(f"{COPIES}*"), data_dir / UNPACKED, data_dir / OVER]
    old = [each for each in left if each.exists() and _written(each) < today - DAY]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)


def _written(folder: Path) -> date:
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC).date()


def _is_old(file: Path, through: date) -> bool:
    try:
        with file.open("rb") as opened:
            day = day_of(opened)
    except OSError:
        return False
    return day is not None and day <= through
