"""What persons did: where a snapshot differs from what its place was last seen to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bridge.core.model.decision import Change
from bridge.core.model.ids import CheckId, CommentId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.reach import Reach
from bridge.core.model.snapshot import Item, Overwritten, Snapshot
from bridge.core.model.task import COMMON, EDITABLE, FURTHER, Fields, Task, differing, same
from bridge.core.sync.echo import before_edits
from bridge.core.sync.elements import known_checks, network_terms
from bridge.core.sync.learn import taken

_NOTHING = Fields()


def edits(memory: Memory, snapshot: Snapshot, reach: Reach) -> tuple[tuple[Change, ...], Memory]:
    """Every person's edit that the snapshot shows, and the links with `seen` moved to what the place said."""
    changes: list[Change] = []
    moved: dict[TaskId, Link] = {}
    tasks = {link.ref: task for task, link in memory.links.get(snapshot.place, {}).items()}
    for task, link in memory.links.get(snapshot.place, {}).items():
        if _stands(link, snapshot, reach):
            continue
        agreed = memory.tasks.get(task)
        checks = _checks(agreed, link, snapshot, reach)
        now = seen_again(link, snapshot, reach)
        now = now if checks is None else replace(now, checks=checks)
        if now != link:
            moved[task] = now
        known = replace(link, checks={**link.checks, **checks}) if checks else link
        changes += _changes(task, known, snapshot, reach, agreed)
    changes += _replaced(memory, snapshot, tasks, reach)
    comments = _with_items(memory, snapshot.place, moved)
    place = snapshot.place
    rows = Memory(links={place: moved} if moved else {}, comment_links={place: comments} if comments else {})
    return tuple(changes), rows


def _stands(link: Link, snapshot: Snapshot, reach: Reach) -> bool:
    """Whether the place says of the item just what it was last known to say, and nothing of ours is on its way."""
    item = snapshot.items.get(link.ref)
    return (
        item is not None
        and item.fields == link.seen
        and item.revision == link.revision
        and link.held == reach.holds
        and link.standing is Standing.LIVE
        and link.tried is None
        and link.ref not in snapshot.gone | snapshot.left
    )


def _with_items(memory: Memory, place: PlaceId, moved: Mapping[TaskId, Link]) -> dict[CommentId, CommentLink]:
    """Comments leave and come back with their item: those said below a deleted item were not deleted one by one."""
    turned = {
        task: (Standing.LIVE, Standing.LEFT) if link.standing is not Standing.LIVE else (Standing.LEFT, Standing.LIVE)
        for task, link in moved.items()
        if link.standing is not memory.links[place][task].standing
    }
    return {
        comment: replace(link, standing=turned[link.task][1])
        for comment, link in (memory.comment_links.get(place, {}).items() if turned else ())
        if link.task in turned and link.standing is turned[link.task][0]
    }


def _checks(task: Task | None, link: Link, snapshot: Snapshot, reach: Reach) -> Mapping[CheckId, Ref] | None:
    """Which of the task's elements each of the item's checklist is; None where nothing about that is new."""
    item = snapshot.items.get(link.ref)
    if task is None or item is None or item.fields is None or item.fields.checklist == link.seen.checklist:
        return None
    return known_checks(snapshot.place, link, item.fields, task.fields.checklist, reach)


def seen_again(link: Link, snapshot: Snapshot, reach: Reach) -> Link:
    """The link after the snapshot: `seen` is what the place shows now.

    An edited field is forgotten as sent, so that it is written again should the edit lose. An item that went is
    remembered as archived, so that its return is an edit too. One that was lost is gone, and nobody's edit.
    """
    if link.ref in snapshot.gone | snapshot.left | snapshot.lost:
        standing = Standing.LEFT if link.ref in snapshot.left else Standing.GONE
        return replace(link, standing=standing, seen=replace(link.seen, archived=True))
    item = snapshot.items.get(link.ref)
    if item is None or item.fields is None:
        return link
    edited = differing(link.seen, item.fields, link.held | (FURTHER & reach.holds))
    sent = taken(link.sent, item.fields, edited) if link.sent else None
    return replace(
        link, seen=item.fields, held=reach.holds, sent=sent, tried=None, revision=item.revision, standing=Standing.LIVE
    )


def _changes(task: TaskId, link: Link, snapshot: Snapshot, reach: Reach, agreed: Task | None) -> Iterator[Change]:
    place, read_at = snapshot.place, snapshot.read_at
    if link.ref in snapshot.gone and link.standing is Standing.LIVE and not link.seen.archived:
        gone = replace(link.seen, archived=True)
        yield Change(task, place, "archived", link.seen, gone, read_at, gone=True)
    item = snapshot.items.get(link.ref)
    if item is None or item.fields is None:
        return
    returned = link.standing is not Standing.LIVE  # somebody put it here again, in sight or archived: either is an edit
    seen = before_edits(link, item.fields, _set_since(agreed, item), at_once=reach.manifest.checks_at_once)
    seen = replace(seen, archived=not item.fields.archived) if returned else seen
    told = (link.held | FURTHER | _unheard_of(link, agreed)) & reach.holds
    for name in differing(seen, item.fields, tuple(name for name in EDITABLE if name in told)):
        before, after = (network_terms(fields, link.checks) for fields in (seen, item.fields))
        yield _change(task, name, before, item, after, snapshot)


def _unheard_of(link: Link, agreed: Task | None) -> frozenset[str]:
    """Fields that nobody has agreed on, because nothing of them was read: what stands there is not to be lost."""
    if agreed is None or not link.held:
        return frozenset()
    return frozenset(name for name in COMMON - link.held if same(name, agreed.fields, _NOTHING))


def _set_since(agreed: Task | None, item: Item) -> frozenset[str]:
    """The fields that somebody set here after they got the value that was agreed; feeds may tell of older edits too."""
    touched = agreed.touched if agreed else {}
    return frozenset(name for name, at in item.edited.items() if name in touched and at > touched[name].at)


def _change(task: TaskId, name: str, seen: Fields, item: Item, after: Fields, snapshot: Snapshot) -> Change:
    at = item.edited.get(name, item.changed)
    return Change(task, snapshot.place, name, seen, after, snapshot.read_at, at, item.actors.get(name))


def _replaced(memory: Memory, snapshot: Snapshot, tasks: Mapping[Ref, TaskId], reach: Reach) -> Iterator[Change]:
    """Edits that our own write replaced before we saw them; only the last of our writes can be judged."""
    last: dict[tuple[Ref, str], Overwritten] = {(each.ref, each.name): each for each in snapshot.overwritten}
    for (ref, name), value in last.items():
        if ref not in tasks:
            continue
        link = memory.links[snapshot.place][tasks[ref]]
        base = link.seen if link.tried else link.based
        known = [fields for fields in (base, link.seen, link.sent, link.tried) if fields]
        if base and not any(same(name, value.fields, fields) for fields in known):
            agreed = memory.tasks[tasks[ref]].fields.checklist
            checks = known_checks(snapshot.place, link, value.fields, agreed, reach)
            base, after = (network_terms(each, checks) for each in (base, taken(base, value.fields, (name,))))
            yield Change(tasks[ref], snapshot.place, name, base, after, snapshot.read_at, value.at, value.by)
