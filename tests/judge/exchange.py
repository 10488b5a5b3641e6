"""What passes between a client and a vendor, and what a judge finds in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Side = Literal["request", "answer"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer. `path` is as the vendor publishes it, without the API's prefix; header names are lower
    case; `sent` is the body's text; `answer` is the body as JSON gives it, None where there was none.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: str = ""
    status: int = 200
    answer: Any = None

    @property
    def kind(self) -> str:
        """The media type of what was sent."""
        return self.headers.get("content-type", "application/json").partition(";")[0].strip()

    def json(self) -> Any:
        """What was sent, None where it was nothing. Raises ValueError where it is no JSON."""
        return json.loads(self.sent) if self.sent else None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Where an exchange is not as the vendor publishes it.

    `place` is a location in the published description, `rule` what does not hold there; both together are what
    `excused/` names. `value` is what was found there.
    """

    call: str
    side: Side
    place: str
    rule: str
    value: Any = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.call}, {self.side}: {self.rule} at {self.place} ({cut(self.value)})"


def cut(value: Any) -> str:
    """A value short enough for a line."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def pairs(found: Mapping[str, Any]) -> dict[str, str]:
    """Values as a query carries them: true and false in small letters, nothing for null."""
    return {key: _text(value) for key, value in found.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
