"""The calls of a `$batch`: at most twenty, with addresses below the version, some after others.

Source: https://learn.microsoft.com/graph/json-batching
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from connectors.sandbox.exchange import Request
from connectors.sandbox.graph.entities import Json
from connectors.sandbox.graph.errors import bad

MOST = 20
_WRITING = ("POST", "PATCH", "PUT")


@dataclass(frozen=True, slots=True)
class Step:
    """One call of a batch."""

    id: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: Any
    depends_on: Sequence[str]

    def request(self, version: str) -> Request:
        """The call as if it had come alone."""
        parts = urlsplit(self.url)
        path = "/" + unquote(parts.path).lstrip("/")
        body = b"" if self.body is None else json.dumps(self.body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return Request(
            self.method, version + path, dict(parse_qsl(parts.query, keep_blank_values=True)), self.headers, body
        )


def steps(data: Json) -> list[Step]:
    """Read a batch; what is wrong with its form refuses the whole."""
    given = data.get("requests")
    if not isinstance(given, list) or not given:
        raise bad("Invalid batch payload format.")
    if len(given) > MOST:
        raise bad(f"Number of batch request steps exceeds the maximum value of {MOST}.", "MaximumBatchSizeExceeded")
    found: list[Step] = []
    for each in given:
        step = _step(each)
        if step.id in {other.id for other in found}:
            raise bad(f"Duplicate request id '{step.id}' in the batch.")
        missing = [name for name in step.depends_on if name not in {other.id for other in found}]
        if missing:
            raise bad(f"Request id '{step.id}' depends on '{missing[0]}', which does not come before it.")
        found.append(step)
    return found


def _step(given: Any) -> Step:
    if not isinstance(given, dict):
        raise bad("Invalid batch payload format.")
    name, method, url = given.get("id"), given.get("method"), given.get("url")
    if not isinstance(name, str) or not name or not isinstance(method, str) or not isinstance(url, str):
        raise bad("Invalid batch payload format: each request needs an id, a method and a url.")
    if urlsplit(url).scheme or url.lstrip("/").startswith(("v1.0/", "$batch")):
        raise bad(f"Request id '{name}': the url must be relative to the version.")
    headers = given.get("headers") or {}
    depends = given.get("dependsOn") or []
    if not isinstance(headers, dict) or not isinstance(depends, list):
        raise bad("Invalid batch payload format.")
    lower = {str(key).lower(): str(value) for key, value in headers.items()}
    if method.upper() in _WRITING and ("content-type" not in lower) != (given.get("body") is None):
        raise bad(f"Write request id : {name} does not contain Content-Type header or body.")
    return Step(name, method.upper(), url, lower, given.get("body"), [str(each) for each in depends])
