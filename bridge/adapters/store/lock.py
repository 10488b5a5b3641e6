"""One cobridge at a time per data directory: two would each decide from a memory that the other is changing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bridge.core.errors import Unusable


@contextmanager
def exclusive(data_dir: Path) -> Iterator[None]:
    """Hold the data directory; it is made where it is missing. The hold ends with the process, however it ends.

    Raises Unusable at once when another process holds it.
    """
    path = data_dir / "cobridge.lock"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as fault:
        raise Unusable(f"The data directory {data_dir} cannot be written: {fault.strerror}.") from fault
    with file:
        _hold(file, data_dir)
        yield


def _hold(file: TextIO, data_dir: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        file.seek(0)
        process = file.read().strip()
        raise Unusable(
            f"Another cobridge{f' (process {process})' if process else ''} works on {data_dir}: wait until it has "
            "finished, or stop it. Nothing was done."
        ) from fault
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()
