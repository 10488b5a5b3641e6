"""Trello's stand-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.seed import Seed
from connectors.sandbox.stand_in import Caller, Limit, Now, ServiceAccount


class Trello:
    """One Trello."""

    vendor = "trello"
    limits: Sequence[Limit] = ()
    loads: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {}

    def __init__(self, seed: Seed, now: Now) -> None:
        """Start with what the seed says."""
        self._seed, self._now = seed, now

    def effective(self) -> Mapping[str, Any]:
        """The section of the seed."""
        return {}

    def services(self) -> Sequence[ServiceAccount]:
        """The accounts of the service."""
        return ()

    def caller(self, request: Request) -> Caller | None:
        """Who calls."""
        token = request.query.get("token")
        return Caller(token, token) if token else None

    def actions(self, _request: Request) -> Sequence[str]:
        """None."""
        return ()

    def known(self, _request: Request) -> bool:
        """Everything."""
        return True

    def answer(self, _request: Request, _caller: Caller | None) -> Response:
        """The time."""
        return Response(body={"now": self._now().isoformat()})

    def too_many(self, _retry_after: float, limit: str) -> Response:
        """429."""
        return Response(429, {"error": limit})

    def failing(self, status: int) -> Response:
        """Failure."""
        return Response(status, "failing")

    def native(self) -> Any:
        """Nothing."""
        return {}

    def items(self) -> Sequence[Mapping[str, Any]]:
        """Nothing."""
        return ()
