"""References: items that say where a task is, and nothing of what it is about (charter; PL-08, TR-04).

A reference stands as long as there is something to do. What people of the place add to one is theirs and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bridge.core.model.document import Document, Hyperlink, Paragraph, Text
from bridge.core.model.ids import CommentId, PlaceId, Ref
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.operation import CreateItem, DeleteComment, Operation, UpdateItem
from bridge.core.model.reach import Reach
from bridge.core.model.restrict import restricted
from bridge.core.model.task import FIELDS, Fields, Status, Task, same
from bridge.core.sync.gather import by_ref
from bridge.core.sync.terms import Terms, organisation_at
from bridge.core.sync.titles import cut

SPOKEN = frozenset({"title", "description", "archived", "shown"})
"""The fields in which a reference says what it says; the others are the place's own."""


def reference(task: Task, terms: Terms, link: Link | None, host: PlaceId, url: str) -> Fields:
    """What the reference to the task shows; `url` leads to the task's own item, empty where nothing does."""
    reach, put_away = terms.reaches[host], task.fields.archived or task.fields.status.done
    known = terms.hosts.get(task.origin) is not None
    who = organisation_at(task.origin, terms, host) if known else terms.phrases.a_partner
    return Fields(
        title=cut(terms.phrases.reference.format(who=who), reach.manifest.title_limit),
        description=restricted(_way(url), reach.manifest.text),
        status=_status(link, reach, put_away=put_away),
        archived=put_away,
        shown=(terms.phrases.only_reference,),
    )


def _way(url: str) -> Document:
    return Document((Paragraph((Hyperlink(url, (Text(url),)),)),)) if url else Document()


def _status(link: Link | None, reach: Reach, *, put_away: bool) -> Status:
    """Where people put the reference it stays; one that goes into a lane for that has no other."""
    known = link.seen.status if link else Status()
    return Status(known.done, None if put_away and not reach.manifest.archives else known.lane)


def url_of(task: Task, memory: Memory, terms: Terms) -> str:
    """Where people find the item that the task began as; empty where that is not known or the tool has no such url."""
    place = next((each for each in terms.space.places if each.id == task.origin), None)
    link = memory.links.get(task.origin, {}).get(task.id)
    if place is None or link is None or link.standing is not Standing.LIVE:
        return ""
    return terms.reaches[place.id].manifest.url.format(ref=link.ref, container=place.container)


def reference_operations(
    task: Task, link: Link | None, comments: Mapping[CommentId, CommentLink], place: PlaceId, terms: Terms, url: str
) -> Iterator[Operation]:
    """What makes our item of the task at the place a reference, and takes back what others said there.

    One that people deleted is not made again, and what people made themselves stays as they left it.
    """
    wanted = reference(task, terms, link, place, url)
    if link is None:
        if not wanted.archived and place != task.origin:
            manifest = terms.reaches[place].manifest
            yield CreateItem(place, task.id, wanted, terms.reaches[place].holds - manifest.later, refers=True)
        return
    if link.standing is not Standing.LIVE:
        return
    if link.ours and place != task.origin and (changed := _due(wanted, link, terms.reaches[place].holds)):
        yield UpdateItem(place, task.id, link.ref, wanted, link.seen, changed, link.revision, refers=True)
    copies = {comment: each for comment, each in comments.items() if each.ours and each.standing is Standing.LIVE}
    yield from _taken_back(task, link.ref, copies, place)


def _due(wanted: Fields, link: Link, holds: frozenset[str]) -> tuple[str, ...]:
    """Of an item that showed the task everything but where it stands; of a reference what it says otherwise now."""
    if link.held:
        due = tuple(name for name in FIELDS if name in holds and name != "status" and not same(name, wanted, link.seen))
        return due or ("title",)
    said = link.sent or link.seen
    return tuple(name for name in FIELDS if name in SPOKEN and not same(name, wanted, said))


def _taken_back(
    task: Task, item: Ref, copies: Mapping[CommentId, CommentLink], place: PlaceId
) -> Iterator[DeleteComment]:
    for ref, (first, *also) in by_ref(copies).items():
        yield DeleteComment(place, task.id, first, item, ref, tuple(also))
