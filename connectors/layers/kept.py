"""What was used of the limits, in a file that outlives the process: the next one goes on from there.

It is written when the process ends, and before a call by which more than a second has passed, or more than a tenth of a
limit (25 calls at most, one of a limit that lasts hours) was used, since it was written last. A process that was killed
may so have made calls that the file does not know of: that many under each limit, within a second after its last
writing. As long as they would count, others take them for made; the same of a process that is at work, until it writes
again. (A power cut may lose more, since nothing waits for the disk.)
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex

import structlog

from connectors.layers import tally
from connectors.layers.tally import EVERY, Tally
from connectors.layers.window import Counts, Window

LOG = structlog.get_logger(__name__)
UNREADABLE = (
    "What earlier processes used of the tools' limits is not known: the file is damaged or another installation's."
)
UNWRITABLE = "What is used of the tools' limits cannot be kept: the next process may be refused once."

Stamp = tuple[int, int, int]


class Kept:
    """The file of one data directory, for one process. Who calls this holds the lock of the counts.

    Nothing is read or written before the first call to a tool.
    """

    def __init__(self, path: Path, hashed: Callable[[str], str]) -> None:
        """`hashed` makes a keyed hash, the same in each process: no credential comes into the file."""
        self.hashed = hashed
        self._path = path
        self._me = token_hex(8)
        self._installation = ""
        self._working = dict[str, float]()
        self._stamp: Stamp | None = None
        self._at: datetime | None = None
        self._told = set[str]()

    def take_over(self, counts: Counts, now: datetime) -> None:
        """Once, before anything is counted: go on from where the last process was."""
        if self._at is None:
            self.write(counts, now)

    def counted(self, counts: Counts, windows: Sequence[Window], now: datetime) -> None:
        """One more call, under these limits, is about to be sent."""
        due = self._at is None or not self._at <= now < self._at + EVERY
        if due or any(not each.kept or each.unkept > tally.piece(each.limit) for each in windows):
            self.write(counts, now)

    def write(self, counts: Counts, now: datetime) -> None:
        """Write what was counted so far, with what others wrote meanwhile."""
        self._write(counts, now, {self._me: now.timestamp()})

    def close(self, counts: Counts, now: datetime) -> None:
        """Write for the last time: nothing has to be assumed of this process any more."""
        if self._at is not None:
            self._write(counts, now, {})

    def _write(self, counts: Counts, now: datetime, mine: Mapping[str, float]) -> None:
        self._installation, self._at = self._installation or self.hashed("whose file this is"), now
        try:
            with self._alone():
                self._learn(counts)
                working = {**tally.lasting(self._working, counts, now), **mine}
                self._replace(tally.written(self._installation, counts, working, now))
        except OSError as fault:
            self._tell(UNWRITABLE, fault.strerror)
            return
        for window in counts.windows.values():
            window.kept, window.unkept = window.stands(now), 0

    def _learn(self, counts: Counts) -> None:
        """What others wrote since this process did."""
        found = None if self._stamped() == self._stamp else self._read()
        if found:
            tally.learn(counts, found, self._me)
            self._working = {name: at for name, at in found.working.items() if name != self._me}

    def _read(self) -> Tally | None:
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return None
        found = tally.read(text, self._installation)
        if found is None:
            self._tell(UNREADABLE)
        return found

    def _replace(self, text: bytes) -> None:
        new = self._path.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text)
        new.replace(self._path)
        self._stamp = self._stamped()

    def _stamped(self) -> Stamp | None:
        """What tells whether somebody else wrote the file."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The hold ends with the process, however it ends."""
        with self._path.with_suffix(".lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _tell(self, sentence: str, reason: str | None = None) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            LOG.warning(sentence, file=str(self._path), **({"reason": reason} if reason else {}))
