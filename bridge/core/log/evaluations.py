"""The positive list of evaluations (PL-40): what may be counted in the log at all, declared as values.

`bridge/adapters/store/evaluations.py` compiles them to SQL, and nothing else may evaluate the log. They count tasks;
they have no dimension of persons, organisations or tools (PL-05, PL-42), and none can be declared: a dimension is one
of the two below. Whoever adds one here changes what partners and works councils agreed to: see docs/evaluations.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.log.participation import Period, Quarter, Week
from bridge.core.model.activity import EntryType
from bridge.core.rules.access import Role
from bridge.core.rules.consent import Force

FEWEST_PERSONS = 5
"""Below this there is no figure, whatever is configured (PL-42). Persons of the roster count, each once."""
FEWEST_ORGANISATIONS = 3
"""With two, each computes the other."""
LEAST_SHARE = 20
"""Per cent of what the largest did that the others beside the second have to have done."""


class Dimension(StrEnum):
    """What a figure may be told by."""

    NETWORK = "network"
    SPACE = "space"


FIGURES = {Dimension.NETWORK: "figure:network", Dimension.SPACE: "figure:spaces"}
"""What the charter calls figures of each dimension."""
PURPOSES = {
    Purpose.MIRROR: "purpose:mirror",
    Purpose.TRANSPARENCY: "purpose:transparency",
    Purpose.RIGHTS: "purpose:rights",
    Purpose.SECURITY: "purpose:security",
}
"""What it calls the purposes."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number of tasks: those of which the log has an entry of this type. `between`: at two organisations."""

    name: str
    type: EntryType
    between: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many confirmed persons and organisations a roster needs before anything is counted.

    `without_one` is how many persons have to remain whichever organisation is left out, `share` the p of the p%-rule,
    which is told to nobody who reads figures. Raises ValueError for fewer than the least that is allowed.
    """

    persons: int = 10
    organisations: int = FEWEST_ORGANISATIONS
    without_one: int = FEWEST_PERSONS
    share: int = LEAST_SHARE

    def __post_init__(self) -> None:
        if min(self.persons, self.without_one) < FEWEST_PERSONS or self.organisations < FEWEST_ORGANISATIONS:
            raise ValueError(
                f"A threshold is at least {FEWEST_PERSONS} persons and {FEWEST_ORGANISATIONS} organisations: {self}"
            )
        if self.share < LEAST_SHARE:
            raise ValueError(f"All others do at least {LEAST_SHARE} % of what the largest does: {self}")


MEASURES_PEOPLE = re.compile(
    r"rank|rang|score|punkte|(?<![a-z])top(?![a-z])|best|schlechtest|worst|vergleich|compar|durchschnitt|average|quote|\brate|%|"
    r"reaktion|antwortzeit|response|dauer|duration|stunden|hours|pünktlich|on.time|untätig|inactiv|last.active|"
    r"je person|per.person|pro kopf|per.head|actor|lead|helper|mitarbeit",
    re.IGNORECASE,
)
"""What no evaluation does (PL-41): rank, score, compare, time or average people or partners."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One permitted reading of the log. `title`, `basis` and `sample` are for people, in German.

    Raises ValueError for one that says of itself that it measures people.
    """

    name: str
    title: str
    purpose: Purpose
    metrics: tuple[Metric, ...]
    by: Dimension
    every: type[Week | Quarter]
    threshold: Threshold
    recipients: frozenset[Role]
    basis: str
    sample: str

    def __post_init__(self) -> None:
        for said in (self.name, self.title, self.sample, *(metric.name for metric in self.metrics)):
            if MEASURES_PEOPLE.search(said):
                raise ValueError(f"Evaluation {self.name} would measure people: {said!r}.")

    @property
    def points(self) -> frozenset[str]:
        """What a charter has to hold for it: its name, figures of its kind, and its purpose."""
        return frozenset({f"evaluation:{self.name}", FIGURES[self.by], PURPOSES[self.purpose]})


METRICS = (
    Metric("opened", EntryType.OPENED),
    Metric("completed", EntryType.COMPLETED),
    Metric("handed_over", EntryType.HANDED_OVER, between=True),
    Metric("claimed", EntryType.CLAIMED),
)
EVERYBODY = frozenset({Role.PERSON, Role.PARTNER_COORDINATOR, Role.NETWORK_MANAGER, Role.DSB, Role.BETRIEBSRAT})
"""Released figures are the same for all: who works in the network sees what its office sees, at the same time."""
BASIS = (
    "Art. 6 Abs. 1 Buchst. f DSGVO (Überblick über die Zusammenarbeit), nach Spielregeln und Zustimmung des "
    "Betriebsrats oder der Vertrauensperson jedes Partners (§ 87 Abs. 1 Nr. 6 BetrVG)"
)

EVALUATIONS = (
    Evaluation(
        name="F1",
        title="Zahlen des Netzwerks",
        purpose=Purpose.TRANSPARENCY,
        metrics=METRICS,
        by=Dimension.NETWORK,
        every=Week,
        threshold=Threshold(),
        recipients=EVERYBODY,
        basis=BASIS,
        sample="KW 47: Aufgaben eröffnet 25, erledigt 30, an andere übergeben 10, freie Aufgaben übernommen 15",
    ),
    Evaluation(
        name="F2",
        title="Zahlen der Räume",
        purpose=Purpose.TRANSPARENCY,
        metrics=METRICS,
        by=Dimension.SPACE,
        every=Quarter,
        threshold=Threshold(),
        recipients=EVERYBODY,
        basis=BASIS,
        sample="4. Quartal, Messe 2027: eröffnet 60, erledigt 55, an andere übergeben 20, übernommen 25",
    ),
)
"""The list. There is no evaluation beside it."""


class NotListedError(NotPermittedError):
    """What was asked for is not what the positive list declares."""


def listed(name: str, purpose: Purpose) -> Evaluation:
    """The evaluation of that name. Raises NotListedError where there is none, or for another purpose than its own."""
    found = next((each for each in EVALUATIONS if each.name == name), None)
    if found is None:
        raise NotListedError("evaluation.unlisted", name=name, names=", ".join(each.name for each in EVALUATIONS))
    if purpose is not found.purpose:
        raise NotListedError("evaluation.purpose", name=name, own=found.purpose, asked=str(purpose))
    return found


def is_agreed(evaluation: Evaluation, force: Force) -> bool:
    """Whether the partners agreed to it by name, to figures of its kind and to its purpose, and any of them is in."""
    return bool(force.ready) and evaluation.points <= force.points.keys()


def agreed(evaluation: Evaluation, force: Force) -> Evaluation:
    """The evaluation. Raises NotListedError where the charter in force does not have it."""
    if not is_agreed(evaluation, force):
        raise NotListedError("evaluation.not_agreed", name=evaluation.name)
    return evaluation


def fitting(evaluation: Evaluation, period: Period) -> Evaluation:
    """The evaluation, if it stands on the list as it is and the period is of its kind. Raises NotListedError else."""
    if evaluation not in EVALUATIONS:
        raise NotListedError("evaluation.altered", name=evaluation.name)
    if not isinstance(period, evaluation.every):
        raise NotListedError("evaluation.period", name=evaluation.name, period=period.name)
    return evaluation
