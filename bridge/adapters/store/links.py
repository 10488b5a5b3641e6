"""Links and cursors: what each place was last known to hold, and how far it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, select

from bridge.adapters.store.codec import Value, text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Row, kept, replace_rows
from bridge.core.model.ids import CommentId, Cursor, PlaceId, SpaceId, TaskId
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory
from bridge.core.model.task import Fields

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
"""`seen`, `sent` and `based` have columns of their own: mostly they are equal, and equal texts are read once."""

COMMENT_LINKS = kept("comment_links", "space", "place", "subject")
LANE_LINKS = kept("lane_links", "space", "place", "subject")
CURSORS = kept("cursors", "space", "place")


def remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    """Take over the links and cursors of `memory`."""
    links = [
        _link_row(space, place, task, link) for place, by_task in memory.links.items() for task, link in by_task.items()
    ]
    replace_rows(connection, LINKS, links)
    replace_rows(connection, COMMENT_LINKS, _rows(space, memory.comment_links, CommentLink))
    replace_rows(connection, LANE_LINKS, _rows(space, memory.lane_links, LaneLink))
    cursors = [{"space": space, "place": place, "value": cursor} for place, cursor in memory.cursors.items()]
    replace_rows(connection, CURSORS, cursors)


def links_of(connection: Connection, space: SpaceId) -> dict[PlaceId, dict[TaskId, Link]]:
    """The links of tasks, by place and task."""
    columns = (LINKS.c[name] for name in ("place", "subject", "value", "seen", "sent", "based"))
    found: dict[PlaceId, dict[TaskId, Link]] = {}
    for place, task, *texts in connection.execute(select(*columns).filter_by(space=space)):
        found.setdefault(place, {})[task] = _link(*texts)
    return found


def other_links_of(
    connection: Connection, space: SpaceId, table: Table, kind: type[Value]
) -> dict[PlaceId, dict[Any, Value]]:
    """The links of comments or lanes, by place and comment or lane."""
    columns = table.c.place, table.c.subject, table.c.value
    found: dict[PlaceId, dict[Any, Value]] = {}
    for place, subject, value in connection.execute(select(*columns).filter_by(space=space)):
        found.setdefault(place, {})[subject] = value_of(value, kind)
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


def comment_link_of(connection: Connection, space: SpaceId, place: PlaceId, comment: CommentId) -> Memory:
    """The one comment's link, as a memory; empty where there is none."""
    query = select(COMMENT_LINKS.c.value).filter_by(space=space, place=place, subject=comment)
    value = connection.scalar(query)
    return Memory(comment_links={place: {comment: value_of(value, CommentLink)}}) if value else Memory()


def _link(value: str, seen: str, sent: str | None, based: str | None) -> Link:
    return replace(
        value_of(value, Link),
        seen=value_of(seen, Fields),
        sent=value_of(sent, Fields) if sent else None,
        based=value_of(based, Fields) if based else None,
    )


def _link_row(space: SpaceId, place: PlaceId, task: TaskId, link: Link) -> Row:
    return {
        "space": space,
        "place": place,
        "subject": task,
        "value": text_of(replace(link, seen=Fields(), sent=None, based=None), Link),
        "seen": text_of(link.seen, Fields),
        "sent": text_of(link.sent, Fields) if link.sent else None,
        "based": text_of(link.based, Fields) if link.based else None,
    }


def _rows(space: SpaceId, links: Mapping[PlaceId, Mapping[Any, object]], kind: type) -> list[Row]:
    return [
        {"space": space, "place": place, "subject": subject, "value": text_of(link, kind)}
        for place, by_subject in links.items()
        for subject, link in by_subject.items()
    ]
