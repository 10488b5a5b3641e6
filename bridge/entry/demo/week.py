"""The week of one space, day by day: every kind of act, each on a task of its own, at one place after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bridge.entry.demo.acts import Act, Acts, nobody
from bridge.entry.demo.contested import Contested
from bridge.entry.demo.emptied import Emptied
from bridge.entry.demo.mishap import Mishap
from bridge.entry.demo.outage import Outage
from bridge.entry.demo.stage import Scene, Workplace

TITLES = (
    "Protokoll der Besprechung verteilen",
    "Kostenschätzung nachreichen",
    "Fotos der Baustelle ablegen",
    "Angebot der Druckerei prüfen",
    "Parkplätze für den Aufbau reservieren",
    "Ansprechperson beim Veranstalter klären",
    "Stromanschluss bestellen",
    "Unterlagen für die Versicherung sammeln",
    "Rechnung der Spedition prüfen",
    "Schlüssel für die Halle abholen",
    "Namensliste aktualisieren",
    "Termin mit der Feuerwehr abstimmen",
    "Ersatzteile nachbestellen",
    "Mietvertrag gegenlesen",
    "Zufahrt für den Lieferwagen klären",
    "Abfallbehälter bestellen",
    "Übergabe der Halle vorbereiten",
    "Schlussrechnung vorbereiten",
)
SUBJECTS = 11
"""How many tasks the acts need, so that none disturbs another."""
FEW = 6
"""New tasks of a space where there are enough to work on; those of the next space have other titles."""
DESCRIPTION = "Bitte bis Ende der Woche. Rückfragen hier als Kommentar."
LANES = ("Offen", "In Arbeit")
ADDED = "Nachtrag: Die Maße stehen im Plan, Seite 2."
LABEL = "dringend"
SAID = "Ich kümmere mich darum und melde mich am Freitag."
ANSWERED = "Danke. Bitte auch an die Halle 4 denken."
AGREED = "Der Termin steht. Im Raum {space} übernehme ich auch das hier."
MARK = "(neu)"
LEADING, HELPING = "joined_lead", "joined_help"


@dataclass(slots=True)
class Week:
    """What the people of one space do, the one of this `number`.

    `subjects` are the tasks they work on, a title each, once there are enough. Where people are `away`, none acts.
    """

    scene: Scene
    number: int
    subjects: list[str] = field(default_factory=list)
    turns: Counter[str] = field(default_factory=Counter)
    away: Callable[[Workplace], bool] = nobody

    def opened(self) -> list[Act]:
        """New tasks: one at each place, and more where there are too few to work on."""
        self._lay_out()
        acts, places = self._acts(), len(self.scene.places)
        missing = SUBJECTS - len(acts.sight.titles())
        begin = self.number * FEW % len(TITLES)
        titles = (*TITLES[begin:], *TITLES[:begin])[: max(places, missing)]
        return [acts.opened(at, title, DESCRIPTION if at < places - 1 else "") for at, title in enumerate(titles)]

    def edited(self) -> list[Act]:
        """Titles, descriptions, due dates, labels; one task is done."""
        acts = self._acts()
        self.subjects = sorted(acts.sight.titles())[:SUBJECTS]  # not in the order in which they happened to arrive
        named, described, dated, _, done, labelled, *_ = self.subjects
        self.subjects[0] = f"{named} {MARK}"
        return [
            acts.renamed(0, named, self.subjects[0]),
            acts.described(1, described, ADDED),
            acts.scheduled(3, dated, self.scene.day(10)),
            acts.finished(2, done),
            acts.labelled(4, labelled, LABEL),
        ]

    def talked(self) -> list[Act]:
        """Comments from two sides; somebody takes the lead, something moves."""
        acts, (_, _, dated, moved, _, _, led, *_) = self._acts(), self.subjects
        return [
            acts.commented(2, dated, SAID),
            acts.commented(3, dated, ANSWERED),
            acts.joined(2, led, LEADING),
            acts.moved(1, moved),
        ]

    def cleared(self) -> list[Act]:
        """One task is open again, one is archived, one deleted."""
        acts, (_, _, _, _, done, _, _, archived, deleted, *_) = self._acts(), self.subjects
        return [acts.reopened(1, done), acts.archived(3, archived), acts.deleted(0, deleted)]

    def together(self) -> list[Act]:
        """Several people at one task on the same day: one joins, two edit, two contradict each other.

        Whoever set a day takes one more task, so that there is somebody who did a bit of everything.
        """
        acts, (*_, more, led, _, _, both, contested) = self._acts(), self.subjects
        renamed = f"{both} {MARK}"
        scheduled = acts.scheduled(1, both, self.scene.day(14), later=renamed)
        return [
            acts.joined(0, led, HELPING),
            scheduled,
            acts.commented(1, more, AGREED.format(space=self.scene.space.name), scheduled.person),
            acts.joined(1, more, LEADING, scheduled.person),
            acts.renamed(2, both, renamed),
            *acts.contradicted(contested, self.scene.day(6), self.scene.day(9)),
        ]

    def _acts(self) -> Acts:
        return Acts(self.scene, self.scene.sight(), self.turns, self.away)

    def _lay_out(self) -> None:
        """A board that has too few lanes to move anything gets some."""
        place = self.scene.places[0]
        person = place.people[0]
        for name in LANES[len(place.hands.lanes(person)) :]:
            place.hands.add_lane(person, name)


Part = Callable[[Week], list[Act]]


@dataclass(frozen=True, slots=True)
class Day:
    """A day by its name, what is done on it, and what goes wrong."""

    name: str
    parts: Sequence[Part]
    mishap: type[Mishap] = Mishap


Days = Sequence[Day]
DAYS: Days = (
    Day("opened", (Week.opened,)),
    Day("edited", (Week.edited,)),
    Day("talked", (Week.talked,), Outage),
    Day("cleared", (Week.cleared,), Emptied),
    Day("together", (Week.together,), Contested),
)
"""Monday to Friday."""
SHORT: Days = (
    Day("opened", (Week.opened,)),
    Day("edited", (Week.edited, Week.talked)),
    Day("together", (Week.cleared, Week.together)),
)
"""The same acts in three days, on which nothing goes wrong."""
