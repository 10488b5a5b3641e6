"""Somebody deletes everything at one place: the guard asks before anything goes elsewhere, and it all comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from bridge.entry.demo.mishap import Mishap, Planned, Ran, Step, Steps
from bridge.entry.demo.service import Synced
from bridge.entry.demo.stage import Scene, Workplace

REFUSED = 3
"""How a command ends that the guard refused."""


@dataclass(slots=True)
class Emptied(Mishap):
    """The first place of the last space loses all its tasks; see `Mishap`."""

    name: ClassVar[str] = "guard"
    before: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """Where it happens."""
        return self.stage.scenes[-1]

    @property
    def place(self) -> Workplace:
        """The one that loses them."""
        return self.scene.places[0]

    def keeps_away(self, place: Workplace) -> bool:
        """There is nothing left to work on."""
        return place.id == self.place.id

    def begin(self) -> Steps:
        """One task after the other is deleted."""
        self.before = self._titles()
        person, items = self.place.people[0], self.scene.sight().places[self.place.id]
        for item in items:
            self.place.hands.delete(person, item.ref)
        said = {"person": person.name, "tool": self.place.tool.name, "number": len(items)}
        return [Step("demo.guard.begins", {**said, "space": self.scene.space.name})]

    def noticed(self, synced: Synced) -> Steps:
        """Nothing has gone anywhere else; somebody looks, and wants it back."""
        now, space = self._titles(), self.scene.space.id
        others = [place for place in self.scene.places if place is not self.place]
        printed = self.service.run("space", "resume", space, "--restore")
        return [
            Step("demo.guard.noticed", {"code": synced.ended}, synced.ended == REFUSED),
            *(Step("demo.guard.said", {"sentence": sentence}) for sentence in synced.refused),
            *(self._counted(place, now, now[place.id] == self.before[place.id]) for place in others),
            self._counted(self.place, now, not now[self.place.id]),
            Ran(f"space resume {space} --restore", printed),
        ]

    def settled(self) -> bool:
        """Everything is back."""
        return self._titles() == self.before

    def evening(self, acts: Sequence[Planned]) -> Steps:
        """The place shows again what the others show, with what has been said and done since."""
        del acts
        sight = self.scene.sight()
        number, differing = len(sight.places[self.place.id]), self.scene.differences(sight)
        return [Step("demo.guard.back", {"tool": self.place.tool.name, "number": number}, not differing and number > 0)]

    def _counted(self, place: Workplace, now: dict[str, Counter[str]], holds: bool) -> Step:  # noqa: FBT001  one fact
        where = {"partner": place.partner.name, "tool": place.tool.name}
        return Step("demo.guard.place", {**where, "number": now[place.id].total()}, holds)

    def _titles(self) -> dict[str, Counter[str]]:
        """How often each place shows each title."""
        shown = self.scene.sight().places
        return {place: Counter(item.title for item in items) for place, items in shown.items()}
