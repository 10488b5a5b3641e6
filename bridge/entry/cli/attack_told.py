"""What `cobridge attack` prints: a paragraph per case, or values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING

from bridge.entry.cli.shown import show

if TYPE_CHECKING:
    from bridge.core.reports.attack.learned import Finding, Result
    from bridge.core.reports.attack.material import World
    from bridge.ports.words import Words

WORST_FIRST = ("broken", "beyond", "held", "untried")
AT_MOST = 3
"""So many findings of one case are printed; `--json` has all."""


def tell(world: World, found: Sequence[Result]) -> None:
    """Case by case: what was tried, by whom it came furthest, what was learned, and what protects."""
    from bridge.bootstrap import speech

    say = speech()
    if not world.documents and not world.artefacts:
        show(say("attack.none"))
        return
    show(say("attack.begun", number=len(world.documents), files=len(world.artefacts)), "")
    for _, results in groupby(found, key=lambda each: each.case):
        show(*_lines(list(results), say), "")
    broken = sorted({each.case for each in found if each.verdict == "broken"})
    tried = {each.case for each in found if each.verdict != "untried"}
    if broken:
        show(say("attack.broken", cases=", ".join(broken)))
    else:
        show(say("attack.held", number=len(tried)))


def as_values(world: World, found: Sequence[Result]) -> dict[str, object]:
    """For programs: every result of every reader."""
    return {
        "releases": len(world.documents),
        "files": len(world.artefacts),
        "held": not any(each.verdict == "broken" for each in found),
        "cases": [
            {
                "case": each.case,
                "reader": each.reader,
                "verdict": each.verdict.value,
                "learned": [{"key": one.key, "bad": one.bad, **_plain(one)} for one in each.findings],
            }
            for each in found
        ],
    }


def _lines(results: Sequence[Result], say: Words) -> list[str]:
    worst = min(
        results,
        key=lambda each: (WORST_FIRST.index(each.verdict), min((one.left for one in each.findings), default=inf)),
    )
    head = f"{worst.case}  {say(f'attack.verdict.{worst.verdict}')}: {say(f'attack.case.{worst.case}')}"
    found = [each for each in worst.findings if each.bad or each.left < inf]
    learned = [f"     {say('attack.learned', what=_sentence(each, say))}" for each in found[:AT_MOST]]
    if worst.verdict == "held" and not found:
        learned = [f"     {say('attack.nothing')}"]
    more = len(found) - AT_MOST
    if more > 0:
        learned.append(f"     {say('attack.more', number=more)}")
    reader = [f"     {say('attack.reader', reader=worst.reader)}"] if worst.reader else []
    return [head, *reader, *learned, f"     {say(f'attack.by.{worst.case}')}"]


def _sentence(finding: Finding, say: Words) -> str:
    values = dict(finding.values)
    if metric := values.get("metric"):
        values["metric"] = say(f"weekly.metric.{metric}") if _is_known(str(metric)) else metric
    if values.get("space") == "*":
        values["space"] = say("attack.network")
    if values.get("about") == "–":
        values["about"] = say("attack.others")
    return say(f"attack.found.{finding.key}", **values)


def _is_known(metric: str) -> bool:
    from bridge.core.log.evaluations import METRICS

    return metric in {each.name for each in METRICS}


def _plain(finding: Finding) -> dict[str, object]:
    return {**finding.values, **({"width": int(finding.width)} if 0 < finding.width < inf else {})}
