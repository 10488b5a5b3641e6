"""The fewest calls with which the vendors' interfaces let one mirror: what was seeded and what people did decide it.

Reading a full place. Trello lists 1,000 cards or actions at once, and its actions carry comments; Asana 100 tasks, and
comments task by task; Planner 400 tasks, their details in batches of 20, and the replies below as many messages in
another; Slack 999 messages, and the replies below one message.

Asking whether anything happened. Trello and Asana tell it in one call; behind a new comment may stand what Trello tells
nobody (a label, an element, a comment that was corrected), so its card is read as one that was changed. Planner and
Slack have no feed: it is the list again. What people submit in Slack comes to us.

Writing. One call for each task, comment, lane or label that is new, and one for all changed fields of a task. In Asana
another section is a call of its own. Planner takes a new task in three (the task, the version of its details, the
details with marker and description) and all labels of a plan in one, and the first comment on a task needs a message
in the channel above it. In Slack all lanes are one message, labels are words on the card, a form is opened by a call,
a card shows a person's edit when we write it, and tasks that were done before get no card.

A batch of Graph's counts as one call, because Planner publishes no limit that its requests would count under, and
because one answer is waited for; in Asana, whose limit counts them, each action of a batch is a call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.bench.sandbox import Act

Items = Mapping[str, Mapping[str, Any]]
"""The sandbox's items as people see them, by ref."""
FIELDS = ("title", "description", "state", "due", "people", "archived")


@dataclass(frozen=True, slots=True)
class Tool:
    """What a vendor's interface allows.

    `page` is how many tasks one call lists, and `details` of how many the list leaves something out that another call
    tells. `comments` is how many comments of a `place`, how many tasks, or how many `thread`s one call tells of.
    `feed`: one call tells whether anything happened. `changed` is of how many changed tasks one more call tells, and
    `heard` of how many tasks with new comments; None where asking told it already.

    `create` is how many calls a new task takes, `opens` how many more its first comment; `lanes` and `labels` whether
    each takes a call, all together, or none. `gathers`: all comments of a new task take one. `moves_apart`: another
    lane takes a call of its own. `ours`: only we write tasks, so people's edits are written here too. `past`: tasks
    that were done before are shown too. `creates` and `says` are how people do it.
    """

    page: int
    comments: tuple[Literal["place", "task", "thread"], int]
    creates: tuple[str, str]
    says: tuple[str, str]
    details: int | None = None
    feed: bool = True
    changed: int | None = 1
    heard: int | None = None
    create: int = 1
    opens: int = 0
    gathers: bool = False
    lanes: Literal["each", "all"] = "each"
    labels: Literal["each", "all", "none"] = "each"
    moves_apart: bool = False
    ours: bool = False
    past: bool = True


TOOLS = {
    "trello": Tool(1_000, ("place", 1_000), creates=("POST", "/cards"), says=("POST", "/comments"), heard=1),
    "asana": Tool(100, ("task", 1), creates=("POST", "/tasks"), says=("POST", "/stories"), heard=1, moves_apart=True),
    "slack": Tool(
        999,
        ("thread", 1),
        creates=("ACT", "slash text"),
        says=("POST", "/chat.postMessage"),
        feed=False,
        changed=None,
        heard=1,
        lanes="all",
        labels="none",
        ours=True,
        past=False,
    ),
    "teams": Tool(
        400,
        ("thread", 20),
        creates=("POST", "/planner/tasks"),
        says=("POST", "/replies"),
        details=20,
        feed=False,
        changed=20,
        heard=20,
        create=3,
        opens=1,
        gathers=True,
        labels="all",
    ),
}
OPENS_FORM = "press"
"""How people's acts in Slack begin that let us open a form."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything the full place was seeded with; `threads` are tasks with comments.

    `lanes` are those that a place of this tool lacks; its labels are new to every other place. `done` of the tasks are
    done, with `said_of_done` of the comments.
    """

    tasks: int
    comments: int
    threads: int
    labels: int
    lanes: Mapping[str, int] = field(default_factory=dict)
    done: int = 0
    said_of_done: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What people did in one tool: so many new tasks, comments and opened forms; these tasks edited, these moved."""

    created: int = 0
    said: int = 0
    forms: int = 0
    edited: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()

    @property
    def touched(self) -> int:
        return len(self.edited | self.moved)


def reading(tool: Tool, extent: Extent) -> int:
    """All of a place."""
    many = {"place": max(1, extent.comments), "task": extent.tasks, "thread": extent.threads}
    of, page = tool.comments
    details = _calls(extent.tasks, tool.details) if tool.details else 0
    return max(1, _calls(extent.tasks, tool.page)) + details + _calls(many[of], page)


def asking(tool: Tool, tasks: int) -> int:
    """Whether anything happened in a place of so many tasks; of Slack's messages one holds the lanes."""
    return 1 if tool.feed else max(1, _calls(tasks + tool.ours, tool.page))


def filling(name: str, extent: Extent) -> int:
    """Find a place empty, and create everything there."""
    tool = TOOLS[name]
    lanes = min(extent.lanes[name], 1) if tool.lanes == "all" else extent.lanes[name]
    labels = {"each": extent.labels, "all": min(extent.labels, 1), "none": 0}[tool.labels]
    tasks = extent.tasks if tool.past else extent.tasks - extent.done
    comments = extent.comments if tool.past else extent.comments - extent.said_of_done
    comments = extent.threads if tool.gathers else comments
    return 1 + lanes + labels + tasks * tool.create + comments + extent.threads * tool.opens


def first_mirror(source: str, targets: Iterable[str], extent: Extent) -> int:
    """Read the full place, and fill the others."""
    return reading(TOOLS[source], extent) + sum(filling(target, extent) for target in targets)


def idle(tools: Iterable[str], tasks: int) -> int:
    """Ask each place."""
    return sum(asking(TOOLS[tool], tasks) for tool in tools)


def changes(work: Work, source: str, targets: Sequence[str], tasks: int) -> int:
    """Ask each place, read what asking did not tell of the source, write it to the others."""
    if work == Work():
        raise RuntimeError("Nobody did anything.")
    tool = TOOLS[source]
    read = _calls(work.created + work.touched, tool.changed) + _calls(work.said, tool.heard)
    here = work.forms + (work.created + work.touched if tool.ours else 0)
    return idle((source, *targets), tasks) + read + here + sum(_writing(TOOLS[target], work) for target in targets)


def _writing(tool: Tool, work: Work) -> int:
    changed = len(work.edited) + len(work.moved) if tool.moves_apart else work.touched
    return work.created * tool.create + work.said + changed


def work_of(acts: Sequence[Act], before: Items, after: Items, source: str) -> Work:
    """What people did in a tool, as its interface took it and as everybody sees it.

    Who comments in Asana follows the task from then on: that changes the task as well. What was sent from a form in
    Slack is on no card yet, so the form's fields tell it.
    """
    created, said = (_done(acts, how) for how in (TOOLS[source].creates, TOOLS[source].says))
    edited = {ref for ref in before if any(before[ref][name] != after[ref][name] for name in FIELDS)}
    moved = {ref for ref in before if before[ref]["lane"] != after[ref]["lane"]}
    sent = [act.path.split()[1:] for act in acts if act.method == "ACT" and act.path.startswith("submit")]
    edited |= {f"form {number}" for number, fields in enumerate(sent) if {"title", "status"} & set(fields)}
    moved |= {f"form {number}" for number, fields in enumerate(sent) if "lane" in fields}
    forms = sum(act.method == "ACT" and act.path.startswith(OPENS_FORM) for act in acts)
    return Work(created, said, forms, frozenset(edited), frozenset(moved))


def _done(acts: Sequence[Act], how: tuple[str, str]) -> int:
    method, ending = how
    return sum(act.method == method and act.path.endswith(ending) for act in acts)


def _calls(number: int, page: int | None) -> int:
    """How many calls so much takes; none where it is known already."""
    return -(-number // page) if page else 0
