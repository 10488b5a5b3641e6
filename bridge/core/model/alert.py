"""What two named persons have to know at once: a trouble that does not pass by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlertKind(StrEnum):
    """What is the matter."""

    STALE = "stale"
    """A place was not read for too long."""
    CREDENTIAL = "credential"
    """A place refuses us until a person acts: a sign-in that ended or is about to, a permission, the place itself."""
    PAUSED = "paused"
    """The guard paused a space."""
    DELIVERY = "delivery"
    """A tool no longer delivers to us."""
    PARKED = "parked"
    """Operations that a tool refused for good wait for a person."""
    DISK = "disk"
    """The disk, or the database on it, takes nothing more."""
    SERVICE = "service"
    """An error of Cobridge's own ended a piece of its work."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One trouble. `subject` is the place, space, connection or part of the service; `said` why, in one sentence.

    `sign` is what makes it another trouble worth another mail; a sentence may change with every attempt. `number`
    counts what waits, where something does. No title, text or name of a person stands in it.
    """

    kind: AlertKind
    subject: str
    said: str = ""
    sign: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """The same for the same trouble."""
        return f"{self.kind} {self.subject}"


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble and what the persons were told of it. All times are aware UTC.

    `since` is when it was first seen, `told_at` when the last mail went out, None before the first; `told` is the sign
    that this mail spoke of.
    """

    alert: Alert
    since: datetime
    told_at: datetime | None = None
    told: str = ""
