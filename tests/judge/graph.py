"""Microsoft Graph's calls against Microsoft's description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.judge.described import Description
from tests.judge.exchange import Exchange, Finding
from tests.judge.openapi import Held

BATCH = "/$batch"
UNANSWERED = {"status": 200}
ME = re.compile(r"^/me(?=/|$)")


@dataclass(frozen=True)
class Graph:
    """Judges one exchange after the other."""

    held: Held

    @classmethod
    def read(cls, shared: Path) -> Graph:
        """From the folder of real input."""
        return cls(
            Held(Description.read(shared / "specs" / "graph" / "openapi.json"), "https://graph.microsoft.com", "/v1.0")
        )

    def parts(self, exchange: Exchange) -> Iterator[Exchange]:
        """Each request of a batch as if it had come alone; any other exchange is itself."""
        if exchange.path != BATCH or exchange.status != 200:
            yield _published(exchange)
            return
        answers = {each["id"]: each for each in (exchange.answer or {}).get("responses", ())}
        for request in exchange.json()["requests"]:
            yield _published(_alone(request, answers.get(request["id"], UNANSWERED), exchange.headers))

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        return self.held.operation(exchange)

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is not as published. A number of objects is answered as plain text, which is described nowhere."""
        if not exchange.headers.get("authorization", "").startswith("Bearer "):
            yield Finding(f"{exchange.method} {exchange.path}", "request", "components/securitySchemes", "security")
        if not exchange.path.endswith("/$count"):
            yield from self.held.findings(exchange)


def _published(exchange: Exchange) -> Exchange:
    """With the path as the description writes it: `/me` is the signed-in user, a function has brackets."""
    path = ME.sub("/users/me", exchange.path)
    return replace(exchange, path=f"{path}()" if path.endswith("/delta") else path)


def _alone(request: Mapping[str, Any], answer: Mapping[str, Any], headers: Mapping[str, str]) -> Exchange:
    address = urlsplit(request["url"])
    own = {name.lower(): value for name, value in request.get("headers", {}).items()}
    path = address.path.removeprefix("/v1.0")
    sent = json.dumps(request["body"]) if "body" in request else ""
    query = dict(parse_qsl(address.query, keep_blank_values=True))
    return Exchange(request["method"], path, query, {**headers, **own}, sent, answer["status"], answer.get("body"))
