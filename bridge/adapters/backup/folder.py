"""Where backups lie: their names, and which of them are too old."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from bridge.adapters.backup.sealing import day_of
from bridge.core.errors import Unusable

SUFFIX = ".sealed"


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


def _is_old(file: Path, through: date) -> bool:
    try:
        with file.open("rb") as opened:
            day = day_of(opened)
    except OSError:
        return False
    return day is not None and day <= through
