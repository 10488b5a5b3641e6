"""A partner's tool is down for a day: nobody else notices, and it catches up by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from bridge.entry.demo.mishap import Mishap, Planned, Step, Steps
from bridge.entry.demo.service import Synced
from bridge.entry.demo.stage import Workplace
from bridge.entry.demo.tools import Tool

UNREACHABLE = 4
"""How a command ends that did everything but for places that could not be reached."""


@dataclass(slots=True)
class Outage(Mishap):
    """The tool of the first place answers nobody; see `Mishap`."""

    name: ClassVar[str] = "outage"
    missed: list[Planned] = field(default_factory=list)

    @property
    def tool(self) -> Tool:
        """The one that is down."""
        return self.stage.scenes[0].places[0].tool

    def keeps_away(self, place: Workplace) -> bool:
        """Its people cannot do anything either."""
        return place.tool is self.tool

    def hides(self, place: Workplace) -> bool:
        """What others do waits for it."""
        return self.keeps_away(place)

    def begin(self) -> Steps:
        """Every call is refused."""
        self.stage.control.plant({"vendor": self.tool.vendor, "kind": "503"})
        return [Step("demo.outage.begins", {"tool": self.tool.name})]

    def noticed(self, synced: Synced) -> Steps:
        """The command did the rest, and says so by how it ended."""
        places = self._down()
        holds = synced.ended == UNREACHABLE and set(synced.unreachable) == set(places)
        return [Step("demo.outage.noticed", {"code": synced.ended, "places": ", ".join(synced.unreachable)}, holds)]

    def evening(self, acts: Sequence[Planned]) -> Steps:
        """Everything has arrived at all others and nothing there; `cobridge status` names the places; then it ends."""
        self.missed = [each for each in acts if any(self.keeps_away(place) for place in each.scene.places)]
        arrived = self._arrived(acts, self._down())
        there = self._arrived(self.missed)
        troubled = self._troubled()
        self.stage.control.plant()
        return [
            Step("demo.outage.others", {"number": arrived, "total": len(acts)}, arrived == len(acts)),
            Step("demo.outage.there", {"tool": self.tool.name, "number": there}, there == 0),
            *(Step("demo.outage.status", {"place": place, "trouble": said}) for place, said in troubled.items()),
            *([] if set(troubled) == set(self._down()) else [Step("demo.outage.unnamed", holds=False)]),
        ]

    def after(self) -> Steps:
        """What it missed is there."""
        number, total = self._arrived(self.missed), len(self.missed)
        return [Step("demo.outage.over", {"tool": self.tool.name, "number": number, "total": total}, number == total)]

    def _arrived(self, acts: Sequence[Planned], hidden: Sequence[str] = ()) -> int:
        """How much of it all places of its space show but the hidden ones."""
        scenes = {each.scene.space.id: each.scene for each in acts}
        sights = {space: scene.sight().without(hidden) for space, scene in scenes.items()}
        return sum(each.act.arrived(sights[each.scene.space.id]) for each in acts)

    def _down(self) -> list[str]:
        return [place.id for scene in self.stage.scenes for place in scene.places if self.keeps_away(place)]

    def _troubled(self) -> dict[str, str]:
        told = json.loads(self.service.run("status", "--json"))
        return {each["id"]: each["trouble"] for each in told["places"] if each["trouble"]}
