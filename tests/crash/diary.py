"""What people did, by their own account: the only source of what must be true in the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Sight
from bridge.entry.demo.tools import ZONE

NUMBER = re.compile(r"^Aufgabe (\d+)\b")
FIELDS = ("title", "text", "status", "due")
Value = object
Held = Mapping[str, Sequence[Shown]]
"""The live items of one task, by place."""


@dataclass(slots=True)
class Task:
    """A task as people left it.

    `fields` leads from a name to what may stand there: one value, or two where somebody saw a warning and cannot know
    whether they were heard. `comments` has authors by text; `gone` says in the same way whether it is out of sight.
    `unsure` are labels of which nobody knows whether they were put on.
    """

    number: int
    fields: dict[str, tuple[Value, ...]]
    comments: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    gone: tuple[bool, ...] = (False,)
    turned: int = -2
    """How often the service had come to its end in peace when somebody last moved, finished or reopened it."""

    def may_be(self, name: str, value: Value) -> None:
        """Somebody tries to put this value there, and has no answer yet."""
        self.fields[name] = (*self.fields[name], value)

    def is_now(self, name: str, value: Value) -> None:
        """And this is the answer."""
        self.fields[name] = (value,)


class Edit(NamedTuple):
    """An edit without looking whether somebody else edits the same; `over` are values in whose place it was put.

    It is not `sure` where nobody answered it.
    """

    value: Value
    tool: str
    over: frozenset[Value] = frozenset()
    sure: bool = True


class Act(NamedTuple):
    """One of those that the log tells of; `doubtful` ones count if the task is found to be so in the end."""

    type: str
    tool: str
    task: int
    doubtful: bool


@dataclass(slots=True)
class Diary:
    """Everything; `contests` are fields that several people edit at the same time."""

    tasks: dict[int, Task] = field(default_factory=dict)
    contests: dict[tuple[int, str], list[Edit]] = field(default_factory=dict)
    logged: list[Act] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    drawn: int = 0
    story: dict[int, list[str]] = field(default_factory=dict)
    """By task, what people did with it, one after the other: told where a rule broke."""

    def tell(self, task: int, what: str) -> None:
        """Add to a task's story."""
        self.story.setdefault(task, []).append(what)

    def number(self) -> int:
        """One that is used once."""
        self.drawn += 1
        return self.drawn

    def meet(self, sight: Sight) -> None:
        """Tasks that stand somewhere before anything is mirrored."""
        for held in by_number(sight).values():
            for each in (item for shown in held.values() for item in shown):
                number = number_of(each)
                comments = {text: who for who, text in each.comments}
                self.tasks[number] = Task(number, {name: (value_of(each, name),) for name in FIELDS}, comments)
        self.drawn = max(self.drawn, *self.tasks)

    def start_anew(self, sight: Sight) -> None:
        """What people left is from now on what stands there."""
        for task in self.tasks.values():
            task.gone = (True,)
        put_on = {number: task.labels | task.unsure for number, task in self.tasks.items()}
        self.meet(sight)
        for number, labels in put_on.items():
            self.tasks[number].unsure |= labels

    def contest(self, numbers: Sequence[int]) -> None:
        """Everybody may rename and schedule these without looking what others do."""
        for number in numbers:
            for name in ("title", "due"):
                (value,) = self.tasks[number].fields[name]
                self.contests[number, name] = [Edit(value, "")]


def value_of(item: Shown, name: str) -> Value:
    """What an item shows of a field."""
    match name:
        case "title":
            return item.title
        case "text":
            return item.description
        case "status":
            return item.state, item.lane
        case _:
            return item.due_day(ZONE)


def number_of(item: Shown) -> int:
    """Whatever people call a task, they keep its number; what has none is nobody's."""
    found = NUMBER.match(item.title)
    return int(found[1]) if found else 0


def by_number(sight: Sight) -> dict[int, dict[str, list[Shown]]]:
    """The live items of each task at each place."""
    found: dict[int, dict[str, list[Shown]]] = {}
    for place, items in sight.places.items():
        for item in items:
            held = found.setdefault(number_of(item), {each: [] for each in sight.places})
            held[place].append(item)
    return found
