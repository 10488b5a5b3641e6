"""Fields made of elements with values of their own: checklists, attachments, chosen custom fields; merged one by one.

An element that one side removes and the other changes stays: here too an edit beats a deletion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bridge.core.model.ids import CheckId, PlaceId, Ref
from bridge.core.model.memory import Link
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Custom
from bridge.core.model.reach import Reach
from bridge.core.model.task import Fields
from bridge.core.sync.naming import check_id
from bridge.core.sync.titles import cut, renamed

Checks = tuple[Check, ...]


def shown_check(check: Check, reach: Reach) -> Check:
    """The element as the place can hold it: its group stands before its title where there are no groups."""
    apart = reach.manifest.check_groups or not check.group
    title = check.title if apart else f"{check.group}: {check.title}"
    return replace(check, title=cut(title, reach.manifest.check_title_limit), group=check.group if apart else "")


def projected_checks(checks: Checks, reach: Reach, link: Link | None) -> Checks:
    """The elements that the place should show, by native id, or `new:` and the network's for those it does not yet."""
    known = living(link) if link else {}
    return tuple(
        replace(shown_check(check, reach), id=known.get(CheckId(check.id), NEW + check.id))
        for check in fitting(checks, reach, link)
    )


def fitting(checks: Checks, reach: Reach, link: Link | None) -> Checks:
    """The elements for which the place has room: those it shows already, then the first of the others."""
    limit = reach.manifest.checks_limit
    if limit is None or len(checks) <= limit:
        return checks
    known = living(link) if link else {}
    first = {check.id for check in sorted(checks, key=lambda check: check.id not in known)[:limit]}
    return tuple(check for check in checks if check.id in first)


def living(link: Link) -> Mapping[CheckId, Ref]:
    """The native ids of the elements that the item shows."""
    there = {check.id for check in link.seen.checklist}
    return {check: ref for check, ref in link.checks.items() if ref in there}


def known_checks(place: PlaceId, link: Link | None, shown: Fields, agreed: Checks, reach: Reach) -> dict[CheckId, Ref]:
    """Which of the task's elements each of the item's is: as remembered, else the one that says the same, else new.

    One that says what we tried to write is what we wrote, whatever the task calls it by now. One that says the same as
    an element that is to be written here anyway is that element: somebody had the same thought. What was remembered
    and is gone from the item is still named, so that its removal can be told.
    """
    remembered = living(link) if link else {}
    there = {check.id for check in shown.checklist}
    by_ref = {ref: check for check, ref in remembered.items()}
    free = [check for check in agreed if remembered.get(CheckId(check.id)) not in there]
    waiting = [*_tried(link), *((CheckId(check.id), _says(check, reach)) for check in free)]
    found = dict(remembered)
    for check in shown.checklist:
        if check.id not in by_ref:
            twin = next((each for each, says in waiting if says == (check.group, check.title)), None)
            waiting = [each for each in waiting if each[0] != twin]
            found[twin or check_id(place, Ref(check.id))] = Ref(check.id)
    return found


def _tried(link: Link | None) -> list[tuple[CheckId, tuple[str, str]]]:
    """The new elements of a write that went unanswered, and what it said of each."""
    tried = link.tried.checklist if link and link.tried else ()
    return [
        (CheckId(check.id.removeprefix(NEW)), (check.group, check.title)) for check in tried if check.id.startswith(NEW)
    ]


def network_terms(fields: Fields, known: Mapping[CheckId, Ref]) -> Fields:
    """The fields with the network's ids for the elements of their checklist; what was only sent bears them already."""
    if not fields.checklist:
        return fields
    names = {ref: check for check, ref in known.items()}
    named = (replace(check, id=names.get(Ref(check.id), check.id.removeprefix(NEW))) for check in fields.checklist)
    return replace(fields, checklist=tuple(named))


def written_checks(wanted: Checks, said: Checks) -> dict[CheckId, Ref]:
    """The elements of a reply to a write, by what was wanted: the same native id, else new and saying the same."""
    free = [check for check in said if check.id not in {each.id for each in wanted}]
    found = dict[CheckId, Ref]()
    for check in wanted:
        twin = next((each for each in free if (each.group, each.title) == (check.group, check.title)), None)
        if check.id.startswith(NEW) and twin:
            free.remove(twin)
            found[CheckId(check.id.removeprefix(NEW))] = Ref(twin.id)
    return found


def merged_checks(ours: Checks, before: Checks, after: Checks, reach: Reach, *, keep: bool = False) -> Checks:
    """The task's elements after an edit at a place; with `keep` a title that both changed stays as the task has it."""
    was, now = ({check.id: check for check in checks} for checks in (before, after))
    merged = list[Check]()
    for check in ours:
        if check.id in now:
            merged.append(_edited(check, was.get(check.id), now[check.id], reach, keep=keep))
        elif check.id not in was or shown_check(check, reach) != was[check.id]:
            merged.append(check)
    mine = {check.id for check in ours}
    return (*merged, *(check for check in after if check.id not in mine and check != was.get(check.id)))


def merged_attachments(
    ours: tuple[Attachment, ...], before: tuple[Attachment, ...], after: tuple[Attachment, ...]
) -> tuple[Attachment, ...]:
    """Attachments come and go by their url; a new name replaces the old one."""
    gone = {each.url for each in before} - {each.url for each in after}
    come = {each.url: each for each in after if each not in before}
    mine = {each.url for each in ours}
    kept = (come.get(each.url, each) for each in ours if each.url not in gone)
    return (*kept, *(each for each in come.values() if each.url not in mine))


def merged_custom(ours: Custom, before: Custom, after: Custom, *, keep: bool = False) -> Custom:
    """Chosen custom fields one by one; with `keep` a value that both changed stays as the task has it."""
    mine, was, now = dict(ours), dict(before), dict(after)
    for name in {*was, *now}:
        contested = mine.get(name) != was.get(name)
        if was.get(name) != now.get(name) and not (keep and contested):
            mine[name] = now.get(name, "")
    return tuple(sorted((name, value) for name, value in mine.items() if value))


def _says(check: Check, reach: Reach) -> tuple[str, str]:
    shown = shown_check(check, reach)
    return shown.group, shown.title


def _edited(check: Check, was: Check | None, now: Check, reach: Reach, *, keep: bool) -> Check:
    if was is None:  # somebody wrote what the task has already
        return replace(check, done=check.done or now.done)
    shown = shown_check(check, reach)
    done = now.done if now.done != was.done else check.done
    moved = now.group != was.group and reach.manifest.check_groups
    kept = now.title == was.title or (keep and shown.title != was.title)
    title = check.title if kept else _named(check, was.title, now.title, reach)
    return replace(check, title=title, done=done, group=now.group if moved else check.group)


def _named(check: Check, before: str, after: str, reach: Reach) -> str:
    """A title without the group that the place shows before it."""
    prefix = "" if reach.manifest.check_groups or not check.group else f"{check.group}: "
    if prefix and before.startswith(prefix) and after.startswith(prefix):
        before, after = before.removeprefix(prefix), after.removeprefix(prefix)
    return renamed(check.title, before, after)
