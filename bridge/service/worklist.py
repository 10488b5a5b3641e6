"""The worklist of whoever asks: how the tasks and connections of their spaces stand now. Asks no tool, counts nothing.

It is read from what is remembered each time it is opened, and kept nowhere; copies that went out go after 14 days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bridge.core.model.alert import Told
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PartnerId, PlaceId
from bridge.core.model.network import Network
from bridge.core.reports.state.memberships import memberships
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.places import Disturbance
from bridge.core.reports.state.reading import Reader
from bridge.core.reports.state.sheet import Remembered, days_ahead, sheet
from bridge.core.reports.state.tasks import soonest
from bridge.core.reports.worklist import Named, Worklist
from bridge.core.rules.access import Resource, Verb
from bridge.core.sync.lanes import remembering
from bridge.core.sync.terms import Terms
from bridge.ports.alerts import AlertStore
from bridge.ports.conflicts import ConflictStore
from bridge.ports.store import PauseStore, SpaceStore, VisitStore
from bridge.service.access import Looked
from bridge.service.charter import Agreeing
from bridge.service.health import READ_LATELY


@dataclass(frozen=True, slots=True)
class Sources:
    """Where it is remembered how everything stands."""

    spaces: SpaceStore
    conflicts: ConflictStore
    visits: VisitStore
    pauses: PauseStore
    alerts: AlertStore


def worklist(caller: Caller, terms: Sequence[Terms], sources: Sources, agreeing: Agreeing) -> Worklist:
    """The caller's worklist of these spaces, as they are under the charter in force; others are left out.

    Who acts for a partner reads as that partner: of tasks that pass to it by reference alone nothing is told. Raises
    NotPermittedError for whoever has no worklist, and Unusable where the look cannot be recorded.
    """
    access, network = agreeing.access, agreeing.network
    with access.recorded(caller, Verb.READ, Resource.WORKLIST) as looked:
        within, points = access.spaces(caller, Resource.WORKLIST), agreeing.force().points
        namings = [Naming(each, points, _sizes(network)) for each in terms if each.space.id in within]
        found = _gathered(namings, Reader(caller.partner), sources, agreeing)
        _note(found, network, looked)
    return found


def _gathered(namings: Sequence[Naming], reader: Reader, sources: Sources, agreeing: Agreeing) -> Worklist:
    today, now = agreeing.today(), agreeing.clock.now()
    known = [(_remembered(each.terms, sources, now), _with_lanes(each, sources)) for each in namings]
    return Worklist(
        network=agreeing.network.name,
        on=today,
        spaces=tuple(sheet(each, naming, reader, today) for each, naming in known),
        coming=soonest(day for each, naming in known for day in days_ahead(each, naming, reader, today)),
        memberships=tuple(memberships(namings, today)),
    )


def _with_lanes(naming: Naming, sources: Sources) -> Naming:
    """So that values of conflicts can be said in words."""
    return Naming(remembering(naming.terms, sources.spaces.memory(naming.terms.space.id)), naming.points, naming.sizes)


def _remembered(terms: Terms, sources: Sources, now: datetime) -> Remembered:
    space = terms.space.id
    undecided = (each for each in sources.conflicts.retrievable(space) if each.is_open and each.asked is None)
    return Remembered(
        sources.spaces.memory(space).tasks,
        tuple(each for each in undecided if each.until(terms.kept_for) > now),
        dict(_disturbed(terms, sources, now)),
        sources.pauses.paused(space),
    )


def _disturbed(terms: Terms, sources: Sources, now: datetime) -> Iterator[tuple[PlaceId, Disturbance]]:
    """Places whose trouble does not pass by itself, or has not for a while."""
    told = sources.alerts.standing()
    for place in terms.space.places:
        visits, last = sources.visits, sources.visits.last_read(place.id)
        reads = last is not None and now - last <= READ_LATELY
        stopped = visits.stopped(place.id)
        if visits.trouble(place.id) and (stopped or not reads):
            yield place.id, Disturbance(_since(place.id, None if reads else last, told, terms), reads, stopped)


def _since(place: PlaceId, last: datetime | None, told: Sequence[Told], terms: Terms) -> date | None:
    """The day of the last reading, or on which the trouble was first seen."""
    seen = [each.since for each in told if each.alert.subject == place]
    at = min([*seen, *([last] if last else [])], default=None)
    return at.astimezone(terms.zone).date() if at else None


def _sizes(network: Network) -> Mapping[PartnerId, int]:
    return {each.id: len(each.roster) for each in network.partners}


def _note(found: Worklist, network: Network, looked: Looked) -> None:
    """The name of an organisation of one person is that person's."""
    named = {line.organisation for sheet in found.spaces for line in sheet.lines if line.named is Named.ALONE}
    for partner in network.partners:
        if partner.name in named:
            looked.at_all((person.id, partner.id) for person in partner.roster)
