"""What people do in their tools, the same list for every tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account in a tool; `id` makes the token."""

    id: str
    name: str
    account: str


class Lane(NamedTuple):
    """A lane of a place."""

    ref: str
    name: str


class Hands(Protocol):
    """One board, project, channel or plan, worked on by persons with tokens of their own.

    Every call raises `requests.HTTPError` when the vendor refuses it.
    """

    def lanes(self, person: Person) -> Sequence[Lane]:
        """The lanes that hold live items."""
        ...

    def add_lane(self, person: Person, name: str) -> None:
        """One more lane, after the others."""
        ...

    def create(self, person: Person, title: str, description: str) -> None:
        """A new item in the first lane; the description may be empty."""
        ...

    def rename(self, person: Person, ref: str, title: str) -> None:
        """Another title."""
        ...

    def describe(self, person: Person, ref: str, text: str) -> None:
        """One more paragraph below the description."""
        ...

    def schedule(self, person: Person, ref: str, day: date) -> None:
        """Due on that day."""
        ...

    def move(self, person: Person, ref: str, lane: Lane) -> None:
        """Into another lane."""
        ...

    def finish(self, person: Person, ref: str) -> None:
        """Done."""
        ...

    def reopen(self, person: Person, ref: str) -> None:
        """Not done after all."""
        ...

    def label(self, person: Person, ref: str, name: str) -> None:
        """One more label."""
        ...

    def labels(self, person: Person, ref: str) -> Sequence[str]:
        """The names of an item's labels."""
        ...

    def join(self, person: Person, ref: str) -> None:
        """The person puts themselves on the item; as its lead where the tool has one."""
        ...

    def comment(self, person: Person, ref: str, text: str) -> None:
        """Say something about the item."""
        ...

    def archive(self, person: Person, ref: str) -> None:
        """Out of sight."""
        ...

    def delete(self, person: Person, ref: str) -> None:
        """Gone."""
        ...
