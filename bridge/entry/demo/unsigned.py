"""The end of the demo: a partner without a signature gives and gets references alone."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.entry.demo.officers import take_back
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.service import Service, Synced
from bridge.entry.demo.stage import Partner, Scene, Stage

REFERENCE = "Aufgabe bei: "
"""How references begin in the network's language."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """What came of it: what the commands said, how many references stand there, and whether any title is shared."""

    partner: Partner
    said: str
    synced: Synced
    references: int
    shared: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether references are all that the partner and the others have of each other."""
        return self.references > 0 and not self.shared


def unsigned(stage: Stage, service: Service) -> Unsigned:
    """The last partner takes its signature back; with the next sync only references are left."""
    partner = stage.connections[-1].partner
    said = take_back(partner, service)
    synced = service.sync()
    scenes = [scene for scene in stage.scenes if any(place.partner == partner for place in scene.places)]
    looked = [_looked(scene, partner) for scene in scenes]
    references = sum(len([each for each in own if _refers(each)]) for own, _ in looked)
    shared = sorted({title for own, others in looked for title in _titles(own) & _titles(others)})
    return Unsigned(partner, said, synced, references, tuple(shared))


def _looked(scene: Scene, partner: Partner) -> tuple[list[Shown], list[Shown]]:
    """What stands at the partner's place, and at all others."""
    sight = scene.sight()
    theirs = {place.id for place in scene.places if place.partner == partner}
    own = [each for place, shown in sight.places.items() if place in theirs for each in shown]
    return own, [each for place, shown in sight.places.items() if place not in theirs for each in shown]


def _refers(item: Shown) -> bool:
    return item.title.startswith(REFERENCE)


def _titles(items: list[Shown]) -> set[str]:
    return {each.title for each in items if not _refers(each)}
