"""Checklist, attachments and priority of a task, as Planner keeps them. Without I/O.

Both lists are maps of one entity, written as what changes: learn.microsoft.com/graph/api/resources/
plannerchecklistitems and plannerexternalreferences. An element's key is made by who creates it; ours comes from the
network's id, so that writing twice writes the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2s
from typing import Any
from urllib.parse import unquote

from bridge.core.model.characters import folded, on_the_web
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Priority
from connectors.teams.references import is_ours, key_of

Json = Any
_ITEM = "#microsoft.graph.plannerChecklistItem"
_REFERENCE = "#microsoft.graph.plannerExternalReference"
_BEHIND = " !"
"""An order hint behind nothing; so many of them in a row order what is new among itself."""
_PRIORITIES = {Priority.URGENT: 1, Priority.HIGH: 3, Priority.NORMAL: 5, Priority.LOW: 9}
NOBODY_SAID = 5
"""The priority that Planner gives to every task; it counts as none."""


def read_checklist(details: Json) -> tuple[Check, ...]:
    """The elements in the order in which people see them."""
    items: Mapping[str, Json] = details.get("checklist") or {}
    ordered = sorted(items.items(), key=lambda each: (each[1].get("orderHint") or "", each[0]))
    return tuple(Check(key, folded(item.get("title") or ""), done=bool(item.get("isChecked"))) for key, item in ordered)


def write_checklist(before: Iterable[Check], wanted: Iterable[Check]) -> Json:
    """What to send so that these elements become those; the others are not touched."""
    was = {check.id: check for check in before}
    will = {key_for(check): check for check in wanted}
    values: Json = {key: None for key in was if key not in will}
    for number, (key, check) in enumerate(will.items(), start=1):
        known = was.get(key)
        if known is None:
            hint = _BEHIND * number
            values[key] = {
                "@odata.type": _ITEM,
                "title": check.title,
                "isChecked": check.done,
                "orderHint": hint,
            }
        elif (known.title, known.done) != (check.title, check.done):
            values[key] = {"@odata.type": _ITEM, "title": check.title, "isChecked": check.done}
    return values


def key_for(check: Check) -> str:
    """The element's key: that of the place, else the one that a new element gets, in the form of a GUID."""
    if not check.id.startswith(NEW):
        return check.id
    made = blake2s(check.id.removeprefix(NEW).encode(), digest_size=16, person=b"check").hexdigest()
    return "-".join((made[:8], made[8:12], made[12:16], made[16:20], made[20:]))


def said_checklist(before: Iterable[Check], wanted: Iterable[Check], shown: Iterable[Check]) -> tuple[Check, ...]:
    """Of a reply what we wrote: what somebody else did to the list meanwhile is left to the next pull."""
    there = {check.id for check in shown}
    will = [Check(key_for(check), check.title, check.done, check.group) for check in wanted]
    keys = {check.id for check in will}
    stayed = [check for check in before if check.id not in keys and check.id in there]
    return (*(check for check in will if check.id in there), *stayed)


def read_attachments(references: Mapping[str, Json], marker_url: str) -> tuple[Attachment, ...]:
    """What people refer to; the task's marker and the way to its comments are ours."""
    found = {
        unquote(key): reference or {} for key, reference in references.items() if not is_ours(unquote(key), marker_url)
    }
    ordered = sorted(found.items(), key=lambda each: (each[1].get("previewPriority") or "", each[0]))
    return tuple(Attachment(url, _named(url, reference)) for url, reference in ordered)


def _named(url: str, reference: Json) -> str:
    """What people see for a link; one that has no name of its own shows its url."""
    alias = folded(reference.get("alias") or "")
    return "" if alias == url else alias


def write_attachments(before: Iterable[Attachment], wanted: Iterable[Attachment]) -> Json:
    """What to send so that these references become those; only what leads into the web can be one."""
    was = {each.url: each for each in before}
    will = {each.url: each for each in wanted if on_the_web(each.url)}
    gone: Json = {key_of(url): None for url in was if url not in will}
    return gone | {
        key_of(url): {"@odata.type": _REFERENCE, "alias": each.name or url, "type": "Other"}
        for url, each in will.items()
        if was.get(url) != each
    }


def read_priority(value: object) -> Priority | None:
    """0 and 1 are urgent, up to 4 important, up to 7 medium, the rest low (plannerTask, `priority`)."""
    if not isinstance(value, int) or value == NOBODY_SAID:
        return None
    steps = ((1, Priority.URGENT), (4, Priority.HIGH), (7, Priority.NORMAL))
    return next((priority for most, priority in steps if value <= most), Priority.LOW)


def write_priority(priority: Priority | None) -> int:
    """The number that Planner's own buttons give."""
    return NOBODY_SAID if priority is None else _PRIORITIES[priority]
