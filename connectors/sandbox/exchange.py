"""What a vendor's stand-in receives and answers: plain values, whatever server carries them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Request:
    """One call.

    `path` begins with `/` and is percent-decoded; header names are lower case; a repeated key keeps its last value.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def form(self) -> dict[str, str]:
        """The body read as `application/x-www-form-urlencoded`."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    def json(self) -> Any:
        """The body read as JSON, None where there is none. Raises ValueError for anything else."""
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `body` is sent as JSON, or as it is where it is text or bytes; None sends nothing."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer that waits for somebody else's, such as a registered address; other calls go on meanwhile."""

    finish: Callable[[], Awaitable[Response]]
