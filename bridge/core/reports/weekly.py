"""The weekly report as one value: worklist and figures beside each other, never mixed. Every form is rendered from it.

The worklist is the part for one reader's spaces; everything else is the same for all (READERS 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bridge.core.model.charter import EVALUATIONS
from bridge.core.reports.duties import DutyLine
from bridge.core.reports.figures import Cell, Outcome, Release
from bridge.core.reports.worklist import Kind, Line, Sheet, Worklist

STUCK = 3
"""Spaces that the answer to "what is stuck" names; the worklist has them all."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """One issue. `week` is reported (`2026-W47`), `on` is the Monday after it.

    `worklist` is None in a mail that only leads to it; then `open_spaces` names the spaces with open points. In an
    earlier week's issue both are None: a worklist says how things stand now.

    `figures` are the releases of the last four weeks, oldest first; `quarter` those of the spaces, in the first issue
    after a quarter's end only. `evaluations` are the agreed ones. `unread` are places that were not read the day
    before, `silent` tools that report no moves or no history. `names` are the spaces' by their id. `fingerprint` is
    that of the week's signed figures, empty where there are none. `contact` answers questions, `url` leads to the
    whole worklist; each may be empty.
    """

    network: str
    week: str
    on: date
    charter: str
    organisations: int
    worklist: Worklist | None
    figures: tuple[Release, ...]
    quarter: tuple[Release, ...]
    unread: tuple[str, ...]
    duties: tuple[DutyLine, ...]
    silent: tuple[str, ...]
    fingerprint: str
    contact: str
    names: Mapping[str, str] = field(default_factory=dict)
    open_spaces: tuple[str, ...] | None = None
    evaluations: frozenset[str] = EVALUATIONS
    url: str = ""

    @property
    def release(self) -> Release | None:
        """The week's own release, if there is one."""
        return next((release for release in self.figures if release.period == self.week), None)


@dataclass(frozen=True, slots=True)
class Stuck:
    """Where a space is stuck: its first overdue task, the first tool that cannot be written, whether it is paused."""

    space: str
    overdue: Line | None
    blocked: Line | None
    paused: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be decided first: a conflict, else whether a paused space goes on."""

    space: str
    line: Line


@dataclass(frozen=True, slots=True)
class Glance:
    """The three answers at the top of the page. `working` is None where the figures do not say so.

    `stuck`, `decision` come from the reader's own worklist and are empty without one.
    """

    working: bool | None
    completed: Cell | None
    opened: Cell | None
    stuck: tuple[Stuck, ...]
    decision: Decision | None


def glance(weekly: Weekly) -> Glance:
    """The answers of that issue: of what is stuck the spaces with a disturbance first, at most three."""
    sheets = weekly.worklist.spaces if weekly.worklist else ()
    found = [stuck for stuck in map(_stuck, sheets) if stuck.overdue or stuck.blocked or stuck.paused]
    found.sort(key=lambda stuck: not (stuck.blocked or stuck.paused))
    completed, opened = (_cell(weekly.release, metric) for metric in ("completed", "opened"))
    shown = [cell for cell in (completed, opened) if cell and cell.outcome is Outcome.SHOWN and cell.value]
    return Glance(True if shown else None, completed, opened, tuple(found[:STUCK]), _decision(sheets))


def _cell(release: Release | None, metric: str) -> Cell | None:
    cells = release.cells if release and not release.reason else ()
    return next((cell for cell in cells if cell.metric == metric and not cell.space), None)


def _stuck(sheet: Sheet) -> Stuck:
    return Stuck(
        sheet.name,
        _first(sheet.lines, Kind.OVERDUE),
        _first(sheet.lines, Kind.BLOCKED),
        _first(sheet.lines, Kind.PAUSED) is not None,
    )


def _decision(sheets: Iterable[Sheet]) -> Decision | None:
    for kind in (Kind.CONFLICT, Kind.PAUSED):
        for sheet in sheets:
            if line := _first(sheet.lines, kind):
                return Decision(sheet.name, line)
    return None


def _first(lines: Iterable[Line], kind: Kind) -> Line | None:
    return next((line for line in lines if line.kind is kind), None)
