"""Faults of checklists, attachments and fields that are written later; see `planted.py`."""

from __future__ import annotations

from tests.machine.planting import Fault

PARTS = (
    Fault(
        "an element known by its title only",
        "An element that somebody gave another title counts as a new one.",
        "bridge.core.sync.elements:known_checks",
        "remembered = living(link) if link else {}",
        "remembered = {}",
    ),
    Fault(
        "a removed element returns",
        "An element that somebody took off the list stays with the task, and comes back.",
        "bridge.core.sync.elements:merged_checks",
        "elif check.id not in was or shown_check(check, reach) != was[check.id]:",
        "else:",
    ),
    Fault(
        "a group taken into the title",
        "The name of the list that a place shows before an element's title becomes part of the title.",
        "bridge.core.sync.elements:_named",
        "if prefix and before.startswith(prefix) and after.startswith(prefix):",
        "if False:",
    ),
    Fault(
        "what a place had no room for counts as removed",
        "Elements beyond the first few of a short list are taken off everywhere.",
        "bridge.core.sync.elements:merged_checks",
        "if check.id in now:",
        "if check.id not in now and reach.manifest.checks_limit:\n            pass\n        elif check.id in now:",
    ),
    Fault(
        "an attachment that somebody removed returns",
        "Attachments only ever come.",
        "bridge.core.sync.elements:merged_attachments",
        "if each.url not in gone",
        "if each.url not in ()",
    ),
    Fault(
        "a field that is written later counts as written",
        "What takes a call of its own after an item was made is never written.",
        "bridge.core.sync.plan:_for_task",
        "yield CreateItem(place, task.id, first,",
        "first = replace(first, checklist=project(task, reach, terms, None, place).checklist)\n"
        "        yield CreateItem(place, task.id, first,",
    ),
)

PLAYED = (
    Fault(
        "an element removed too early returns",
        "What we wrote without an answer, and somebody removed before it was read, counts as never written.",
        "bridge.core.sync.echo:_brought",
        "if at_once and found else found",
        "if False else found",
    ),
    Fault(
        "a tick taken back by a new title",
        "Of an element's title and tick, changed at two places, one is lost.",
        "bridge.core.sync.elements:_edited",
        "done = now.done if now.done != was.done else check.done",
        "done = now.done",
    ),
)
"""Faults that chance hardly ever meets: `test_parts.py` plays what they spoil."""
