"""One issue of the weekly report for one reader: worklist, releases, duties and what they rest upon, as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.caller import Caller
from bridge.core.model.network import Network
from bridge.core.reports.duties import DutyLine
from bridge.core.reports.figures import Release, Signed
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Worklist
from bridge.core.rules.access import Resource, Verb, may
from bridge.core.rules.agreement import values
from bridge.core.rules.consent import Force
from bridge.core.sync.terms import Terms
from bridge.ports.bases import ReadDays
from bridge.ports.releases import Releases
from bridge.service.access import Access
from bridge.service.week.issue import DAY, issue_at

SHOWN = 4
"""Weeks that the table has."""
NETWORK, SPACES = "F1", "F2"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Where an issue comes from. `worklist` and `duties` ask for themselves what the reader may see.

    `charter` is the label of the version that holds. `url` leads to the whole worklist, or is empty.
    """

    network: Network
    terms: Sequence[Terms]
    force: Force
    charter: str
    access: Access
    releases: Releases
    days: ReadDays
    worklist: Callable[[Caller], Worklist]
    duties: Callable[[Caller], tuple[DutyLine, ...]]
    url: str = ""


def gather(reader: Caller, name: str, gathering: Gathering) -> Weekly:
    """The issue of the week called `name`; figures are those that were released, and nothing is counted here.

    Only the newest issue has a worklist: it says how things stand now. Raises NotPermittedError for who may read no
    figures, ValueError for a week that there is not.
    """
    week, network = Week(name), gathering.network
    newest = issue_at(gathering.access.clock.now(), network.zone)
    with gathering.access.recorded(reader, Verb.READ, Resource.FIGURES, Purpose.TRANSPARENCY):
        figures, quarter = _figures(week, gathering), _quarter(week, gathering)
    return Weekly(
        network=network.name,
        week=week.name,
        on=week.last + DAY,
        charter=gathering.charter,
        organisations=len(network.partners),
        worklist=gathering.worklist(reader) if week == newest and _sees_worklist(reader) else None,
        figures=tuple(each.release for each in figures),
        quarter=quarter,
        unread=tuple(_unread(week.last, gathering)),
        duties=gathering.duties(reader),
        silent=_silent(gathering.terms),
        fingerprint=next((each.fingerprint for each in figures if each.release.period == week.name), ""),
        contact=network.report.contact if network.report else "",
        names={space.id: space.name for space in network.spaces},
        evaluations=frozenset(values(gathering.force.points, "evaluation")),
        url=gathering.url,
    )


def _sees_worklist(reader: Caller) -> bool:
    """A council or an auditor reads figures alone."""
    return may(reader.role, Verb.READ, Resource.WORKLIST)


def _figures(week: Week, gathering: Gathering) -> list[Signed]:
    """Of the last four weeks; one without a release is missing."""
    weeks = {Week.of(week.first - 7 * DAY * back).name for back in range(SHOWN)}
    found = gathering.releases.last(gathering.network.id, NETWORK, SHOWN, week.name)
    return [each for each in found if each.release.period in weeks]


def _quarter(week: Week, gathering: Gathering) -> tuple[Release, ...]:
    """Of the quarter that ended with this week."""
    quarter = Quarter.of(week.first)
    if quarter.weeks[-1] != week.name:
        return ()
    found = gathering.releases.of(gathering.network.id, SPACES, quarter.name)
    return (found.release,) if found else ()


def _unread(day: date, gathering: Gathering) -> Iterator[str]:
    places = [place.id for terms in gathering.terms for place in terms.space.places]
    read = gathering.days.of(places, day, day)
    for terms in gathering.terms:
        for place in terms.space.places:
            if day not in read.get(place.id, frozenset()):
                yield f"{terms.space.name} ({place.tool.capitalize()})"


def _silent(terms: Sequence[Terms]) -> tuple[str, ...]:
    """Tools that at some place do not report who changed what."""
    places = ((each, place) for each in terms for place in each.space.places)
    return tuple(sorted({place.tool for each, place in places if not each.reaches[place.id].manifest.tells_changes}))
