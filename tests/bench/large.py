"""`python -m tests.bench.large [--issues N]`: real issues as one Trello board, mirrored to the other three tools.

Says how much of the sandbox's time that took, beside the least that the vendors' limits allow for the calls that it
needs. Exit code 1 when it took more than 1.1 times that, or when a vendor refused a call (429).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import pace, seeds, service
from tests.bench.issues import Json, board, is_done, issues
from tests.bench.people import places
from tests.bench.sandbox import Sandbox, served
from tests.bench.service import Spent

TOOLS = ("trello", "asana", "slack", "teams")
GOAL = 1.1
"""Times the least time that the limits allow."""
MOST_DAYS = 5
ATTRIBUTED = re.compile(r"GmbH, \d\d\.\d\d\.\d{4}(?: |$)")
"""The end of the line above a comment that came from a partner."""
Call = Mapping[str, Any]
"""A call as the sandbox recorded it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One run of `cobridge sync`: seconds of the sandbox's time from its first call to its last, and what it took.

    `least` are the fewest seconds for its calls, by limit.
    """

    took: float
    least: Mapping[str, float]
    spent: Spent

    @property
    def ratio(self) -> float:
        """How often the least time would have fitted."""
        return self.took / max(self.least.values())

    @property
    def waited(self) -> float:
        """The same without the time that this machine worked: how long it waited for limits."""
        return (self.took - self.spent.wall) / max(self.least.values())


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What came of it: items, comments and calls by tool, refused calls (429), and the whole with its parts."""

    issues: int
    open: int
    items: Mapping[str, int]
    comments: Mapping[str, int]
    calls: Mapping[str, int]
    refused: int
    whole: Part
    parts: Sequence[Part]

    @property
    def passes(self) -> bool:
        return not self.refused and self.whole.ratio <= GOAL


def mirrored(shared: Path, count: int | None, folder: Path) -> Mirrored:
    """Load so many issues (all: None), and mirror them in as many days as the vendors' daily limits make it."""
    chosen = issues(shared, count)
    with served(seeds.seed_of("nothing", 0), folder) as sandbox:
        loaded = sandbox.ask("/load/trello-export", "POST", board(chosen))
        containers = {**places(sandbox), "trello": str(loaded["board"])}
        environment = service.prepared(sandbox, TOOLS, folder, containers)
        sandbox.forget()
        parts, calls = list[Part](), list[Call]()
        while not parts or not parts[-1].spent.complete:
            if calls:
                _wait_a_day(sandbox, calls)
            spent = service.sync(environment, partly=len(parts) < MOST_DAYS)
            said = sandbox.ask("/requests")["calls"][len(calls) :]
            parts.append(_part(said, spent))
            calls += said
        return _told(sandbox, chosen, calls, parts)


def _wait_a_day(sandbox: Sandbox, calls: Sequence[Call]) -> None:
    """Until a channel takes messages again: a day after its first."""
    first = next(_at(call) for call in calls if call["method"] == "POST" and "/messages" in call["path"])
    now = datetime.fromisoformat(sandbox.ask("/clock")["now"])
    sandbox.ask("/clock", "POST", {"advance": (first + timedelta(days=1, seconds=1) - now).total_seconds()})


def _part(calls: Sequence[Call], spent: Spent) -> Part:
    times = sorted(map(_at, calls))
    return Part((times[-1] - times[0]).total_seconds(), pace.least(calls), spent)


def _at(call: Call) -> datetime:
    return datetime.fromisoformat(call["at"])


def _told(sandbox: Sandbox, chosen: Sequence[Json], calls: Sequence[Call], parts: Sequence[Part]) -> Mirrored:
    items = {tool: sandbox.items(tool).values() for tool in TOOLS}
    spent = Spent(sum(each.spent.wall for each in parts), sum(each.spent.cpu for each in parts), 0)
    return Mirrored(
        issues=len(chosen),
        open=sum(not is_done(issue) for issue in chosen),
        items={tool: len(found) for tool, found in items.items()},
        comments={tool: sum(map(_comments, found)) for tool, found in items.items()},
        calls=Counter(call["vendor"] for call in calls),
        refused=sum(call["status"] == 429 for call in calls),
        whole=_part(calls, spent),
        parts=parts,
    )


def _comments(item: Json) -> int:
    """How many an item shows; of several in one, each has its line."""
    copies = (len(ATTRIBUTED.findall(each["text"])) for each in item["comments"] if each["author"] == "Cobridge")
    return sum(1 for each in item["comments"] if each["author"] != "Cobridge") + sum(copies)


def printed(found: Mirrored) -> str:
    """All of it as lines."""
    lines = [f"{found.issues:,} issues loaded, {found.open:,} of them open; {found.refused} calls refused (429)"]
    lines += [f"{tool}: {found.items[tool]:,} items, {found.comments[tool]:,} comments" for tool in TOOLS]
    lines += [f"{vendor}: {number:,} calls" for vendor, number in sorted(found.calls.items())]
    lines += [_line(f"part {number}", part) for number, part in enumerate(found.parts, start=1)]
    return "\n".join([*lines, _line(f"all (goal {GOAL})", found.whole)])


def _line(name: str, part: Part) -> str:
    limit = max(part.least, key=lambda each: part.least[each])
    least = f"least {part.least[limit]:,.0f} s by {limit}"
    cpu = f"{part.spent.cpu:.0f} s of processor time"
    return f"{name}: {part.took:,.0f} s of the sandbox's time, {least}, ratio {part.ratio:.3f}; {cpu}"


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.large", description=__doc__)
    parser.add_argument("--issues", type=int, help="so many of them; all where it is left out")
    shared = Path(os.environ.pop("COBRIDGE_SHARED", "../shared"))
    with tempfile.TemporaryDirectory() as folder:
        found = mirrored(shared, parser.parse_args().issues, Path(folder))
    print(printed(found))
    return 0 if found.passes else 1


if __name__ == "__main__":
    sys.exit(main())
