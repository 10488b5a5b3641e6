"""The memory tool's own values: what it keeps of an item, and what it can hold at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.parts import Attachment, Check, Custom, Priority
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.restrict import restricted
from bridge.core.model.task import FURTHER, Due


class Denied(PermissionError):
    """The token lets nobody in."""


class Invalid(ValueError):
    """The tool refuses the value or the act."""


class Missing(LookupError):
    """There is no such item, comment, lane or board."""


class Outdated(RuntimeError):
    """The item has another revision by now."""


class Expired(LookupError):
    """The feed does not reach back so far."""


class Values(TypedDict, total=False):
    """What can be set on an item. `lane_name` is only told, with the lane."""

    title: str
    description: Document
    done: bool
    lane: Ref
    lane_name: str
    due: Due | None
    lead: Account | None
    helpers: tuple[Account, ...]
    labels: frozenset[str]
    archived: bool
    start: Due | None
    priority: Priority | None
    checklist: tuple[Check, ...]
    attachments: tuple[Attachment, ...]
    custom: Custom
    shown: tuple[str, ...]


EMPTY = Values(
    title="", description=Document(), done=False, due=None, lead=None,
    helpers=(), labels=frozenset(), archived=False, shown=(),
    start=None, priority=None, checklist=(), attachments=(), custom=(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NativeComment:
    """A comment as the tool keeps it."""

    ref: Ref
    author: Account
    text: Document
    at: datetime


@dataclass(frozen=True, slots=True)
class NativeItem:
    """An item as the tool keeps it."""

    ref: Ref
    container: str
    values: Values
    author: Account
    created: datetime
    changed: datetime
    revision: int = 1
    marker: TaskId | None = None
    comments: Mapping[Ref, NativeComment] = field(default_factory=dict)


class What(StrEnum):
    """What somebody did. OUT: the item left the board; IN: it came from another one."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    OUT = "out"
    IN = "in"
    COMMENTED = "commented"
    UNSAID = "unsaid"
    LANE = "lane"


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a board's feed. `before` are the values that an edit replaced: the tool's history."""

    number: int
    at: datetime
    by: Account
    container: str
    what: What
    ref: Ref
    before: Values = field(default_factory=Values)
    comment: Ref | None = None


def kept(values: Values, manifest: Manifest) -> Values:
    """The values as a tool of this manifest keeps them: cut, simplified, left out; what it cannot know is refused."""
    held = Values(**values)
    if "title" in held:
        held["title"] = unicodedata.normalize("NFC", held["title"]).strip()[: manifest.title_limit].rstrip()
    if "description" in held:
        held["description"] = kept_text(held["description"], manifest.text)
    if any(each is not None and not _fits(each, manifest.due) for each in (held.get("due"), held.get("start"))):
        raise Invalid(f"a due date or start of this kind is unknown here, where such are of the form {manifest.due}")
    if held.get("archived") and not manifest.archives:
        raise Invalid("items cannot be archived here")
    if held.get("lead") and not manifest.tells_lead:
        raise Invalid("items have no lead here")
    for name in FURTHER - manifest.holds:
        held.pop(name, None)  # type: ignore[misc]
    if "labels" not in manifest.holds:
        held.pop("labels", None)
    if "checklist" in held:
        held["checklist"] = _kept_checks(held["checklist"], manifest)
    return held


def _kept_checks(checks: tuple[Check, ...], manifest: Manifest) -> tuple[Check, ...]:
    if manifest.checks_limit is not None and len(checks) > manifest.checks_limit:
        raise Invalid(f"a checklist takes {manifest.checks_limit} elements here")
    if not manifest.check_groups and any(check.group for check in checks):
        raise Invalid("an item has one checklist here")
    return tuple(replace(check, title=check.title[: manifest.check_title_limit]) for check in checks)


def kept_text(text: Document, form: TextForm) -> Document:
    """A text as a tool with this form of text keeps it."""
    return restricted(text, form)


def _fits(due: Due | None, form: DueForm) -> bool:
    match form:
        case DueForm.DAY:
            return isinstance(due, date) and not isinstance(due, datetime)
        case DueForm.NOON:
            return isinstance(due, datetime)
        case DueForm.BOTH:
            return True
