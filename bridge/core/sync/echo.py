"""Our own writes whose answers were lost: what they brought is nobody's edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from bridge.core.model.memory import Link
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Check, Custom
from bridge.core.model.task import FIELDS, Fields, Status, same
from bridge.core.sync.elements import Checks
from bridge.core.sync.learn import comes_back_anywhere, taken

E = TypeVar("E")

TURNED_BACK = ("title", "status", "due", "start", "priority", "lead", "archived")
"""Fields of one value each: who sets the old one again leaves no other trace than having set it."""


def before_edits(link: Link, now: Fields, set_since: Collection[str] = (), *, at_once: bool = False) -> Fields:
    """What the item showed before people edited it to what it shows now.

    What was tried since it was last read may have been carried out: whatever of it is there, field by field and
    element by element, was there before people edited. It may be old by now, and must not win over what is newer.
    A field that looks untouched and that somebody set after what was tried came about (`set_since` names such) was
    turned back: what was tried had arrived, or had been meant to. `at_once` as `checks_at_once` of a manifest.
    """
    seen, tried = link.seen, link.tried
    if tried is None:
        return seen
    base = replace(
        seen,
        status=_status(seen.status, tried.status, now.status),
        helpers=_elements(seen.helpers, tried.helpers, now.helpers),
        labels=frozenset(_elements(seen.labels, tried.labels, now.labels)),
        checklist=_checks(seen.checklist, tried.checklist, now.checklist, at_once=at_once),
        attachments=_elements(seen.attachments, tried.attachments, now.attachments),
        custom=_custom(dict(seen.custom), dict(tried.custom), dict(now.custom)),
    )
    if comes_back_anywhere(seen, tried) and not now.archived:
        base = replace(base, status=replace(base.status, lane=now.status.lane))
    brought = set(tried.description.blocks) - set(seen.description.blocks)
    if brought and brought <= set(now.description.blocks):
        base = replace(base, description=tried.description)
    turned = {name for name in TURNED_BACK if name in set_since and same(name, seen, now)}
    return taken(base, tried, tuple(name for name in FIELDS if name in turned or same(name, tried, now)))


def _status(seen: Status, tried: Status, now: Status) -> Status:
    done = now.done if tried.done == now.done else seen.done
    return Status(done, now.lane if tried.lane == now.lane else seen.lane)


def _checks(seen: Checks, tried: Checks, now: Checks, *, at_once: bool) -> Checks:
    """What the place has of what was tried was there as it was written; the rest as it was seen."""
    was, wanted, there = ({check.id: check for check in checks} for checks in (seen, tried, now))
    new = [check for check in tried if check.id.startswith(NEW)]
    brought = _brought(new, [check for check in now if check.id not in was], at_once=at_once)
    kept = [check for check in seen if check.id in there or check.id in wanted]
    known = (_before(check, wanted.get(check.id), there.get(check.id)) for check in kept)
    return (*known, *brought)


def _brought(new: list[Check], come: list[Check], *, at_once: bool) -> list[Check]:
    """The new elements of what was tried that have been there, by the ids that the place gave them.

    What is written at once comes whole: if any of them is there, those that are not were removed since.
    """
    left, found = [*new], list[Check]()
    for check in come:
        twin = next((each for each in left if (each.group, each.title) == (check.group, check.title)), None)
        if twin:
            left.remove(twin)
            found.append(replace(twin, id=check.id))
    return found + left if at_once and found else found


def _before(seen: Check, tried: Check | None, now: Check | None) -> Check:
    """The element before people edited it: its title and whether it is done are edited apart from each other."""
    if tried is None or now is None:
        return seen
    named = now if (tried.group, tried.title) == (now.group, now.title) else seen
    return replace(seen, title=named.title, group=named.group, done=now.done if tried.done == now.done else seen.done)


def _custom(seen: dict[str, str], tried: dict[str, str], now: dict[str, str]) -> Custom:
    names = sorted({*seen, *tried, *now})
    values = {name: (now if tried.get(name) == now.get(name) else seen).get(name, "") for name in names}
    return tuple((name, value) for name, value in values.items() if value)


def _elements(seen: Collection[E], tried: Collection[E], now: Collection[E]) -> tuple[E, ...]:
    every = dict.fromkeys((*seen, *tried, *now))
    return tuple(each for each in every if each in (now if (each in tried) == (each in now) else seen))
