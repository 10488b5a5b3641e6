"""Small networks, each made so that one rule of a release is what stands between a reader and somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bridge.core.errors import Unusable
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.ids import PlaceId
from bridge.core.reports.attack.cases import attacked
from bridge.core.reports.attack.learned import Result, Verdict
from bridge.core.reports.attack.material import Document, Reader, Secrets, World
from tests.attack.office import Office, document_of, network_of
from tests.attack.raw import Act, Raw, acts, roster

QUARTER = Quarter("2026-Q3")
WEEKS = QUARTER.weeks
SIZES = {"ahorn": 18, "birke": 9, "zeder": 6, "distel": 3, "erle": 2, "fichte": 1}
NOTHING = Secrets()
SIX = {"antrag": roster(SIZES)}
THREE = {"antrag": roster({"ahorn": 18, "birke": 9, "zeder": 6})}
SMALL = {"distel": 3, "erle": 2, "fichte": 1}
EVEN = {"ahorn": 7, "birke": 5, "zeder": 5, "distel": 2, "erle": 1, "fichte": 1}


def readers(raw: Raw) -> Sequence[Reader]:
    """Somebody of no organisation, and somebody of each."""
    return (Reader(), *(Reader(frozenset({name})) for name in raw.organisations))


def broken(raw: Raw, documents: Sequence[Document], secrets: Secrets = NOTHING) -> frozenset[str]:
    """The cases that tell too much of these documents, with complete knowledge of one's own."""
    return frozenset(each.case for each in results(raw, documents, secrets) if each.verdict is Verdict.BROKEN)


def results(raw: Raw, documents: Sequence[Document], secrets: Secrets = NOTHING) -> Sequence[Result]:
    """What every reader learned."""
    return [*attacked(World(documents, {"": raw.rosters}, parts=raw.parts(), secrets=secrets), readers(raw))]


def working(
    rosters: Mapping[str, Mapping[str, frozenset[str]]], done: Mapping[str, Mapping[str, int]], weeks: int
) -> Raw:
    """In each of these weeks so many tasks opened and completed, by space and organisation."""
    found = [
        each
        for week in WEEKS[:weeks]
        for space, numbers in done.items()
        for metric in ("opened", "completed")
        for each in acts(week, metric, space, numbers, _by(rosters[space]))
    ]
    return Raw(rosters, tuple(found))


def released(raw: Raw, weeks: int = 3) -> frozenset[str]:
    """A network that lives for some weeks."""
    return broken(raw, Office(raw).live(WEEKS[0], weeks))


def few_remain() -> frozenset[str]:
    """One large organisation beside two small ones: without it three persons."""
    sizes = {"ahorn": 18, "erle": 2, "fichte": 1}
    return released(working({"messe": roster(sizes)}, {"messe": {"ahorn": 12, "erle": 6, "fichte": 5}}, 3))


def two_firms() -> frozenset[str]:
    """Two organisations: each computes the other."""
    sizes = {"ahorn": 18, "birke": 9}
    return released(working({"messe": roster(sizes)}, {"messe": {"ahorn": 15, "birke": 12}}, 3))


def late() -> frozenset[str]:
    """Something is heard of a week that was released already, and the release is asked for once more."""
    raw = working(SIX, {"antrag": EVEN}, 2)
    office = Office(raw)
    first = office.live(WEEKS[0], 2)
    office.acts += acts(WEEKS[0], "opened", "antrag", {"ahorn": 9}, _by(SIX["antrag"]))
    again = document_of(office.made("F1", Week(WEEKS[0])), office.vault)
    return broken(raw, [*first, again])


def small_space() -> frozenset[str]:
    """A space that is too small for a figure of its own is very busy for a whole quarter."""
    rosters = {**THREE, "ausbildung": roster(SMALL)}
    busy = {"antrag": {"ahorn": 7, "birke": 5, "zeder": 5}, "ausbildung": {"distel": 15, "erle": 8, "fichte": 7}}
    return released(working(rosters, busy, 13), 13)


def one_did_most() -> frozenset[str]:
    """Six organisations of which one did 40 tasks, and the others two or one."""
    done = {"ahorn": 40, "birke": 2, "zeder": 1, "distel": 1, "erle": 1}
    return released(working(SIX, {"antrag": done}, 1), 1)


def holiday() -> frozenset[str]:
    """A week in which one organisation worked alone."""
    return released(working(SIX, {"antrag": {"ahorn": 40}}, 1), 1)


def quiet() -> frozenset[str]:
    """A week in which hardly anything was done, after a usual one."""
    raw = working(SIX, {"antrag": EVEN}, 1)
    return released(raw, 2)


def unread() -> frozenset[str]:
    """A tool could not be read for two days."""
    raw = working(SIX, {"antrag": EVEN}, 3)
    office, monday = Office(raw), Week(WEEKS[1]).first
    office.read.missing[PlaceId("birke-antrag")] = frozenset({monday + timedelta(days=2), monday + timedelta(days=3)})
    return broken(raw, office.live(WEEKS[0], 3))


def linked() -> frozenset[str]:
    """Four weeks of eight tasks each and nine of none: with the quarter beside them each is known exactly."""
    done = {"ahorn": 3, "birke": 3, "zeder": 2}
    return released(working(THREE, {"antrag": done}, 4), 13)


def named() -> frozenset[str]:
    """The charter's label names somebody."""
    raw = working(SIX, {"antrag": EVEN}, 1)
    office = Office(raw)
    office.charter = "Fassung von Frau ahorn-1"
    try:
        found = office.live(WEEKS[0], 1)
    except Unusable:
        return frozenset()
    return broken(raw, found, Secrets(persons=frozenset({"Frau ahorn-1"})))


def joined() -> frozenset[str]:
    """Somebody comes within the quarter and does seven tasks at once."""
    raw = working(SIX, {"antrag": EVEN}, 3)
    office = Office(raw)
    office.live(WEEKS[0], 2)
    office.network = network_of({"antrag": {**SIX["antrag"], "erle": SIX["antrag"]["erle"] | {"erle-new"}}})
    office.acts += [Act(WEEKS[2], "opened", "antrag", f"new-{number}", "erle-new", "erle") for number in range(7)]
    return broken(raw, _goes_on(office))


def objected() -> frozenset[str]:
    """One person's data may no longer be used from the middle of the quarter on."""
    raw = working(SIX, {"antrag": EVEN}, 3)
    office = Office(raw)
    office.live(WEEKS[0], 2)
    office.network = network_of({"antrag": {**SIX["antrag"], "zeder": SIX["antrag"]["zeder"] - {"zeder-5"}}})
    office.acts = [each for each in raw.acts if each.week != WEEKS[2] or each.person != "zeder-5"]
    return broken(raw, _goes_on(office))


def usual() -> frozenset[str]:
    """Two weeks in which nothing special happens."""
    return released(working(SIX, {"antrag": EVEN}, 2), 2)


def _goes_on(office: Office) -> Sequence[Document]:
    office.clock.at += timedelta(weeks=1)
    office.release()
    return office.documents()


def _by(group: Mapping[str, frozenset[str]]) -> Mapping[str, Sequence[str]]:
    return {name: sorted(members) for name, members in group.items()}
