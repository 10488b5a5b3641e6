"""What people do on both sides, and how to tell that it arrived everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bridge.entry.demo.agreement import Shown
from bridge.entry.demo.hands import Person
from bridge.entry.demo.stage import Sight, Stage, Workplace

SUBJECTS = 8
"""How many tasks the acts need, so that none disturbs another."""
TITLES = (
    "Protokoll der Besprechung verteilen",
    "Kostenschätzung nachreichen",
    "Fotos der Baustelle ablegen",
    "Angebot der Druckerei prüfen",
    "Parkplätze für den Aufbau reservieren",
    "Ansprechperson beim Veranstalter klären",
    "Stromanschluss bestellen",
    "Unterlagen für die Versicherung sammeln",
)
DESCRIPTION = "Bitte bis Ende der Woche. Rückfragen hier als Kommentar."
LANES = ("Offen", "In Arbeit")
ADDED = "Nachtrag: Die Maße stehen im Plan, Seite 2."
LABEL = "dringend"
SAID = "Ich kümmere mich darum und melde mich am Freitag."
ANSWERED = "Danke. Bitte auch an die Halle 4 denken."
MARK = "(neu)"
LEADING, HELPING = "joined_lead", "joined_help"
CONTRADICTED = "contradicted"
DAY = "%d.%m.%Y"

Held = Callable[[Shown], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody did something somewhere. `arrived` says of a later moment whether every place shows it."""

    person: Person
    place: Workplace
    key: str
    values: Mapping[str, str]
    arrived: Callable[[Sight], bool] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Script:
    """The acts, in three rounds; between the rounds the service mirrors. Places take turns."""

    stage: Stage

    def opened(self) -> list[Act]:
        """New tasks: one at each place, and more where there are too few to work on."""
        self._lay_out()
        missing = SUBJECTS - len(self.stage.sight().titles())
        return [self._open(at, title) for at, title in enumerate(TITLES[: max(len(self.stage.places), missing)])]

    def edited(self) -> list[Act]:
        """Every kind of edit, each on a task of its own; two people talk about one."""
        tasks = self.stage.sight().titles()
        return [
            self._renamed(0, tasks[0]),
            self._described(1, tasks[1]),
            self._scheduled(3, tasks[2], 10),
            self._commented(2, tasks[2], SAID),
            self._commented(1, tasks[2], ANSWERED),
            self._moved(0, tasks[3]),
            self._finished(3, tasks[4]),
            self._labelled(2, tasks[5]),
            self._joined(1, tasks[6], LEADING),
            self._archived(0, tasks[7]),
        ]

    def together(self, before: Sequence[Act]) -> list[Act]:
        """Several people at one task before the service looks again: one joins, two edit, two contradict each other."""
        led = next(act.values["title"] for act in before if act.key == LEADING)
        both, contested = [each for each in self.stage.sight().titles() if MARK not in each and each != led][:2]
        return [
            self._joined(0, led, HELPING),
            self._scheduled(1, both, 14, later=f"{both} {MARK}"),
            self._renamed(2, both),
            *self._contradicted(contested),
        ]

    def _lay_out(self) -> None:
        """A board that has too few lanes to move anything gets some."""
        place, person = self._at(0)
        for name in LANES[len(place.hands.lanes(person)) :]:
            place.hands.add_lane(person, name)

    def _open(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        place.hands.create(person, title, DESCRIPTION)
        return self._act(at, "opened", title, lambda item: DESCRIPTION in item.description)

    def _renamed(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        new = f"{title} {MARK}"
        place.hands.rename(person, self._ref(place, title), new)
        return self._act(at, "renamed", new, lambda item: item.title == new)

    def _described(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        place.hands.describe(person, self._ref(place, title), ADDED)
        return self._act(at, "described", title, lambda item: item.description.endswith(ADDED))

    def _scheduled(self, at: int, title: str, ahead: int, later: str = "") -> Act:
        place, person = self._at(at)
        day = self.stage.day(ahead)
        place.hands.schedule(person, self._ref(place, title), day)
        held: Held = lambda item: item.due == day.isoformat()  # noqa: E731  one line says it
        return self._act(at, "scheduled", later or title, held, day=day.strftime(DAY))

    def _commented(self, at: int, title: str, text: str) -> Act:
        place, person = self._at(at)
        place.hands.comment(person, self._ref(place, title), text)
        return self._act(at, "commented", title, lambda item: (person.name, text) in item.comments, text=text)

    def _moved(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        item = self._item(place, title)
        lane = next(lane for lane in place.hands.lanes(person) if " ".join(lane.name.split()) != item.lane)
        place.hands.move(person, item.ref, lane)
        name = " ".join(lane.name.split())
        return self._act(at, "moved", title, lambda item: item.lane == name, lane=name)

    def _finished(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        place.hands.finish(person, self._ref(place, title))
        return self._act(at, "finished", title, lambda item: item.state == "done")

    def _labelled(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        place.hands.label(person, self._ref(place, title), LABEL)

        def arrived(sight: Sight) -> bool:
            """Items as readers see them have no labels, so somebody at each place looks."""
            found = [(each, sight.one(each, title)) for each in self.stage.places]
            return all(item and LABEL in each.hands.labels(each.people[0], item.ref) for each, item in found)

        return Act(person, place, "labelled", {"title": title, "label": LABEL}, arrived)

    def _joined(self, at: int, title: str, key: str) -> Act:
        place, person = self._at(at)
        place.hands.join(person, self._ref(place, title))
        return self._act(at, key, title, lambda item: person.name in item.people)

    def _archived(self, at: int, title: str) -> Act:
        place, person = self._at(at)
        place.hands.archive(person, self._ref(place, title))

        def arrived(sight: Sight) -> bool:
            return not any(item.title == title for shown in sight.places.values() for item in shown)

        return Act(person, place, "archived", {"title": title}, arrived)

    def _contradicted(self, title: str) -> list[Act]:
        """Two people set different days; both may stand, as long as every place shows the same one."""
        days = [self.stage.day(ahead) for ahead in (5, 8)]
        for at, day in enumerate(days):
            place, person = self._at(at)
            place.hands.schedule(person, self._ref(place, title), day)
        shown = [day.isoformat() for day in days]

        def arrived(sight: Sight) -> bool:
            found = [sight.one(each, title) for each in self.stage.places]
            dues = {item.due if item else None for item in found}
            return len(dues) == 1 and not dues.isdisjoint(shown)

        values = [{"title": title, "day": day.strftime(DAY)} for day in days]
        pairs = [self._at(at) for at in range(len(days))]
        return [
            Act(person, place, CONTRADICTED, each, arrived) for (place, person), each in zip(pairs, values, strict=True)
        ]

    def _act(self, at: int, key: str, title: str, held: Held, **values: str) -> Act:
        def arrived(sight: Sight) -> bool:
            found = [sight.one(each, title) for each in self.stage.places]
            return all(item is not None and held(item) for item in found)

        place, person = self._at(at)
        return Act(person, place, key, {"title": title, **values}, arrived)

    def _at(self, at: int) -> tuple[Workplace, Person]:
        place = self._place(at)
        return place, place.people[at // len(self.stage.places) % len(place.people)]

    def _place(self, at: int) -> Workplace:
        return self.stage.places[at % len(self.stage.places)]

    def _ref(self, place: Workplace, title: str) -> str:
        return self._item(place, title).ref

    def _item(self, place: Workplace, title: str) -> Shown:
        item = self.stage.sight().one(place, title)
        if item is None:
            raise LookupError(f"{place.tool.name} does not show {title!r} once.")  # the caller chose it because it does
        return item
