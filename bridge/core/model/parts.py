"""What a task consists of beside its plain fields: elements of its checklist, attachments, chosen custom fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    """How pressing a task is, where anybody said so."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Check:
    """An element of a checklist; in Asana a subtask.

    `id` is a CheckId in a task and the native id in an item; in what is to be written an element that the place does
    not show yet has `new:` and the CheckId. `group` names the checklist that it is in, empty for a task's usual one.
    """

    id: str
    title: str
    done: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that lies elsewhere, known by its url; `name` is what to show for it."""

    url: str
    name: str = ""


Custom = tuple[tuple[str, str], ...]
"""Chosen custom fields: names as the network calls them and values as text, in the order of the names."""


def contents(checks: tuple[Check, ...]) -> list[tuple[str, str, bool]]:
    """What elements say, without order and ids: the same said again is no edit."""
    return sorted((check.group, check.title, check.done) for check in checks)
