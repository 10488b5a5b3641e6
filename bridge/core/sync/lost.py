"""Lines about the parts of a task that a place cannot show: what it has no field for, and what has no room there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bridge.core.model.memory import Link
from bridge.core.model.parts import Attachment, Check
from bridge.core.model.phrases import Phrases
from bridge.core.model.reach import Reach
from bridge.core.model.task import Due, Fields
from bridge.core.sync.dates import start_at
from bridge.core.sync.elements import fitting

MOST_NAMED = 10
"""So many elements are named in one line; of the others only the number is told."""
DONE, OPEN = "☑", "☐"


def lost_parts(fields: Fields, reach: Reach, phrases: Phrases, link: Link | None) -> Iterator[str]:
    """A line for each part that the place does not show."""
    if fields.start is not None and start_at(fields, reach) is None:
        yield f"{phrases.start}: {_day(fields.start, reach, phrases)}"
    if fields.priority is not None and "priority" not in reach.holds:
        yield f"{phrases.priority}: {phrases.priorities[fields.priority]}"
    if fields.checklist and (line := _checklist(fields.checklist, reach, phrases, link)):
        yield line
    if missing := _attachments(fields.attachments, reach):
        yield f"{phrases.attachments}: {_named((_shown(each) for each in missing), len(missing), phrases)}"
    for name, value in fields.custom:
        if "custom" not in reach.holds or name not in reach.custom:
            yield f"{name}: {value}"


def _day(due: Due, reach: Reach, phrases: Phrases) -> str:
    if isinstance(due, datetime):
        return due.astimezone(reach.zone).strftime(phrases.time)
    return due.strftime(phrases.date)


def _checklist(checks: tuple[Check, ...], reach: Reach, phrases: Phrases, link: Link | None) -> str:
    if "checklist" not in reach.holds:
        done = phrases.checked.format(done=sum(check.done for check in checks), number=len(checks))
        return f"{phrases.checklist} ({done}): {_checks(checks, phrases)}"
    there = {check.id for check in fitting(checks, reach, link)}
    rest = tuple(check for check in checks if check.id not in there)
    return f"{phrases.more_checks}: {_checks(rest, phrases)}" if rest else ""


def _checks(checks: tuple[Check, ...], phrases: Phrases) -> str:
    return _named((f"{DONE if check.done else OPEN} {_titled(check)}" for check in checks), len(checks), phrases)


def _titled(check: Check) -> str:
    return f"{check.group}: {check.title}" if check.group else check.title


def _attachments(attachments: tuple[Attachment, ...], reach: Reach) -> tuple[Attachment, ...]:
    limit = reach.manifest.attachments_limit
    if "attachments" not in reach.holds:
        return attachments
    return () if limit is None else attachments[limit:]


def _shown(attachment: Attachment) -> str:
    return f"{attachment.name} ({attachment.url})" if attachment.name else attachment.url


def _named(shown: Iterable[str], number: int, phrases: Phrases) -> str:
    first = [each for each, _ in zip(shown, range(MOST_NAMED), strict=False)]
    rest = [phrases.more.format(number=number - len(first))] if number > len(first) else []
    return ", ".join([*first, *rest])
