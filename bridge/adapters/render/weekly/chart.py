"""The weekly flow as an SVG that says in words what it shows, and that needs no colour to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridge.adapters.render.weekly.issue import Bar, Chart
from bridge.adapters.render.weekly.telling import issue
from bridge.adapters.render.weekly.templating import filled
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

PANEL_WIDTH, PANEL_HEIGHT, GAP = 150, 66, 12
COLUMNS = 2
TOP, FLOOR = 24, 53
"""Where the highest bar ends and where all begin, from the panel's top."""
BAR = 22
STEP = 10
"""The scale ends at a multiple of this."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar in its panel: `middle` is its axis, `top` and `height` are 0 for a value that is not drawn."""

    middle: float
    left: float
    top: float
    height: float
    bar: Bar
    latest: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One metric."""

    name: str
    left: int
    top: int
    bars: tuple[Drawn, ...]


def render(weekly: Weekly, say: Words) -> str:
    """The SVG; empty where no figures are released."""
    told = issue(weekly, say).numbers.chart
    return drawn(told) if told else ""


def drawn(chart: Chart) -> str:
    """Heights follow the rounded values alone, on one scale for all metrics."""
    values = [bar.value for _, bars in chart.groups for bar in bars if bar.value]
    most = -(-max(values, default=STEP) // STEP) * STEP
    panels = tuple(_panels(chart, most))
    rows = -(-len(panels) // COLUMNS)
    width = COLUMNS * PANEL_WIDTH + (COLUMNS - 1) * GAP
    height = rows * PANEL_HEIGHT + (rows - 1) * GAP
    return filled(
        "chart.svg", chart=chart, panels=panels, width=width, height=height, wide=PANEL_WIDTH, floor=FLOOR, bar=BAR
    )


def _panels(chart: Chart, most: int) -> Iterator[Panel]:
    for number, (name, bars) in enumerate(chart.groups):
        row, column = divmod(number, COLUMNS)
        drawn_bars = tuple(_drawn(bar, at, len(bars), most) for at, bar in enumerate(bars))
        yield Panel(name, column * (PANEL_WIDTH + GAP), row * (PANEL_HEIGHT + GAP), drawn_bars)


def _drawn(bar: Bar, at: int, number: int, most: int) -> Drawn:
    middle = PANEL_WIDTH / number * (at + 0.5)
    height = round((bar.value or 0) / most * (FLOOR - TOP), 2)
    return Drawn(middle, middle - BAR / 2, FLOOR - height, height, bar, at == number - 1)
