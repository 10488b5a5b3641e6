"""W4 and W6: how a number is told. To the next multiple of five, and below ten not at all."""

from __future__ import annotations

from bridge.core.reports.figures import Cell, Outcome

STEP = 5
LEAST = 10
"""A rounded number below this is told as being below it, zero included."""
REACH = STEP // 2
"""How far a number lies at most from what it was rounded to."""
MOST_UNDER = LEAST - STEP + REACH
"""The largest number that is told as being below ten."""


def rounded(number: int) -> int:
    """The nearest multiple of five."""
    return (number + REACH) // STEP * STEP


def told(metric: str, space: str, number: int) -> Cell:
    """The figure as it is shown; nothing else about the number decides whether it is."""
    value = rounded(number)
    return Cell(metric, space, Outcome.SHOWN, value) if value >= LEAST else Cell(metric, space, Outcome.UNDER)


def bounds(cell: Cell) -> tuple[int, int] | None:
    """Between which numbers the one behind a figure lies; None where the figure says nothing of it."""
    match cell.outcome:
        case Outcome.UNDER:
            return 0, MOST_UNDER
        case Outcome.SHOWN if cell.value % STEP:
            return cell.value, cell.value
        case Outcome.SHOWN:
            return cell.value - REACH, cell.value + REACH
        case _:
            return None
