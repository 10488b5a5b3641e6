"""The sandbox's control, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

TIMEOUT = 60
UNPROCESSABLE = 422


class NotABoardError(ValueError):
    """What was to be loaded is no board export; the message is the sandbox's reason."""


@dataclass(frozen=True, slots=True)
class Control:
    """One sandbox."""

    url: str

    def seed(self) -> Mapping[str, Any]:
        """The seed with every id filled in."""
        found: Mapping[str, Any] = self._call("GET", "/seed")
        return found

    def items(self, vendor: str) -> list[Mapping[str, Any]]:
        """Everything one vendor holds, as its readers see it."""
        found: list[Mapping[str, Any]] = self._call("GET", f"/state/{vendor}?form=items")
        return found

    def calls(self, vendors: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Reads and writes so far at each of these vendors."""
        counts = self._call("GET", "/requests")["counts"]
        return {vendor: {kind: counts[vendor][kind] for kind in ("read", "write")} for vendor in vendors}

    def now(self) -> datetime:
        """The time there, aware."""
        return datetime.fromisoformat(self._call("GET", "/clock")["now"])

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._call("POST", "/clock", json={"advance": seconds})

    def load_board(self, export: Path) -> Mapping[str, Any]:
        """Load a board export; returns the board's id and what it holds. Raises NotABoardError."""
        answer = requests.post(f"{self.url}/load/trello-export", data=export.read_bytes(), timeout=TIMEOUT)
        if answer.status_code == UNPROCESSABLE:
            raise NotABoardError(answer.json()["error"])
        answer.raise_for_status()
        loaded: Mapping[str, Any] = answer.json()
        return loaded

    def _call(self, method: str, path: str, **sent: Any) -> Any:  # noqa: ANN401  JSON
        answer = requests.request(method, f"{self.url}{path}", timeout=TIMEOUT, **sent)
        answer.raise_for_status()
        return answer.json()
