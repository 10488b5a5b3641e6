"""What is drawn of the weekly flow: released rounded values and nothing else, so no height tells more than a figure."""

from __future__ import annotations

from bridge.adapters.render.weekly.days import number, week
from bridge.adapters.render.weekly.issue import Bar, Chart
from bridge.core.log.evaluations import METRICS, Threshold
from bridge.core.reports.figures import Cell, Outcome, Release
from bridge.ports.words import Words


def chart(releases: tuple[Release, ...], say: Words) -> Chart:
    """A group of bars for each metric, a bar for each week."""
    first, last = week(releases[0].period, say), week(releases[-1].period, say)
    groups = tuple(
        (say(f"weekly.metric.{metric.name}"), tuple(_bar(release, metric.name, say) for release in releases))
        for metric in METRICS
    )
    one = first == last
    title = say("weekly.chart.title.one" if one else "weekly.chart.title", first=first, last=last)
    meaning = (
        say("weekly.chart.definition"),
        say("weekly.chart.period", weeks=first if one else f"{first}–{last}"),
        say("weekly.chart.least", persons=Threshold().persons),
    )
    return Chart(
        title, " ".join(_described(name, bars) for name, bars in groups), groups, meaning, say("weekly.chart.drawing")
    )


def _bar(release: Release, metric: str, say: Words) -> Bar:
    of_metric = next((cell for cell in release.cells if cell.metric == metric and not cell.space), None)
    match of_metric:
        case Cell(outcome=Outcome.SHOWN, value=value):
            return Bar(week(release.period, say), value, number(value, say))
        case Cell(outcome=Outcome.UNDER):
            return Bar(week(release.period, say), None, say("weekly.cell.under_10"))
        case _:
            return Bar(week(release.period, say), None, say("weekly.cell.withheld"))


def _described(name: str, bars: tuple[Bar, ...]) -> str:
    return f"{name}: {', '.join(f'{bar.week} {bar.label}' for bar in bars)}."
