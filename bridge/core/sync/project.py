"""What a task looks like at one place: its fields in the place's own terms, as far as the place can hold them."""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.document import Document, Paragraph, Strong, Text
from bridge.core.model.ids import LaneId, PlaceId
from bridge.core.model.memory import Link
from bridge.core.model.reach import Manifest, Reach
from bridge.core.model.restrict import restricted
from bridge.core.model.task import FURTHER, Comment, Fields, Status, Task
from bridge.core.sync.dates import due_at, start_at
from bridge.core.sync.elements import projected_checks
from bridge.core.sync.said import described, for_place, people, room_for, shown
from bridge.core.sync.shorten import shortened
from bridge.core.sync.size import Weight, characters, octets
from bridge.core.sync.terms import Terms, called
from bridge.core.sync.titles import cut

_EMPTY = Fields()
_LEFT_OUT = ("labels", *sorted(FURTHER))


def project(task: Task, reach: Reach, terms: Terms, link: Link | None, host: PlaceId) -> Fields:
    """The fields the task's item should have at the place; what it cannot hold is left out or said in `shown`.

    `link` is None for an item yet to be created; `reach.lanes` may name lanes that are yet to be created.
    """
    fields = task.fields
    lead, helpers = people(fields, reach)
    kept = {name: getattr(_EMPTY, name) for name in _LEFT_OUT if name not in reach.holds}
    lines = shown(task, reach, terms, host, link)
    projected = Fields(
        title=cut(fields.title, reach.manifest.title_limit),
        description=described(task, reach, terms, host, link, lines),
        status=_status(fields, reach, link),
        due=due_at(fields.due, reach),
        lead=lead,
        helpers=helpers,
        labels=fields.labels,
        archived=fields.archived,
        start=start_at(fields, reach),
        priority=fields.priority,
        checklist=projected_checks(fields.checklist, reach, link) if fields.checklist else (),
        attachments=fields.attachments[: reach.manifest.attachments_limit],
        custom=tuple(each for each in fields.custom if each[0] in reach.custom),
        shown=lines,
    )
    return replace(projected, **kept)


def comment_text(comment: Comment, reach: Reach, terms: Terms, host: PlaceId) -> Document:
    """A comment as our account writes it: who said it and when, then what was said."""
    said = for_place(comment.text, reach, terms, host)
    form = reach.manifest.comment_text
    return shortened(restricted(attributed(said, comment, terms, host), form), form, *comment_room(reach.manifest))


def comment_room(manifest: Manifest) -> tuple[int | None, Weight]:
    """What a comment may take, and how that is counted; None where there is no limit."""
    if manifest.comment_bytes is not None:
        return manifest.comment_bytes, octets
    return room_for((), manifest), characters


def attributed(said: Document, comment: Comment, terms: Terms, host: PlaceId) -> Document:
    """The text under a line that names its author as the charter allows, with the day in the network's zone."""
    who = called(comment.author, terms, host) if comment.author else terms.phrases.a_partner
    day = comment.at.astimezone(terms.zone).strftime(terms.phrases.date)
    line = Paragraph((Strong((Text(terms.phrases.attribution.format(who=who, date=day)),)),))
    return Document((line, *said.blocks))


def _status(fields: Fields, reach: Reach, link: Link | None) -> Status:
    """Done and lane; an archived item has no lane, a lane the place does not have leaves the item where it is."""
    wanted = fields.status.lane
    if fields.archived and not reach.manifest.archives:
        return Status(fields.status.done, None)
    lane = None if wanted is None else reach.lanes.get(LaneId(wanted))
    return Status(fields.status.done, lane or (link.seen.status.lane if link else None))
