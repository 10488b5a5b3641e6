"""Links and cursors: what each place was last known to hold, and how far it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, Text, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Row, kept, replace_rows
from bridge.adapters.store.known import Known
from bridge.core.model.ids import CommentId, Cursor, LaneId, PlaceId, SpaceId, TaskId
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory
from bridge.core.model.task import Fields

Subject = TypeVar("Subject")
Value = TypeVar("Value")

LINKS = Table(
    "links",
    CATALOGUE,
    Column("space", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("sent", Text),
    Column("based", Text),
)
"""`seen`, `sent` and `based` have columns of their own: mostly they are equal, and then only `seen` is written."""
AS_SEEN = "="
"""Stands in `sent` and `based` for what is in `seen`."""

COMMENT_LINKS = kept("comment_links", "space", "place", "subject")
LANE_LINKS = kept("lane_links", "space", "place", "subject")
CURSORS = kept("cursors", "space", "place")


def remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    """Take over the links and cursors of `memory`."""
    links = [
        link_row(space, place, task, link) for place, by_task in memory.links.items() for task, link in by_task.items()
    ]
    replace_rows(connection, LINKS, links)
    replace_rows(connection, COMMENT_LINKS, _rows(space, memory.comment_links, CommentLink))
    replace_rows(connection, LANE_LINKS, _rows(space, memory.lane_links, LaneLink))
    cursors = [{"space": space, "place": place, "value": cursor} for place, cursor in memory.cursors.items()]
    replace_rows(connection, CURSORS, cursors)


class KnownLinks:
    """The links of tasks, comments and lanes as they were last read."""

    def __init__(self) -> None:
        self._links = Known[tuple[PlaceId, TaskId], Link](_link)
        self._comments = Known[tuple[PlaceId, CommentId], CommentLink](partial(value_of, kind=CommentLink))
        self._lanes = Known[tuple[PlaceId, LaneId], LaneLink](partial(value_of, kind=LaneLink))

    def of_tasks(self, connection: Connection, space: SpaceId) -> dict[PlaceId, dict[TaskId, Link]]:
        """The links of tasks, by place and task."""
        columns = (LINKS.c[name] for name in ("place", "subject", "value", "seen", "sent", "based"))
        rows = connection.execute(select(*columns).filter_by(space=space))
        return _by_place(self._links.read(space, (((row[0], row[1]), row[2:]) for row in rows)))

    def of_comments(self, connection: Connection, space: SpaceId) -> dict[PlaceId, dict[CommentId, CommentLink]]:
        """The links of comments, by place and comment."""
        return _by_place(self._comments.read(space, _other_rows(connection, space, COMMENT_LINKS)))

    def of_lanes(self, connection: Connection, space: SpaceId) -> dict[PlaceId, dict[LaneId, LaneLink]]:
        """The links of lanes, by place and lane."""
        return _by_place(self._lanes.read(space, _other_rows(connection, space, LANE_LINKS)))


def _other_rows(connection: Connection, space: SpaceId, table: Table) -> Iterator[tuple[tuple[PlaceId, Any], Any]]:
    columns = table.c.place, table.c.subject, table.c.value
    return (((row[0], row[1]), row[2:]) for row in connection.execute(select(*columns).filter_by(space=space)))


def _by_place(links: Iterable[tuple[tuple[PlaceId, Subject], Value]]) -> dict[PlaceId, dict[Subject, Value]]:
    found: dict[PlaceId, dict[Subject, Value]] = {}
    for (place, subject), link in links:
        found.setdefault(place, {})[subject] = link
    return found


def cursors_of(connection: Connection, space: SpaceId) -> dict[PlaceId, Cursor]:
    """How far each place was read."""
    rows = connection.execute(select(CURSORS.c.place, CURSORS.c.value).filter_by(space=space))
    return {place: cursor for place, cursor in rows}  # noqa: C416  rows are no pairs to mypy


def link_of(connection: Connection, space: SpaceId, place: PlaceId, task: TaskId) -> Memory:
    """The one link, as a memory; empty where there is none."""
    columns = (LINKS.c[name] for name in ("value", "seen", "sent", "based"))
    row = connection.execute(select(*columns).filter_by(space=space, place=place, subject=task)).first()
    return Memory(links={place: {task: _link(*row)}}) if row else Memory()


def comment_links_of(connection: Connection, space: SpaceId, place: PlaceId, comments: Sequence[CommentId]) -> Memory:
    """These comments' links, as a memory."""
    columns = COMMENT_LINKS.c
    query = select(columns.subject, columns.value).filter_by(space=space, place=place)
    rows = connection.execute(query.where(columns.subject.in_(comments)))
    return Memory(comment_links={place: {CommentId(comment): value_of(value, CommentLink) for comment, value in rows}})


def _link(value: str, seen: str, sent: str | None, based: str | None) -> Link:
    shown = value_of(seen, Fields)
    sent_fields, based_fields = (_fields(text, seen, shown) for text in (sent, based))
    return replace(value_of(value, Link), seen=shown, sent=sent_fields, based=based_fields)


def _fields(text: str | None, seen: str, shown: Fields) -> Fields | None:
    """`sent` or `based`, which mostly is what is shown."""
    if text is None:
        return None
    return shown if text in (AS_SEEN, seen) else value_of(text, Fields)


def link_row(space: SpaceId, place: PlaceId, task: TaskId, link: Link) -> Row:
    return {
        "space": space,
        "place": place,
        "subject": task,
        "value": text_of(replace(link, seen=Fields(), sent=None, based=None), Link),
        "seen": text_of(link.seen, Fields),
        "sent": _beside(link.sent, link.seen),
        "based": _beside(link.based, link.seen),
    }


def _beside(fields: Fields | None, seen: Fields) -> str | None:
    """What is written of `sent` or `based`."""
    if fields is None:
        return None
    return AS_SEEN if fields == seen else text_of(fields, Fields)


def _rows(space: SpaceId, links: Mapping[PlaceId, Mapping[Any, object]], kind: type) -> list[Row]:
    return [
        {"space": space, "place": place, "subject": subject, "value": text_of(link, kind)}
        for place, by_subject in links.items()
        for subject, link in by_subject.items()
    ]
