"""What `cobridge status` may say at a moment, judged by what the sandbox recorded and by nothing the service remembers.

At any moment, whatever happens just then:

1. `last_read` is no later than the service's last call to that tool, and never goes back.
2. A place is in trouble only where calls to its tool were struck since it was last seen without, or where the service
   was stopped while it worked.
3. Nothing has left a place: nobody moves anything away in this week.

And once the service has had its turn after time has passed:

4. A place whose tool refuses every call is in trouble, and says so in a sentence; it was not read since that began.
5. No other place is in trouble, and each was read within the pause of a quiet space.
6. Something waits for a place that refuses, if people did something elsewhere since that began or sent it a form, and
   for no other place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.service.schedule import QUIET
from tests.system.week.place import VENDORS, Json, Site

STOPPED = "Cobridge was stopped"
MILLISECOND = timedelta(milliseconds=1)
"""The sandbox writes no less."""


@dataclass
class Truth:
    """Keeps what was said before. `refused_since` is when each tool began to refuse, `owed` whose place waits."""

    site: Site
    refused_since: dict[str, datetime] = field(default_factory=dict)
    owed: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    samples: int = 0
    troubled: int = 0
    waited: int = 0
    _read: dict[str, datetime] = field(default_factory=dict)
    _called: dict[str, datetime] = field(default_factory=dict)

    def look(self) -> Mapping[str, Json]:
        """A sample at any moment."""
        said = self.site.status()
        self._hear_calls()
        assert set(said) == set(VENDORS)
        for tool, place in said.items():
            self._check_reading(tool, place)
            assert place["left"] == 0, place
            assert place["trouble"] == "" or tool in self.struck or STOPPED in place["trouble"], place
        self.samples += 1
        self.troubled += any(place["trouble"] for place in said.values())
        self.waited += any(place["waiting"] for place in said.values())
        return said

    def settled(self, moved: datetime) -> None:
        """A sample after the turn that follows the moment to which time was moved."""
        said, now = self.look(), self.site.now()
        for tool, place in said.items():
            if since := self.refused_since.get(tool):
                assert place["trouble"].endswith("."), place
                assert self._read[tool] <= since, place
            else:
                assert place["trouble"] == "", place
                assert moved <= self._read[tool], place
                assert now - self._read[tool] <= QUIET, place
                self.struck.discard(tool)
            assert place["waiting"] == (tool in self.owed), (place, self.owed)

    def _check_reading(self, tool: str, place: Json) -> None:
        if place["last_read"] is None:
            assert tool not in self._read, place
            return
        read = datetime.fromisoformat(place["last_read"])
        assert read <= self._called[tool] + MILLISECOND, (place, self._called[tool])
        assert read >= self._read.get(tool, read), place
        self._read[tool] = read

    def _hear_calls(self) -> None:
        calls, _ = self.site.calls()
        for call in calls:
            tool = next(tool for tool, vendor in VENDORS.items() if vendor == call["vendor"])
            at = datetime.fromisoformat(call["at"])
            self._called[tool] = max(at, self._called.get(tool, at))
