"""What sandboxes in other processes wrote down, for the judge of this one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from connectors.sandbox.exchange import Request, Response

ELSEWHERE = Path(__file__).parent / "elsewhere"


@dataclass(slots=True)
class Heard:
    """The file they write to; `read` is how far it has been read."""

    path: Path
    read: int = 0

    def to_be_told(self) -> None:
        """Let every process that is started from here on write there."""
        os.environ["EXCHANGES_HEARD"] = str(self.path)
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(ELSEWHERE), *([before] if before else [])])

    def news(self) -> Iterator[tuple[str, Request, Response]]:
        """What was written since the last time, as far as its lines are whole."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(self.read)
            whole, _, _ = file.read().rpartition(b"\n")
        if whole:
            self.read += len(whole) + 1
        for line in whole.splitlines():
            vendor, method, path, query, headers, body, status, answer, named = json.loads(line)
            yield vendor, Request(method, path, query, headers, body.encode()), Response(status, answer, named)
