"""What goes wrong between the connector and the world when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What a call meets.

    BUSY: refused with a time to wait. DOWN: nothing was carried out. UNANSWERED: carried out, the answer is lost.
    REFUSED: never carried out, whenever it is sent.
    """

    BUSY = "busy"
    DOWN = "down"
    UNANSWERED = "unanswered"
    REFUSED = "refused"


@dataclass(slots=True)
class _Planned:
    fault: Fault
    after: int
    times: int
    writes_only: bool


@dataclass(slots=True)
class Faults:
    """Faults to come. `outage` lets every call fail until it is taken back; planned ones are met in turn."""

    outage: bool = False
    _planned: list[_Planned] = field(default_factory=list)

    def plan(self, fault: Fault, *, after: int = 0, times: int = 1, writes_only: bool = False) -> None:
        """Let `after` calls pass (of the writing ones where `writes_only`), then fail so many."""
        self._planned.append(_Planned(fault, after, times, writes_only))

    def clear(self) -> None:
        self.outage = False
        self._planned.clear()

    def met(self, *, writing: bool) -> Fault | None:
        """What this call meets; counts it."""
        if self.outage:
            return Fault.DOWN
        planned = next((one for one in self._planned if writing or not one.writes_only), None)
        if planned is None:
            return None
        if planned.after:
            planned.after -= 1
            return None
        planned.times -= 1
        if not planned.times:
            self._planned.remove(planned)
        return planned.fault
