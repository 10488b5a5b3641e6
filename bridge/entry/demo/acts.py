"""What people do in their tools, and how to tell that it arrived everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bridge.entry.demo.hands import Person
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Scene, Sight, Workplace
from bridge.entry.demo.tools import ZONE

CONTRADICTED = "contradicted"
DAY = "%d.%m.%Y"

Held = Callable[[Shown], bool]


def nobody(place: Workplace) -> bool:
    """Nobody is kept from working."""
    del place
    return False


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody is about to do. `arrived` says of a later moment whether every place shows it."""

    person: Person
    place: Workplace
    key: str
    values: Mapping[str, str]
    do: Callable[[], None] = field(repr=False)
    arrived: Callable[[Sight], bool] = field(repr=False)


@dataclass(slots=True)
class Acts:
    """Acts at the places of one space as they are at one moment, in `sight`.

    People of a place take turns; `turns` counts them. Where people are `away`, none of them acts; an act has arrived
    when all places show it that the later moment looks at.
    """

    scene: Scene
    sight: Sight
    turns: Counter[str]
    away: Callable[[Workplace], bool] = nobody

    def opened(self, at: int, title: str, description: str) -> Act:
        """A new task."""
        place, person = self._at(at)
        return self._act(
            (place, person),
            "opened",
            title,
            lambda: place.hands.create(person, title, description),
            lambda item: description in item.description,
        )

    def renamed(self, at: int, title: str, new: str) -> Act:
        """Another title."""
        place, person, ref = self._on(at, title)
        do = lambda: place.hands.rename(person, ref, new)  # noqa: E731  one line says it
        return self._act((place, person), "renamed", new, do, lambda _: True)

    def described(self, at: int, title: str, added: str) -> Act:
        """A paragraph more."""
        place, person, ref = self._on(at, title)
        do = lambda: place.hands.describe(person, ref, added)  # noqa: E731  one line says it
        return self._act((place, person), "described", title, do, lambda item: item.description.endswith(added))

    def scheduled(self, at: int, title: str, day: date, later: str = "") -> Act:
        """A due day; `later` is the title after somebody else renamed the task."""
        place, person, ref = self._on(at, title)
        do = lambda: place.hands.schedule(person, ref, day)  # noqa: E731  one line says it
        held: Held = lambda item: item.due_day(ZONE) == day.isoformat()  # noqa: E731  one line says it
        return self._act((place, person), "scheduled", later or title, do, held, day=day.strftime(DAY))

    def commented(self, at: int, title: str, text: str, by: Person | None = None) -> Act:
        """Something said, by somebody of the place who need not be next."""
        place, person, ref = self._on(at, title, by)
        do = lambda: place.hands.comment(person, ref, text)  # noqa: E731  one line says it
        held: Held = lambda item: (person.name, text) in item.comments  # noqa: E731  one line says it
        return self._act((place, person), "commented", title, do, held, text=text)

    def moved(self, at: int, title: str) -> Act:
        """Into the first lane that it is not in."""
        place, person, ref = self._on(at, title)
        now = self._item(place, title).lane
        lane = next(lane for lane in place.hands.lanes(person) if " ".join(lane.name.split()) != now)
        name = " ".join(lane.name.split())
        do = lambda: place.hands.move(person, ref, lane)  # noqa: E731  one line says it
        return self._act((place, person), "moved", title, do, lambda item: item.lane == name, lane=name)

    def finished(self, at: int, title: str) -> Act:
        """Done."""
        place, person, ref = self._on(at, title)
        do = lambda: place.hands.finish(person, ref)  # noqa: E731  one line says it
        return self._act((place, person), "finished", title, do, lambda item: item.state == "done")

    def reopened(self, at: int, title: str) -> Act:
        """Not done after all."""
        place, person, ref = self._on(at, title)
        do = lambda: place.hands.reopen(person, ref)  # noqa: E731  one line says it
        return self._act((place, person), "reopened", title, do, lambda item: item.state == "open")

    def labelled(self, at: int, title: str, label: str) -> Act:
        """One more label."""
        place, person, ref = self._on(at, title)

        def arrived(sight: Sight) -> bool:
            """Items as readers see them have no labels, so somebody at each place looks."""
            found = [(each, sight.one(each, title)) for each in sight.among(self.scene.places)]
            return all(item and label in each.hands.labels(each.people[0], item.ref) for each, item in found)

        do = lambda: place.hands.label(person, ref, label)  # noqa: E731  one line says it
        return Act(person, place, "labelled", {"title": title, "label": label}, do, arrived)

    def joined(self, at: int, title: str, key: str, by: Person | None = None) -> Act:
        """Somebody who is not on it takes the lead or helps, as their tool has it; `key` says which."""
        place, person, ref = self._on(at, title, by)
        for _ in () if by else place.people:
            if person.name in self._item(place, title).people:
                _, person = self._at(at)
        joining = person
        do = lambda: place.hands.join(joining, ref)  # noqa: E731  one line says it
        return self._act((place, joining), key, title, do, lambda item: joining.name in item.people)

    def archived(self, at: int, title: str) -> Act:
        """Out of sight."""
        place, person, ref = self._on(at, title)
        return self._gone((place, person), "archived", title, lambda: place.hands.archive(person, ref))

    def deleted(self, at: int, title: str) -> Act:
        """Gone, and archived everywhere else."""
        place, person, ref = self._on(at, title)
        return self._gone((place, person), "deleted", title, lambda: place.hands.delete(person, ref))

    def contradicted(self, title: str, first: date, second: date) -> list[Act]:
        """Two people set different days before anybody looks; either may stand, if every place shows the same one.

        Nobody does where there are not two places that the service looks at by itself.
        """
        looked_at = [at for at, place in enumerate(self._working()) if not place.tool.delivers]
        days = (first, second)
        if len(looked_at) < len(days):
            return []
        return [self._contradicting(at, title, day, days) for at, day in zip(looked_at, days, strict=False)]

    def _contradicting(self, at: int, title: str, day: date, days: tuple[date, date]) -> Act:
        place, person, ref = self._on(at, title)

        def arrived(sight: Sight) -> bool:
            found = [sight.one(each, title) for each in sight.among(self.scene.places)]
            dues = {item.due_day(ZONE) if item else None for item in found}
            return len(dues) == 1 and not dues.isdisjoint(each.isoformat() for each in days)

        do = lambda: place.hands.schedule(person, ref, day)  # noqa: E731  one line says it
        return Act(person, place, CONTRADICTED, {"title": title, "day": day.strftime(DAY)}, do, arrived)

    def _gone(self, who: tuple[Workplace, Person], key: str, title: str, do: Callable[[], None]) -> Act:
        place, person = who

        def arrived(sight: Sight) -> bool:
            return not any(item.title == title for shown in sight.places.values() for item in shown)

        return Act(person, place, key, {"title": title}, do, arrived)

    def _act(
        self, who: tuple[Workplace, Person], key: str, title: str, do: Callable[[], None], held: Held, **values: str
    ) -> Act:
        def arrived(sight: Sight) -> bool:
            found = [sight.one(each, title) for each in sight.among(self.scene.places)]
            return all(item is not None and held(item) for item in found)

        place, person = who
        return Act(person, place, key, {"title": title, **values}, do, arrived)

    def _on(self, at: int, title: str, by: Person | None = None) -> tuple[Workplace, Person, str]:
        """Who acts on the task, where, and what it is called there; `by` takes nobody's turn."""
        place, person = (self._place(at), by) if by else self._at(at)
        return place, person, self._item(place, title).ref

    def _at(self, at: int) -> tuple[Workplace, Person]:
        """The place whose turn it is, and the next of its people."""
        place = self._place(at)
        self.turns[place.id] += 1
        return place, place.people[(self.turns[place.id] - 1) % len(place.people)]

    def _place(self, at: int) -> Workplace:
        working = self._working()
        return working[at % len(working)]

    def _working(self) -> list[Workplace]:
        return [place for place in self.scene.places if not self.away(place)]

    def _item(self, place: Workplace, title: str) -> Shown:
        item = self.sight.one(place, title)
        if item is None:
            raise LookupError(f"{place.tool.name} does not show {title!r} once.")  # the caller chose it because it does
        return item
