"""Counts the calls of a first mirror, of one change in each direction, and of cycles in which nothing happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bridge.service.cycle import ORDINARY, Wish
from tests.bench import minimum, seeds, service
from tests.bench.minimum import TOOLS, Extent
from tests.bench.people import KINDS, PEOPLE, places
from tests.bench.sandbox import Calls, Sandbox, served
from tests.bench.service import Service, Spent
from tests.bench.table import CHANGE, FIRST, IDLE, Row
from tests.contracts.slack_people import open_door

SHOWN = {"trello": "Trello", "asana": "Asana", "slack": "Slack", "teams": "Planner"}


@dataclass(frozen=True, slots=True)
class Ground:
    """A sandbox in which everything was mirrored once, the row that tells of it, and what it took.

    `tools` are those of the space; the first one's place was full at first.
    """

    sandbox: Sandbox
    environment: dict[str, str]
    tools: Sequence[str]
    size: int
    first: Row
    spent: Spent

    def others(self, tool: str) -> Sequence[str]:
        """The other tools of the space."""
        return [each for each in self.tools if each != tool]


@contextmanager
def mirrored(tools: Sequence[str], size: int, folder: Path) -> Iterator[Ground]:
    """Mirror the first tool's full place into the others' empty ones, in a folder that is made for it."""
    folder.mkdir()
    source, *targets = tools
    with served(seeds.seed_of(source, size), folder) as sandbox:
        environment = service.prepared(sandbox, tools, folder)
        least = minimum.first_mirror(source, targets, _extent(sandbox, source))
        sandbox.forget()
        spent = service.sync(environment)
        row = Row(f"first mirror, {_direction(source, targets)}", size, least, sandbox.calls(), FIRST)
        sandbox.wait()
        yield Ground(sandbox, environment, tools, size, row, spent)


def _direction(source: str, targets: Sequence[str]) -> str:
    to = SHOWN[targets[0]] if len(targets) == 1 else f"the other {len(targets)}"
    return f"{SHOWN[source]} to {to}"


def _extent(sandbox: Sandbox, source: str) -> Extent:
    """What the sandbox was seeded with."""
    items, seed = sandbox.items(source).values(), sandbox.seed
    done = [item for item in items if item["state"] == "done"]
    lanes = {
        "trello": {each["name"] for each in seed["trello"]["boards"][0]["lists"]},
        "asana": {each["name"] for each in seed["asana"]["projects"][0]["sections"]},
        "slack": set[str](),
        "teams": {each["name"] for each in seed["graph"]["teams"][0]["plan"]["buckets"]},
    }
    return Extent(
        tasks=len(items),
        comments=sum(len(item["comments"]) for item in items),
        threads=sum(bool(item["comments"]) for item in items),
        labels=len(seeds.LABELS),
        lanes={tool: len(lanes[source] - there) for tool, there in lanes.items()},
        done=len(done),
        said_of_done=sum(len(item["comments"]) for item in done),
    )


def idle(ground: Ground, mirror: Service) -> Iterator[Row]:
    """A cycle before which nothing happened; where there are many places, each one's part in it."""
    calls, tasks = _cycle(ground.sandbox, mirror), _tasks(ground)
    yield Row("idle cycle", ground.size, minimum.idle(ground.tools, tasks), calls, IDLE)
    for tool in ground.tools if len(ground.tools) > 2 else ():
        part = Calls(reads=calls.by_tool[tool], paths=calls.paths)
        yield Row(f"idle cycle, {SHOWN[tool]} alone", ground.size, minimum.asking(TOOLS[tool], tasks), part, IDLE)


def changes(ground: Ground, mirror: Service) -> Iterator[Row]:
    """One change of each kind in each tool; then the cycles that heard of what the service itself had done."""
    with open_door() as door:
        if "slack" in ground.tools:
            door.answer = mirror.hear
            ground.sandbox.act("cora", "register", url=door.url)
        yield _first_changes(ground, mirror)
        echoes = list[Calls]()
        for tool in ground.tools:
            for kind in KINDS:
                yield _change(ground, mirror, tool, kind)
                echoes.append(_cycle(ground.sandbox, mirror))
    least = len(echoes) * minimum.idle(ground.tools, _tasks(ground))
    yield Row("cycles after each of these", ground.size, least, sum(echoes, Calls()), IDLE)


def _first_changes(ground: Ground, mirror: Service) -> Row:
    """A new task and a comment in each tool: connectors ask once who they are, and who somebody is."""
    rows = [_change(ground, mirror, tool, kind) for kind in ("new task", "comment") for tool in ground.tools]
    _cycle(ground.sandbox, mirror)
    least, calls = sum(row.minimum for row in rows), sum((row.calls for row in rows), Calls())
    return Row("the first changes in a process", ground.size, least, calls, None)


def _change(ground: Ground, mirror: Service, tool: str, kind: str) -> Row:
    sandbox, others = ground.sandbox, ground.others(tool)
    who, tasks, before = PEOPLE[tool](sandbox, places(sandbox)[tool]), _tasks(ground), sandbox.items(tool)
    sandbox.forget()
    told = KINDS[kind](who) or ()
    work, opened = minimum.work_of(sandbox.acts(), before, sandbox.items(tool), tool), sandbox.calls()
    least = minimum.changes(work, tool, others, tasks)
    calls = opened + _cycle(sandbox, mirror, mirror.told(tool, told))
    return Row(f"{kind}, {_direction(tool, others)}", ground.size, least, calls, CHANGE)


def _cycle(sandbox: Sandbox, mirror: Service, wish: Wish = ORDINARY) -> Calls:
    sandbox.forget()
    mirror.cycle(wish)
    return sandbox.calls()


def _tasks(ground: Ground) -> int:
    return len(ground.sandbox.items(ground.tools[0]))
