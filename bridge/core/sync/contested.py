"""The values of a conflict in words that a person reads: of a long text no more than what the two differ in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher

from bridge.core.model.conflict import Conflict
from bridge.core.model.document import Block, Document
from bridge.core.model.ids import LaneId, PersonId, PlaceId
from bridge.core.model.restrict import words
from bridge.core.model.task import Due, Fields
from bridge.core.sync.terms import Terms, called

BETWEEN = "\n"


def in_words(conflict: Conflict, terms: Terms, host: PlaceId) -> tuple[str, str]:
    """What was kept and what was lost, as readers at the place `host` may see it; never empty."""
    name, kept, lost = conflict.name, conflict.kept, conflict.lost
    if name == "description":
        texts = _differing(kept.description, lost.description)
    else:
        texts = _said(name, kept, lost, terms, host), _said(name, lost, kept, terms, host)
    nothing = terms.phrases.conflict.nothing
    return texts[0] or nothing, texts[1] or nothing


def value_in_words(name: str, fields: Fields, terms: Terms, host: PlaceId) -> str:
    """One value of a task, as readers at the place `host` may see it; never empty."""
    match name:
        case "description":
            said = words(fields.description)
        case "labels":
            said = ", ".join(sorted(fields.labels))
        case "helpers":
            said = ", ".join(called(PersonId(person), terms, host) for person in fields.helpers)
        case "shown":
            said = " / ".join(fields.shown)
        case _:
            said = _said(name, fields, Fields(), terms, host)
    return said or terms.phrases.conflict.nothing


def _said(name: str, fields: Fields, other: Fields, terms: Terms, host: PlaceId) -> str:
    phrases = terms.phrases.conflict
    match name:
        case "status":
            return terms.lanes.get(LaneId(fields.status.lane or ""), "")
        case "due" | "start":
            return _time(getattr(fields, name), terms)
        case "lead":
            return called(PersonId(fields.lead), terms, host) if fields.lead else ""
        case "archived":
            return phrases.archived if fields.archived else phrases.not_archived
        case "attachments":
            return ", ".join(each.name or each.url for each in fields.attachments)
    value = getattr(fields, name)
    if isinstance(value, tuple):
        return ", ".join(map(_part, (part for part in value if part not in getattr(other, name))))
    return "" if value is None else phrases.values.get(str(value), str(value))


def _part(part: object) -> str:
    """An element of a checklist, or a chosen field with its value."""
    if isinstance(part, tuple):
        return ": ".join(map(str, part))
    return f"{'☑' if getattr(part, 'done', False) else '☐'} {getattr(part, 'title', part)}"


def _time(due: Due | None, terms: Terms) -> str:
    """A day, or an instant in the network's zone."""
    if due is None:
        return ""
    if not isinstance(due, datetime):
        return due.strftime(terms.phrases.date)
    return due.astimezone(terms.zone).strftime(f"{terms.phrases.date} %H:%M")


def _differing(one: Document, other: Document) -> tuple[str, str]:
    """The blocks of either text that the other does not have, a line each."""
    codes = SequenceMatcher(None, one.blocks, other.blocks, autojunk=False).get_opcodes()
    apart = [code for code in codes if code[0] != "equal"]
    left = (block for _, low, high, _, _ in apart for block in one.blocks[low:high])
    right = (block for _, _, _, low, high in apart for block in other.blocks[low:high])
    return BETWEEN.join(_lines(left)), BETWEEN.join(_lines(right))


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    return (line for block in blocks if (line := words(Document((block,)))))
