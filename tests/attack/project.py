"""A year of a real project's log as the raw network that it might have been: its people spread over six partners.

What its tracker says of an issue is taken for: created, opened; resolved, completed; the first comment of somebody
else, claimed, and handed over where that is somebody of another partner. A project of the tracker is a space.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from bridge.core.log.participation import Quarter
from tests.attack.raw import Act, Raw

LOG = Path("data/events/tidev-jira-AC-ALOY-MOD-DAEMON.jsonl.gz")
YEAR = 2014
SIZES = {"ahorn": 18, "birke": 12, "zeder": 6, "distel": 3, "erle": 2, "fichte": 1}
WEEKS = 52


def project(shared: Path, chance: Random, year: int = YEAR) -> Raw:
    """The year's acts. Whoever acted is of a partner, in proportion to its size, and works where they acted."""
    told = [each for each in _told(shared / LOG) if each["week"].startswith(f"{year}-")]
    names = sorted({each["actor"] for each in told})
    partners = dict(zip(names, chance.choices([*SIZES], [*SIZES.values()], k=len(names)), strict=True))
    acts = tuple(_acts(told, partners))
    rosters: dict[str, dict[str, set[str]]] = {}
    for each in acts:
        rosters.setdefault(each.space, {}).setdefault(each.organisation, set()).add(each.person)
    return Raw(rosters, acts)


def weeks_of_year(year: int = YEAR) -> tuple[str, ...]:
    """Those of its four quarters."""
    return tuple(week for number in range(1, 5) for week in Quarter(f"{year}-Q{number}").weeks)


def _told(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            if said["actor"]:
                week = datetime.fromisoformat(said["ts"]).strftime("%G-W%V")
                yield {"week": week, **{key: said[key] for key in ("actor", "action", "object", "project")}}


def _acts(told: list[dict[str, str]], partners: dict[str, str]) -> Iterator[Act]:
    opened: dict[str, str] = {}
    met = Counter[tuple[str, str]]()
    for each in told:
        actor, task = each["actor"], each["object"]
        for metric in _metrics(each["action"], partners[actor], partners.get(opened.get(task, ""), "")):
            met[task, metric] += 1
            once = metric in ("claimed", "handed_over") and (met[task, metric] > 1 or opened.get(task) == actor)
            if not once:
                yield Act(each["week"], metric, each["project"].lower(), task, actor, partners[actor])
        if each["action"] == "created":
            opened[task] = actor


def _metrics(action: str, own: str, openers: str) -> tuple[str, ...]:
    match action:
        case "created":
            return ("opened",)
        case "resolved":
            return ("completed",)
        case "commented" if openers:
            return ("claimed", "handed_over") if own != openers else ("claimed",)
        case _:
            return ()
