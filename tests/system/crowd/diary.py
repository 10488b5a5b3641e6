"""What people did, by their own account: the test's only source of what must be true in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from time import monotonic


@dataclass(frozen=True)
class Edit:
    """Somebody gave a task's field a value that nobody else gives. It happened between two moments.

    `over` are the values that may have stood there, where its author saw them and put this one in their place. `timed`
    says that the tool tells when it happened.
    """

    task: int
    name: str
    who: str
    value: str
    began: float
    ended: float
    over: frozenset[str] = frozenset()
    timed: bool = True


@dataclass
class Diary:
    """Threads share it. `titles` are tasks that people created, `said` comments with their tasks."""

    edits: list[Edit] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _lock: Lock = field(default_factory=Lock)

    def number(self) -> int:
        """One that nobody else gets."""
        with self._lock:
            return next(self._numbers)

    def edit(
        self, task: int, name: str, who: str, value: str, began: float, over: frozenset[str] = frozenset(), *,
        timed: bool = True,
    ) -> None:  # fmt: skip
        """It began then and has just been answered."""
        self._note(name)
        self.edits.append(Edit(task, name, who, value, began, monotonic(), over, timed))

    def create(self, title: str) -> None:
        self._note("create")
        self.titles.append(title)

    def say(self, task: int, text: str) -> None:
        self._note("comment")
        self.said.append((task, text))

    def note(self, act: str) -> None:
        """An act that leaves no value of its own."""
        self._note(act)

    def of(self, name: str) -> dict[int, list[Edit]]:
        """The edits of a field by task."""
        found: dict[int, list[Edit]] = {}
        for each in self.edits:
            if each.name == name:
                found.setdefault(each.task, []).append(each)
        return found

    @property
    def total(self) -> int:
        return sum(self.acts.values())

    def _note(self, act: str) -> None:
        with self._lock:
            self.acts[act] += 1
