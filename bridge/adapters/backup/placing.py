"""Putting restored files in the place of those that are there, which stay aside until everything has succeeded.

Whatever ends it early, the process too, what was there comes back: at once, or with the next restore. Until then
`is_unfinished` keeps everything else from starting.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bridge.core.errors import Unusable

UNFINISHED, OVER = "restore-unfinished", "restore-over"
HAD = "there.json"
BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database belongs to it."""


def is_unfinished(data_dir: Path) -> bool:
    """Whether a restore was begun and has neither succeeded nor been undone."""
    return (data_dir / UNFINISHED).exists()


@contextmanager
def placed(data_dir: Path, targets: Mapping[str, Path], unpacked: Path) -> Iterator[None]:
    """The files of the folder `unpacked`, by name, at their targets; for good once the block has succeeded.

    A target without a file there is taken away. Raises Unusable where nothing can be moved.
    """
    aside = data_dir / UNFINISHED
    try:
        _begin(aside, targets)
        _place(aside, targets, unpacked)
        yield
    except BaseException as fault:
        put_back(data_dir, targets)
        if isinstance(fault, OSError):
            raise Unusable(f"Nothing was restored, and all is as it was: {fault}.") from fault
        raise
    _end(data_dir)


def put_back(data_dir: Path, targets: Mapping[str, Path]) -> None:
    """Undo a restore that did not succeed. Safe to repeat, and where there was none."""
    aside = data_dir / UNFINISHED
    if not aside.exists():
        return
    noted = aside / HAD
    had = set(json.loads(noted.read_text("utf-8"))) if noted.exists() else None
    for each in _all(targets):
        kept = aside / each.name
        if kept.exists():
            shutil.move(kept, each)
        elif had is not None and each.name not in had:
            each.unlink(missing_ok=True)
    _end(data_dir)


def _begin(aside: Path, targets: Mapping[str, Path]) -> None:
    aside.mkdir(mode=0o700)
    new = aside / f"{HAD}.new"
    new.write_text(json.dumps([each.name for each in _all(targets) if each.exists()]), "utf-8")
    new.replace(aside / HAD)


def _place(aside: Path, targets: Mapping[str, Path], unpacked: Path) -> None:
    for each in _all(targets):
        if each.exists():
            shutil.move(each, aside / each.name)
    for name, target in targets.items():
        if (unpacked / name).exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(unpacked / name, target)


def _end(data_dir: Path) -> None:
    """In one step, so that what is half deleted is never taken for what was there."""
    over = data_dir / OVER
    shutil.rmtree(over, ignore_errors=True)
    (data_dir / UNFINISHED).rename(over)
    shutil.rmtree(over, ignore_errors=True)


def _all(targets: Mapping[str, Path]) -> list[Path]:
    return [target.with_name(target.name + beside) for target in targets.values() for beside in BESIDE]
