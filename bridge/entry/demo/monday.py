"""Monday morning: somebody who coordinates a partner reads the report of the week before, by the public command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bridge.entry.demo.folder import Folder
from bridge.entry.demo.officers import coordinator
from bridge.entry.demo.service import Service
from bridge.entry.demo.stage import Stage
from bridge.entry.demo.tools import ZONE

MORNING, DAY = time(6), timedelta(days=1)
"""When the report comes out (docs/weekly.md), and how much has to go by until then."""


@dataclass(frozen=True, slots=True)
class Monday:
    """Who read it, the page as text, the files that hold it, and the spaces that it lacks."""

    reader: str
    page: str
    files: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it speaks of all that the reader shares with others."""
        return bool(self.page and self.files) and not self.lacking


def until_monday(now: datetime) -> float:
    """Seconds from this time until the next Monday at six where the network lives, a day at least."""
    tomorrow = (now.astimezone(ZONE) + DAY).date()
    monday = datetime.combine(tomorrow + timedelta(days=-tomorrow.weekday() % 7), MORNING, ZONE)
    ahead = monday.timestamp() - now.timestamp()  # of two times in one zone the difference is that of the clocks
    return ahead if ahead >= DAY.total_seconds() else (monday + 7 * DAY).timestamp() - now.timestamp()


def read_report(stage: Stage, service: Service, folder: Folder) -> Monday:
    """The page as the first partner's coordinator may read it, on the screen and as files in the folder."""
    partner = stage.connections[0].partner
    reader = coordinator(partner)
    page, _ = service.run_each(("week", "--as", reader), ("week", "--as", reader, "--out", str(folder.report)))
    own = [scene.space for scene in stage.scenes if any(place.partner == partner for place in scene.places)]
    lacking = tuple(space.name for space in own if space.name not in page)
    return Monday(reader, page, tuple(sorted(each.name for each in folder.report.iterdir())), lacking)
