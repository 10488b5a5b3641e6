"""Asana's JSON as values of the model. Without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bridge.core.model.characters import folded as one_line
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from bridge.core.model.snapshot import Item, ItemComment, ItemLane
from bridge.core.model.task import Due, Fields, Status
from connectors.asana.custom import read_custom, task_priority
from connectors.asana.footer import split_footer
from connectors.asana.parts import read_attachments, read_checks
from connectors.text.html import read_html
from connectors.text.plain import read_plain
from connectors.text.shown import split_shown

Json = dict[str, Any]
SUBTASKS, ATTACHMENTS = "subtasks", "attachments"
"""Where a task as we pass it on has what further calls told of it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an item's reading depends on: the place, the archive section's name, our own account."""

    place: Place
    archive_lane: str
    me: str

    @property
    def project(self) -> str:
        """The project's gid."""
        return self.place.container


def read_item(task: Json, terms: Terms) -> Item:
    """A task without its comments, with those of its parts that were read.

    `external` is the marker where the task has it, else the notes' last line.
    """
    shown, description, noted = read_notes(task.get("html_notes") or "", task.get("notes") or "")
    author = _gid(task.get("created_by"))
    lead = _gid(task.get("assignee"))
    section = section_of(task, terms.project)
    archived = section is not None and is_archive(section, terms.archive_lane)
    fields = Fields(
        title=one_line(task.get("name") or ""),
        description=description,
        status=Status(bool(task.get("completed")), None if archived or section is None else section["gid"]),
        due=read_due(task),
        lead=lead,
        helpers=tuple(gid for gid in map(_gid, task.get("followers") or ()) if gid and gid not in (lead, terms.me)),
        labels=frozenset(_labels(task)),
        archived=archived,
        start=read_start(task),
        priority=task_priority(task, terms.place),
        checklist=read_checks(task.get(SUBTASKS) or ()),
        attachments=read_attachments(task.get(ATTACHMENTS) or ()),
        custom=read_custom(task, terms.place),
        shown=shown,
    )
    marker = (task.get("external") or {}).get("gid") or noted
    return Item(
        ref=Ref(task["gid"]),
        fields=fields,
        marker=TaskId(marker) if marker else None,
        created=read_instant(task.get("created_at")),
        changed=read_instant(task.get("modified_at")),
        author=Account(author) if author else None,
        own=author == terms.me,
    )


def section_of(task: Json, project: str) -> Json | None:
    """The section that the task stands in in the project; None where it is not in the project."""
    for membership in task.get("memberships") or ():
        if _gid(membership.get("project")) == project:
            section: Json | None = membership.get("section")
            return section
    return None


def is_in(task: Json, project: str) -> bool:
    """Whether the task is in the project itself, not only below one of its tasks."""
    return any(_gid(membership.get("project")) == project for membership in task.get("memberships") or ())


def is_archive(section: Json, archive_lane: str) -> bool:
    """Whether the section is the one that holds what is archived."""
    return bool(section.get("name") == archive_lane)


def read_notes(html: str, plain: str) -> tuple[tuple[str, ...], Document, str]:
    """The lines we show above, the description, and the marker in the footer (empty where there is none).

    What Asana shows and we would write otherwise is read as we would write it.
    """
    marker, document = split_footer(restricted(read_text(html, plain), TextForm.RICH))
    shown, description = split_shown(document)
    return shown, description, marker


def read_text(html: str, plain: str) -> Document:
    """A rich text; where it is broken, what Asana shows as plain text."""
    if not html:
        return read_plain(plain)
    try:
        return read_html(html)
    except ValueError:
        return read_plain(plain)


def read_due(task: Json) -> Due | None:
    """An instant where the task has one, else the day."""
    if task.get("due_at"):
        return read_instant(task["due_at"])
    return date.fromisoformat(task["due_on"]) if task.get("due_on") else None


def read_start(task: Json) -> Due | None:
    """An instant where the task has one, else the day."""
    if task.get("start_at"):
        return read_instant(task["start_at"])
    return date.fromisoformat(task["start_on"]) if task.get("start_on") else None


def write_due(due: Due | None) -> Json:
    """The one of Asana's two fields that holds it; writing one clears the other."""
    return _written(due, "due")


def write_dates(start: Due | None, due: Due | None) -> Json:
    """Both: Asana takes a start only beside a due value."""
    return _written(due, "due") | _written(start, "start")


def _written(due: Due | None, name: str) -> Json:
    if isinstance(due, datetime):
        return {f"{name}_at": due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"}
    return {f"{name}_on": due.isoformat() if due else None}


def read_instant(text: str | None) -> datetime | None:
    """An aware instant in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def is_comment(story: Json) -> bool:
    """Whether a person said it; other stories are Asana's own sentences."""
    return story.get("type") == "comment" or story.get("resource_subtype") == "comment_added"


def is_attachment(story: Json) -> bool:
    """Whether it says that somebody attached something."""
    return story.get("resource_subtype") == "attachment_added"


def read_comment(story: Json, me: str) -> ItemComment:
    """A story of type comment."""
    author = _gid(story.get("created_by"))
    return ItemComment(
        ref=Ref(story["gid"]),
        author=Account(author) if author else None,
        text=read_text(story.get("html_text") or "", story.get("text") or ""),
        at=read_instant(story["created_at"]) or datetime.min.replace(tzinfo=UTC),
        own=author == me,
    )


def read_lanes(sections: Sequence[Json], archive_lane: str) -> tuple[ItemLane, ...]:
    """The sections in order, without the archive."""
    return tuple(
        ItemLane(Ref(section["gid"]), one_line(section.get("name") or ""), float(position))
        for position, section in enumerate(sections)
        if not is_archive(section, archive_lane)
    )


def read_names(*found: Iterable[Json]) -> dict[Account, str]:
    """The names of the people in tasks, stories and feed entries."""
    people = (person for each in found for entry in each for person in _people(entry))
    return {Account(person["gid"]): person["name"] for person in people if person.get("name")}


def folded(name: str) -> str:
    """A tag's name as it is compared: equal names count as one."""
    return " ".join(name.split()).casefold()


def _labels(task: Json) -> Iterator[str]:
    """The tags' names; of those that are folded equal, the first."""
    known: set[str] = set()
    for tag in task.get("tags") or ():
        name = one_line(tag.get("name") or "")
        if name and folded(name) not in known:
            known.add(folded(name))
            yield name


def _people(entry: Json) -> Iterator[Json]:
    for name in ("assignee", "created_by", "user"):
        if entry.get(name):
            yield entry[name]
    yield from entry.get("followers") or ()


def _gid(entity: Mapping[str, Any] | None) -> str | None:
    return str(entity["gid"]) if entity else None
