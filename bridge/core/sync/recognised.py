"""Comments of ours that a lost or restored memory does not know: found by what they say, so that none is said twice.

Whatever is remembered, our own comments are linked. One without a link was written by a memory that is gone, and the
comment that waits to be written in the same words is the one it tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, PlaceId
from bridge.core.model.memory import CommentLink, Memory
from bridge.core.model.operation import CreateComment
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from bridge.core.model.task import Task
from bridge.core.sync.learn import written_comments
from bridge.core.sync.project import comment_text
from bridge.core.sync.quiet import for_comment
from bridge.core.sync.terms import Terms


def recognised(memory: Memory, snapshot: Snapshot, terms: Terms) -> Memory:
    """Links of the comments of ours that the snapshot shows and nobody knew."""
    place, known = snapshot.place, memory.comment_links.get(snapshot.place, {})
    refs = {link.ref for link in known.values()}
    found = dict[CommentId, CommentLink]()
    for task, link in memory.links.get(place, {}).items():
        item = snapshot.items.get(link.ref)
        unknown = [each for each in item.comments if each.own and each.ref not in refs] if item else []
        if item and unknown and task in memory.tasks:
            found |= _told(memory.tasks[task], item, unknown, known, place, terms)
    return Memory(comment_links={place: found} if found else {})


def _told(
    task: Task,
    item: Item,
    unknown: list[ItemComment],
    known: Mapping[CommentId, CommentLink],
    place: PlaceId,
    terms: Terms,
) -> Mapping[CommentId, CommentLink]:
    waiting = dict(_waiting(task, known, place, terms))
    found = dict[CommentId, CommentLink]()
    for shown in unknown:
        said = [*_said_in(shown.text, waiting, place, terms)]
        if said:
            written = CreateComment(place, task.id, said[0], item.ref, shown.text, tuple(said[1:]))
            found |= written_comments(written, CommentLink(shown.ref, task.id, shown.text, shown.text, ours=True))
        for each in said:
            del waiting[each]
    return found


def _waiting(
    task: Task, known: Mapping[CommentId, CommentLink], place: PlaceId, terms: Terms
) -> Iterator[tuple[CommentId, str]]:
    """What would be written at the place, in words, oldest first."""
    reach = terms.reaches[place]
    for each in sorted(task.comments.values(), key=lambda comment: (comment.at, comment.id)):
        if each.id not in known and each.origin != place:
            yield each.id, words(comment_text(each, for_comment(reach, each), terms, place))


def _said_in(shown: Document, waiting: Mapping[CommentId, str], place: PlaceId, terms: Terms) -> Iterator[CommentId]:
    """The first that says just that; where several stand in one, all that it has."""
    text = words(shown)
    same = (each for each, said in waiting.items() if said == text)
    if (first := next(same, None)) is not None:
        yield first
    elif terms.reaches[place].manifest.gathers_comments:
        yield from (each for each, said in waiting.items() if said and said in text)
