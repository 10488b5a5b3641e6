"""Part B in words: the released figures as they are, and why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bridge.adapters.render.weekly.charted import chart
from bridge.adapters.render.weekly.days import day, first_day, issue_of_quarter, listed, number, spelt, week
from bridge.adapters.render.weekly.issue import Numbers, Table
from bridge.adapters.render.weekly.titles import shown
from bridge.core.log.evaluations import METRICS
from bridge.core.reports.figures import Cell, Gap, Outcome, Release
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

NETWORK, SPACES = "F1", "F2"
WITHHELD = (Outcome.SMALL, Outcome.GAP, Outcome.DOMINATED)


def numbers(weekly: Weekly, say: Words) -> Numbers:
    """The table of up to four weeks, its chart, and in the first issue after a quarter the table of the spaces."""
    told = tuple(release for release in weekly.figures if NETWORK in weekly.evaluations)
    table = _weeks(told, say) if any(map(_has_values, told)) else None
    return Numbers(
        part=say("weekly.part_b"),
        title=say("weekly.figures"),
        audience=say("weekly.figures.audience" if weekly.fingerprint else "weekly.figures.audience.unsigned"),
        reason=_reason(weekly, say),
        table=table,
        sentences=tuple(_sentences(weekly, told, table, say)),
        chart=chart(told, say) if table else None,
        quarter=_spaces(weekly.quarter[-1], weekly.names, say) if weekly.quarter else None,
        quarter_notes=tuple(_quarter_notes(weekly.quarter[-1], say)) if weekly.quarter else (),
    )


def cell_text(cell: Cell | None, say: Words) -> str:
    """A figure as the report prints it."""
    match cell:
        case Cell(outcome=Outcome.SHOWN, value=value):
            return number(value, say)
        case Cell(outcome=Outcome.UNDER):
            return say("weekly.cell.under_10")
        case _:
            return say("weekly.cell.withheld")


def cell_of(release: Release, metric: str, space: str = "") -> Cell | None:
    """That figure, if the release has it."""
    return next((cell for cell in release.cells if cell.metric == metric and cell.space == space), None)


def _has_values(release: Release) -> bool:
    return any(cell.outcome not in WITHHELD for cell in release.cells)


def _weeks(releases: tuple[Release, ...], say: Words) -> Table:
    heads = (say("weekly.metric"), *(week(release.period, say) for release in releases))
    rows = tuple(
        (
            say(f"weekly.metric.{metric.name}"),
            *(cell_text(cell_of(release, metric.name), say) for release in releases),
        )
        for metric in METRICS
    )
    return Table(say("weekly.figures"), heads, rows)


def _sentences(weekly: Weekly, told: tuple[Release, ...], table: Table | None, say: Words) -> Iterator[str]:
    if table:
        yield say("weekly.note.counted")
        yield from _basis(told, say)
        yield from _missing(weekly.week, told, say)
        yield from _withheld(told, say)
    if SPACES in weekly.evaluations and not weekly.quarter and not _never(weekly.release):
        yield say("weekly.note.quarter", month=issue_of_quarter(weekly.week, say))
    yield from _excluded(weekly, say)


def _never(release: Release | None) -> bool:
    return release is not None and release.reason == "few_organisations"


def _basis(told: tuple[Release, ...], say: Words) -> Iterator[str]:
    last = next((release for release in reversed(told) if _has_values(release)), None)
    if last and last.persons:
        key = "weekly.organisations.one" if last.organisations == 1 else "weekly.organisations"
        organisations = say(key, number=spelt(last.organisations, say))
        yield say("weekly.note.basis", persons=number(last.persons, say), organisations=organisations)


def _missing(last: str, told: tuple[Release, ...], say: Words) -> Iterator[str]:
    """Weeks between the others for which nothing was released, so that none seems to follow another."""
    released = {release.period for release in told}
    monday, missing = first_day(told[0].period), []
    while monday < first_day(last):
        name = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
        if name not in released:
            missing.append(week(name, say))
        monday += timedelta(days=7)
    if missing:
        yield say("weekly.note.missing", weeks=listed(missing, say))


def _withheld(told: tuple[Release, ...], say: Words) -> Iterator[str]:
    outcomes = {cell.outcome for release in told for cell in release.cells}
    if Outcome.SMALL in outcomes or any(release.reason == "small_group" for release in told):
        yield say("weekly.note.small_group")
    if Outcome.GAP in outcomes or any(release.reason in ("data_gap", "catching_up") for release in told):
        yield say("weekly.note.data_gap")
    if Outcome.DOMINATED in outcomes:
        yield say("weekly.note.withheld")


def _reason(weekly: Weekly, say: Words) -> str:
    release = weekly.release
    if NETWORK not in weekly.evaluations:
        return say("weekly.figures.off")
    if release is None:
        return say("weekly.reason.none")
    gaps = " ".join(_gap(gap, say) for gap in release.gaps) or say("weekly.gap.none")
    return say(f"weekly.reason.{release.reason}", gaps=gaps) if release.reason else ""


def _gap(gap: Gap, say: Words) -> str:
    if gap.first == gap.last:
        days = say("weekly.gap.day", day=day(gap.first, say))
    else:
        days = say("weekly.gap.days", first=day(gap.first, say), last=day(gap.last, say))
    return say("weekly.gap.one" if gap.places == 1 else "weekly.gap.more", number=number(gap.places, say), days=days)


def _excluded(weekly: Weekly, say: Words) -> Iterator[str]:
    if weekly.release is None or weekly.release.reason:
        return
    spaces = [shown(weekly.names.get(space, space)) for space in weekly.release.excluded]
    if len(spaces) == 1:
        yield say("weekly.note.excluded", space=spaces[0])
    elif spaces:
        yield say("weekly.note.excluded.more", spaces=listed(spaces, say))


def _spaces(release: Release, names: Mapping[str, str], say: Words) -> Table:
    quarter = say("weekly.quarter.name", number=release.period[-1], year=release.period[:4])
    heads = (say("weekly.quarter.space"), *(say(f"weekly.metric.{metric.name}.short") for metric in METRICS))
    ids = dict.fromkeys([*(cell.space for cell in release.cells), *release.excluded])
    rows = tuple((shown(names.get(space, space)), *_of_space(release, space, say)) for space in ids)
    return Table(say("weekly.quarter", quarter=quarter), heads, rows)


def _quarter_notes(release: Release, say: Words) -> Iterator[str]:
    yield say("weekly.quarter.note")
    yield say("weekly.note.counted")
    outcomes = {cell.outcome for cell in release.cells}
    if release.excluded or Outcome.SMALL in outcomes:
        yield say("weekly.note.small_group")
    if Outcome.DOMINATED in outcomes:
        yield say("weekly.note.withheld")


def _of_space(release: Release, space: str, say: Words) -> tuple[str, ...]:
    return tuple(cell_text(cell_of(release, metric.name, space), say) for metric in METRICS)
