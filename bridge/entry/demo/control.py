"""The sandbox's control, over HTTP."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from bridge.entry.demo.processes import FailedError

TIMEOUT = 60
OK, IMPOSSIBLE = 200, 400
UNPROCESSABLE = 422


class NotABoardError(ValueError):
    """What was to be loaded is no board export; the message is the sandbox's reason."""


class NotTakenError(FailedError):
    """The service did not take what a person did; the message says what it answered."""


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

    def native(self, vendor: str) -> Any:  # noqa: ANN401  a vendor's JSON
        """Everything one vendor holds, as it holds it."""
        return self._call("GET", f"/state/{vendor}")

    def act(self, **wanted: object) -> None:
        """What a person does in a tool without its API. Raises NotTakenError, FailedError where it is impossible."""
        sent = {key: value for key, value in wanted.items() if value is not None}
        answer = requests.post(f"{self.url}/act", json=sent, timeout=TIMEOUT)
        if answer.status_code == IMPOSSIBLE:
            raise FailedError(f"{wanted['tool']} {wanted['do']}: {answer.json()['error']}")
        answer.raise_for_status()
        told = answer.json()
        said = told["body"]
        if told["status"] != OK or (isinstance(said, dict) and said.get("response_action") == "errors"):
            raise NotTakenError(f"{wanted['tool']} {wanted['do']}: the service answered {told['status']} {said}")

    def calls(self, vendors: Sequence[str], people: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Reads and writes so far at each of these vendors, without those of people's accounts."""
        told = self._call("GET", "/requests")
        counts = {vendor: {kind: told["counts"][vendor][kind] for kind in ("read", "write")} for vendor in vendors}
        for call in told["calls"]:
            if call["actor"] in people:
                counts[call["vendor"]]["read" if call["method"] == "GET" else "write"] -= 1
        return counts

    def now(self) -> datetime:
        """The time there, aware."""
        return datetime.fromisoformat(self._call("GET", "/clock")["now"])

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._call("POST", "/clock", json={"advance": seconds})

    def plant(self, *faults: Mapping[str, object]) -> None:
        """These faults, and no others."""
        self._call("PUT", "/faults", json=faults)

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
