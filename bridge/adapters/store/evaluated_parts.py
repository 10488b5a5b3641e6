"""Of evaluated tasks, how many the largest part has and how many the second, and whose acts do not count yet, in SQL.

For `bridge.adapters.store.evaluations` alone, which answers with yes or no: no name of anybody is read, and no number
of anybody's is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, case, distinct, func, literal, not_, select

from bridge.adapters.store.log_tables import ENTRIES
from bridge.core.log.evaluations import Dimension
from bridge.core.log.participation import Newcomers
from bridge.core.reports.disclosure.dominance import Parts

Key = tuple[str, str]
"""An entry's type and a space, which is empty where all are counted together."""
BY_ONE = frozenset({"actor_ref", "org_id"})
"""One person each; whoever is not known is taken for one person of the organisation, which withholds rather more."""
NEWCOMERS = frozenset({"actor_ref"})
"""Read so that their acts are left out, and never told."""


def others_than(newcomers: Newcomers) -> Iterator[ColumnElement[bool]]:
    """What holds of acts of everybody but these, space by space; most are new in all of them, and said once."""
    everywhere = set.intersection(*map(set, newcomers.values())) if newcomers else set[str]()
    for spaces, references in [
        (list(newcomers), everywhere),
        *(([space], set(each) - everywhere) for space, each in newcomers.items()),
    ]:
        if references:
            yield not_(and_(ENTRIES.c.space_ref.in_(sorted(spaces)), ENTRIES.c.actor_ref.in_(sorted(references))))


def largest(
    connection: Connection, acts: Sequence[ColumnElement[bool]], by: Dimension, tasks: Mapping[Key, int]
) -> Mapping[Key, tuple[Parts, Parts]]:
    """Of each number of tasks, what the two largest organisations have of it, and the two largest single ones.

    In one pass over the entries. A task that two colleagues completed one after the other is a part of both.
    """
    space = ENTRIES.c.space_ref if by is Dimension.SPACE else literal("")
    organisation, one = ENTRIES.c.org_id, ENTRIES.c.actor_ref
    each = (
        select(
            ENTRIES.c.event_type.label("kind"),
            space.label("space"),
            organisation.label("of"),
            case((one == "", organisation), else_=one).label("by"),
            func.count(distinct(ENTRIES.c.object_ref)).label("tasks"),
        )
        .where(*acts)
        .group_by(ENTRIES.c.event_type, space, organisation, one)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    found = connection.execute(_two(each, each.c.of, "of").union_all(_two(each, each.c.by, "by"))).all()
    tops = {(row.whose, row.kind, row.space): (row.first, row.second) for row in found}
    return {key: (Parts(total, *tops["of", *key]), Parts(total, *tops["by", *key])) for key, total in tasks.items()}


def _two(each: CTE, part: ColumnElement[str], whose: str) -> Select[str, str, str, int, int]:
    """The two largest parts of each number; not whose they are."""
    key = (each.c.kind, each.c.space)
    parts = select(*key, func.sum(each.c.tasks).label("tasks")).group_by(*key, part).subquery()
    place = func.row_number().over(partition_by=(parts.c.kind, parts.c.space), order_by=parts.c.tasks.desc())
    ordered = select(parts, place.label("at")).subquery()
    first, second = (func.max(case((ordered.c.at == at, ordered.c.tasks), else_=0)) for at in (1, 2))
    return select(
        literal(whose).label("whose"), ordered.c.kind, ordered.c.space, first.label("first"), second.label("second")
    ).group_by(ordered.c.kind, ordered.c.space)
