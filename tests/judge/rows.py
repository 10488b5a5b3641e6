"""Which row of the connectors' `endpoints.py` a call of the service stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from connectors.asana import endpoints as asana
from connectors.layers.endpoint import Endpoint
from connectors.sandbox.exchange import Request
from connectors.slack import endpoints as slack
from connectors.teams import endpoints as teams
from connectors.trello import endpoints as trello
from tests.judge.described import PART
from tests.judge.exchange import Exchange

ENDPOINTS: dict[str, tuple[Endpoint, ...]] = {
    "asana": asana.ENDPOINTS, "slack": slack.ENDPOINTS, "graph": teams.ENDPOINTS, "trello": trello.ENDPOINTS,
}  # fmt: skip
"""By vendor."""
BATCHES = {"graph": "/$batch", "asana": "/batch"}
"""Calls that carry others: each of these stands in a row of its own."""
PERSON = re.compile(r"(Bearer )?(trello|asana|slack|teams)-\w")
"""What a call of a person of the sandbox signs in with."""


def by_the_service(request: Request) -> bool:
    """Whether a call is one of our connectors': those of people bear their own tokens."""
    return not PERSON.match(request.headers.get("authorization", "") or request.query.get("token", ""))


def carried(vendor: str, exchange: Exchange) -> Iterator[Exchange]:
    """The exchange itself where it is a batch, beside what it carries."""
    if exchange.path == BATCHES.get(vendor):
        yield exchange


def row(vendor: str, method: str, path: str) -> Endpoint | None:
    """The row of a call, None where there is none; `path` is as in `Endpoint`."""
    sought = path if path.startswith("//") else path.strip("/")
    if vendor == "graph" and sought == "users/me":  # as the judge writes it
        sought = "me"
    return next(
        (each for each, form in _forms(ENDPOINTS[vendor]) if each.method == method and form.fullmatch(sought)), None
    )


@cache
def _forms(rows: tuple[Endpoint, ...]) -> list[tuple[Endpoint, re.Pattern[str]]]:
    """Rows with fewer variables come first."""
    ordered = sorted(rows, key=lambda each: len(PART.findall(each.path)))
    return [(each, _form(each.path)) for each in ordered]


def _form(path: str) -> re.Pattern[str]:
    fixed = path if path.startswith("//") else path.strip("/")
    return re.compile("[^/]+".join(map(re.escape, PART.split(fixed))))
