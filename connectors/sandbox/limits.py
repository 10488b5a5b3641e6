"""Counts calls against the windows that the vendors publish. The windows themselves are data of each vendor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from connectors.sandbox.exchange import Request
from connectors.sandbox.stand_in import Caller, Limit

Limits = Literal["real", "fast", "off"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that a limit keeps from the vendor: which limit, and after how many seconds its window ends."""

    limit: str
    retry_after: float


@dataclass(slots=True)
class _Window:
    ends: datetime
    begins: datetime
    used: int = 0


@dataclass(slots=True)
class Counting:
    """The windows in use. A window opens with the first call counted in it and ends after the limit's seconds."""

    limits: Sequence[Limit]
    _windows: dict[tuple[str, str, str], _Window] = field(default_factory=dict)

    def admit(self, request: Request, caller: Caller, weight: int, now: datetime) -> Refusal | None:
        """Count one call; `weight` is how many actions it carries. A refusal says which limit is used up."""
        mine = [limit for limit in self.limits if _concerns(limit, caller, request)]
        windows = [(limit, self._window(limit, caller, request, now)) for limit in mine]
        full = [(limit, window) for limit, window in windows if _is_full(limit, window, weight)]
        for limit, window in windows:
            if limit.counts == "refusals":
                window.used += bool(full)
            elif not full or limit.refused_count:
                window.used += weight if limit.each_action else 1
        if not full:
            return None
        limit, window = full[0]
        return Refusal(limit.name, max((window.ends - now).total_seconds(), 0.0))

    def _window(self, limit: Limit, caller: Caller, request: Request, now: datetime) -> _Window:
        part = re.search(limit.per, request.path) if limit.per else None
        whose = (limit.name, caller.key if limit.scope == "key" else caller.token, part[0] if part else "")
        window = self._windows.get(whose)
        if window is None or not window.begins <= now < window.ends:
            window = self._windows[whose] = _Window(now + timedelta(seconds=limit.seconds), now)
        return window


def _is_full(limit: Limit, window: _Window, weight: int) -> bool:
    if limit.counts == "refusals":
        return window.used > limit.count
    return window.used + (weight if limit.each_action else 1) > limit.count


def _concerns(limit: Limit, caller: Caller, request: Request) -> bool:
    if not (caller.key if limit.scope == "key" else caller.token):
        return False
    return limit.method in ("", request.method) and re.search(limit.path, request.path) is not None
