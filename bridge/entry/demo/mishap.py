"""What may go wrong on a day of the demo, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from bridge.entry.demo.acts import Act, nobody
from bridge.entry.demo.service import Service, Synced
from bridge.entry.demo.stage import Scene, Stage, Workplace


@dataclass(frozen=True, slots=True)
class Planned:
    """An act of the day, in its space."""

    scene: Scene
    act: Act


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was seen: `key` and `values` say it in words, `holds` whether it is as it has to be."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that was called, and what it printed."""

    command: str
    printed: str


Steps = Sequence[Step | Ran]


@dataclass(slots=True)
class Mishap:
    """What goes wrong on one day; this one is none. All that is returned is shown in order; what holds not is a fault.

    What it says of the tools it reads from the sandbox, never from the service. `name` is what `--json` calls it.
    """

    stage: Stage
    service: Service
    name: ClassVar[str] = ""

    def keeps_away(self, place: Workplace) -> bool:
        """Whether nobody else acts at the place on that day."""
        return nobody(place)

    def hides(self, place: Workplace) -> bool:
        """Whether the place cannot show that evening what was done on that day."""
        return nobody(place)

    def begin(self) -> Steps:
        """It happens, before people act."""
        return ()

    def noticed(self, synced: Synced) -> Steps:
        """After the day's `cobridge sync`, of which it knows what it printed."""
        del synced
        return ()

    def settled(self) -> bool:
        """Whether people may begin where their tool delivers: what a person decided has been carried out."""
        return True

    def evening(self, acts: Sequence[Planned]) -> Steps:
        """What became of the day's acts."""
        del acts
        return ()

    def after(self) -> Steps:
        """After the next sync."""
        return ()
