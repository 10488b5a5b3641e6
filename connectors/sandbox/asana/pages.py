"""Pages of a list: `limit`, and offset tokens that hold for a while and only for the list they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from connectors.sandbox.asana.errors import bad

_WITHOUT_LIMIT = 1000
_OFFSET_LIVES = timedelta(minutes=15)  # Asana says "some time"; half an hour was seen to be too long
_MOST = 100
_NO_FILTER = ("offset", "limit", "opt_fields", "opt_pretty")


class _Mark(NamedTuple):
    of: str
    after: str
    place: int
    made: datetime


@dataclass(slots=True)
class Offsets:
    """The offset tokens handed out and not yet expired."""

    _marks: dict[str, _Mark] = field(default_factory=dict)
    _made: int = 0

    def token(self, of: str, after: str, place: int, now: datetime) -> str:
        """A new token for the entries of list `of` behind the entity `after`, which stood before `place`."""
        self._forget_old(now)
        self._made += 1
        token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9." + hashlib.sha256(f"{of}:{self._made}".encode()).hexdigest()
        self._marks[token] = _Mark(of, after, place, now)
        return token

    def start(self, token: str, of: str, gids: Sequence[str], now: datetime) -> int:
        """Where the page behind a token begins in the list as it is now. Refuses any token that is not this list's."""
        mark = self._marks.get(token)
        if mark is None or mark.of != of:
            raise bad("offset: Your pagination token is invalid.")
        if now - mark.made > _OFFSET_LIVES:
            raise bad("offset: Your pagination token has expired.")
        return gids.index(mark.after) + 1 if mark.after in gids else mark.place

    def _forget_old(self, now: datetime) -> None:
        while self._marks and now - next(iter(self._marks.values())).made > 2 * _OFFSET_LIVES:
            del self._marks[next(iter(self._marks))]


class Page(NamedTuple):
    """A part of a list, and `next_page` as Asana shows it; `limited` says whether it is shown at all."""

    entries: Sequence[Any]
    next_page: Mapping[str, str] | None
    limited: bool


def page(offsets: Offsets, entries: Sequence[Any], path: str, query: Mapping[str, str], now: datetime) -> Page:
    """The part of `entries` a call asks for; `query` includes `limit` and `offset`."""
    limit = _limit(query)
    if limit is None and "offset" not in query:
        if len(entries) > _WITHOUT_LIMIT:
            raise bad("The result is too large. You should use pagination (may require specifying a workspace)!")
        return Page(entries, None, limited=False)
    limit = limit or _MOST
    of = path + "?" + urlencode(sorted((key, value) for key, value in query.items() if key not in _NO_FILTER))
    start = offsets.start(query["offset"], of, [each.gid for each in entries], now) if "offset" in query else 0
    shown = entries[start : start + limit]
    if start + limit >= len(entries):
        return Page(shown, None, limited=True)
    token = offsets.token(of, shown[-1].gid, start + limit, now)
    return Page(shown, _next(path, query, token), limited=True)


def _limit(query: Mapping[str, str]) -> int | None:
    if "limit" not in query:
        return None
    text = str(query["limit"])
    if not text.isdecimal():
        raise bad(f"limit: Not a valid integer: {text}")
    if not 1 <= int(text) <= _MOST:
        raise bad("limit: Must be between 1 and 100")
    return int(text)


def _next(path: str, query: Mapping[str, str], token: str) -> Mapping[str, str]:
    relative = f"{path}?{urlencode({**query, 'offset': token})}"
    return {"offset": token, "path": relative, "uri": relative}
