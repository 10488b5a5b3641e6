"""`python -m tests.bench.figures [--entries N]`: what the weekly report's figures cost, beside bare SQL in one process.

One network's log holds N entries of a year. Counted are F1 of a week and F2 of a quarter of 14 weeks, as the service
does it on a Monday: what newcomers did is left out, each number is held against the rules, and the page is laid out in
every form but the printed one. Bare SQL asks by hand what has to be counted, each question once, by the same indexes:
how many tasks, and how many of them each person of each organisation did.

Seconds of the processor, each pair in turn, medians. The goal is twice what bare SQL takes, and 100 ms for the page.
The audit of a release reads figures and nothing of the log, so that it takes as long however long the log is; whole
releases are told for information.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from bridge.core.log.evaluations import EVALUATIONS, Evaluation
from bridge.core.log.participation import NOBODY, Period, Quarter, Week
from bridge.core.model.caller import service
from bridge.core.reports.disclosure.cells import cells
from bridge.core.reports.disclosure.document import document
from bridge.service.evaluate import evaluate
from tests.bench.log import Judged
from tests.bench.sealed import took
from tests.bench.year import QUARTER, WEEKS, lived
from tests.unit.adapters.weekly_issue import example, rendered
from tests.unit.service.figures.figured import Figured, figured

ENTRIES, QUICKLY = 1_000_000, 40_000
ROUNDS, OF_A_QUARTER = 5, 14
TIMES, PAGE = 2.0, 0.1
KINDS = ("opened", "completed", "handed_over", "claimed")
COUNTED = ("antrag", "logistik", "messe")
"""The spaces that the fixture says may be counted."""
ASKED = """
FROM log_entries WHERE network_id = ? AND recorded_week IN ({weeks}) AND event_type IN ('{kinds}')
AND space_ref IN ('{spaces}') AND object_kind = 'task' AND purpose = 'P2'
AND (event_type <> 'handed_over' OR counterpart_org <> '')
"""
PERIODS: tuple[tuple[Evaluation, Sequence[Period]], ...] = (
    (EVALUATIONS[0], WEEKS[-ROUNDS:]),
    (EVALUATIONS[1], [QUARTER] * ROUNDS),
)
Counted = Mapping[tuple[str, str], int]
"""Tasks, by an entry's type and a space, which is empty where all are counted together."""
Pair = tuple[Callable[[], Counted], Callable[[], Counted]]
"""Ours, and bare SQL."""


def measured(entries: int, folder: Path) -> Iterator[Judged | str]:
    """The figures of a week and of a quarter, for a log of so many entries; then how long their releases take."""
    path = folder / "cobridge.db"
    with figured(folder) as made, closing(sqlite3.connect(path, isolation_level=None)) as opened:
        lived(made, entries)
        rendered(example(), "de")  # what is loaded for the first page only
        for evaluation, periods in PERIODS:
            pairs = [
                (partial(_laid_out, made, evaluation, period), partial(_asked, opened, made.network.id, period))
                for period in periods
            ]
            yield _judged(evaluation.name, entries, pairs)
        yield _told(made)


def _judged(name: str, entries: int, pairs: Sequence[Pair]) -> Judged:
    elapsed = [(_timed(ours), _timed(floor)) for ours, floor in pairs]
    if any(found != asked or not asked for (_, found), (_, asked) in elapsed):
        raise RuntimeError(f"{name} counts other numbers than bare SQL.")
    ours, floor = (median(each for each, _ in those) for those in zip(*elapsed, strict=True))
    said = f"s for figures and page of {entries:,} entries, where bare SQL takes {floor:.2f}"
    return Judged(f"FIGURES {name}", said, ours, round(TIMES * floor + PAGE, 2), most=True)


def _timed(work: Callable[[], Counted]) -> tuple[float, Counted]:
    found = list[Counted]()
    return took(lambda: found.append(work())), found[0]


def _laid_out(made: Figured, evaluation: Evaluation, period: Period) -> Counted:
    """As it is released, but for the audit."""
    releasing = made.releasing
    basis = releasing.freezing.basis(Quarter.of(period.last), period.last, evaluation.threshold)
    newcomers = releasing.freezing.newcomers(basis) if basis else NOBODY
    found = evaluate(
        evaluation.name,
        evaluation.purpose,
        period,
        COUNTED,
        service(),
        made.access,
        releasing.evaluations,
        force=releasing.force,
        newcomers={space: newcomers[space] for space in COUNTED if newcomers[space]},
    )
    week = example()
    release = replace(week.figures[-1], evaluation=evaluation.name, cells=cells(evaluation, found, COUNTED))
    document(release, evaluation.threshold)
    figures, quarter = ((release,), ()) if isinstance(period, Week) else (week.figures, (release,))
    rendered(replace(week, figures=figures, quarter=quarter), "de")
    return {(each.metric, each.space): each.tasks for each in found.counts}


def _told(made: Figured) -> str:
    for week in WEEKS[-OF_A_QUARTER:-1]:
        made.release("F1", week)
    periods: tuple[tuple[str, Period], ...] = (("F1", WEEKS[-1]), ("F2", QUARTER))
    said = ", ".join(f"{name} {took(partial(made.release, name, period)):.2f} s" for name, period in periods)
    return f"For information, a release with the audit of all weeks of its quarter: {said}"


def _asked(opened: sqlite3.Connection, network: str, period: Period) -> Counted:
    """Both questions; told is only how many tasks there were."""
    space = "''" if isinstance(period, Week) else "space_ref"
    weeks, (kinds, spaces) = ", ".join("?" * len(period.weeks)), map("', '".join, (KINDS, COUNTED))
    asked, given = ASKED.format(weeks=weeks, kinds=kinds, spaces=spaces), (network, *period.weeks)
    keys, tasks = f"event_type, {space}", "count(DISTINCT object_ref)"
    opened.execute(f"SELECT {keys}, org_id, actor_ref, {tasks} {asked} GROUP BY 1, 2, 3, 4", given).fetchall()
    found = opened.execute(f"SELECT {keys}, {tasks} {asked} GROUP BY 1, 2", given)
    return {(kind, of): number for kind, of, number in found}


def judged(entries: int) -> bool:
    """Measure and print; whether the goals are reached."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for each in measured(entries, Path(folder)):
            print(each, flush=True)
            good &= isinstance(each, str) or each.passes
    return good


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.figures", description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    return 0 if judged(parser.parse_args().entries) else 1


if __name__ == "__main__":
    sys.exit(main())
