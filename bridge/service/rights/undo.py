"""Doing something about one copy after another, at one place; what a tool cannot do now is left for another time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bridge.core.errors import Failure, Park, Replan
from bridge.core.model.ids import Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.operation import DeleteComment, Done, Operation, RenameLane, UpdateComment, UpdateItem
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import differing
from bridge.core.rules.copies import Kind
from bridge.core.sync.forgetting import made_anew
from bridge.core.sync.gather import shared
from bridge.core.sync.lanes import remembering
from bridge.core.sync.notices import is_notice
from bridge.core.sync.permitted import without_erased
from bridge.core.sync.project import comment_text, project
from bridge.core.sync.quiet import for_comment
from bridge.core.sync.remedies import Due, Remedy
from bridge.core.sync.terms import Terms
from bridge.core.sync.undone import Became
from bridge.ports.connector import Connector, Sought
from bridge.ports.eraser import Eraser
from bridge.ports.forgetting import Forgetting
from bridge.ports.store import SpaceStore
from bridge.ports.sweeper import Sweeper


@dataclass(frozen=True, slots=True)
class Reaching:
    """One place, and what reaches it. `eraser` and `sweeper` are None where the tool needs none."""

    place: Place
    terms: Terms
    connector: Connector
    eraser: Eraser | None
    sweeper: Sweeper | None
    store: SpaceStore
    forgetting: Forgetting


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one of them; `why` is why it is still open, in a sentence without a name."""

    due: Due
    became: Became
    why: str = ""


def undo(reaching: Reaching, dues: Sequence[Due]) -> Iterator[Undone]:
    """Each as it is done, so that it can be kept before the next is begun. Trouble leaves all that follow open."""
    trouble, snapshot = "", None
    for due in dues:
        if trouble:
            yield Undone(due, Became.OPEN, trouble)
            continue
        try:
            snapshot = snapshot or _looked_at(reaching, dues)
            yield _Undoing(reaching, snapshot).done(due)
        except (Park, Replan) as failure:
            yield Undone(due, Became.OPEN, failure.message)
        except Failure as failure:
            trouble = failure.message
            yield Undone(due, Became.OPEN, trouble)


def _looked_at(reaching: Reaching, dues: Sequence[Due]) -> Snapshot:
    """The items as they stand there now, with all that is to be taken out: nothing of it is kept."""
    refs = frozenset(each.copy.ref for each in dues if each.copy.kind in (Kind.ITEM, Kind.FIELDS))
    memory = reaching.store.memory(reaching.terms.space.id)
    since = memory.cursors.get(reaching.place.id)
    return reaching.connector.pull(reaching.place, since, Sought(refs=refs))


class _Undoing:
    """One copy, by what is remembered now."""

    def __init__(self, reaching: Reaching, snapshot: Snapshot) -> None:
        self._to, self._snapshot = reaching, snapshot
        self._memory = reaching.store.memory(reaching.terms.space.id)
        self._terms = remembering(reaching.terms, self._memory)

    def done(self, due: Due) -> Undone:
        match due.remedy, due.copy.kind:
            case Remedy.RECREATE, _ if due.copy.task and self._to.eraser:
                return self._recreated(due, due.copy.task, self._to.eraser)
            case Remedy.DELETE, Kind.COMMENT:
                return self._applied(due, self._deletion(due), Became.DELETED)
            case _, Kind.BESIDES:
                return self._swept(due)
            case _, Kind.COMMENT:
                return self._applied(due, self._rest(due), Became.BLANKED)
            case _, Kind.LANE:
                return self._applied(due, self._renaming(due), Became.BLANKED)
            case _:
                return self._applied(due, self._blanking(due), Became.BLANKED)

    def _applied(self, due: Due, operation: Operation | None, became: Became) -> Undone:
        """Nothing is recorded of a comment that is not remembered any more."""
        if operation is None:
            return Undone(due, Became.ABSENT)
        done = self._to.connector.apply(self._to.place, operation)
        if self._is_remembered(done):
            self._to.store.record(self._terms.space.id, done)
        return Undone(due, became)

    def _is_remembered(self, done: Done) -> bool:
        operation, place = done.operation, self._to.place.id
        if not isinstance(operation, DeleteComment):
            return True
        return all(each in self._memory.comment_links.get(place, {}) for each in operation.comments)

    def _deletion(self, due: Due) -> DeleteComment | None:
        item, copy = self._item_of(due), due.copy
        if item is None or copy.task is None:
            return None
        return DeleteComment(copy.place, copy.task, copy.comments[0], item, copy.ref, copy.comments[1:])

    def _rest(self, due: Due) -> UpdateComment | None:
        """What of a native comment stays, as our account writes it now; a notice that is to go is deleted."""
        item, copy, reach = self._item_of(due), due.copy, self._terms.reaches[due.copy.place]
        if not self._memory.comment_links.get(copy.place, {}).keys() & set(copy.comments):
            return None  # it went with the item, which is made anew
        task = self._memory.tasks.get(copy.task) if copy.task else None
        if item is None or task is None or any(map(is_notice, copy.comments)):
            return None
        said = [task.comments[each] for each in copy.comments if each in task.comments]
        if not said:
            return None
        texts = [comment_text(each, for_comment(reach, each), self._terms, copy.place) for each in said]
        text = texts[0] if len(texts) == 1 else shared(texts, reach.manifest)
        return UpdateComment(copy.place, task.id, said[0].id, item, copy.ref, text, tuple(each.id for each in said[1:]))

    def _renaming(self, due: Due) -> RenameLane | None:
        lane = self._memory.lanes.get(due.copy.lane) if due.copy.lane else None
        return RenameLane(due.copy.place, lane.id, due.copy.ref, lane.name) if lane else None

    def _blanking(self, due: Due) -> UpdateItem | None:
        """The item as it stands there, without them: what else people have changed meanwhile stays as it is."""
        copy, item = due.copy, self._shown(due)
        link = self._memory.links.get(copy.place, {}).get(copy.task) if copy.task else None
        if copy.task is None or item is None or item.fields is None or link is None:
            return None
        wanted = without_erased(self._terms, copy.place).fields(item.fields)
        if "shown" in copy.fields:
            task, reach = self._memory.tasks[copy.task], self._terms.reaches[copy.place]
            wanted = replace(wanted, shown=project(task, reach, self._terms, link, copy.place).shown)
        changed = differing(item.fields, wanted, copy.fields)
        if not changed:
            return None
        return UpdateItem(copy.place, copy.task, copy.ref, wanted, item.fields, changed, item.revision)

    def _shown(self, due: Due) -> Item | None:
        return self._snapshot.items.get(due.copy.ref)

    def _item_of(self, due: Due) -> Ref | None:
        link = self._memory.links.get(due.copy.place, {}).get(due.copy.task) if due.copy.task else None
        return link.ref if link else None

    def _swept(self, due: Due) -> Undone:
        clean = without_erased(self._terms, due.copy.place).text
        number = self._to.sweeper.sweep(self._to.place, clean) if self._to.sweeper else 0
        return Undone(due, Became.BLANKED if number else Became.ABSENT)

    def _recreated(self, due: Due, task: TaskId, eraser: Eraser) -> Undone:
        """It is remembered as gone before it goes: nobody's cycle may take that for somebody's deletion."""
        self._to.forgetting.forget(self._terms.space.id, lambda memory: made_anew(memory, due.copy.place, task))
        eraser.erase(self._to.place, due.copy.ref)
        return Undone(due, Became.RECREATED)
