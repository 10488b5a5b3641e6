"""Comments: said once, where somebody said them; copied to the other places; edited and deleted by their authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Memory, Standing
from bridge.core.model.operation import CreateComment, DeleteComment, Operation, UpdateComment
from bridge.core.model.reach import Manifest, Reach
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from bridge.core.model.task import Comment, Task
from bridge.core.sync.gather import bearer, by_ref, gathered, shared
from bridge.core.sync.learn import written_comments
from bridge.core.sync.lift import lifted_text
from bridge.core.sync.naming import comment_id
from bridge.core.sync.notices import is_notice, tells_of
from bridge.core.sync.project import comment_text
from bridge.core.sync.quiet import for_comment
from bridge.core.sync.terms import Terms, person_at
from bridge.core.sync.unite import is_part


@dataclass(slots=True)
class _Heard:
    """What the comments of one item change, while they are being gone through."""

    task: TaskId
    place: PlaceId
    reach: Reach
    before: Mapping[CommentId, CommentLink]
    intents: list[CreateComment]
    comments: dict[CommentId, Comment]
    links: dict[CommentId, CommentLink] = field(default_factory=dict)
    closed: list[CreateComment] = field(default_factory=list)


def hear(memory: Memory, snapshot: Snapshot, terms: Terms) -> tuple[Memory, tuple[CreateComment, ...]]:
    """The rows that change because of the snapshot's comments, and the intents that found theirs."""
    place, reach = snapshot.place, terms.reaches[snapshot.place]
    of_task = by_task(memory.comment_links.get(place, {}))
    tasks, links, closed = dict[TaskId, Task](), dict[CommentId, CommentLink](), list[CreateComment]()
    for identity, link in memory.links.get(place, {}).items():
        item = snapshot.items.get(link.ref)
        if item is None or not (item.comments or item.all_comments or item.gone_comments):
            continue
        if is_part(identity, memory):
            continue
        task, before = memory.tasks[identity], of_task.get(identity, {})
        heard = _Heard(identity, place, reach, before, _open(memory, place, identity), dict(task.comments))
        _hear_item(heard, item)
        if heard.comments != task.comments:
            tasks[identity] = replace(task, comments=heard.comments)
        links |= heard.links
        closed += heard.closed
    return Memory(tasks=tasks, comment_links={place: links} if links else {}), tuple(closed)


def _hear_item(heard: _Heard, item: Item) -> None:
    known = by_ref(heard.before)
    for shown in item.comments:
        if shown.ref in known:
            _hear_again(heard, shown, bearer(known[shown.ref], heard.before))
        elif shown.own:
            _find(heard, shown)
        else:
            _hear_new(heard, shown)
    for gone in _gone(item, heard.before, heard.reach.manifest):
        _forget(heard, gone)


def _hear_new(heard: _Heard, shown: ItemComment) -> None:
    identity = comment_id(heard.place, shown.ref)
    author = person_at(heard.reach, shown.author) if shown.author else None
    text = lifted_text(shown.text, heard.reach)
    heard.comments[identity] = Comment(identity, author, text, shown.at, heard.place)
    heard.links[identity] = CommentLink(shown.ref, heard.task, shown.text)


def _open(memory: Memory, place: PlaceId, task: TaskId) -> list[CreateComment]:
    intents = memory.intents.get(place, ())
    return [intent for intent in intents if isinstance(intent, CreateComment) and intent.task == task]


def _hear_again(heard: _Heard, shown: ItemComment, known: CommentId) -> None:
    """A text that changed where it was said is an edit; in a copy of ours it is only seen, and written again."""
    link = heard.before[known]
    if shown.text == link.seen:
        return
    heard.links[known] = replace(link, seen=shown.text, sent=shown.text if link.ours else None)
    if not link.ours and known in heard.comments:
        heard.comments[known] = replace(heard.comments[known], text=lifted_text(shown.text, heard.reach))


def _find(heard: _Heard, shown: ItemComment) -> None:
    """An unknown comment of our own account is a create whose answer was lost, or nothing of ours to mirror."""
    for intent in heard.intents:
        if _is_it(intent, shown.text):
            heard.intents.remove(intent)
            heard.closed.append(intent)
            link = CommentLink(shown.ref, intent.task, shown.text, intent.text, ours=True)
            heard.links |= written_comments(intent, link)
            return


def _is_it(intent: CreateComment, shown: Document) -> bool:
    return tells_of(shown, intent.comment) if is_notice(intent.comment) else words(intent.text) == words(shown)


def by_task(links: Mapping[CommentId, CommentLink]) -> dict[TaskId, dict[CommentId, CommentLink]]:
    """Comment links grouped by their task."""
    grouped: dict[TaskId, dict[CommentId, CommentLink]] = {}
    for comment, link in links.items():
        grouped.setdefault(link.task, {})[comment] = link
    return grouped


def _gone(item: Item, links: Mapping[CommentId, CommentLink], manifest: Manifest) -> list[CommentId]:
    """Those the place calls deleted; where it hides none by itself, also those that are there no more."""
    all_told = item.all_comments and not manifest.comments_fade
    present = {comment.ref for comment in item.comments}
    living = {comment: link.ref for comment, link in links.items() if link.standing is Standing.LIVE}
    return [
        comment for comment, ref in living.items() if ref in item.gone_comments or (all_told and ref not in present)
    ]


def _forget(heard: _Heard, comment: CommentId) -> None:
    """Deleted where it was said: gone for the network. A copy that somebody deleted is not made again."""
    link = heard.before[comment]
    heard.links[comment] = replace(link, standing=Standing.GONE)
    if not link.ours:
        heard.comments.pop(comment, None)


def comment_operations(
    task: Task, item: Ref, links: Mapping[CommentId, CommentLink], place: PlaceId, terms: Terms
) -> Iterator[Operation]:
    """What is to be written below the task's item: oldest first; then texts that changed, and copies to take back.

    A comment that went with a former item is written below the new one, also where it was said.
    """
    reach, ours = terms.reaches[place], {each: link for each, link in links.items() if _is_copy(each, link)}
    said = sorted(task.comments.values(), key=lambda comment: (comment.at, comment.id))
    said = [each for each in said if not (each.author and terms.is_restricted(each.author))]
    copied = [each for each in said if each.id in ours or _waits(each, links.get(each.id), place)]
    texts = {each.id: comment_text(each, for_comment(reach, each), terms, place) for each in copied}
    shown = [each for each in texts if each in ours]
    natives = by_ref(ours)
    last = ours[bearer(natives[ours[shown[-1]].ref], ours)].seen if shown else Document() if ours else None
    waiting = [(each, text) for each, text in texts.items() if each not in ours]
    for (first, *also), text in gathered(waiting, last, reach.manifest):
        yield CreateComment(place, task.id, first, item, text, tuple(also))
    for ref, together in natives.items():
        living = [each for each in shown if each in together]
        if not living:
            yield DeleteComment(place, task.id, together[0], item, ref, tuple(together[1:]))
            continue
        link, others = ours[bearer(together, ours)], [each for each in together if each not in texts]
        text = texts[living[0]] if len(together) == 1 else shared([texts[each] for each in living], reach.manifest)
        if text not in (link.seen, link.sent):
            yield UpdateComment(place, task.id, living[0], item, ref, text, (*living[1:], *others))


def _is_copy(comment: CommentId, link: CommentLink) -> bool:
    return link.ours and link.standing is Standing.LIVE and not is_notice(comment)


def _waits(comment: Comment, link: CommentLink | None, place: PlaceId) -> bool:
    """Whether it is yet to be written at the place."""
    return comment.origin != place if link is None else link.standing is Standing.LEFT
