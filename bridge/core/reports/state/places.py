"""Lines about places and spaces: technical facts, exact, and about no task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridge.core.model.network import Place
from bridge.core.model.refusal import Refusal
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.worklist import Kind, Line, Named


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A place that cannot be used as it should. `since` is the day it began, None where nobody knows.

    `reads`: it is read, and cannot be written. `stopped`: nothing works there until a person acts.
    """

    since: date | None = None
    reads: bool = False
    stopped: bool = False


def place_line(place: Place, found: Disturbance, naming: Naming) -> Line:
    """Which tool, and whose as far as it may be named: a place's id often holds a name, so it goes with that."""
    organisation, named = naming.partner(naming.terms.hosts[place.id])
    if not organisation:
        named = Named.NONE
    return Line(
        Kind.BLOCKED,
        since=found.since,
        organisation=organisation,
        named=named,
        place=place.id if organisation else "",
        tool=place.tool,
        reads=found.reads,
        stopped=found.stopped,
    )


def pause_line(refusal: Refusal) -> Line:
    """How many of how many tasks, and what befell them; not at which place."""
    return Line(Kind.PAUSED, missing=refusal.number, of=refusal.total, befell=refusal.kind)
